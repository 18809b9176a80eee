"""An iCalendar file (RFC 5545) of somebody else's making as activities, an event or a series each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from seurantalo.activities import recurrence
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, ONE_DAY, helsinki, local_day
from seurantalo.interop.codes import Codes
from seurantalo.interop.report import Unreadable
from seurantalo.interop.uploads import Brought
from seurantalo.records.content import (
    ActivityContent,
    ChannelContent,
    OccurrenceChange,
    PlaceContent,
)
from seurantalo.records.schemas import LinkRecord, ScheduleRecord

MOST_EVENTS = 300
LONGEST = {"name": 200, "summary": 300, "description": 5000}  # characters
# Given a place in words, the code of its municipality, or "".
Municipality = Callable[[str], str]


def address_of(typed: str) -> str:
    """The web address of a calendar: webcal: is how programs write https: to subscribe."""
    bare = typed.strip()
    scheme, colon, rest = bare.partition("://")
    if colon and scheme.lower() in {"webcal", "webcals"}:
        return f"https://{rest}"
    return bare if colon or not re.match(r"[\w-]+(\.[\w-]+)+(/|$)", bare) else f"https://{bare}"


def read(
    raw: bytes, *, organization: int, codes: Codes, municipality: Municipality, today: date
) -> list[Brought]:
    """The events that have not ended before `today`, the soonest first.

    Raises Unreadable when the bytes are no calendar, or one without coming events.
    """
    events = _events(raw)
    changed = _changes(events)
    found: list[tuple[datetime, Brought]] = []
    for event in events:
        if event.get("RECURRENCE-ID") or str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        start, one = _read_one(_Event(event, codes, municipality), organization, changed, today)
        if one is not None:
            found.append((start or helsinki(datetime.combine(today, time())), one))
    if not found:
        raise Unreadable(_("The calendar has no coming events."))
    if len(found) > MOST_EVENTS:
        raise Unreadable(_("The calendar has over %(n)s coming events.") % {"n": MOST_EVENTS})
    return [one for _start, one in sorted(found, key=lambda pair: pair[0])]


def _read_one(
    reader: _Event, organization: int, changed: dict[str, list[OccurrenceChange]], today: date
) -> tuple[datetime | None, Brought | None]:
    """The event with its start; one that is broken is told as such, and stops none of the others."""
    changes = changed.get(str(reader.event.get("UID", "")), [])
    try:
        return reader.start, reader.brought(organization, changes, today)
    except Exception:  # the library promises no set of errors for broken properties
        reasons = (_("This event is broken, and cannot be read."),)
        name = plain(str(reader.event.get("SUMMARY", "") or ""))[:200]
        return None, Brought(where="", name=name or _("Untitled event"), problems=reasons)


def _events(raw: bytes) -> list[Any]:
    head = raw[:2000].decode("utf-8", "replace").lstrip("\ufeff \r\n").upper()
    if not head.startswith("BEGIN:VCALENDAR"):
        raise Unreadable(
            _("There is no calendar at this address. Look for a link that ends in .ics.")
        )
    try:
        calendars = Calendar.from_ical(raw, multiple=True)
        return [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except Exception as error:  # the library promises no set of errors for broken files
        raise Unreadable(_("The calendar is broken, and cannot be read.")) from error


def _changes(events: list[Any]) -> dict[str, list[OccurrenceChange]]:
    """By UID, what became different of single times of a series."""
    found: dict[str, list[OccurrenceChange]] = {}
    for event in events:
        planned = _moment(event.get("RECURRENCE-ID"))
        start = _moment(event.get("DTSTART"))
        if planned is None:
            continue
        cancelled = start is None or str(event.get("STATUS", "")).upper() == "CANCELLED"
        end = start + _duration(event, start) if start else None
        change = OccurrenceChange(original_start=planned, status="cancelled")
        if not cancelled:
            change = OccurrenceChange(original_start=planned, status="moved", start=start, end=end)
        found.setdefault(str(event.get("UID", "")), []).append(change)
    return found


class _Event:
    """One VEVENT, read piece by piece."""

    def __init__(self, event: Any, codes: Codes, municipality: Municipality) -> None:
        self.event, self.codes, self.municipality = event, codes, municipality
        self.start = _moment(event.get("DTSTART"))
        self.whole_day = _is_day(event.get("DTSTART"))
        self.problems: list[str] = []

    def brought(
        self, organization: int, changes: list[OccurrenceChange], today: date
    ) -> Brought | None:
        """The event as a row; None when it is over."""
        name = self.text("SUMMARY", "name") or _("Untitled event")
        schedule = self.schedule()
        flaws = recurrence.check(schedule) if schedule else [_("It does not tell when it is.")]
        if schedule is None or flaws:
            reasons = tuple(str(flaw) for flaw in flaws)
            return Brought(where=self.where(), name=name, problems=reasons)
        if _is_over(schedule, today):
            return None
        content = self.content(name, schedule, tuple(changes))
        return Brought(
            where=self.where(),
            name=name,
            content=content,
            organization=organization,
            problems=tuple(self.problems),
        )

    def content(
        self, name: str, schedule: ScheduleRecord, changes: tuple[OccurrenceChange, ...]
    ) -> ActivityContent:
        """What the event tells, as far as we have a place for it."""
        description = self.text("DESCRIPTION", "description")
        place = self.place()
        channel = ChannelContent(
            kind="place" if place or not self.online() else "online",
            place=place,
            url=self.online() if not place else "",
            schedules=(schedule,),
            changes=changes,
        )
        summary = description.split("\n")[0]
        return ActivityContent(
            kind="hobby" if schedule.rrule else "event",
            name=Text(fi=name),
            summary=Text(fi=summary) if len(summary) <= LONGEST["summary"] else Text(),
            description=Text(fi=description if description != summary else ""),
            channels=(channel,),
            links=self.links(),
        )

    def where(self) -> str:
        """Its first day, to know it by."""
        return f"{local_day(self.start):%-d.%-m.%Y}" if self.start else ""

    def text(self, name: str, field: str) -> str:
        """A text without markup, no longer than we take; the length is remarked on."""
        told = plain(str(self.event.get(name, "") or ""))
        if len(told) > LONGEST[field]:
            self.problems.append(
                _("A text was longer than %(most)s characters and was cut.")
                % {"most": LONGEST[field]}
            )
        return told[: LONGEST[field]]

    def schedule(self) -> ScheduleRecord | None:
        """When it is; None when it does not tell."""
        if self.start is None:
            return None
        rules = _several(self.event.get("RRULE"))
        if len(rules) > 1:
            self.problems.append(_("It has several rhythms; only the first was read."))
        rule = rules[0].to_ical().decode() if rules else ""
        exceptions = [_moment(day) for day in _listed(self.event.get("EXDATE"))]
        more = [_moment(day) for day in _listed(self.event.get("RDATE"))]
        return ScheduleRecord(
            dtstart=self.start,
            duration=_duration(self.event, self.start),
            whole_day=self.whole_day,
            rrule=rule,
            rdates=tuple(day for day in more if day),
            exdates=tuple(local_day(day) for day in exceptions if day),
        )

    def place(self) -> PlaceContent | None:
        """Where it is: "Seurantalo, Seuratie 3, 73300 Nilsiä" into its parts."""
        told = plain(str(self.event.get("LOCATION", "") or "")).replace("\n", ", ")[:300]
        if not told or re.match(r"https?://", told):
            return None
        parts = [part.strip() for part in told.split(",") if part.strip()]
        street = next((part for part in parts if re.search(r"[^\W\d]{2,}\s\d+", part)), "")
        postal = re.search(r"\b\d{5}\b", told)
        name = next((one for one in parts if one != street and not re.match(r"\d{5}\b", one)), "")
        found = PlaceContent(
            name=Text(fi=name[:150]),
            street_address=Text(fi=street[:150]),
            postal_code=postal[0] if postal and postal[0] in self.codes.postal_codes else "",
        )
        settled = self.codes.settled(found)
        if not settled.municipality:
            settled = settled.model_copy(update={"municipality": self.municipality(told)})
        if not settled.municipality:
            self.problems.append(_("The municipality is missing. Add it before you send."))
        return settled

    def online(self) -> str:
        """The address of a meeting on the web, "" when it is none."""
        told = str(self.event.get("LOCATION", "") or "").strip()
        return _web_address(told)

    def links(self) -> tuple[LinkRecord, ...]:
        """Its own page."""
        url = _web_address(str(self.event.get("URL", "") or "").strip())
        return (LinkRecord(url=url),) if url else ()


def plain(text: str) -> str:
    """A text without markup and control characters; paragraphs stay."""
    broken = re.sub(r"(?i)<\s*(br|/p|/div|/li|/h\d)\b[^>]*>", "\n", text)
    bare = unescape(nh3.clean(broken, tags=set())).replace("\xa0", " ")
    bare = "".join(c for c in bare if c == "\n" or c.isprintable())
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in bare.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    fits = parts.scheme in {"http", "https"} and parts.netloc and " " not in text
    return text if fits and len(text) <= 500 else ""


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _listed(value: Any) -> Iterator[Any]:
    """The days of EXDATE and RDATE, which may come on one line or many."""
    for one in _several(value):
        yield from _part(one, "dts") or ()


def _value(told: Any) -> Any:
    return _part(told, "dt")


def _part(told: Any, name: str) -> Any:
    """What a property holds, None when it is missing or cannot be read."""
    try:
        return getattr(told, name, None)
    except BrokenCalendarProperty:
        return None


def _is_day(told: Any) -> bool:
    value = _value(told)
    return isinstance(value, date) and not isinstance(value, datetime)


def _moment(told: Any) -> datetime | None:
    """An aware Helsinki time; times without a zone are Finnish, days begin at midnight."""
    value = _value(told)
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
    told = _value(event.get("DURATION"))
    end = _moment(event.get("DTEND"))
    if end is not None:
        length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    else:
        length = told if isinstance(told, timedelta) else ONE_DAY if whole else timedelta()
    length = min(max(length, timedelta()), timedelta(days=366))
    return max(ONE_DAY, ONE_DAY * round(length / ONE_DAY)) if whole else length


def _is_over(schedule: ScheduleRecord, today: date) -> bool:
    since = helsinki(datetime.combine(today, time()))
    coming = recurrence.expand(schedule, since, since + timedelta(days=800))
    return next(coming, None) is None
