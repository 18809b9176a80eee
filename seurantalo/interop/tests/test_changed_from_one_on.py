"""A series that another calendar changes "from this one on" (RANGE=THISANDFUTURE)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.activities import recurrence
from seurantalo.common.time import HELSINKI
from seurantalo.interop.found_events import remarks
from seurantalo.interop.tests.sources import recorded
from seurantalo.records.content import ChannelContent
from seurantalo.records.formats.reading import ical
from seurantalo.records.formats.reading.found import as_content
from seurantalo.records.formats.reading.onwards import Turn, turned
from seurantalo.records.schemas import ScheduleRecord


def at(month, day, hour, minute=0):
    return datetime(2035, month, day, hour, minute, tzinfo=HELSINKI)


@pytest.fixture
def told():
    return {str(each.name): each for each in ical.read(recorded("onwards.ics")).events}


def times(found, until=(12, 31)):
    (channel,) = as_content(found).channels
    spans = recurrence.occasions([channel], at(1, 1, 0), at(*until, 0))
    return [each for each in spans if each.status != "cancelled"]


def test_the_old_times_end_and_the_new_ones_go_on_from_there(told):
    """Twelve Tuesdays at six; from the sixth on Wednesdays at half past five, an hour and a half."""
    starts = [each.start for each in times(told["Jumppa"])]
    assert starts[:5] == [at(1, day, 18) for day in (2, 9, 16, 23, 30)]
    assert starts[5:] == [at(2, 7, 17, 30), at(2, 21, 17, 30), at(3, 7, 17, 30), at(3, 14, 17, 30),
                          at(3, 21, 17, 30)]  # fmt: skip
    assert {each.end - each.start for each in times(told["Jumppa"])[5:]} == {timedelta(minutes=90)}
    assert "matto" in str(told["Jumppa"].later[0].note)
    assert remarks(told["Jumppa"]) == []


def test_what_goes_on_elsewhere_is_left_out_and_said(told, db):
    """A wrong place would be worse than none: the owner adds the times after it herself."""
    found = told["Lukupiiri"]
    assert [each.start for each in times(found)] == [at(1, 3, 18), at(2, 7, 18), at(3, 7, 18)]
    assert len(remarks(found)) == 1


def test_what_is_cancelled_from_one_on_ends_there(told):
    assert [each.start.day for each in times(told["Kahvila"])] == [5, 12, 19, 26]
    assert remarks(told["Kahvila"]) == []


def test_what_is_cancelled_from_its_first_time_on_is_cancelled():
    raw = recorded("onwards.ics").replace(b"20350202T100000", b"20350105T100000")
    (found,) = [each for each in ical.read(raw).events if str(each.name) == "Kahvila"]
    assert found.standing == "cancelled"


def test_a_rule_whose_days_cannot_be_moved_ends_and_is_said():
    raw = recorded("onwards.ics").replace(b"BYDAY=TU", b"BYDAY=1TU").replace(b"WEEKLY", b"MONTHLY")
    (found,) = [each for each in ical.read(raw).events if str(each.name) == "Jumppa"]
    assert "onwards" in found.remarks
    assert all(each.start < at(2, 6, 0) for each in times(found))


@given(
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(1, 20),
    st.dictionaries(
        st.integers(1, 19), st.tuples(st.integers(-4, 4), st.integers(-5, 5)), max_size=3
    ),
)
def test_as_many_times_as_there_were_each_so_much_later(weekdays, count, cuts):
    """RFC 5545: the times before stay, each after is moved by as much as the first of them."""
    byday = ",".join(("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day] for day in weekdays)
    start = datetime(2035, 1, 1, 12, tzinfo=HELSINKI) + timedelta(min(weekdays))
    rule = f"FREQ=WEEKLY;COUNT={count};BYDAY={byday}"
    schedule = ScheduleRecord(dtstart=start, rrule=rule)
    known = [span.start for span in recurrence.expand(schedule, start, at(12, 31, 0))]
    turns = {
        number: Turn(known[number], known[number] + timedelta(days, hours=hours))
        for number, (days, hours) in cuts.items()
        if number < len(known)
    }
    pieces = turned(schedule, list(turns.values()))
    assert pieces is not None
    channel = ChannelContent(schedules=tuple(pieces))
    found = recurrence.occasions([channel], at(1, 1, 0) - timedelta(9), at(12, 31, 0))
    wanted, shift = set(), timedelta()
    for number, each in enumerate(known):
        shift = turns[number].shift if number in turns else shift
        wanted.add(each.replace(tzinfo=None) + shift)
    assert {each.start.replace(tzinfo=None) for each in found} == wanted
    assert all(piece.until is None or piece.until <= date(2036, 1, 1) for piece in pieces)
