"""A change "from this one on" (RFC 5545, RECURRENCE-ID with RANGE=THISANDFUTURE) as schedules of their own.

The schedule before it ends on the day before; from it on the same rhythm goes on at another time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from seurantalo.common import rrule
from seurantalo.common.rrule import MOST_TIMES, Rule
from seurantalo.common.text import Text
from seurantalo.common.time import ONE_DAY, helsinki, local_day, wall_clock
from seurantalo.records.content import OccurrenceChange
from seurantalo.records.schemas import ScheduleRecord

WEEK = 7


class Turn(NamedTuple):
    """From the time that was to begin at `planned` on, each begins at another time.

    `start` is when the first of them begins, None when there are no more, or none we could tell.
    """

    planned: datetime
    start: datetime | None
    duration: timedelta = timedelta()
    note: Text = Text()

    @property
    def shift(self) -> timedelta:
        """How much later, on the wall clock."""
        return wall_clock(self.start or self.planned) - wall_clock(self.planned)


def turned(schedule: ScheduleRecord, turns: Sequence[Turn]) -> list[ScheduleRecord] | None:
    """The schedule up to the first turn, then one from each, as far as there is any time left.

    None when its rule cannot be followed, or its days not moved.
    """
    rule = rrule.read(schedule.rrule)
    if rule is None and schedule.rrule:
        return None
    whole = schedule.model_copy(
        update={"rrule": str(rule) if rule else "", "until": _last_day(schedule, rule)}
    )
    ordered = sorted(turns, key=lambda turn: turn.planned)
    ends = [*(turn.planned for turn in ordered), None]
    pieces: list[ScheduleRecord] = [_piece(whole, None, ends[0])]
    for turn, end in zip(ordered, ends[1:], strict=True):
        if turn.start is None:
            continue
        moved = _shifted(_piece(whole, turn.planned, end), turn)
        if moved is None:
            return None
        pieces.append(moved)
    return [piece for piece in pieces if _holds_any(piece)]


def _holds_any(schedule: ScheduleRecord) -> bool:
    first = min((schedule.dtstart, *schedule.rdates))
    return schedule.until is None or local_day(first) <= schedule.until


def followed(
    changes: Sequence[OccurrenceChange], turns: Sequence[Turn]
) -> tuple[OccurrenceChange, ...]:
    """Changes of single times by when the schedule they came to belong to has them."""
    kept = []
    for change in changes:
        before = [turn for turn in turns if turn.planned <= change.original_start]
        turn = max(before, key=lambda each: each.planned, default=None)
        if turn is None:
            kept.append(change)
        elif turn.start is not None:
            planned = _moved(change.original_start, turn.shift)
            kept.append(change.model_copy(update={"original_start": planned}))
    return tuple(kept)


def _last_day(schedule: ScheduleRecord, rule: Rule | None) -> date | None:
    """The last day by UNTIL or COUNT, which a part of the series could not count."""
    ends = [schedule.until]
    if rule and rule.until:
        ends.append(rule.until.date())
    if rule and rule.count:
        starts = islice(rule.starts(wall_clock(schedule.dtstart)), MOST_TIMES)
        ends.append(max((start.date() for start in starts), default=None))
    return min((day for day in ends if day), default=None)


def _piece(
    schedule: ScheduleRecord, since: datetime | None, before: datetime | None
) -> ScheduleRecord:
    """The times of a schedule from one on, up to another."""
    until = schedule.until
    if before is not None:
        day = local_day(before) - ONE_DAY
        until = min(until, day) if until else day
    listed = [*schedule.rdates] if schedule.rrule else [schedule.dtstart, *schedule.rdates]
    kept = [
        start
        for start in sorted(listed)
        if (since is None or start >= since) and (before is None or start < before)
    ]
    first = since or schedule.dtstart
    return schedule.model_copy(
        update={
            "dtstart": first if schedule.rrule or not kept else kept[0],
            "rdates": tuple(kept if schedule.rrule else kept[1:]),
            "until": until,
        }
    )


def _shifted(schedule: ScheduleRecord, turn: Turn) -> ScheduleRecord | None:
    """The same times each so much later; None when the rule's words for days cannot be moved."""
    first = datetime.combine(wall_clock(schedule.dtstart).date(), time())
    days = (_moved(schedule.dtstart, turn.shift).date() - first.date()).days
    rule = rrule.read(schedule.rrule)
    moved = _rule(rule, days) if rule else None
    if rule and moved is None:
        return None
    return schedule.model_copy(
        update={
            "dtstart": _moved(schedule.dtstart, turn.shift),
            "duration": turn.duration,
            "rrule": str(moved) if moved else "",
            "rdates": tuple(_moved(start, turn.shift) for start in schedule.rdates),
            "exdates": tuple(day + ONE_DAY * days for day in schedule.exdates),
            "until": schedule.until + ONE_DAY * days if schedule.until else None,
            "note": turn.note or schedule.note,
        }
    )


def _rule(rule: Rule, days: int) -> Rule | None:
    """The rule so many days later: easy for days and weeks, hard for "the last Wednesday"."""
    if not days or (rule == Rule(rule.freq, rule.interval) and rule.freq in ("DAILY", "WEEKLY")):
        return rule
    plain = rule == Rule("WEEKLY", rule.interval, wkst=rule.wkst, byday=rule.byday)
    if not plain or (rule.interval > 1 and len(rule.byday) > 1):
        return None
    return replace(rule, byday=tuple(sorted((0, (day + days) % WEEK) for _nth, day in rule.byday)))


def _moved(moment: datetime, by: timedelta) -> datetime:
    return helsinki(wall_clock(moment) + by)
