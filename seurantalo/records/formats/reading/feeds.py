"""RSS and Atom feeds of events: what each entry tells of itself, and the page to read more of.

A plain feed tells no times. Some add them (xCal, RSS's event module, Modern Events Calendar); else
the entry's page may, by its JSON-LD. The date of an entry is when it was written, not when it is.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from seurantalo.common.text import Text
from seurantalo.records.formats.reading.found import (
    FoundEvent,
    place_of,
    plain,
    told_texts,
    web_address,
    without_secrets,
)
from seurantalo.records.formats.reading.jsonld import lasting
from seurantalo.records.formats.reading.jsonld_values import moment

STARTS = ("dtstart", "startdate", "start", "starttime")
ENDS = ("dtend", "enddate", "end", "endtime")
PLACES = ("location", "venue", "locationname")
EVENT_SPACES = ("xcal", "ev/", "event", "mec", "ical", "schema.org", "libcal", "webns.net/mec")


class NotFeed(ValueError):
    """The bytes are no feed."""


class Entry(NamedTuple):
    """An entry: the event as far as the feed tells it (without a time perhaps), its page, its mark.

    The mark changes when the entry does, so that its page need not be read again until then.
    """

    event: FoundEvent
    page: str
    mark: str


class Feed(NamedTuple):
    """What a feed tells."""

    title: str
    entries: list[Entry]


def read(raw: bytes) -> Feed:
    """The entries of a feed. Raises NotFeed."""
    try:
        root = fromstring(raw, forbid_dtd=False)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotFeed from error
    if _name(root) not in {"rss", "feed", "rdf"}:
        raise NotFeed
    entries = [one for one in root.iter() if _name(one) in {"item", "entry"}]
    head = next((one for one in root.iter() if _name(one) == "title"), None)
    title = plain(head.text or "") if head is not None else ""
    return Feed(title[:200], [entry for one in entries if (entry := _entry(one))])


def _entry(item: Element) -> Entry | None:
    page = _link(item)
    uid = _told(item, "guid") or _told(item, "id") or page
    name = Text(fi=plain(_told(item, "title")))
    if not uid or not name:
        return None
    body = _told(item, "encoded") or _told(item, "description") or _told(item, "content")
    text = without_secrets(plain(body or _told(item, "summary")))
    name, summary, description, cut = told_texts(name, Text(), Text(fi=text))
    start = _time(item, STARTS)
    schedule = None
    if start and moment(start):
        node: dict[str, Any] = {"startDate": start, "endDate": _time(item, ENDS)}
        schedule = lasting(node, moment(start))  # type: ignore[arg-type]  # it was read just now
    line = _of_events(item, PLACES)
    event = FoundEvent(
        uid=uid,
        name=name,
        summary=summary,
        description=description,
        schedule=schedule,
        place=place_of(line),
        where=plain(line),
        page=page,
        remarks=cut if schedule else (*cut, "untimed"),
    )
    written = _told(item, "updated") or _told(item, "modified") or _told(item, "pubdate")
    return Entry(event, page, "|".join((written, str(name), text, start, line)))


def _time(item: Element, names: tuple[str, ...]) -> str:
    """Day and clock time, which Modern Events Calendar tells apart ("6:00 pm")."""
    told = _of_events(item, names)
    clock = _of_events(item, ("starthour",) if names is STARTS else ("endhour",))
    match = re.fullmatch(r"(\d{1,2})[:.](\d\d)\s*([ap]m)?", clock.lower())
    if not match or "T" in told or " " in told:
        return told
    hour = int(match[1])
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return f"{told}T{hour:02}:{match[2]}"


def _of_events(item: Element, names: tuple[str, ...]) -> str:
    """What a module for events tells; plain RSS knows none of these."""
    for one in item.iter():
        space = one.tag.partition("}")[0].lower() if isinstance(one.tag, str) else ""
        if _name(one) in names and any(part in space for part in EVENT_SPACES):
            return (one.text or "").strip()
    return ""


def _told(item: Element, name: str) -> str:
    found = next((one for one in item if _name(one) == name), None)
    return "".join(found.itertext()).strip() if found is not None else ""


def _link(item: Element) -> str:
    for one in item:
        if _name(one) == "link" and one.get("rel", "alternate") == "alternate":
            return web_address(one.get("href") or one.text or "")
    return ""


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
