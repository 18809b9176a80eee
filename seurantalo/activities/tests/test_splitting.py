"""This time and those that follow: cut in two nothing is lost, and only what was told is different."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from seurantalo.activities import recurrence
from seurantalo.activities.splitting import Different, Following, holding, may_move_weekday, split
from seurantalo.common.time import HELSINKI, helsinki, local_day, wall_clock
from seurantalo.records.content import OccurrenceChange
from seurantalo.records.schemas import ScheduleRecord

from .generated import schedules

LONG = timedelta(days=900)
HOUR = timedelta(hours=1)


def at(*clock):
    return datetime(*clock, tzinfo=HELSINKI)


def starts(schedule, most=None):
    if schedule is None:
        return []
    since = helsinki(wall_clock(schedule.dtstart) - timedelta(days=40))
    return [span.start for span in recurrence.expand(schedule, since, since + LONG)][:most]


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(schedules(), st.data())
def test_the_two_parts_are_the_whole(schedule, data):
    since = helsinki(wall_clock(schedule.dtstart) - timedelta(days=40))
    spans = list(recurrence.expand(schedule, since, since + LONG))
    assume(spans)
    day = local_day(data.draw(st.sampled_from(spans[:60])).start)
    before, after = split(schedule, day)

    def expanded(part):
        return list(recurrence.expand(part, since, since + LONG)) if part else []

    assert expanded(before) == [span for span in spans if local_day(span.start) < day]
    assert expanded(after) == [span for span in spans if local_day(span.start) >= day]
    for part in filter(None, (before, after)):
        assert recurrence.check(part) == [] or recurrence.check(schedule) != []


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(schedules(), st.data())
def test_another_hour_changes_the_hour_of_every_time_and_no_day(schedule, data):
    spans = starts(schedule, 60)
    assume(spans and not schedule.whole_day)
    planned = data.draw(st.sampled_from(spans))
    assume(holding([schedule], planned) is not None)
    after = split(schedule, local_day(planned)).after
    told = Following(starts=time(11, 15), duration=2 * HOUR)
    different = Different(after, planned, told)
    days = sorted({local_day(start) for start in starts(after)})
    assert [local_day(start) for start in starts(different.schedule)] == days
    assert {wall_clock(start).time() for start in starts(different.schedule)} == {time(11, 15)}
    assert different.schedule.duration == 2 * HOUR


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(schedules(), st.integers(0, 6), st.data())
def test_another_weekday_moves_each_time_of_that_weekday_within_its_week(schedule, new, data):
    spans = starts(schedule, 60)
    assume(spans)
    planned = data.draw(st.sampled_from(spans))
    assume(may_move_weekday(schedule, planned))
    after = split(schedule, local_day(planned)).after
    assume(not after.rdates and not after.exdates and after.until is None)
    assume("COUNT" not in after.rrule and "WEEKLY" in after.rrule)
    different = Different(after, planned, Following(weekday=new))
    expected = sorted({local_day(different.at(start)) for start in starts(after)})
    found = [local_day(start) for start in starts(different.schedule)]
    most = min(len(expected), len(found)) - 2
    assert found[:most] == expected[:most]


TUESDAYS = ScheduleRecord(
    dtstart=at(2026, 9, 1, 18),
    duration=HOUR,
    rrule="FREQ=WEEKLY;BYDAY=TU",
    exdates=(date(2026, 10, 13), date(2026, 12, 22)),
    until=date(2026, 12, 29),
)


def test_from_december_on_it_is_on_wednesdays():
    planned = at(2026, 12, 1, 18)
    before, after = split(TUESDAYS, planned.date())
    assert before.until == date(2026, 11, 30) and before.exdates == (date(2026, 10, 13),)
    different = Different(after, planned, Following(weekday=2, starts=time(17)))
    assert starts(different.schedule) == [
        at(2026, 12, 2, 17), at(2026, 12, 9, 17), at(2026, 12, 16, 17), at(2026, 12, 30, 17),
    ]  # fmt: skip
    note = OccurrenceChange(original_start=at(2026, 12, 8, 18), sequence=3)
    gone = OccurrenceChange(original_start=at(2026, 12, 22, 18))
    assert different.changes([note, gone]) == (
        note.model_copy(update={"original_start": at(2026, 12, 9, 17)}),
    )


def test_the_last_wednesday_of_the_month_becomes_the_last_thursday():
    monthly = ScheduleRecord(
        dtstart=at(2026, 9, 30, 18), duration=HOUR, rrule="FREQ=MONTHLY;BYDAY=-1WE"
    )
    planned = at(2026, 11, 25, 18)
    after = split(monthly, planned.date()).after
    different = Different(after, planned, Following(weekday=3))
    assert starts(different.schedule, 3) == [
        at(2026, 11, 26, 18), at(2026, 12, 31, 18), at(2027, 1, 28, 18),
    ]  # fmt: skip
    assert different.at(at(2026, 12, 30, 18)) == at(2026, 12, 31, 18)


def test_of_two_weekdays_only_one_moves_and_nothing_comes_twice():
    both = ScheduleRecord(
        dtstart=at(2026, 9, 1, 18), duration=HOUR, rrule="FREQ=WEEKLY;BYDAY=TU,TH"
    )
    planned = at(2026, 11, 26, 18)  # a Thursday
    before, after = split(both, planned.date())
    different = Different(after, planned, Following(weekday=0))
    assert starts(before)[-1] == at(2026, 11, 24, 18)
    assert starts(different.schedule, 4) == [
        at(2026, 11, 23, 18), at(2026, 11, 30, 18), at(2026, 12, 1, 18), at(2026, 12, 7, 18),
    ]  # fmt: skip


def test_single_dates_have_no_weekday_to_move():
    dates = recurrence.dates([at(2026, 12, 3, 18), at(2026, 12, 17, 18)], HOUR)
    assert not may_move_weekday(dates, at(2026, 12, 17, 18))
    with pytest.raises(ValidationError):
        Different(dates, at(2026, 12, 17, 18), Following(weekday=2))
    before, after = split(dates, date(2026, 12, 17))
    assert starts(before) == [at(2026, 12, 3, 18)] and starts(after) == [at(2026, 12, 17, 18)]
    assert split(dates, date(2026, 12, 3)).before is None
