"""An iCalendar file (RFC 5545) somebody brings as activities, an event or a series each."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from seurantalo.common.time import helsinki, local_day
from seurantalo.interop.codes import Codes
from seurantalo.interop.found_events import Municipality, all_over, understand
from seurantalo.interop.report import Unreadable
from seurantalo.interop.uploads import Brought
from seurantalo.records.formats.reading import ical
from seurantalo.records.formats.reading.found import FoundEvent

MOST_EVENTS = 300


def address_of(typed: str) -> str:
    """The web address of a calendar: webcal: is how programs write https: to subscribe."""
    bare = typed.strip()
    scheme, colon, rest = bare.partition("://")
    if colon and scheme.lower() in {"webcal", "webcals"}:
        return f"https://{rest}"
    return bare if colon or not re.match(r"[\w-]+(\.[\w-]+)+(/|$)", bare) else f"https://{bare}"


def events_of(raw: bytes) -> ical.Calendars:
    """What a calendar tells. Raises Unreadable in words when the bytes are none, or only "busy"."""
    try:
        told = ical.read(raw)
    except ical.NotCalendar as error:
        if str(error) == "broken":
            raise Unreadable(_("The calendar is broken, and cannot be read.")) from error
        raise Unreadable(
            _("There is no calendar at this address. Look for a link that ends in .ics.")
        ) from error
    if told.only_busy:
        raise Unreadable(
            _(
                "This calendar tells only when somebody is busy, not what there is. Share it with"
                " all details, or make a calendar of its own for what is public."
            )
        )
    return told


def read(
    raw: bytes, *, organization: int, codes: Codes, municipality: Municipality, today: date
) -> list[Brought]:
    """The events that have not ended before `today`, the soonest first. What is private is not read.

    Raises Unreadable when the bytes are no calendar, or one without coming events.
    """
    found: list[tuple[datetime, Brought]] = []
    for event in events_of(raw).events:
        if event.hidden or event.standing == "cancelled":
            continue
        one = brought(event, organization, codes, municipality, today)
        if one is not None:
            start = event.schedule.dtstart if event.schedule else None
            found.append((start or helsinki(datetime.combine(today, time())), one))
    if not found:
        raise Unreadable(_("The calendar has no coming events."))
    if len(found) > MOST_EVENTS:
        raise Unreadable(_("The calendar has over %(n)s coming events.") % {"n": MOST_EVENTS})
    return [one for _start, one in sorted(found, key=lambda pair: pair[0])]


def brought(
    event: FoundEvent, organization: int, codes: Codes, municipality: Municipality, today: date
) -> Brought | None:
    """The event as a row; None when it is over."""
    content, problems = understand(event, codes, municipality)
    start = event.schedule.dtstart if event.schedule else None
    where = f"{local_day(start):%-d.%-m.%Y}" if start else ""
    name = str(event.name) or _("Untitled event")
    if content is None:
        return Brought(where=where, name=name, problems=problems)
    if all_over(event, today):
        return None
    return Brought(
        where=where, name=name, content=content, organization=organization, problems=problems
    )
