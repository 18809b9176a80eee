"""School-term series: the times that fall on school breaks or public holidays, left out by one tick.

They are ordinary exceptions (EXDATE), so that every calendar understands them. Nothing else is
kept: the tick is on when every such time is left out, and taken off it brings back just those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import NamedTuple

from seurantalo.common.time import ONE_DAY
from seurantalo.places import days
from seurantalo.records import times
from seurantalo.records.content import ChannelContent
from seurantalo.records.schemas import ScheduleRecord

AHEAD = timedelta(days=2 * 366)
SURE = timedelta(days=366)  # what is looked at to see whether the tick is on

Schedules = tuple[ScheduleRecord, ...]


class Skips(NamedTuple):
    """What a series leaves out."""

    school: bool = False
    public: bool = False


def area_of(channel: ChannelContent, areas: Iterable[str] = ()) -> str:
    """Where the school breaks are asked of: the place's municipality, else the first of `areas`."""
    place = channel.place
    return place.municipality if place and place.municipality else next(iter(areas), "")


def skipped(schedules: Schedules, area: str, today: date) -> Skips:
    """Which ticks are on: every time of the coming year that falls on such a day is left out."""
    if not any(each.exdates for each in schedules):
        return Skips()
    return Skips(
        school=_all_left_out(schedules, area, today, Skips(school=True)),
        public=_all_left_out(schedules, area, today, Skips(public=True)),
    )


def with_skips(schedules: Schedules, area: str, today: date, skips: Skips) -> Schedules:
    """The schedules without their times on such days, for two years ahead."""
    if not any(skips):
        return schedules
    return tuple(
        each.model_copy(
            update={"exdates": tuple(sorted({*each.exdates, *_meets(each, area, today, skips)}))}
        )
        for each in schedules
    )


def without_skips(schedules: Schedules, area: str, today: date, skips: Skips) -> Schedules:
    """The schedules with their times on such days again."""
    told = [day for each in schedules for day in each.exdates]
    if not any(skips) or not told:
        return schedules
    off = days.days_off(area, min(told), max(told), school=skips.school, public=skips.public)
    return tuple(
        each.model_copy(update={"exdates": tuple(day for day in each.exdates if day not in off)})
        for each in schedules
    )


def _all_left_out(schedules: Schedules, area: str, today: date, skips: Skips) -> bool:
    found = [
        (each, day) for each in schedules for day in _meets(each, area, today, skips, ahead=SURE)
    ]
    return bool(found) and all(day in each.exdates for each, day in found)


def _meets(
    schedule: ScheduleRecord, area: str, today: date, skips: Skips, ahead: timedelta = AHEAD
) -> Iterator[date]:
    """The days off on which the rule of a schedule plans a time, left out or not."""
    rule = times.rule(schedule)
    if rule is None:
        return
    start = times.dtstart(schedule)
    first = max(start.date(), today)
    last = min(schedule.until or date.max, first + ahead)
    off = days.days_off(area, first, last, school=skips.school, public=skips.public)
    planned = rule.starts(start, datetime.combine(first, time()))
    for each in takewhile(lambda at: at.date() < last + ONE_DAY, planned):
        if each.date() in off:
            yield each.date()
