"""Reading a calendar of a CalDAV server (RFC 4791): Nextcloud, iCloud, Radicale and their like.

Asked by our own careful fetch, so that no server leads us into our own network. Nothing is written
there. The library `caldav` is not used: what it speaks HTTP with puts itself in the place of ours.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from seurantalo.common.fetching import Fetched, fetch
from seurantalo.interop.connections.secrets import Credentials
from seurantalo.interop.report import Unreadable

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
LARGEST = 8 * 1024 * 1024  # bytes of an answer
XML = {"Content-Type": "application/xml; charset=utf-8"}
WHAT = b"""<d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
<d:resourcetype/><d:displayname/><d:current-user-principal/><c:calendar-home-set/>
<c:supported-calendar-component-set/></d:prop></d:propfind>"""
EVENTS = """<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<d:prop><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR">
<c:comp-filter name="VEVENT"><c:time-range start="{:%Y%m%d}T000000Z"/></c:comp-filter>
</c:comp-filter></c:filter></c:calendar-query>"""


class Found(NamedTuple):
    """A calendar of the server."""

    address: str
    name: str


def calendar_at(address: str, credentials: Credentials | None) -> Found:
    """The calendar at an address, or the only one of the person whose server it is.

    Raises Refused or Unreadable: with the calendars to choose from when there are several.
    """
    found = _calendars(address, credentials, depth="0")
    if not found:
        found = _calendars(_home(address, credentials), credentials, depth="1")
    if not found:
        raise Unreadable(_("There is no calendar on this server that you may read."))
    if len(found) > 1:
        names = ", ".join(f"{one.name} ({one.address})" for one in found[:8])
        raise Unreadable(
            _("There are several calendars. Paste the address of one: %(names)s") % {"names": names}
        )
    return found[0]


def events(address: str, credentials: Credentials | None, since: date) -> list[bytes]:
    """The calendar files of a calendar that have something on or after a day."""
    answer = _asked(address, credentials, "REPORT", EVENTS.format(since).encode(), "1")
    return [
        (each.text or "").encode()
        for each in _tree(answer).iter(f"{CALDAV}calendar-data")
        if (each.text or "").strip()
    ]


def _calendars(address: str, credentials: Credentials | None, depth: str) -> list[Found]:
    answer = _asked(address, credentials, "PROPFIND", WHAT, depth)
    return [
        Found(urljoin(answer.url, _text(one, f"{DAV}href")), _text(one, f".//{DAV}displayname"))
        for one in _tree(answer).iter(f"{DAV}response")
        if one.find(f".//{DAV}resourcetype/{CALDAV}calendar") is not None and _has_events(one)
    ]


def _has_events(response: Element) -> bool:
    """Lists of tasks are calendars too; one that does not tell what it has may have anything."""
    kinds = [each.get("name") for each in response.iter(f"{CALDAV}comp")]
    return not kinds or "VEVENT" in kinds


def _home(address: str, credentials: Credentials | None) -> str:
    """Where a person's calendars are, by way of who she is to the server."""
    answer = _asked(address, credentials, "PROPFIND", WHAT, "0")
    home = _text(_tree(answer), f".//{CALDAV}calendar-home-set/{DAV}href")
    who = _text(_tree(answer), f".//{DAV}current-user-principal/{DAV}href")
    if not home and who:
        answer = _asked(urljoin(answer.url, who), credentials, "PROPFIND", WHAT, "0")
        home = _text(_tree(answer), f".//{CALDAV}calendar-home-set/{DAV}href")
    if not home:
        raise Unreadable(_("There is no calendar server at this address."))
    return urljoin(answer.url, home)


def _asked(
    address: str, credentials: Credentials | None, method: str, body: bytes, depth: str
) -> Fetched:
    answer = fetch(
        address,
        method=method,  # type: ignore[arg-type]  # one of two
        headers={**XML, "Depth": depth},
        body=body,
        credentials=credentials,
        limit=LARGEST,
    )
    if answer.status in {401, 403}:
        raise Unreadable(_("The server did not take the user name and password."))
    if not answer.ok:
        raise Unreadable(_("There is no calendar server at this address."))
    return answer


def _tree(answer: Fetched) -> Element:
    try:
        found: Element = fromstring(answer.body)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable(_("There is no calendar server at this address.")) from error
    return found


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
