"""Every generated rule gives the days that reading RFC 5545 aloud, day by day, gives."""

import time
from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from seurantalo.activities.recurrence import expand
from seurantalo.common import rrule
from seurantalo.common.time import HELSINKI, helsinki, wall_clock

from .generated import rules, schedules

NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DAY = timedelta(days=1)


def period(parts, day):
    """The number of the day's period, counted in the rule's frequency."""
    match parts["FREQ"]:
        case "DAILY":
            return day.toordinal()
        case "WEEKLY":
            return (day.toordinal() - 1 - NAMES.index(parts.get("WKST", "MO"))) // 7
        case "MONTHLY":
            return day.year * 12 + day.month
    return day.year


def meets_weekday(item, parts, day):
    if item[-2:] != NAMES[day.weekday()]:
        return False
    if item[:-2] == "":
        return True
    in_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    if in_month:
        last = monthrange(day.year, day.month)[1]
        position, back = (day.day - 1) // 7 + 1, (last - day.day) // 7 + 1
    else:
        nth = day.timetuple().tm_yday
        position, back = (nth - 1) // 7 + 1, (date(day.year, 12, 31) - day).days // 7 + 1
    return int(item[:-2]) in (position, -back)


def meets(parts, first, day):
    months = parts.get("BYMONTH")
    if months and str(day.month) not in months.split(","):
        return False
    if "BYMONTHDAY" in parts:
        numbers = {int(n) for n in parts["BYMONTHDAY"].split(",")}
        back = day.day - monthrange(day.year, day.month)[1] - 1
        if day.day not in numbers and back not in numbers:
            return False
    if "BYDAY" in parts:
        return any(meets_weekday(item, parts, day) for item in parts["BYDAY"].split(","))
    if "BYMONTHDAY" in parts or parts["FREQ"] == "DAILY":
        return True
    if parts["FREQ"] == "WEEKLY":
        return day.weekday() == first.weekday()
    if parts["FREQ"] == "YEARLY" and not months and day.month != first.month:
        return False
    return day.day == first.day


def walk(text, dtstart, horizon):
    """The starts of a rule by asking each day in turn; slow, and nothing like dateutil."""
    parts = dict(part.split("=") for part in text.split(";"))
    first, periods = dtstart.date(), {}
    day = date(first.year, 1, 1) - 7 * DAY
    while day <= horizon.date() + 366 * DAY:
        beat = period(parts, day) - period(parts, first)
        if beat >= 0 and beat % int(parts.get("INTERVAL", 1)) == 0 and meets(parts, first, day):
            periods.setdefault(beat, []).append(day)
        day += DAY
    found = []
    for days in periods.values():
        if "BYSETPOS" in parts:
            positions = [int(n) for n in parts["BYSETPOS"].split(",")]
            places = {n - 1 if n > 0 else len(days) + n for n in positions}
            days = [d for place, d in enumerate(days) if place in places]
        found += [datetime.combine(d, dtstart.time()) for d in days if d >= first]
    return [d for d in found[: int(parts.get("COUNT", len(found)))] if d <= horizon]


@settings(max_examples=1200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schedules().filter(lambda schedule: schedule.rrule))
def test_a_rule_meets_the_days_a_walk_through_the_calendar_meets(schedule):
    start = wall_clock(schedule.dtstart)
    if schedule.whole_day:
        start = datetime.combine(start.date(), datetime.min.time())
    horizon = start + 550 * DAY
    wanted = walk(schedule.rrule, start, horizon)
    dates = [wall_clock(day) for day in schedule.rdates]
    if schedule.whole_day:
        dates = [datetime.combine(day.date(), datetime.min.time()) for day in dates]
    last = schedule.until or date.max
    wanted = sorted(
        day
        for day in {*wanted, *dates}
        if day.date() <= last and day.date() not in schedule.exdates and day <= horizon
    )
    got = list(
        expand(schedule, helsinki(datetime(2020, 1, 1)), helsinki(horizon) + timedelta(seconds=1))
    )
    assert [span.start for span in got] == [helsinki(day) for day in wanted]


@settings(max_examples=300, deadline=None)
@given(schedules())
def test_looking_from_later_shows_the_same_times(schedule):
    """A rolling horizon that starts in the middle finds what the whole list has there."""
    begin = schedule.dtstart - 30 * DAY
    middle, end = begin + 300 * DAY, begin + 600 * DAY
    whole = list(expand(schedule, begin, end))
    assert list(expand(schedule, middle, end)) == [
        span for span in whole if span.end > middle or span.start >= middle
    ]
    assert all(span.end >= span.start and span.start.tzinfo is HELSINKI for span in whole)


@settings(max_examples=300, deadline=None)
@given(rules())
def test_a_rule_is_written_as_it_was_read(text):
    rule = rrule.parse(text)
    assert rrule.parse(str(rule)) == rrule.replace(rule, count=None)


@pytest.mark.parametrize(
    "hostile",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=50",
        "FREQ=YEARLY;INTERVAL=1000",
        "FREQ=DAILY;COUNT=5000;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;INTERVAL=999",
    ],
)
def test_a_rule_that_never_comes_true_ends_at_once(hostile):
    start = datetime(2026, 3, 3, 18)
    begun = time.process_time()
    assert len(list(rrule.parse(hostile).starts(start))) < 100
    # dateutil alone takes many seconds; a bound so loose that only "for ever" breaks it.
    assert time.process_time() - begun < 3
