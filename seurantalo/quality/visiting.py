"""One polite look at a link: does it still lead somewhere? Nothing here touches the database.

The site's robots.txt is asked first (RFC 9309) and remembered for a day. Then HEAD, and GET when
a site does not answer HEAD well. Who asks for sign-in, refuses programs or is busy is not broken:
we cannot tell, and say so.
"""

from __future__ import annotations

from typing import Literal, NamedTuple
from urllib.parse import urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from django.core.cache import cache

from seurantalo.common.fetching import USER_AGENT, Fetched, Refused, fetch

TIMEOUT = 10.0  # seconds
ROBOTS_LIMIT = 500 * 1024  # bytes, as RFC 9309 has it
A_DAY = 24 * 3600
NAME = USER_AGENT.split()[0]  # by which a robots.txt knows us
# They exist and do not want a program; or they are busy, or come back soon.
CANNOT_TELL = {401, 402, 403, 405, 406, 407, 408, 425, 429, 451, 503, 999}
# Names that lead nowhere by agreement (RFC 2606): examples, not mistakes.
RESERVED = (".example", ".invalid", ".test")

Verdict = Literal["good", "failing", "unknown"]


class Visit(NamedTuple):
    """What was seen: whether the link works, a word on why not, and the version of the page."""

    verdict: Verdict
    reason: str = ""
    etag: str = ""


def visit(url: str, *, etag: str = "") -> Visit:
    """Whether a link works. Never raises: what cannot be fetched is an answer too."""
    try:
        if (urlsplit(url).hostname or "").endswith(RESERVED):
            return Visit("unknown", "reserved")
        if not allowed(url):
            return Visit("unknown", "robots")
        return _seen(_look(url, etag))
    except Refused as refusal:
        if refusal.why == "large":  # something is there, and more than we need
            return Visit("good")
        if refusal.why == "private":
            return Visit("unknown", refusal.why)
        return Visit("failing", refusal.why)


def _look(url: str, etag: str) -> Fetched:
    headers = {"If-None-Match": etag} if etag else {}
    found = fetch(url, method="HEAD", timeout=TIMEOUT, headers=headers)
    if found.status < 400 or found.status == 429:
        return found
    return fetch(url, timeout=TIMEOUT, headers=headers)


def _seen(found: Fetched) -> Visit:
    if found.status < 400:
        return Visit("good", etag=found.headers.get("ETag", "")[:200])
    if found.status in CANNOT_TELL:
        return Visit("unknown", str(found.status))
    return Visit("failing", str(found.status))


def allowed(url: str) -> bool:
    """Whether the site's robots.txt lets us look. Raises Refused when nothing answers at all."""
    parts = urlsplit(url)
    key = f"robots:{parts.scheme}://{parts.netloc}"[:200]
    text = cache.get(key)
    if text is None:
        text = _robots(urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", "")))
        cache.set(key, text, A_DAY)
    rules = RobotFileParser()
    try:
        rules.parse(text.splitlines())
    except (
        ValueError
    ):  # "Crawl-delay: ²" or "Disallow: //[": a file nobody can read forbids nothing
        return True
    return rules.can_fetch(NAME, url)


def _robots(url: str) -> str:
    """The text of a robots.txt; none means all may, an ill server means that nobody may now."""
    try:
        found = fetch(url, limit=ROBOTS_LIMIT, timeout=TIMEOUT)
    except Refused as refusal:
        if refusal.why in {"redirects", "large"}:
            return ""
        raise
    if found.status >= 500:
        return "User-agent: *\nDisallow: /"
    return found.body.decode("utf-8", "replace") if found.ok else ""
