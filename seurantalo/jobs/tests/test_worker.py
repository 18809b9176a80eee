"""The worker as a process: killed, stopped, doubled, without its database."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError

from seurantalo.jobs.worker import Weather

ROOT = Path(__file__).resolve().parents[3]
ENQUEUE = """
import sys, django
django.setup()
from django.db import transaction
from seurantalo.jobs.tests import chores
with transaction.atomic():
    for line in sys.argv[1:]:
        name, _, argument = line.partition("=")
        getattr(chores, name).enqueue(*([argument] if argument else []))
"""


class Yard:
    """A queue in a folder of its own, its workers and the diary of what they did."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workers = folder, []
        self.diary_path = folder / "diary"
        self.variables = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "seurantalo.config.settings.base",
            "SEURANTALO_DATABASE_URL": f"sqlite:///{folder}/queue.sqlite3",
            "SEURANTALO_VAR": str(folder),
            "SEURANTALO_TEST_DIARY": str(self.diary_path),
        }

    def run(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.variables, check=True, timeout=60
        )

    def enqueue(self, *lines: str) -> None:
        self.run("-c", ENQUEUE, *lines)

    def worker(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "worker"]
        log = (self.folder / "log").open("ab")
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.variables, stdout=log, stderr=log, start_new_session=True
        )
        self.workers.append(process)
        return process

    def diary(self) -> list[str]:
        return self.diary_path.read_text().splitlines() if self.diary_path.exists() else []

    def wait_for(self, lines: int) -> list[str]:
        """The diary when it has so many lines."""
        end = time.monotonic() + 60
        while len(self.diary()) < lines:
            assert time.monotonic() < end, (self.folder / "log").read_text()
            time.sleep(0.05)
        return self.diary()

    def end(self) -> None:
        for process in self.workers:
            if process.poll() is None:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def empty_queue(tmp_path_factory):
    """A database with nothing in it but the queue."""
    yard = Yard(tmp_path_factory.mktemp("queue"))
    code = "import sys,django;django.setup();from django.core.management import call_command as c"
    for app in ("django_tasks_database", "jobs"):
        code += f";c('migrate','{app}',verbosity=0)"
    yard.run("-c", code)
    return yard.folder / "queue.sqlite3"


@pytest.fixture
def yard(empty_queue, tmp_path):
    shutil.copy(empty_queue, tmp_path / "queue.sqlite3")
    yard = Yard(tmp_path)
    yield yard
    yard.end()


@pytest.mark.slow
def test_what_a_killed_worker_had_begun_the_next_one_does(yard):
    go = yard.folder / "go"
    yard.enqueue(f"dawdle={go}")
    first = yard.worker()
    assert yard.wait_for(1) == [f"begun by {first.pid}"]
    first.kill()
    first.wait()
    second = yard.worker()
    yard.wait_for(2)
    go.touch()
    assert yard.wait_for(3) == [f"begun by {first.pid}", f"begun by {second.pid}", "finished"]


@pytest.mark.slow
def test_a_stopped_worker_finishes_what_it_has_and_leaves_the_rest_in_the_queue(yard):
    go = yard.folder / "go"
    yard.enqueue(f"dawdle={go}", "greet=Aino", "greet=Bertta")
    first = yard.worker()
    yard.wait_for(1)
    first.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert first.poll() is None  # it is still at it
    go.touch()
    assert first.wait(20) == 0
    assert yard.diary() == [f"begun by {first.pid}", "finished"]
    yard.worker()
    assert yard.wait_for(4)[2:] == ["hello Aino", "hello Bertta"]


@pytest.mark.slow
def test_two_workers_do_everything_once(yard):
    names = [f"person {number}" for number in range(60)]
    yard.enqueue(*[f"greet={name}" for name in names])
    workers = [yard.worker(), yard.worker()]
    yard.wait_for(60)
    time.sleep(1)
    assert sorted(yard.diary()) == sorted(f"hello {name}" for name in names)
    for each in workers:
        each.send_signal(signal.SIGTERM)
    assert [each.wait(20) for each in workers] == [0, 0]


@pytest.mark.django_db
def test_a_worker_bears_that_the_database_goes_away(caplog):
    class Patiently(threading.Event):
        waited: list[float] = []

        def wait(self, timeout=None):
            self.waited.append(timeout)
            return False

    failures = iter([True, True, True, False])

    def act():
        if next(failures):
            raise OperationalError("the database system is shutting down")
        return True

    event = Patiently()
    weather = Weather(event)
    with caplog.at_level("INFO"):
        assert [weather.bears(act) for _try in range(4)] == [False, False, False, True]
    assert event.waited == [1.0, 2.0, 4.0]
    assert caplog.messages[-1] == "The database answers again."
