"""PTV ServiceHours as schedules: weekly hours, over midnight, round the clock, exceptions.

Type names of API v8–v11 (DaysOfTheWeek, OverMidnight, Exceptional) and of v4–v7 (Standard, Special,
Exception) are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.records.formats.ptv.payload import (
    Notes,
    gettext_noop,
    joined,
    objects,
    string,
    texts,
)
from seurantalo.records.schemas import ScheduleRecord

# Hours "until further notice" have no first day in PTV; a fixed Monday keeps a second reading equal.
FIRST_MONDAY = date(2024, 1, 1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKLY = {"DaysOfTheWeek", "Standard", ""}
SPANNING = {"OverMidnight", "Special"}
EXCEPTIONAL = {"Exceptional", "Exception"}
LONGEST_CLOSURE = 400  # days
MOST_ENTRIES = 200
BY_APPOINTMENT = Text(fi="Ajanvarauksella", sv="Tidsbokning", en="By appointment")


class Opening(NamedTuple):
    """Open from `start` for `minutes`, on the weekdays `days` (0 Monday … 6 Sunday)."""

    start: time
    minutes: int
    days: tuple[int, ...]


class Entry(NamedTuple):
    """One ServiceHour with its dates understood; a day without an end is a single day or open."""

    raw: dict[str, Any]
    first: date | None
    last: date | None
    note: Text


class Hours(NamedTuple):
    """The schedules, and what the hours say in words alone."""

    schedules: tuple[ScheduleRecord, ...] = ()
    note: Text = Text()


def hours(value: Any, notes: Notes) -> Hours:
    """The ServiceHours list of a channel or of a connection."""
    entries = [_entry(raw) for raw in objects(value)][:MOST_ENTRIES]
    schedules: list[ScheduleRecord] = []
    exceptions: list[ScheduleRecord] = []
    words: list[Text] = []
    replaced: set[date] = set()
    for entry in entries:
        kind = string(entry.raw.get("serviceHourType"))
        if kind in EXCEPTIONAL:
            replaced |= set(_days(entry, notes))
            exceptions += _exceptional(entry, notes)
        elif kind in WEEKLY | SPANNING:
            found = _regular(entry, spanning=kind in SPANNING, notes=notes)
            schedules += found
            words += [] if found else [entry.note]
        else:
            reason = gettext_noop("Opening hours of the type “%(value)s” are unknown.")
            notes.leave_out("serviceHours", reason, value=kind)
    kept = [_without(schedule, replaced) for schedule in schedules]
    return Hours(tuple(dict.fromkeys(kept + exceptions)), joined(*words))


def _entry(raw: dict[str, Any]) -> Entry:
    reservation = BY_APPOINTMENT if raw.get("isReservation") is True else Text()
    note = joined(reservation, texts(raw.get("additionalInformation")), by=". ")
    return Entry(raw, day(raw.get("validFrom")), day(raw.get("validTo")), note)


def day(value: Any) -> date | None:
    """The Helsinki day of a PTV date or date-time; None when there is none or it is absurd."""
    text = string(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(HELSINKI)
        except OverflowError:
            return None
    return moment.date() if 2000 <= moment.year <= 2100 else None


def minutes(value: Any) -> int | None:
    """Minutes after midnight of "08:00:00", "8.30" or "24:00"."""
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})([:.]\d{2}(\.\d+)?)?", string(value))
    if not match:
        return None
    total = int(match[1]) * 60 + int(match[2])
    return total if int(match[2]) < 60 and total <= 24 * 60 else None


def openings(value: Any, *, spanning: bool, notes: Notes) -> list[Opening]:
    """The times of one entry, equal times of different days together."""
    grouped: dict[tuple[int, int], list[int]] = {}
    for raw in list(objects(value))[:MOST_ENTRIES]:
        start, end = minutes(raw.get("from")), minutes(raw.get("to"))
        first = _weekday(raw.get("dayFrom"))
        last = _weekday(raw.get("dayTo"))
        if start is None or end is None or start == 24 * 60 or first is None:
            reason = gettext_noop("Opening hours “%(day)s %(start)s–%(end)s” make no sense.")
            said = {"day": raw.get("dayFrom"), "start": raw.get("from"), "end": raw.get("to")}
            notes.leave_out("serviceHours", reason, **said)
            continue
        last = first if last is None else last
        length = end - start
        if spanning and (last != first or length <= 0):
            length += ((last - first) % 7 or (7 if length <= 0 and last == first else 0)) * 24 * 60
            days = [first]
        else:
            length += 24 * 60 if length <= 0 else 0
            days = [(first + step) % 7 for step in range((last - first) % 7 + 1)]
        grouped.setdefault((start, length), []).extend(days)
    return [
        Opening(time(start // 60, start % 60), length, tuple(sorted(set(days))))
        for (start, length), days in grouped.items()
    ]


def _weekday(value: Any) -> int | None:
    name = string(value).lower()
    return WEEKDAYS.index(name) if name in WEEKDAYS else None


def _regular(entry: Entry, *, spanning: bool, notes: Notes) -> list[ScheduleRecord]:
    raw = entry.raw
    if entry.first and entry.last and entry.last < entry.first:
        notes.leave_out("serviceHours", gettext_noop("Opening hours end before they begin."))
        return []
    found = openings(raw.get("openingHour"), spanning=spanning, notes=notes)
    # Before v8 "always open" was said by giving no hours at all.
    silent = "isAlwaysOpen" not in raw and not raw.get("openingHour") and not entry.note
    if raw.get("isAlwaysOpen") is True or (silent and not raw.get("isReservation")):
        return [_round_the_clock(entry)]
    weekly = (_weekly(entry, opening) for opening in found)
    return [schedule for schedule in weekly if schedule is not None]


def _round_the_clock(entry: Entry) -> ScheduleRecord:
    first = entry.first or FIRST_MONDAY
    return ScheduleRecord(
        kind="opening_hours",
        dtstart=datetime.combine(first, time(), HELSINKI),
        duration=timedelta(days=1),
        whole_day=True,
        rrule="FREQ=DAILY",
        until=entry.last,
        note=entry.note,
    )


def _weekly(entry: Entry, opening: Opening) -> ScheduleRecord | None:
    first = entry.first or min(FIRST_MONDAY, entry.last or FIRST_MONDAY)
    first += timedelta(days=min((weekday - first.weekday()) % 7 for weekday in opening.days))
    if entry.last and first > entry.last:
        return None
    return ScheduleRecord(
        kind="opening_hours",
        dtstart=datetime.combine(first, opening.start, HELSINKI),
        duration=timedelta(minutes=opening.minutes),
        rrule="FREQ=WEEKLY;BYDAY=" + ",".join(BYDAY[weekday] for weekday in opening.days),
        until=entry.last,
        note=entry.note,
    )


def _days(entry: Entry, notes: Notes) -> Iterator[date]:
    """The days of an exception, on which the usual hours do not hold."""
    if entry.first is None or (entry.last is not None and entry.last < entry.first):
        notes.leave_out("serviceHours", gettext_noop("An exception has no day we could read."))
        return
    length = ((entry.last or entry.first) - entry.first).days + 1
    if length > LONGEST_CLOSURE:
        notes.leave_out("serviceHours", gettext_noop("An exception lasts over a year."))
        return
    yield from (entry.first + timedelta(days=step) for step in range(length))


def _exceptional(entry: Entry, notes: Notes) -> list[ScheduleRecord]:
    if entry.first is None or entry.raw.get("isClosed") is True:
        return []
    last = entry.last or entry.first
    found = []
    for raw in list(objects(entry.raw.get("openingHour")))[:MOST_ENTRIES]:
        start, end = minutes(raw.get("from")), minutes(raw.get("to"))
        if start is None or end is None or start == 24 * 60 or last < entry.first:
            continue
        schedule = ScheduleRecord(
            kind="opening_hours",
            dtstart=datetime.combine(entry.first, time(start // 60, start % 60), HELSINKI),
            duration=timedelta(minutes=end - start + (24 * 60 if end <= start else 0)),
            rrule="FREQ=DAILY" if last > entry.first else "",
            until=last,
            note=entry.note,
        )
        found.append(schedule)
    return found


def _without(schedule: ScheduleRecord, days: set[date]) -> ScheduleRecord:
    """The schedule with the days on which an exception replaces it as exdates."""
    first, last = schedule.dtstart.date(), schedule.until or date.max
    gone = tuple(sorted(one for one in days if first <= one <= last))
    return schedule.model_copy(update={"exdates": gone}) if gone else schedule
