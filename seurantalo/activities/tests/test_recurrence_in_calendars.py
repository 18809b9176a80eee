"""A subscribed calendar shows the times our pages show: read back by an independent program."""

from datetime import date, datetime, timedelta

import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar

from seurantalo.activities.recurrence import expand
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, helsinki, wall_clock
from seurantalo.records.formats import ical
from seurantalo.records.schemas import (
    ActivityRecord,
    ChannelRecord,
    OccurrenceRecord,
    OrganizationRef,
    ScheduleRecord,
)

from .generated import schedules

MODIFIED = datetime(2026, 1, 1, tzinfo=HELSINKI)
YEAR = timedelta(days=366)


def shown(schedule, since, before, occurrences=()):
    """(start, end) of what a calendar program shows, aware."""
    record = ActivityRecord(
        id="1", url="/toiminta/1", version=1, modified=MODIFIED, created=MODIFIED, kind="hobby", name=Text(fi="Kuoro"),
        organizations=(OrganizationRef(id="1", url="/jarjestot/1", name=Text(fi="Laulajat")),),
        channels=(ChannelRecord(kind="place", schedules=(schedule,)),), occurrences=occurrences,
    )  # fmt: skip
    written = ical.write_activity(record, base_url="https://seurantalo.example", lang="fi")
    events = recurring_ical_events.of(Calendar.from_ical(written)).between(since, before)
    times = [
        (moment(event.start), moment(event.end))
        for event in events
        if event["STATUS"] != "CANCELLED"
    ]
    return sorted(times)


def moment(value):
    plain = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return helsinki(plain.replace(tzinfo=None))


def skipped_hour(start):
    """Whether the wall clock of a start is in the hour the spring change skips or ends in it."""
    return wall_clock(start).date() in {
        date(y, 3, d) for y in range(2020, 2035) for d in range(24, 32)
    }


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schedules())
def test_a_calendar_program_shows_the_times_our_pages_show(schedule):
    since = helsinki(wall_clock(schedule.dtstart) - timedelta(days=30))
    before = since + YEAR
    ours = [span for span in expand(schedule, since, before) if span.start >= since]
    theirs = [each for each in shown(schedule, since, before) if each[0] >= since]
    assert [span.start for span in ours] == [start for start, _ in theirs]
    plain = [(span.start, span.end) for span in ours if not skipped_hour(span.start)]
    assert plain == [(start, end) for start, end in theirs if not skipped_hour(start)]


def test_a_moved_time_is_shown_where_it_moved_and_a_cancelled_one_not_at_all():
    def at(*clock):
        return datetime(*clock, tzinfo=HELSINKI)

    hour = timedelta(hours=1)
    weekly = ScheduleRecord(dtstart=at(2026, 3, 3, 18), rrule="FREQ=WEEKLY;COUNT=4")
    changed = (
        OccurrenceRecord(id="1", start=at(2026, 3, 12, 9), end=at(2026, 3, 12, 10), original_start=at(2026, 3, 10, 18), status="moved"),
        OccurrenceRecord(id="2", start=at(2026, 3, 17, 18), end=at(2026, 3, 17, 19), original_start=at(2026, 3, 17, 18), status="cancelled"),
    )  # fmt: skip
    starts = [at(2026, 3, 3, 18), at(2026, 3, 12, 9), at(2026, 3, 24, 18)]
    assert shown(weekly, at(2026, 1, 1), at(2027, 1, 1), changed) == [
        (start, start + hour) for start in starts
    ]
