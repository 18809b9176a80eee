"""iCalendar (RFC 5545) of somebody else's making: Google, Outlook, Nextcloud, Apple and the rest.

Guests, organisers, alarms, attachments and conferences are never looked at. Private events, and
those of which only "busy" is told, are `hidden`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, ONE_DAY, helsinki, local_day
from seurantalo.records.content import OccurrenceChange
from seurantalo.records.formats.reading.found import (
    FoundEvent,
    Remark,
    Standing,
    hidden,
    is_meeting,
    once,
    place_of,
    plain,
    told_texts,
    web_address,
    without_secrets,
)
from seurantalo.records.formats.reading.onwards import Turn, followed, turned
from seurantalo.records.schemas import ScheduleRecord

PRIVATE_CLASSES = {"PRIVATE", "CONFIDENTIAL", "RESTRICTED"}
# What programs write in place of the words of an event that is nobody's business.
BUSY_WORDS = {
    "busy", "private", "private appointment", "private event", "free", "tentative",
    "out of office", "away", "working elsewhere", "varattu", "vapaa", "alustava", "poissa",
    "yksityinen", "yksityinen tapaaminen", "yksityinen tapahtuma", "upptagen", "ledig", "frånvarande",
    "preliminär", "privat", "privat avtalad tid", "privat möte",
}  # fmt: skip
WRITTEN = ("DESCRIPTION", "LOCATION", "URL")
LONGEST_NOTE = 300


class NotCalendar(ValueError):
    """The bytes are no calendar ("other"), or one that cannot be read ("broken")."""


class Changed(NamedTuple):
    """What became different of a series: single times, and all from one on.

    `untold` when something from one on could not be told, and is left out.
    """

    single: tuple[OccurrenceChange, ...] = ()
    onwards: tuple[Turn, ...] = ()
    untold: bool = False


class Calendars(NamedTuple):
    """What a file tells: its own name, its events, and whether it says only when one is busy."""

    name: str
    events: list[FoundEvent]
    only_busy: bool


def read(raw: bytes) -> Calendars:
    """Every event of a file, the changes of single times with their series. Raises NotCalendar."""
    calendars = _calendars(raw)
    events = [event for each in calendars for event in each.walk("VEVENT")]
    busy = any(each.walk("VFREEBUSY") for each in calendars)
    masters = {str(each.get("UID", "")): each for each in events if _planned(each) is None}
    changes = _changes(events, masters)
    found = once(
        _read_one(event, changes.get(str(event.get("UID", "")), Changed()))
        for event in events
        if _planned(event) is None or str(event.get("UID", "")) not in masters
    )
    nothing_told = all(one.hidden for one in found) and any(map(_says_busy, events))
    name = next((str(each.get("X-WR-CALNAME") or each.get("NAME") or "") for each in calendars), "")
    return Calendars(plain(name)[:200], found, nothing_told or (busy and not found))


def _calendars(raw: bytes) -> list[Any]:
    head = raw[:2000].decode("utf-8", "replace").lstrip("\ufeff \r\n").upper()
    if not head.startswith("BEGIN:VCALENDAR"):
        raise NotCalendar("other")
    if not raw.rstrip(b"\0 \r\n").upper().endswith(b"END:VCALENDAR"):
        raise NotCalendar("broken")  # cut off on its way: what is missing is not gone
    try:
        calendars: list[Any] = list(Calendar.from_ical(raw, multiple=True))
        for each in calendars:
            each.walk("VEVENT")
        return calendars
    except Exception as error:  # the library promises no set of errors for broken files
        raise NotCalendar("broken") from error


def _read_one(event: Any, changed: Changed) -> FoundEvent:
    """One that is broken is told as such, and stops none of the others."""
    uid, planned = str(event.get("UID", "") or ""), _planned(event)
    if planned:  # a time whose series was not told is an event of its own
        uid, changed = f"{uid}#{planned:%Y%m%dT%H%M}", Changed()
    if is_private(event):
        return hidden(uid)
    try:
        return _with_changes(_event(event, uid), changed)
    except Exception:  # the library promises no set of errors for broken properties
        name = plain(str(event.get("SUMMARY", "") or ""))[:200]
        return FoundEvent(uid=uid, name=Text(fi=name), remarks=("broken",))


def _with_changes(found: FoundEvent, changed: Changed) -> FoundEvent:
    """The series with its changes; what cannot be told from one time on is left out, and said."""
    told = {"changes": changed.single}
    if not changed.onwards or found.schedule is None:
        return found.model_copy(update=told)
    pieces = turned(found.schedule, changed.onwards)
    turns, untold = changed.onwards, changed.untold or pieces is None
    if pieces is None:
        turns = tuple(turn._replace(start=None) for turn in turns)
        pieces = turned(found.schedule, turns)
    if not pieces:
        return found.model_copy(update={**told, "standing": "cancelled"})
    onwards: tuple[Remark, ...] = ("onwards",) if untold else ()
    return found.model_copy(
        update={
            "schedule": pieces[0],
            "later": tuple(pieces[1:]),
            "changes": followed(changed.single, turns),
            "remarks": (*found.remarks, *onwards),
        }
    )


def _event(event: Any, uid: str) -> FoundEvent:
    remarks: list[Remark] = []
    name, summary, description, cut = told_texts(
        Text(fi=plain(str(event.get("SUMMARY", "") or ""))),
        Text(),
        Text(fi=without_secrets(plain(str(event.get("DESCRIPTION", "") or "")))),
    )
    rules = _several(event.get("RRULE"))
    remarks += [*cut, *(["rhythms"] if len(rules) > 1 else [])]  # type: ignore[list-item]
    start = _moment(event.get("DTSTART"))
    line = str(event.get("LOCATION", "") or "").strip()
    online = line.startswith(("http://", "https://")) or "Microsoft Teams" in line
    return FoundEvent(
        uid=uid,
        name=name,
        summary=summary,
        description=description,
        schedule=_schedule(event, start, rules) if start else None,
        place=None if online else place_of(line),
        where="" if online else plain(line),
        online=online,
        online_address=web_address(line) if online else "",
        page=web_address(str(event.get("URL", "") or "")),
        words=tuple(_categories(event)),
        standing=_standing(event),
        remarks=tuple(remarks) if start else (*remarks, "untimed"),
    )


def is_private(event: Any) -> bool:
    """Whether an event is nobody's business: marked so, or told as "busy" and no more."""
    marks = (event.get("CLASS", ""), event.get("X-CALENDARSERVER-ACCESS", ""))
    if any(str(mark).strip().upper() in PRIVATE_CLASSES for mark in marks):
        return True
    away = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).strip().upper() == "OOF"
    return away or _says_busy(event)


def _says_busy(event: Any) -> bool:
    name = plain(str(event.get("SUMMARY", "") or "")).casefold().strip(" .")
    told = any(str(event.get(each, "") or "").strip() for each in WRITTEN)
    outlook = event.get("X-MICROSOFT-CDO-BUSYSTATUS") is not None
    return not told and (name in BUSY_WORDS or (not name and outlook))


def _standing(event: Any) -> Standing:
    told = str(event.get("STATUS", "")).strip().upper()
    if told == "CANCELLED":
        return "cancelled"
    return "tentative" if told == "TENTATIVE" else "confirmed"


def _schedule(event: Any, start: datetime, rules: list[Any]) -> ScheduleRecord:
    """When it is."""
    exceptions = [_moment(day) for day in _listed(event.get("EXDATE"))]
    more = [_moment(day) for day in _listed(event.get("RDATE"))]
    return ScheduleRecord(
        dtstart=start,
        duration=_duration(event, start),
        whole_day=_is_day(event.get("DTSTART")),
        rrule=rules[0].to_ical().decode() if rules else "",
        rdates=tuple(day for day in more if day),
        exdates=tuple(local_day(day) for day in exceptions if day),
    )


def _changes(events: list[Any], masters: dict[str, Any]) -> dict[str, Changed]:
    """By UID, what became different of a series."""
    found: dict[str, Changed] = {}
    for event in events:
        uid, planned = str(event.get("UID", "")), _planned(event)
        if planned is None:
            continue
        so_far, master = found.get(uid, Changed()), masters.get(uid)
        if _from_here_on(event) and master is not None:
            turn = _turn(event, planned, master)
            untold = turn.start is None and _standing(event) != "cancelled"
            found[uid] = so_far._replace(
                onwards=(*so_far.onwards, turn),
                untold=so_far.untold or (untold and not is_private(event)),
            )
        else:
            single = (*so_far.single, _change(event, planned, master))
            found[uid] = so_far._replace(single=single)
    return found


def _from_here_on(event: Any) -> bool:
    told = getattr(event.get("RECURRENCE-ID"), "params", {}).get("RANGE", "")
    return str(told).strip().upper() == "THISANDFUTURE"


def _turn(event: Any, planned: datetime, master: Any) -> Turn:
    """From this time on; no `start` when it ends there, is not certain, or is at another place."""
    start = _moment(event.get("DTSTART"))
    elsewhere = _differs(event, master, "LOCATION")
    if start is None or elsewhere or is_private(event) or _standing(event) != "confirmed":
        return Turn(planned, None)
    return Turn(planned, start, _duration(event, start), _note(event, master))


def _planned(event: Any) -> datetime | None:
    """When the series had it, None for a series or a single event."""
    return _moment(event.get("RECURRENCE-ID"))


def _change(event: Any, planned: datetime, master: Any) -> OccurrenceChange:
    """One time of a series: moved, cancelled, with another place or words of its own."""
    start = _moment(event.get("DTSTART"))
    standing = _standing(event)
    if start is None or standing == "cancelled" or is_private(event):
        return OccurrenceChange(original_start=planned, status="cancelled")
    if standing == "tentative":
        return OccurrenceChange(original_start=planned, status="tentative")
    end = start + _duration(event, start)
    length = None if master is None else _duration(master, _moment(master.get("DTSTART")) or start)
    same = start == planned and length == end - start
    line = _differs(event, master, "LOCATION")
    return OccurrenceChange(
        original_start=planned,
        status="scheduled" if same else "moved",
        start=None if same else start,
        end=None if same else end,
        note=_note(event, master),
        place=None if is_meeting(line) else place_of(line),
    )


def _note(event: Any, master: Any) -> Text:
    note = _differs(event, master, "DESCRIPTION") or _differs(event, master, "SUMMARY")
    return Text(fi=without_secrets(plain(note))[:LONGEST_NOTE])


def _differs(event: Any, master: Any, name: str) -> str:
    """What one time says of itself that the series does not."""
    own = str(event.get(name, "") or "").strip()
    common = str(master.get(name, "") or "").strip() if master is not None else ""
    return own if own != common else ""


def _categories(event: Any) -> Iterator[str]:
    for one in _several(event.get("CATEGORIES")):
        for word in getattr(one, "cats", ()):
            yield plain(str(word))[:80]


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _listed(value: Any) -> Iterator[Any]:
    """The days of EXDATE and RDATE, which may come on one line or many."""
    for one in _several(value):
        yield from _part(one, "dts") or ()


def _part(told: Any, name: str) -> Any:
    """What a property holds, None when it is missing or cannot be read."""
    try:
        return getattr(told, name, None)
    except BrokenCalendarProperty:
        return None


def _is_day(told: Any) -> bool:
    value = _part(told, "dt")
    return isinstance(value, date) and not isinstance(value, datetime)


def _moment(told: Any) -> datetime | None:
    """An aware Helsinki time; times without a zone are Finnish, days begin at midnight."""
    value = _part(told, "dt")
    if isinstance(value, tuple):  # a PERIOD of RDATE
        value = value[0]
    if isinstance(value, datetime):
        if not 1900 <= value.year <= 2300:
            return None
        return value.astimezone(UTC).astimezone(HELSINKI) if value.tzinfo else helsinki(value)
    if isinstance(value, date) and 1900 <= value.year <= 2300:
        return helsinki(datetime.combine(value, time()))
    return None


def _duration(event: Any, start: datetime) -> timedelta:
    """How long: by its end or its duration; a day when whole, zero when it is not told."""
    whole = _is_day(event.get("DTSTART"))
    told = _part(event.get("DURATION"), "dt")
    end = _moment(event.get("DTEND"))
    if end is not None:
        length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    else:
        length = told if isinstance(told, timedelta) else ONE_DAY if whole else timedelta()
    length = min(max(length, timedelta()), timedelta(days=366))
    return max(ONE_DAY, ONE_DAY * round(length / ONE_DAY)) if whole else length
