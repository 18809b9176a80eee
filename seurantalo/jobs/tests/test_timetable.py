"""What comes round comes round once, however many workers there are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from seurantalo.jobs import commands, registry
from seurantalo.jobs.models import Slot
from seurantalo.jobs.tests import chores
from seurantalo.jobs.worker import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def timetable(settings, monkeypatch, tmp_path):
    """An empty timetable and the real queue."""
    settings.TASKS = {"default": {"BACKEND": "seurantalo.jobs.backends.Queue"}}
    monkeypatch.setattr(registry, "_timetable", {})
    monkeypatch.setenv("SEURANTALO_TEST_DIARY", str(tmp_path / "diary"))
    return registry


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock."""

    def at(text):
        now = datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: now.astimezone(UTC))

    return at


def test_every_quarter_of_an_hour(timetable, clock):
    timetable.every("quarter", chores.nightly, minutes=15)
    clock("2026-11-21 09:01")
    assert commands.take_turns() == ["quarter"]
    assert commands.take_turns() == []  # the other worker finds it taken
    work_off()
    clock("2026-11-21 09:14")
    assert commands.take_turns() == []
    clock("2026-11-21 09:15")
    assert commands.take_turns() == ["quarter"]


def test_a_turn_is_not_queued_while_the_last_one_is_undone(timetable, clock):
    timetable.every("quarter", chores.nightly, minutes=15)
    for time in ("09:01", "09:16", "09:31"):
        clock(f"2026-11-21 {time}")
        commands.take_turns()
    assert DBTaskResult.objects.count() == 1


def test_the_night_is_made_up_for_in_the_morning(timetable, clock):
    timetable.every("nightly", chores.nightly, days=1, at="03:10")
    clock("2026-11-20 12:00")
    assert commands.take_turns() == []  # just set up: the first turn is the coming night
    clock("2026-11-21 03:09")
    assert commands.take_turns() == []
    clock("2026-11-21 08:00")
    assert commands.take_turns() == ["nightly"]
    work_off()
    clock("2026-11-22 03:10")
    assert commands.take_turns() == ["nightly"]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_when_the_clocks_are_turned_the_night_comes_once(timetable, clock, day):
    timetable.every("nightly", chores.nightly, days=1, at="03:10")
    clock(f"{day} 00:30")
    commands.take_turns()
    taken = []
    start = timezone.now()
    for minutes in range(0, 24 * 60, 10):
        now = start + timedelta(minutes=minutes)
        clock(timezone.localtime(now).replace(tzinfo=None).isoformat())
        taken += commands.take_turns()
        work_off()
    assert taken == ["nightly"]


def test_once_a_week(timetable, clock):
    timetable.every("weekly", chores.nightly, days=7, at="02:40")
    taken = []
    for day in range(1, 29):
        clock(f"2026-11-{day:02} 12:00")
        taken += commands.take_turns()
        work_off()
    assert len(taken) in (3, 4)


def test_a_turn_must_say_when(timetable):
    with pytest.raises(ValueError):
        timetable.every("never", chores.nightly)
    with pytest.raises(ValueError):
        timetable.every("both", chores.nightly, days=1, hours=2)


def test_two_workers_cannot_take_the_same_turn(timetable, clock, monkeypatch):
    timetable.every("quarter", chores.nightly, minutes=15)
    clock("2026-11-21 09:01")
    # The other worker takes the turn between our look and our try.
    Slot.objects.create(name="quarter", key=registry.timetable()[0].slot(timezone.now()))
    monkeypatch.setattr(
        Slot.objects, "filter", lambda **_kwargs: Slot.objects.none(), raising=False
    )
    assert commands.take_turns() == []
    assert not DBTaskResult.objects.exists()
