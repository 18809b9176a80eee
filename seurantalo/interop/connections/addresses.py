"""What people paste, and the address it stands for.

A calendar program has many addresses for one calendar: the one its owner looks at, one to embed,
one to subscribe to. Only the last can be read.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from seurantalo.interop.calendars import address_of

GOOGLE = "https://calendar.google.com/calendar/ical/{}/public/basic.ics"
OUTLOOK_HOSTS = ("outlook.live.com", "outlook.office365.com", "outlook.office.com")
NEXTCLOUD = re.compile(
    r"^(?P<base>.*?)(/index\.php)?/apps/calendar/(p|embed)/(?P<token>[A-Za-z0-9]+)(/.*)?$"
)
REGISTER = re.compile(r"/v1/event/?$")


def readable(typed: str) -> str:
    """The address to read, of the one that was pasted."""
    address = address_of(typed)
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = (parts.hostname or "").lower()
    if host in {"calendar.google.com", "www.google.com"}:
        return _google(parts.query) or address
    if host in OUTLOOK_HOSTS and parts.path.endswith(".html"):
        return urlunsplit(parts._replace(path=parts.path.removesuffix(".html") + ".ics"))
    if found := NEXTCLOUD.match(parts.path):
        path = f"{found['base']}/remote.php/dav/public-calendars/{found['token']}"
        return urlunsplit(parts._replace(path=path, query="export", fragment=""))
    if REGISTER.search(parts.path):
        return _register(address)
    return address


def _google(query: str) -> str:
    """The public calendar that a page of Google shows: by `src`, or by `cid`, which hides it."""
    told = parse_qs(query)
    if told.get("src"):
        return GOOGLE.format(quote(told["src"][0], safe=""))
    if told.get("cid"):
        cid = told["cid"][0]
        if "@" in cid:
            return GOOGLE.format(quote(cid, safe=""))
        try:
            name = base64.urlsafe_b64decode(cid + "=" * (-len(cid) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return ""
        return GOOGLE.format(quote(name, safe="")) if "@" in name else ""
    return ""


def _register(address: str) -> str:
    """A list of Linked Events: only what is coming, with its places and keywords in full."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    usual = {"start": "today", "include": "location,keywords", "page_size": "100"}
    told = {**usual, **asked, "format": "json"}
    return urlunsplit(parts._replace(query=urlencode(told, safe=",:")))
