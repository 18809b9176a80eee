"""Search results as an Atom feed (RFC 4287), for readers, newsletters and other sites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from seurantalo.records.schemas import CardRecord

NAMESPACE = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The year our identifiers began (RFC 4151): they stay when an address changes.
SINCE = 2026
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ElementTree.register_namespace("", NAMESPACE)


def write_feed(
    cards: Iterable[CardRecord],
    *,
    title: str,
    feed_url: str,
    page_url: str,
    base_url: str,
    lang: str,
    updated: datetime,
) -> bytes:
    """The cards as a feed with absolute addresses; texts in `lang` by the fallbacks of `Text.pick`.

    `feed_url` is the feed's own address and its id, `page_url` the same result as a page,
    `base_url` "https://host" of the service. `updated` (aware) counts when there is no card.
    """
    shown = list({(card.type, card.id): card for card in cards}.values())
    feed = ElementTree.Element(_tag("feed"), {XML_LANG: lang})
    _add(feed, "id", urljoin(base_url, feed_url))
    _add(feed, "title", title)
    _add(feed, "updated", _moment(max((card.modified for card in shown), default=updated)))
    _link(feed, "self", urljoin(base_url, feed_url), "application/atom+xml")
    _link(feed, "alternate", urljoin(base_url, page_url), "text/html")
    _add(feed, "generator", "Seurantalo")
    for card in shown:
        _entry(feed, card, base_url, lang)
    ElementTree.indent(feed)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(feed: ElementTree.Element, card: CardRecord, base_url: str, lang: str) -> None:
    entry = ElementTree.SubElement(feed, _tag("entry"))
    host = urlsplit(base_url).hostname or "localhost"
    name, summary = card.name.pick(lang), card.summary.pick(lang)
    _add(entry, "id", f"tag:{host},{SINCE}:{card.type}-{card.id}")
    _add(entry, "title", name.text or card.id).set(XML_LANG, name.lang or lang)
    _add(entry, "updated", _moment(card.modified))
    _link(entry, "alternate", urljoin(base_url, card.url), "text/html")
    author = ElementTree.SubElement(entry, _tag("author"))
    hosts = [each.name.pick(lang).text for each in card.organizations]
    _add(author, "name", ", ".join(hosts) or name.text or "Seurantalo")
    towns = [area.name.pick(lang).text for area in card.areas]
    places = [card.schedule_text.pick(lang).text, card.place.pick(lang).text, ", ".join(towns)]
    said = [" · ".join(filter(None, places)), summary.text]
    _add(entry, "summary", "\n\n".join(filter(None, said))).set(XML_LANG, summary.lang or lang)
    for theme in card.themes:
        label = _clean(theme.label.pick(lang).text)
        ElementTree.SubElement(
            entry, _tag("category"), {"term": _clean(theme.code), "label": label}
        )


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _clean(text: str) -> str:
    """The text without the characters XML 1.0 has no way to write."""
    return FORBIDDEN.sub("", text)


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, _tag(name))
    element.text = _clean(text)
    return element


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    told = {"rel": rel, "type": kind, "href": _clean(href)}
    ElementTree.SubElement(parent, _tag("link"), told)


def _moment(moment: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
