"""What is at an address: which kind of source it is, and the events it tells now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.common.fetching import Fetched, Refused, fetch
from seurantalo.interop import calendars
from seurantalo.interop.connections import addresses, caldav
from seurantalo.interop.connections.secrets import Credentials
from seurantalo.interop.models import Connection
from seurantalo.interop.report import Unreadable
from seurantalo.records.formats.reading import feeds, ical, jsonld, linked_events
from seurantalo.records.formats.reading.found import FoundEvent, once

ACCEPT = (
    "text/calendar, application/json, application/atom+xml, application/rss+xml, text/html;q=0.8"
)
LARGEST = 8 * 1024 * 1024  # bytes of an answer
MOST_PAGES = 20  # pages of a register
MOST_LOOKS = 25  # pages of a feed's entries that are opened in one reading
LONGEST_LOOK = 60.0  # seconds for them all
MOST_EVENTS = 1000
LONGEST_UID = 300
SAME = 304

Kind = Connection.Kind


@dataclass
class Answer:
    """What a source tells now.

    `complete` says that what is missing is gone; of a feed it is only older. `same` are the ids of
    what is as it was, and `unchanged` says so of everything. `marks` are what to ask with next time:
    of the whole answer, and of single entries by their ids.
    """

    kind: str
    address: str
    name: str = ""
    events: list[FoundEvent] = field(default_factory=list)
    same: set[str] = field(default_factory=set)
    complete: bool = True
    unchanged: bool = False
    partly: bool = False  # read only in part: asking for "what has changed" would miss the rest
    marks: dict[str, str] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)


def look(typed: str, credentials: Credentials | None = None) -> Answer:
    """What there is at an address somebody pasted. Raises Refused or Unreadable with what to do."""
    address = addresses.readable(typed)
    if credentials:
        found = caldav.calendar_at(address, credentials)
        return _tidied(_of_server(found.address, credentials, found.name))
    answer = _fetched(address, {})
    return _tidied(_understood(answer, address) or _of_linked_page(answer))


def read(
    connection: Connection, credentials: Credentials | None, known: Mapping[str, str]
) -> Answer:
    """What a connected source tells now; `known` are the marks of entries by their ids.

    Raises Refused or Unreadable.
    """
    if connection.kind == Kind.CALDAV:
        return _tidied(_of_server(connection.address, credentials, connection.name))
    answer = _fetched(connection.address, connection.marks)
    if answer.status == SAME:
        return Answer(connection.kind, connection.address, unchanged=True, marks=connection.marks)
    found = _understood(answer, connection.address, known)
    if found is None and connection.kind == Kind.PAGE:  # the page is there, its events are not
        found = Answer(Kind.PAGE, connection.address)
    if found is None or found.kind != connection.kind:
        raise Unreadable(_("What is at the address is no longer what it was."))
    return _tidied(found)


def _fetched(address: str, marks: Mapping[str, str]) -> Fetched:
    asked = {"Accept": ACCEPT, **marks}
    answer = fetch(address, headers=asked, limit=LARGEST)
    if not answer.ok and answer.status != SAME:
        said = {"code": answer.status}
        raise Unreadable(_("The address answers with an error (%(code)s).") % said)
    return answer


def _understood(
    answer: Fetched, address: str, known: Mapping[str, str] | None = None
) -> Answer | None:
    """The events of an answer by what it is; None when it is a page without any."""
    found: Answer | None
    if _begins(answer.body, b"BEGIN:VCALENDAR"):
        told = calendars.events_of(answer.body)
        found = Answer(Kind.ICAL, address, told.name, told.events)
    elif (payload := _json(answer.body)) is not None:
        found = _of_json(payload, address, answer.url)
    elif feed := _feed(answer.body):
        found = _of_feed(feed, address, known or {})
    else:
        page = jsonld.read(answer.body, answer.url)
        found = Answer(Kind.PAGE, address, page.title, page.events) if page.events else None
    if found and not found.partly:
        found.marks = _marks(answer.headers)
    return found


def _begins(body: bytes, word: bytes) -> bool:
    return body[:200].lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(word)


def _json(body: bytes) -> Any:
    if not _begins(body, b"{") and not _begins(body, b"["):
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("The answer of the address is broken, and cannot be read.")) from error


def _feed(body: bytes) -> feeds.Feed | None:
    try:
        return feeds.read(body)
    except feeds.NotFeed:
        return None


def _of_linked_page(answer: Fetched) -> Answer:
    """A page without events may name its calendar or its feed: that is what was meant."""
    named = jsonld.feeds(answer.body)
    for kind in ("text/calendar", "application/atom+xml", "application/rss+xml"):
        for told, link in named:
            if told.startswith(kind):
                address = urljoin(answer.url, link)
                found = _understood(_fetched(address, {}), address)
                if found and found.events:
                    return found
    raise Unreadable(
        _(
            "We found no events at this address. Look for the address by which the calendar is"
            " subscribed to; it often ends in .ics."
        )
    )


def _of_json(payload: Any, address: str, url: str) -> Answer:
    """Linked Events with its further pages, or JSON-LD by itself."""
    if not linked_events.is_answer(payload):
        page = jsonld.read_json(payload, url)
        if not page:
            raise Unreadable(_("We found no events at this address."))
        return Answer(Kind.PAGE, address, "", page)
    pages = [payload]
    while (more := linked_events.next_page(pages[-1])) and len(pages) < MOST_PAGES:
        if urlsplit(more).netloc != urlsplit(url).netloc:
            break
        further = _json(_fetched(more, {}).body)
        if not linked_events.is_answer(further):
            break
        pages.append(further)
    whole = not linked_events.next_page(pages[-1])
    name = urlsplit(address).hostname or ""
    return Answer(
        Kind.LINKED_EVENTS, address, name, linked_events.read(pages), complete=whole, partly=True
    )


def _of_feed(feed: feeds.Feed, address: str, known: Mapping[str, str]) -> Answer:
    """The entries of a feed; where they tell no time, their pages may."""
    found = Answer(Kind.FEED, address, feed.title, complete=False)
    looks, begun = 0, monotonic()
    for entry in feed.entries:
        uid, mark = shortened(entry.event.uid), digest(entry.mark)
        if known.get(uid) == mark:
            found.same.add(uid)
            continue
        event = entry.event
        if event.schedule is None and entry.page:
            if looks >= MOST_LOOKS or monotonic() - begun > LONGEST_LOOK:
                found.partly = True  # the next reading goes on from here
                continue
            looks += 1
            event = _of_page(entry) or event
        found.events.append(event)
        found.entries[uid] = mark
    return found


def _of_page(entry: feeds.Entry) -> FoundEvent | None:
    """The event that an entry's page tells, under the name the feed knows it by."""
    try:
        answer = fetch(entry.page, headers={"Accept": "text/html"})
    except Refused:
        return None
    told = jsonld.read(answer.body, answer.url).events if answer.ok else []
    return told[0].model_copy(update={"uid": entry.event.uid}) if len(told) == 1 else None


def _of_server(address: str, credentials: Credentials | None, name: str) -> Answer:
    """The events of a calendar server, each in a file of its own."""
    found = Answer(Kind.CALDAV, address, name)
    for raw in caldav.events(address, credentials, today()):
        try:
            found.events += ical.read(raw).events
        except ical.NotCalendar:
            found.complete = False  # what cannot be read is not gone
    return found


def today() -> date:
    """The day it is in Finland."""
    return timezone.localdate()


def _marks(headers: Mapping[str, str]) -> dict[str, str]:
    """What to ask with next time, so that what has not changed is not sent again."""
    told = {"If-None-Match": headers.get("ETag", "")}
    told["If-Modified-Since"] = headers.get("Last-Modified", "")
    return {name: value[:300] for name, value in told.items() if value}


def _tidied(answer: Answer) -> Answer:
    """Without what is our own, each event once, under an id that fits the table."""
    named = [
        one.model_copy(update={"uid": shortened(one.uid or _nameless(one))})
        for one in answer.events
        if not is_ours(one)
    ]
    answer.events = once(named)
    if len(answer.events) > MOST_EVENTS:
        raise Unreadable(_("It has over %(n)s events.") % {"n": MOST_EVENTS})
    return answer


def is_ours(event: FoundEvent) -> bool:
    """Whether the event came from here: somebody's calendar subscribes to us, and we to it."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    own_uid = event.uid.startswith("activity-") and event.uid.partition("#")[0].endswith(f"@{host}")
    return own_uid or event.page.startswith(settings.BASE_URL.rstrip("/") + "/")


def _nameless(event: FoundEvent) -> str:
    """An id for what tells none."""
    return digest(f"{event.name}|{event.schedule.dtstart if event.schedule else ''}")


def shortened(uid: str) -> str:
    """An id as it fits the table, still one of its own."""
    return uid if len(uid) <= LONGEST_UID else f"{uid[: LONGEST_UID - 33]}#{digest(uid)}"


def digest(text: str) -> str:
    """A short fingerprint of a text."""
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()
