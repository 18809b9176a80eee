"""What became different of single times reaches every calendar: three other programs read it back."""

from datetime import datetime, timedelta

import recurring_ical_events
import vobject
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from seurantalo.activities import recurrence
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, helsinki, wall_clock
from seurantalo.records.content import ChannelContent, OccurrenceChange
from seurantalo.records.formats import ical
from seurantalo.records.schemas import (
    ActivityRecord,
    ChannelRecord,
    OccurrenceRecord,
    OrganizationRef,
    PlaceRecord,
    ScheduleRecord,
)

from .generated import schedules
from .test_recurrence_in_calendars import MODIFIED, YEAR, moment, skipped_hour

MARGIN = timedelta(days=60)
STATUSES = st.sampled_from(["cancelled", "full", "scheduled", "moved"])
SHIFTS = st.sampled_from([-20 * 24, -24, -1, 1, 3, 24, 7 * 24]).map(lambda h: timedelta(hours=h))
LENGTHS = st.none() | st.sampled_from([30, 120]).map(lambda minutes: timedelta(minutes=minutes))


def written(schedule, changes, since, before):
    """The activity as a calendar, with all its changed times."""
    channel = ChannelContent(schedules=(schedule,), changes=tuple(changes))
    times = tuple(
        OccurrenceRecord(
            id=f"1-0-{each.original_start:%Y%m%dT%H%M}",
            start=each.start, end=each.end, whole_day=each.whole_day, status=each.status,
            original_start=each.original_start, note=each.note, sequence=each.sequence,
            place=PlaceRecord(name=each.place.name) if each.place else None,
        )
        for each in recurrence.occasions([channel], since, before)
    )  # fmt: skip
    record = ActivityRecord(
        id="1", url="/toiminta/1", version=5, modified=MODIFIED, created=MODIFIED, kind="hobby", name=Text(fi="Kuoro"),
        organizations=(OrganizationRef(id="1", url="/jarjestot/1", name=Text(fi="Laulajat")),),
        channels=(ChannelRecord(kind="place", schedules=(schedule,)),), occurrences=times,
    )  # fmt: skip
    return times, ical.write_activity(record, base_url="https://seurantalo.example", lang="fi")


@st.composite
def changed_series(draw):
    """A schedule, and what became different of some of its times."""
    schedule = draw(schedules())
    since = helsinki(wall_clock(schedule.dtstart) - timedelta(days=30))
    spans = list(recurrence.expand(schedule, since, since + YEAR))
    assume(spans and not any(skipped_hour(span.start) for span in spans))
    chosen = draw(st.lists(st.sampled_from(spans), max_size=4, unique=True))
    changes = []
    for number, span in enumerate(chosen):
        status = draw(STATUSES)
        told = {"note": Text(fi="Huom!")} if draw(st.booleans()) else {}
        if status == "moved":
            shift = draw(SHIFTS)
            whole = timedelta(days=shift.days or 1)
            start = helsinki(wall_clock(span.start) + (whole if schedule.whole_day else shift))
            assume(not skipped_hour(start))
            told["start"] = start
            length = None if schedule.whole_day else draw(LENGTHS)
            told["end"] = length and helsinki(wall_clock(start) + length)
        changes.append(
            OccurrenceChange(
                original_start=span.original_start, status=status, sequence=number + 1, **told
            )
        )
    return schedule, changes, since


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed_series())
def test_a_calendar_program_shows_every_time_as_it_was_changed(made):
    schedule, changes, since = made
    before = since + YEAR
    times, calendar = written(schedule, changes, since - MARGIN, before + MARGIN)
    ours = {
        (each.start, each.end, each.status == "cancelled")
        for each in times
        if since <= each.start < before
    }
    events = recurring_ical_events.of(Calendar.from_ical(calendar)).between(since, before)
    theirs = {
        (moment(each.start), moment(each.end), each["STATUS"] == "CANCELLED") for each in events
    }
    assert {each for each in theirs if since <= each[0] < before} == ours


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed_series())
def test_another_program_finds_each_change_at_the_time_it_was_planned_for(made):
    schedule, changes, since = made
    times, calendar = written(schedule, changes, since - MARGIN, since + YEAR + MARGIN)
    events = vobject.readOne(calendar.decode()).contents.get("vevent", [])
    told = {
        moment(each.recurrence_id.value): (each.status.value, moment(each.dtstart.value))
        for each in events
        if "recurrence-id" in each.contents
    }
    planned = {each.original_start for each in times}
    assert told == {
        each.original_start: (
            "CANCELLED" if each.status == "cancelled" else "CONFIRMED",
            next(time.start for time in times if time.original_start == each.original_start),
        )
        for each in changes
        if each.original_start in planned
    }
    assert len({each.uid.value for each in events}) == 1
    assert {each.sequence.value for each in events} == {"5"}


def test_what_was_cancelled_and_put_back_is_told_again_and_not_left_out():
    first = datetime(2026, 3, 3, 18, tzinfo=HELSINKI)
    tuesdays = ScheduleRecord(dtstart=first, rrule="FREQ=WEEKLY;COUNT=3")
    back = OccurrenceChange(original_start=first, status="scheduled", sequence=2)
    _times, calendar = written(tuesdays, [back], first, first + MARGIN)
    master, again = Calendar.from_ical(calendar).walk("VEVENT")
    assert again["RECURRENCE-ID"].dt == first and again["STATUS"] == "CONFIRMED"
    assert again["UID"] == master["UID"] and again["LAST-MODIFIED"].dt == MODIFIED
