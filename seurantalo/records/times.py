"""What a schedule says on the wall clock: its rule, its listed dates and its length.

Expansion, words and formats all read a `ScheduleRecord` through these, so they cannot disagree.
Every datetime here is naive Helsinki time; of whole days it is the midnight.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from seurantalo.common import rrule
from seurantalo.common.time import ONE_DAY, wall_clock
from seurantalo.records.schemas import ScheduleRecord

YEARS = range(1900, 2350)
LONGEST = timedelta(days=366)


def clock(schedule: ScheduleRecord, moment: datetime) -> datetime:
    """An aware moment as the schedule counts it."""
    start = wall_clock(moment) if moment.year in YEARS else moment.replace(tzinfo=None)
    return datetime.combine(start.date(), time()) if schedule.whole_day else start


def dtstart(schedule: ScheduleRecord) -> datetime:
    """The start the rule is counted from; a time of its own only when there is no rule."""
    return clock(schedule, schedule.dtstart)


def rule(schedule: ScheduleRecord) -> rrule.Rule | None:
    """The rule, ended on `until`; None when there is none or it cannot be followed."""
    found = rrule.read(schedule.rrule) if schedule.dtstart.year in YEARS else None
    return found.ended_on(schedule.until) if found else None


def happening(schedule: ScheduleRecord, start: datetime) -> bool:
    """Whether neither an exception nor the last day forbids a start."""
    return start.date() <= (schedule.until or date.max) and start.date() not in schedule.exdates


def listed(schedule: ScheduleRecord) -> list[datetime]:
    """The single starts that happen, in order: `rdates`, and without a rule `dtstart`."""
    starts = {clock(schedule, moment) for moment in schedule.rdates}
    if rule(schedule) is None:
        starts.add(dtstart(schedule))
    return sorted(start for start in starts if happening(schedule, start))


def length(schedule: ScheduleRecord) -> timedelta:
    """How long one time lasts: zero when the end is not told, whole days when it takes days."""
    lasts = min(max(schedule.duration, timedelta()), LONGEST)
    return max(1, round(lasts / ONE_DAY)) * ONE_DAY if schedule.whole_day else lasts
