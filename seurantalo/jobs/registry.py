"""The timetable, and how patient each task is: rooms register in their `tasks.py`.

    every("links", check_links, days=7, at="02:40")
    patient(deliver, attempts=10, first_wait=60)

A task is a plain `django.tasks.task` function. It is enqueued inside the transaction that asks for
it: the queue is in the same database and is kept or rolled back with the rest. It may run twice
when a worker dies in the middle, so it is written to bear that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.tasks import Task
from django.utils import timezone

LONGEST_WAIT = timedelta(hours=6)


class GiveUp(Exception):
    """Raised by a task that knows trying again would not help: straight to the dead letters."""


@dataclass(frozen=True)
class Entry:
    """A line of the timetable: a task without arguments, and when it runs."""

    name: str
    task: Task[..., Any]
    days: int
    period: timedelta
    at: time

    @property
    def daily(self) -> bool:
        """Does it run at a time of the day, rather than after a while?"""
        return self.days > 0

    def slot(self, now: datetime) -> str:
        """The name of the turn that is on now: it changes when the next turn begins.

        A daily turn begins at `at` by the clock of the country and lasts until the next one, so a
        worker that was off at night makes up for it in the morning.
        """
        if not self.daily:
            seconds = int(self.period.total_seconds())
            begun = int(now.timestamp()) // seconds * seconds
            return datetime.fromtimestamp(begun, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        here = timezone.localtime(now)
        day = here.date().toordinal() - (here.time() < self.at)
        return f"{date.fromordinal(day - day % self.days)} {self.at:%H:%M}"


@dataclass(frozen=True)
class Patience:
    """How often a failing task is tried, with waits that double."""

    attempts: int = 8
    first_wait: timedelta = timedelta(minutes=1)

    def wait(self, attempt: int) -> timedelta:
        """How long to wait after the failed attempt number `attempt` (from 1)."""
        doubled: timedelta = self.first_wait * (1 << min(attempt - 1, 20))
        return min(doubled, LONGEST_WAIT)


_timetable: dict[str, Entry] = {}
_patience: dict[str, Patience] = {}


def every(
    name: str,
    task: Task[..., Any],
    *,
    days: int = 0,
    hours: float = 0,
    minutes: float = 0,
    at: str = "03:10",
) -> None:
    """Put a task on the timetable: every so many days at a time of the day, or every so often.

    ValueError when neither is said, or both.
    """
    period = timedelta(hours=hours, minutes=minutes)
    if (days > 0) == (period >= timedelta(seconds=1)):
        raise ValueError(f"{name}: say either days, or hours and minutes")
    _timetable[name] = Entry(name, task, days, period, time.fromisoformat(at))


def patient(
    task: Task[..., Any] | Callable[..., Any], *, attempts: int, first_wait: float = 60
) -> None:
    """Say how many times a failing task is tried, and the first wait in seconds."""
    path = task.module_path if isinstance(task, Task) else f"{task.__module__}.{task.__qualname__}"
    _patience[path] = Patience(attempts, timedelta(seconds=first_wait))


def timetable() -> tuple[Entry, ...]:
    """Every line of the timetable, by its name."""
    return tuple(_timetable[name] for name in sorted(_timetable))


def patience(task_path: str) -> Patience:
    """How patient we are with a task."""
    return _patience.get(task_path, Patience())
