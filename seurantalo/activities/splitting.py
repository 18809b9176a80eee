"""This time and those that follow: a schedule cut in two, and the later part made different.

What has been stays as it was, with its ids and its addresses in calendars; what comes is a new
schedule. Pure: `commands` writes what comes of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from seurantalo.common import rrule
from seurantalo.common.time import ONE_DAY, helsinki, wall_clock
from seurantalo.records import times
from seurantalo.records.content import OccurrenceChange
from seurantalo.records.schemas import ScheduleRecord


class Following(NamedTuple):
    """What is different from one time on; None stays as it was. A weekday is 0 (Monday) to 6."""

    starts: time | None = None
    duration: timedelta | None = None
    weekday: int | None = None


class Split(NamedTuple):
    """A schedule in two: what is before a day, and what is from it on; None when nothing is."""

    before: ScheduleRecord | None
    after: ScheduleRecord | None


def holding(schedules: Iterable[ScheduleRecord], planned: datetime) -> int | None:
    """The number of the first schedule that plans a time at an aware moment."""
    for number, schedule in enumerate(schedules):
        start, rule = times.clock(schedule, planned), times.rule(schedule)
        if start in times.listed(schedule):
            return number
        repeated = rule is not None and rule.meets(times.dtstart(schedule), start)
        if repeated and times.happening(schedule, start):
            return number
    return None


def split(schedule: ScheduleRecord, day: date) -> Split:
    """The same times in two schedules: those before a day, and those from it on."""
    rule = times.rule(schedule)
    before = _dated(schedule, [at for at in _rdates(schedule) if at.date() < day])
    after = _dated(schedule, [at for at in _rdates(schedule) if at.date() >= day])
    if rule is None:
        return Split(_happening(before), _happening(after))
    start = times.dtstart(schedule)
    earlier = rule.ended_on(day - ONE_DAY)
    if next(earlier.starts(start), None) is not None:
        before = schedule.model_copy(
            update={
                "rdates": _listed(before),
                "until": min(schedule.until or day, day - ONE_DAY),
                "exdates": tuple(each for each in schedule.exdates if each < day),
            }
        )
    first = next(rule.starts(start, datetime.combine(day, time())), None)
    if first is not None:
        after = _from(schedule, rule, first, _listed(after))
    if after:
        exdates = tuple(each for each in schedule.exdates if each >= day)
        after = after.model_copy(update={"exdates": exdates})
    return Split(_happening(before), _happening(after))


def _rdates(schedule: ScheduleRecord) -> list[datetime]:
    """The single starts, on the wall clock, in order, whether they happen or not."""
    starts = {times.clock(schedule, moment) for moment in schedule.rdates}
    if times.rule(schedule) is None:
        starts.add(times.dtstart(schedule))
    return sorted(starts)


def _dated(schedule: ScheduleRecord, starts: list[datetime]) -> ScheduleRecord | None:
    """The schedule of single dates alone, None when there are none."""
    if not starts:
        return None
    first, *others = map(helsinki, starts)
    return schedule.model_copy(update={"dtstart": first, "rdates": tuple(others), "rrule": ""})


def _listed(dated: ScheduleRecord | None) -> tuple[datetime, ...]:
    return (dated.dtstart, *dated.rdates) if dated else ()


def _from(
    schedule: ScheduleRecord, rule: rrule.Rule, first: datetime, rdates: tuple[datetime, ...]
) -> ScheduleRecord:
    """The rule from one of its starts on: it counts on, and ends when it would have ended."""
    told = rrule.read(schedule.rrule) or rule
    if told.count:
        gone = sum(1 for start in rule.starts(times.dtstart(schedule)) if start < first)
        told = replace(told, count=told.count - gone)
    if told.until:  # a moment: another hour must not lose the last time
        last = told.until.date() - (ONE_DAY if told.until.time() < first.time() else ONE_DAY * 0)
        told = replace(told, until=datetime.combine(last, time.max))
    return schedule.model_copy(
        update={
            "dtstart": helsinki(first),
            "rrule": _written(told),
            "rdates": rdates,
        }
    )


def _written(rule: rrule.Rule) -> str:
    """The rule with its end, as a schedule keeps it."""
    count = f";COUNT={rule.count}" if rule.count else ""
    return str(rule) + count + (f";UNTIL={rule.until:%Y%m%dT%H%M%S}" if rule.until else "")


def _happening(schedule: ScheduleRecord | None) -> ScheduleRecord | None:
    """None when an exception takes away all that is left."""
    if schedule is None:
        return None
    rule = times.rule(schedule)
    repeated = rule.starts(times.dtstart(schedule)) if rule else iter(())
    some = any(times.happening(schedule, start) for start in repeated)
    return schedule if some or times.listed(schedule) else None


def replaced(
    schedules: Iterable[ScheduleRecord],
    number: int,
    before: ScheduleRecord | None,
    after: ScheduleRecord | None = None,
) -> tuple[ScheduleRecord, ...]:
    """The schedules with one of them cut in two.

    The earlier part keeps the number, by which calendars know it; the later one comes last. When
    nothing is earlier, the later one is the same schedule, changed.
    """
    rows: list[ScheduleRecord | None] = list(schedules)
    rows[number] = before or after
    return tuple(each for each in (*rows, after if before else None) if each)


# -- The later part made different --------------------------------------------------------------------


def may_move_weekday(schedule: ScheduleRecord, planned: datetime) -> bool:
    """Whether its weekday can be changed: of a week, or of the nth weekday of a month."""
    rule, day = times.rule(schedule), wall_clock(planned).weekday()
    if rule is None or not rule.meets(times.dtstart(schedule), times.clock(schedule, planned)):
        return False
    if rule.freq == "WEEKLY":
        return not rule.bymonth and not rule.wkst and not rule.bysetpos
    nth_day = len(rule.byday) == 1 and rule.byday[0][0] != 0 and rule.byday[0][1] == day
    return rule.freq == "MONTHLY" and nth_day and not (rule.bymonthday or rule.bysetpos)


class Different:
    """The later part of a schedule with what is told of it, and where each of its times goes.

    Raises ValidationError when the weekday of such a schedule cannot be changed.
    """

    def __init__(self, after: ScheduleRecord, planned: datetime, told: Following) -> None:
        self.after, self.told = after, told
        self.planned = times.clock(after, planned)
        self.old_day = self.planned.weekday()
        self.moves = told.weekday is not None and told.weekday != self.old_day
        if self.moves and not may_move_weekday(after, planned):
            raise ValidationError(_("The weekday of these times cannot be changed here."))

    @property
    def schedule(self) -> ScheduleRecord:
        """The schedule as it goes on."""
        found = self._on_its_weekday() if self.moves else self.after
        duration = found.duration if self.told.duration is None else self.told.duration
        if self.told.starts is None or found.whole_day:
            return found.model_copy(update={"duration": duration})
        return found.model_copy(
            update={
                "duration": duration,
                "dtstart": self._clocked(found.dtstart),
                "rdates": tuple(map(self._clocked, found.rdates)),
            }
        )

    def at(self, planned: datetime) -> datetime:
        """When a time that was planned at an aware moment is planned now."""
        start = wall_clock(planned)
        moved = helsinki(datetime.combine(self._day(start.date()), start.time()))
        return moved if self.told.starts is None or self.after.whole_day else self._clocked(moved)

    def changes(self, changes: Iterable[OccurrenceChange]) -> tuple[OccurrenceChange, ...]:
        """What became different of single times, at the times that they have now."""
        schedule = self.schedule
        moved = [
            each.model_copy(update={"original_start": self.at(each.original_start)})
            for each in changes
        ]
        return tuple(each for each in moved if holding([schedule], each.original_start) is not None)

    def _clocked(self, moment: datetime) -> datetime:
        starts = self.told.starts or time()
        return helsinki(datetime.combine(wall_clock(moment).date(), starts))

    def _on_its_weekday(self) -> ScheduleRecord:
        after, new = self.after, self.told.weekday or 0
        rule = times.rule(after)
        assert rule is not None
        day = self.planned.date() + ONE_DAY * (new - self.old_day)
        skipped: set[date] = set()
        if rule.freq == "MONTHLY":
            rule = replace(rule, byday=((rule.byday[0][0], new),))
            since = self.planned.date().replace(day=1)
        else:
            others = {weekday for _nth, weekday in rule.byday} - {self.old_day}
            rule = replace(rule, byday=tuple((0, each) for each in sorted(others | {new})))
            since = min(day, self.planned.date())
            # What met on other days before this time has been told already.
            steps = range((self.planned.date() - day).days)
            skipped = {day + ONE_DAY * step for step in steps} - {day}
        first = next(rule.starts(datetime.combine(since, self.planned.time())), self.planned)
        told = rrule.read(after.rrule) or rule
        if told.until:
            last = max(told.until.date(), self._day(told.until.date()))
            told = replace(told, until=datetime.combine(last, time.max))
        exdates = {self._day(each) for each in after.exdates} | skipped
        return after.model_copy(
            update={
                "dtstart": helsinki(first),
                "rrule": _written(replace(told, byday=rule.byday)),
                "exdates": tuple(sorted(exdates)),
                "until": after.until and max(after.until, self._day(after.until)),
            }
        )

    def _day(self, day: date) -> date:
        """Where a day goes when the weekday moves; other weekdays stay."""
        if not self.moves or day.weekday() != self.old_day:
            return day
        new = self.told.weekday or 0
        rule = times.rule(self.after)
        if rule is None or rule.freq != "MONTHLY":
            return day + ONE_DAY * (new - self.old_day)
        same = replace(rule, byday=((rule.byday[0][0], new),), until=None, count=None, interval=1)
        month = datetime.combine(day.replace(day=1), time())
        return next(same.starts(month), datetime.combine(day, time())).date()
