"""Several people who press at the same moment, each in a thread and a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

# What a file of races begins with.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the test's database in memory has one writer"
    ),
]


def at_once(*deeds: Callable[[], object]) -> list[Exception | None]:
    """Do all at the same moment; what each raised, None if nothing."""
    gate = threading.Barrier(len(deeds))
    raised: list[Exception | None] = [None] * len(deeds)

    def run(number: int, deed: Callable[[], object]) -> None:
        try:
            gate.wait(timeout=20)
            deed()
        except Exception as error:
            raised[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised
