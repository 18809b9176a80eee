"""When it happens: the times of a schedule, and the schedules people mean.

Everything is reckoned on the wall clock and set into Europe/Helsinki last, so that a choir at
18 stays at 18 over the change to summer time (RFC 5545 3.3.5).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice, takewhile
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from seurantalo.common import rrule
from seurantalo.common.text import Text
from seurantalo.common.time import ONE_DAY, helsinki, local_day, wall_clock
from seurantalo.records import times
from seurantalo.records.content import OccurrenceChange, PlaceContent
from seurantalo.records.schemas import OccurrenceStatus, RegistrationRecord, ScheduleRecord

MOST_DATES = 1000

FLAWS = {
    "syntax": _("The repeat rule cannot be read. Choose the days again."),
    "frequency": _("It can repeat daily, weekly, monthly or yearly, not more often."),
    "part": _("The repeat rule has a part we do not know ({part}). List the dates instead."),
    "value": _("The repeat rule has an impossible value ({part}). Choose the days again."),
    "together": _("The repeat rule contradicts itself ({part}). Choose the days again."),
}


class Span(NamedTuple):
    """One time: aware Helsinki start and end, and the start its rule gave it (RECURRENCE-ID).

    A whole day runs from midnight to the midnight after its last day. An end at the start means
    that the end is not told.
    """

    start: datetime
    end: datetime
    original_start: datetime


def expand(schedule: ScheduleRecord, since: datetime, before: datetime) -> Iterator[Span]:
    """The times of a schedule that start before `before` and are not over at `since`, in order.

    Both bounds are aware. An exception takes away what starts on its day; `until` bounds
    dates as well as rules. At most 5,000 times come, and a rule that cannot be followed gives
    only the dates that are listed: `check` is where a person hears of it.
    """
    first = wall_clock(since) - times.length(schedule) - ONE_DAY
    wanted = takewhile(lambda start: start <= wall_clock(before), _starts(schedule, first))
    for start in islice(wanted, rrule.MOST_TIMES):
        span = _span(schedule, start)
        if span.start < before and (span.end > since or span.start >= since):
            yield span


def _starts(schedule: ScheduleRecord, since: datetime) -> Iterator[datetime]:
    """Wall clock starts from `since` on, in order, each once."""
    since, rule = times.clock(schedule, helsinki(since)), times.rule(schedule)
    repeated = rule.starts(times.dtstart(schedule), since) if rule else iter(())
    happening = (start for start in repeated if times.happening(schedule, start))
    listed = (start for start in times.listed(schedule) if start >= since)
    for start, _same in groupby(heapq.merge(happening, listed)):
        yield start


def _span(schedule: ScheduleRecord, start: datetime) -> Span:
    """A start set into Helsinki; its length is reckoned on the wall clock, as people mean it."""
    begins = helsinki(start)
    return Span(begins, helsinki(wall_clock(begins) + times.length(schedule)), begins)


class Occasion(NamedTuple):
    """One time of an activity with what became different of it; `channel` is the channel's number."""

    channel: int
    start: datetime
    end: datetime
    whole_day: bool
    status: OccurrenceStatus
    original_start: datetime
    note: Text
    place: PlaceContent | None
    registration: RegistrationRecord | None
    sequence: int


def occasions(channels: Iterable[Any], since: datetime, before: datetime) -> Iterator[Occasion]:
    """The times of channels, stored or as told, as they were changed; each planned time once."""
    for number, channel in enumerate(channels):
        seen: set[datetime] = set()
        changes = {change.original_start: change for change in channel.changes}
        for schedule in channel.schedules:
            for start, end, planned in expand(schedule, since, before):
                if planned in seen:
                    continue
                seen.add(planned)
                change = changes.get(planned) or OccurrenceChange(
                    original_start=planned, status="scheduled"
                )
                moved = change.start or start
                yield Occasion(
                    channel=number,
                    start=moved,
                    end=change.end or _as_long(moved, start, end),
                    whole_day=schedule.whole_day,
                    status=change.status,
                    original_start=planned,
                    note=change.note,
                    place=change.place,
                    registration=change.registration,
                    sequence=change.sequence,
                )


def _as_long(moved: datetime, start: datetime, end: datetime) -> datetime:
    """The end of a time that moved and did not say how long it lasts: as planned, on the clock."""
    return helsinki(wall_clock(moved) + (wall_clock(end) - wall_clock(start)))


def going_on(schedules: Iterable[ScheduleRecord], now: datetime) -> tuple[ScheduleRecord, ...]:
    """The schedules that still have a time to come; all of them when none has.

    What was cut in two by "this and following" leaves a part that is over: it is kept for its
    past times, and need not be said to those who want to come.
    """
    told = tuple(schedules)
    return tuple(each for each in told if comes([each], now)) or told


def comes(schedules: Iterable[ScheduleRecord], now: datetime) -> bool:
    """Whether there is a time to come within two years."""
    horizon = now + timedelta(days=2 * 366)
    return any(True for each in schedules for _span in expand(each, now, horizon))


def check(schedule: ScheduleRecord) -> list[str | Promise]:
    """What is wrong with a schedule, in words for the one who wrote it; empty when nothing is."""
    problems: list[str | Promise] = []
    days = [schedule.dtstart, *schedule.rdates]
    if any(day.year not in times.YEARS for day in days):
        return [_("The year is not possible.")]
    if not timedelta() <= schedule.duration <= times.LONGEST:
        problems.append(_("The end must be after the start, at most a year later."))
    if schedule.whole_day and schedule.duration % ONE_DAY:
        problems.append(_("A time that takes whole days must last full days."))
    if schedule.until and schedule.until < local_day(schedule.dtstart):
        problems.append(_("The last day is before the first."))
    if max(len(schedule.rdates), len(schedule.exdates)) > MOST_DATES:
        problems.append(_("There are too many single dates. Use a repeat rule."))
    return problems + _check_rule(schedule)


def _check_rule(schedule: ScheduleRecord) -> list[str | Promise]:
    try:
        if schedule.rrule:
            rrule.parse(schedule.rrule)
    except rrule.BadRule as error:
        return [format_lazy(FLAWS[error.flaw], part=error.part)]
    since = min(map(wall_clock, (schedule.dtstart, *schedule.rdates))) - ONE_DAY
    if next(_starts(schedule, since), None) is None:
        return [_("With these choices it never happens. Check the days and the exceptions.")]
    return []


def weekly(
    days: Iterable[int],
    start: time,
    end: time | None,
    *,
    first: date,
    until: date | None = None,
    interval: int = 1,
    exdates: Iterable[date] = (),
) -> ScheduleRecord:
    """Every week (or every `interval` weeks) on `days` (0 is Monday) from `first` on.

    An `end` not after `start` is on the next day; None: the end is not told. Weeks are counted
    from that of the first of the `days`, as people mean it: every other Wednesday from a
    Thursday on begins the next Wednesday, where RFC 5545 would leave that week out.
    """
    wanted = sorted(set(days))
    byday = ",".join(rrule.WEEKDAYS[day] for day in wanted)
    beat = f";INTERVAL={interval}" if interval > 1 else ""
    begin = first + ONE_DAY * min((day - first.weekday()) % 7 for day in wanted)
    return _from_rule(f"FREQ=WEEKLY{beat};BYDAY={byday}", start, end, begin, until, exdates)


def monthly_nth(
    nth: int | Sequence[int],
    day: int,
    start: time,
    end: time | None,
    *,
    first: date,
    until: date | None = None,
    interval: int = 1,
    exdates: Iterable[date] = (),
) -> ScheduleRecord:
    """The `nth` weekday `day` (0 is Monday) of every month, or several; nth -1 is the last."""
    days = [nth] if isinstance(nth, int) else nth
    byday = ",".join(f"{each}{rrule.WEEKDAYS[day]}" for each in days)
    beat = f";INTERVAL={interval}" if interval > 1 else ""
    rule = f"FREQ=MONTHLY{beat};BYDAY={byday}"
    return _from_rule(rule, start, end, first, until, exdates)


def dates(
    starts: Sequence[datetime], duration: timedelta, *, whole_day: bool = False
) -> ScheduleRecord:
    """An irregular list of times (aware), all as long; raises ValueError when it is empty."""
    first, *others = sorted(set(starts))
    return ScheduleRecord(
        dtstart=first, duration=duration, rdates=tuple(others), whole_day=whole_day
    )


def opening_hours(
    hours: Iterable[tuple[int, time, time]],
    *,
    first: date,
    until: date | None = None,
    exdates: Iterable[date] = (),
) -> tuple[ScheduleRecord, ...]:
    """Weekly opening hours from (weekday, opens, closes), days with the same hours together.

    It closes on the next day when `closes` is not after `opens`; 0–0 is open all day and night.
    """
    days: dict[tuple[time, time], set[int]] = {}
    for day, opens, closes in hours:
        days.setdefault((opens, closes), set()).add(day)
    closed = tuple(exdates)
    ordered = sorted(days.items(), key=lambda item: (min(item[1]), item[0]))
    return tuple(
        weekly(same, opens, closes, first=first, until=until, exdates=closed).model_copy(
            update={"kind": "opening_hours"}
        )
        for (opens, closes), same in ordered
    )


def _from_rule(
    rule: str,
    start: time,
    end: time | None,
    first: date,
    until: date | None,
    exdates: Iterable[date],
) -> ScheduleRecord:
    """A schedule whose dtstart is the first day on or after `first` that the rule meets."""
    begins = datetime.combine(first, start)
    dtstart = next(rrule.parse(rule).starts(begins), begins)
    duration = timedelta()
    if end is not None:
        duration = datetime.combine(first, end) - begins
        duration += ONE_DAY if duration <= timedelta() else timedelta()
    return ScheduleRecord(
        dtstart=helsinki(dtstart),
        duration=duration,
        rrule=rule,
        until=until,
        exdates=tuple(sorted(set(exdates))),
    )
