"""Small tasks for the tests: they write what they do into a file, which survives a killed worker."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.tasks import task

from seurantalo.jobs.registry import GiveUp, patient


def note(line: str) -> None:
    """Add a line to the diary of the test."""
    with Path(os.environ["SEURANTALO_TEST_DIARY"]).open("a") as diary:
        diary.write(f"{line}\n")


@task
def greet(name: str) -> None:
    """Says hello."""
    note(f"hello {name}")


@task
def dawdle(until: str) -> None:
    """Takes its time: until a file is there."""
    note(f"begun by {os.getpid()}")
    while not Path(until).exists():
        time.sleep(0.02)
    note("finished")


@task(queue_name="mail")
def stumble(name: str) -> None:
    """Fails each time."""
    note(f"stumbled {name}")
    raise RuntimeError(f"no way for {name}")


@task
def refuse() -> None:
    """Knows that trying again does not help."""
    raise GiveUp("never")


@task
def nightly() -> None:
    """Something of the night."""
    note("night")


patient(stumble, attempts=3, first_wait=60)
