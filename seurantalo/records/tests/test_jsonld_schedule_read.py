"""Repeating times of a web page (schema.org Schedule) are read, or not at all."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common import rrule
from seurantalo.common.time import HELSINKI
from seurantalo.records.formats.reading import jsonld

PLAIN = {
    "@type": "Schedule",
    "startDate": "2035-01-01",
    "endDate": "2035-05-29",
    "repeatFrequency": "P1W",
    "byDay": "https://schema.org/Tuesday",
    "startTime": "18:00:00",
    "endTime": "19:30:00",
    "exceptDate": ["2035-02-27", "2035-03-06T18:00:00+02:00"],
    "scheduleTimezone": "Europe/Helsinki",
}


def read(*schedules, **more):
    node = {"@type": "Event", "name": "Jumppa", "eventSchedule": list(schedules), **more}
    page = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    (found,) = jsonld.read(page.encode(), "https://seura.example/jumppa").events
    return found


def at(month, day, hour, minute=0):
    return datetime(2035, month, day, hour, minute, tzinfo=HELSINKI)


def test_every_tuesday_of_the_spring():
    found = read(PLAIN).schedule
    assert found.dtstart == at(1, 2, 18), "the first of January is a Monday"
    assert found.duration == timedelta(minutes=90)
    assert (found.rrule, found.until) == ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU", date(2035, 5, 29))
    assert found.exdates == (date(2035, 2, 27), date(2035, 3, 6))


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"byDay": ["Monday", "schema:Thursday"]}, "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH"),
        ({"byDay": [{"@id": "http://schema.org/Friday"}]}, "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR"),
        ({"repeatFrequency": "P2W", "repeatCount": 5}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=5"),
        ({"repeatFrequency": "Daily", "byDay": None}, "FREQ=DAILY;INTERVAL=1"),
        ({"repeatFrequency": None}, "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU"),
        (
            {"repeatFrequency": "P1M", "byMonthWeek": 2},
            "FREQ=MONTHLY;INTERVAL=1;BYDAY=2TU",
        ),
        (
            {"repeatFrequency": "P1Y", "byDay": None, "byMonth": 6, "byMonthDay": 24},
            "FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=24;BYMONTH=6",
        ),
    ],
)
def test_rhythms_as_pages_write_them(told, rule):
    assert read({**PLAIN, "endDate": None, **told}).schedule.rrule == rule


def test_several_schedules_are_all_told():
    evening = {**PLAIN, "byDay": "Thursday", "startTime": "20:00", "endTime": "01:00"}
    found = read(PLAIN, evening)
    (later,) = found.later
    assert (later.dtstart, later.duration) == (at(1, 4, 20), timedelta(hours=5))
    assert len(found.schedules) == 2


def test_the_event_tells_the_clock_that_its_schedule_does_not():
    bare = {"repeatFrequency": "P1W", "startDate": "2035-01-02"}
    told = {"startDate": "2035-01-02T18:00", "endDate": "2035-01-02T19:00"}
    found = read(bare, **told).schedule
    assert (found.dtstart, found.duration) == (at(1, 2, 18), timedelta(hours=1))
    assert not found.whole_day and read(bare).schedule.whole_day


def test_the_zone_of_a_schedule():
    """Six in Stockholm is seven in Helsinki, in winter and in summer."""
    assert read({**PLAIN, "scheduleTimezone": "Europe/Stockholm"}).schedule.dtstart == at(1, 2, 19)
    assert read({**PLAIN, "scheduleTimezone": "Kuu/Meri"}).schedule.dtstart == at(1, 2, 18)
    late = {**PLAIN, "startTime": "23:30", "scheduleTimezone": "Europe/Stockholm"}
    found = read(late, startDate="2035-01-02T23:30+01:00")
    assert (found.schedule.rrule, found.schedule.dtstart) == ("", at(1, 3, 0, 30))


@pytest.mark.parametrize(
    "told",
    [
        {"repeatFrequency": "PT2H"},
        {"repeatFrequency": "joskus"},
        {"byDay": "PublicHolidays"},
        {"repeatCount": "monta"},
    ],
)
def test_what_cannot_be_said_exactly_is_told_by_its_own_start(told):
    found = read({**PLAIN, **told}, startDate="2035-01-02T18:00")
    assert (found.schedule.rrule, found.schedule.dtstart) == ("", at(1, 2, 18))
    assert not found.later and found.remarks == ("repeats",), "its owner hears of it"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(
        ["P1W", "P0D", "18:00", "24:00", "2035-13-40", "MO", "-1FR", "Europe", "../etc", "PT", "P"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*PLAIN, "repeatCount", "byMonth", "duration"]), ANYTHING))
def test_whatever_a_page_writes_is_read_or_left(told):
    for each in read({**PLAIN, **told}).schedules:
        assert not each.rrule or rrule.read(each.rrule)
