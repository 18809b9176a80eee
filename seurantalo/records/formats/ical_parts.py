"""What every iCalendar of ours is made of: the calendar around its events, times and texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, vText

from seurantalo.common.time import HELSINKI

PRODUCT = "-//Seurantalo//Seurantalo//FI"
REFRESH = timedelta(hours=12)
Times = dict[str, list[object]]

# The rule of the European Union since 1996; Finland has had no other since.
HELSINKI_VTIMEZONE = Timezone.from_ical(
    "\r\n".join(
        """BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
DTSTART:19960331T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
""".splitlines()
    )
)


def calendar_of(events: Iterable[Event], *, name: str, url: str = "", about: str = "") -> Calendar:
    """A calendar called `name`; one to subscribe to when it says from what `url` it is fetched.

    `about` is what its reader must know, such as that not all is in it.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for title in ("name", "x-wr-calname"):
        calendar.add(title, vText(line(name)))
    for title in ("description", "x-wr-caldesc") if about else ():
        calendar.add(title, vText(line(about)))
    calendar.add_component(HELSINKI_VTIMEZONE)
    for event in events:
        calendar.add_component(event)
    if url:
        calendar.add("source", uri(url), parameters={"VALUE": "URI"})
        keep_fresh(calendar)
    return calendar


def keep_fresh(calendar: Calendar) -> None:
    """Say how often to fetch it anew: as RFC 7986 has it, and as older programs read it."""
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")


def value(start: datetime, whole_day: bool) -> date | datetime:
    """A wall clock as iCalendar holds it: a DATE, or local time with TZID=Europe/Helsinki."""
    return start.date() if whole_day else start.replace(tzinfo=HELSINKI)


def span(start: datetime, length: timedelta, whole_day: bool) -> Times:
    """DTSTART and DTEND of one time; no DTEND when the end is not told."""
    told: Times = {"dtstart": [value(start, whole_day)]}
    if length > timedelta():
        told["dtend"] = [value(start + length, whole_day)]
    return told


def plain(text: str) -> str:
    """The text without what RFC 5545 forbids: control characters but for line ends and tabs.

    Without byte order marks too: a reader takes one that begins a line away, and maybe the text.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(plain(text).split())


def uri(url: str) -> str:
    """The address without what breaks a line."""
    return "".join(plain(url).split())
