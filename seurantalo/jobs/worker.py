"""The one worker: timetable, retries, reaper and two lanes that do what is queued.

Letters have a lane of their own, so that a code to sign in does not wait for the night's work.
The lanes are threads; the supervisor keeps the timetable and the sign of life.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.tasks.base import TaskContext
from django.utils import translation
from django.utils.crypto import get_random_string

from seurantalo.jobs import commands

log = logging.getLogger("seurantalo.jobs")
LANES: tuple[tuple[str, ...], ...] = (("mail",), ("default",))
QUEUES = tuple(queue for lane in LANES for queue in lane)
POLL = 0.5  # seconds between looks into an empty queue
ROUND = 5.0  # seconds between the supervisor's rounds
LONGEST_PAUSE = 30.0  # seconds between tries while the database is away


def work(row: commands.Row) -> None:
    """Do one task that has been claimed, and note how it went."""
    log.info("%s begins", row.task_path)
    try:
        call(row)
    except Exception as error:  # whatever a task throws is written down, and tried again
        commands.failed(row, error)
    else:
        commands.done(row)
        log.info("%s is done", row.task_path)


def call(row: commands.Row) -> Any:
    """Call the task's function, in the country's first language unless it says otherwise."""
    task, arguments = row.task, row.args_kwargs
    context: tuple[Any, ...] = (
        (TaskContext(task_result=row.task_result),) if task.takes_context else ()
    )
    with translation.override("fi"):
        return task.call(*context, *arguments["args"], **arguments["kwargs"])


def work_off(worker: str = "once") -> int:
    """Do everything that is ready now, in this thread; how many tasks."""
    count = 0
    while row := commands.claim(worker, QUEUES):
        work(row)
        count += 1
    return count


class Lane(threading.Thread):
    """Does the tasks of its queues one after another."""

    def __init__(self, worker: str, queues: tuple[str, ...], stop: threading.Event) -> None:
        super().__init__(name="-".join(queues), daemon=True)
        self.worker, self.queues, self.stop_asked = worker, queues, stop
        self.at_work_on: Any = None

    def run(self) -> None:
        """Until asked to stop; the task at hand is finished first."""
        weather = Weather(self.stop_asked)
        while not self.stop_asked.is_set():
            if not weather.bears(self.step):
                self.stop_asked.wait(POLL)
        connections.close_all()

    def step(self) -> bool:
        """Do one task; was there one?"""
        row = commands.claim(self.worker, self.queues)
        if row is None:
            return False
        self.at_work_on = row.pk
        try:
            work(row)
        finally:
            self.at_work_on = None
        return True


class Weather:
    """Bears that the database goes away: waits, longer each time, and goes on."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop_asked, self.pause = stop, 0.0

    def bears(self, act: Callable[[], bool]) -> bool:
        """Do it; False when it did nothing, or when the database was not there."""
        try:
            close_old_connections()
            acted = act()
        except (DatabaseError, InterfaceError) as error:
            self.pause = min(max(1.0, self.pause * 2), LONGEST_PAUSE)
            log.warning("The database does not answer, again in %.0f s: %s", self.pause, error)
            connections.close_all()
            self.stop_asked.wait(self.pause)
            return False
        if self.pause:
            log.info("The database answers again.")
        self.pause = 0.0
        return acted


class Supervisor:
    """Runs the lanes until it is told to stop."""

    def __init__(self) -> None:
        self.name = get_random_string(24)
        self.stop_asked = threading.Event()
        self.lanes = [Lane(self.name, queues, self.stop_asked) for queues in LANES]

    def stop(self, *signal: Any) -> None:
        """Ask to stop: what is at hand is finished, nothing new begun."""
        self.stop_asked.set()

    def run(self, grace: float = 30) -> None:
        """Work until asked to stop; then wait `grace` seconds for what is at hand."""
        log.info("The worker has started.")
        weather = Weather(self.stop_asked)
        while not weather.bears(self.rounds) and not self.stop_asked.is_set():
            continue
        for lane in self.lanes:
            lane.start()
        while not self.stop_asked.wait(ROUND):
            weather.bears(self.rounds)
        for lane in self.lanes:
            lane.join(grace)
        if not any(lane.is_alive() for lane in self.lanes):
            Weather(self.stop_asked).bears(self.leave)
        log.info("The worker has stopped.")

    def rounds(self) -> bool:
        """A sign of life, the turns that have come, the tasks of the dead."""
        commands.beat(self.name)
        commands.take_turns()
        commands.reap(self.name, lambda: {lane.at_work_on for lane in self.lanes})
        return True

    def leave(self) -> bool:
        """Sign off."""
        commands.sign_off(self.name)
        return True
