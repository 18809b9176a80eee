"""Repeating times of schema.org: an event's `eventSchedule` (Schedule) as schedules of ours.

What cannot be said exactly (every two hours, a rhythm nobody names) is not read at all: the event's
own start is then told instead.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from seurantalo.common import rrule
from seurantalo.common.rrule import ORDINAL_DAY, WEEKDAYS
from seurantalo.common.time import HELSINKI, ONE_DAY, helsinki, local_day, wall_clock
from seurantalo.records.formats.reading.jsonld_values import is_day, listed, moment, word
from seurantalo.records.schemas import ScheduleRecord

MOST = 20
DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,3})D)?(?:T(?:(?P<hours>\d{1,3})H)?(?:(?P<minutes>\d{1,4})M)?(?:\d+S)?)?"
)
EVERY = re.compile(r"P(\d{1,3})([DWMY])")
FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
WORDS = {"daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M", "yearly": "P1Y",
         "annually": "P1Y"}  # fmt: skip
DAYS = dict(
    zip(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        WEEKDAYS,
        strict=True,
    )
)
LONGEST = timedelta(days=366)


def schedules(node: dict[str, Any]) -> list[ScheduleRecord]:
    """The schedules of an event; none when it has none, or one of them cannot be read."""
    told = [one for one in listed(node.get("eventSchedule")) if isinstance(one, dict)][:MOST]
    read = [_schedule(one, node) for one in told]
    return [one for one in read if one] if all(read) else []


def _schedule(told: dict[str, Any], node: dict[str, Any]) -> ScheduleRecord | None:
    start, rule = _start(told, node), _rule(told)
    if start is None or rule is None:
        return None
    begins = wall_clock(start)
    followed = rrule.read(rule)
    first = next(followed.starts(begins), None) if followed else begins
    if first is None:
        return None
    whole = _begins(told, node) is None
    last = moment(told.get("endDate"))
    return ScheduleRecord(
        dtstart=helsinki(first),
        duration=ONE_DAY if whole else _length(told, node),
        whole_day=whole,
        rrule=rule,
        exdates=tuple(sorted(_days_off(told))),
        until=local_day(last) if rule and last else None,
    )


def _start(told: dict[str, Any], node: dict[str, Any]) -> datetime | None:
    """When the first may begin, in Helsinki; None when it is told in a zone that changes the day."""
    day = moment(told.get("startDate")) or moment(node.get("startDate"))
    clock = _begins(told, node)
    if day is None or clock is None:
        return day
    naive = datetime.combine(local_day(day), clock)
    zone = _zone(told) if _clock(told.get("startTime")) else HELSINKI
    start = helsinki(naive) if zone.key == HELSINKI.key else naive.replace(tzinfo=zone)
    return start.astimezone(HELSINKI) if local_day(start) == naive.date() else None


def _zone(told: dict[str, Any]) -> ZoneInfo:
    """Its zone; the Finnish one when none is told, or one that nobody knows."""
    try:
        return ZoneInfo(word(told.get("scheduleTimezone")) or HELSINKI.key)
    except (KeyError, ValueError, OSError):
        return HELSINKI


def _begins(told: dict[str, Any], node: dict[str, Any]) -> time | None:
    """The clock it begins at: its own, else that of its first day or of the event; None all day."""
    own = _clock(told.get("startTime"))
    dates = (each.get("startDate") for each in (told, node))
    moments = [found for each in dates if not is_day(each) and (found := moment(each))]
    return own or (wall_clock(moments[0]).time() if moments else None)


def _length(told: dict[str, Any], node: dict[str, Any]) -> timedelta:
    """By its duration or its end, else as long as the event; past midnight when it ends earlier."""
    found = DURATION.fullmatch(word(told.get("duration")) or word(node.get("duration")))
    if found and any(found.groups()):
        parts = {name: int(number or 0) for name, number in found.groupdict().items()}
        return min(timedelta(**parts), LONGEST)
    begins, ends = _begins(told, node), _clock(told.get("endTime"))
    if begins and ends:
        day = date(2000, 1, 1)
        length = datetime.combine(day, ends) - datetime.combine(day, begins)
        return length if length >= timedelta() else length + ONE_DAY
    start, end = moment(node.get("startDate")), moment(node.get("endDate"))
    length = end - start if start and end else timedelta()
    return length if timedelta() <= length < ONE_DAY else timedelta()


def _clock(told: Any) -> time | None:
    """ "18:00", "18:00:00+02:00": what the clock shows; the zone is that of the schedule."""
    try:
        return time.fromisoformat(word(told).removeprefix("T")).replace(tzinfo=None)
    except ValueError:
        return None


def _rule(told: dict[str, Any]) -> str | None:
    """The repeat rule, "" of what is held once; None of one that we do not follow."""
    every = word(told.get("repeatFrequency"))
    every = WORDS.get(every.rpartition("/")[2].casefold(), every)
    days = [_weekday(one) for one in listed(told.get("byDay"))]
    if not every:
        every = "P1W" if days else ""
    if not every and not days:
        return ""
    found = EVERY.fullmatch(every)
    if not found or None in days:
        return None
    weeks = [word(week) for week in listed(told.get("byMonthWeek"))]
    if weeks and found[2] == "M":
        days = [f"{week}{day}" for week in weeks for day in days]
    parts = {
        "FREQ": FREQUENCIES[found[2]],
        "INTERVAL": found[1].lstrip("0"),
        "BYDAY": ",".join(filter(None, days)),
        "BYMONTHDAY": ",".join(word(one) for one in listed(told.get("byMonthDay"))),
        "BYMONTH": ",".join(word(one) for one in listed(told.get("byMonth"))),
        "COUNT": word(told.get("repeatCount")),
    }
    rule = ";".join(f"{name}={value}" for name, value in parts.items() if value)
    return rule if rrule.read(rule) else None


def _weekday(told: Any) -> str | None:
    """ "https://schema.org/Monday", "Monday", "MO" or "2MO"."""
    name = word(told.get("@id") if isinstance(told, dict) else told).rpartition("/")[2]
    bare = name.rpartition(":")[2]
    short = bare.upper()
    return short if ORDINAL_DAY.match(short) else DAYS.get(bare.casefold())


def _days_off(told: dict[str, Any]) -> set[date]:
    found = (moment(one) for one in listed(told.get("exceptDate")))
    return {local_day(one) for one in found if one}
