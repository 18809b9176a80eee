"""Events of a web page by its JSON-LD (schema.org/Event), as calendars of web sites write it.

WordPress's The Events Calendar writes a list, Tapahtumat pages an @graph, others a lone object;
texts come with entities and markup, and times with and without a zone. Microdata is not read.
Repeating times (eventSchedule) are read by `jsonld_schedule`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple

from seurantalo.common.text import LANGUAGE_TAG, Text
from seurantalo.common.time import ONE_DAY
from seurantalo.records.content import PlaceContent
from seurantalo.records.formats.reading.found import (
    FoundEvent,
    Remark,
    Standing,
    once,
    place_of,
    plain,
    told_texts,
    web_address,
    without_secrets,
)
from seurantalo.records.formats.reading.jsonld_schedule import schedules
from seurantalo.records.formats.reading.jsonld_values import is_day, listed, moment, word
from seurantalo.records.schemas import PriceRecord, ScheduleRecord

KINDS = {
    "Event", "Festival", "Hackathon", "EventSeries", "CourseInstance", "ChildrensEvent",
}  # fmt: skip
MOST_NESTED = 6
STANDINGS: dict[str, Standing] = {"EventCancelled": "cancelled", "EventPostponed": "tentative"}


class Page(NamedTuple):
    """What a page tells: its title and its events."""

    title: str
    events: list[FoundEvent]


class _Scripts(HTMLParser):
    """Gathers the JSON-LD of a page, its title, and the feeds it names."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self.title = ""
        self.feeds: list[tuple[str, str]] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "script" and told.get("type", "").split(";")[0].strip() == "application/ld+json":
            self._inside = tag
            self.told.append("")
        elif tag == "title" and not self.title:
            self._inside = tag
        elif tag == "link" and "alternate" in told.get("rel", "") and told.get("href"):
            self.feeds.append((told.get("type", "").lower(), told["href"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.told[-1] += data
        elif self._inside == "title":
            self.title += data


def read(raw: bytes, address: str) -> Page:
    """The events that a page at `address` tells."""
    page = _page(raw)
    found = [node for text in page.told for node in _nodes(_loaded(text))]
    lang = _language(raw)
    events = [one for node in found if (one := event(node, address, lang))]
    return Page(plain(page.title)[:200], once(_told_apart(events)))


def _told_apart(events: list[FoundEvent]) -> Iterator[FoundEvent]:
    """Different events under one address (that of their list) are known by their names too."""
    named: dict[str, set[str]] = {}
    for each in events:
        named.setdefault(each.uid, set()).add(str(each.name))
    for each in events:
        alone = len(named[each.uid]) == 1
        yield each if alone else each.model_copy(update={"uid": f"{each.uid}#{each.name}"})


def read_json(told: Any, address: str) -> list[FoundEvent]:
    """The events of JSON-LD that comes by itself."""
    found = [one for node in _nodes(told) if (one := event(node, address, "fi"))]
    return once(_told_apart(found))


def feeds(raw: bytes) -> list[tuple[str, str]]:
    """The feeds and calendars that a page names: their kinds and addresses."""
    return _page(raw).feeds


def _page(raw: bytes) -> _Scripts:
    parser = _Scripts()
    parser.feed(_decoded(raw))
    return parser


def _decoded(raw: bytes) -> str:
    named = re.search(rb"charset=[\"']?([\w-]+)", raw[:3000])
    try:
        return raw.decode(named[1].decode() if named else "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def _language(raw: bytes) -> str:
    told = re.search(r"<html[^>]*\slang=[\"']?([a-zA-Z]{2})", _decoded(raw[:5000]))
    lang = told[1].lower() if told else "fi"
    return lang if lang in {"fi", "sv", "en", "se"} else "fi"


def _loaded(text: str) -> Any:
    """The JSON of a script; some pages leave real line breaks or comments in it."""
    bare = re.sub(r"^\s*(<!\[CDATA\[|<!--)|(\]\]>|-->)\s*$", "", text.strip())
    for attempt in (bare, re.sub(r"[\x00-\x1f]+", " ", bare)):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(told: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every event, however deep it lies; what belongs to a series comes with the series."""
    if depth > MOST_NESTED:
        return
    if isinstance(told, list):
        for each in told:
            yield from _nodes(each, depth + 1)
    elif isinstance(told, dict):
        if _is_event(told):
            yield told
            return
        for name in ("@graph", "mainEntity", "itemListElement", "item", "event", "events", "about"):
            yield from _nodes(told.get(name), depth + 1)


def _is_event(node: dict[str, Any]) -> bool:
    kinds = listed(node.get("@type"))
    names = [str(kind).rpartition("/")[2].rpartition(":")[2] for kind in kinds]
    return any(name in KINDS or name.endswith("Event") for name in names)


def event(node: dict[str, Any], address: str, lang: str) -> FoundEvent | None:
    """One event of the page; None when it does not even have a name."""
    name = _text(node.get("name") or node.get("headline"), lang)
    if not name:
        return None
    described = Text(
        {key: without_secrets(text) for key, text in _text(node.get("description"), lang).items()}
    )
    name, summary, description, cut = told_texts(name, Text(), described)
    page = web_address(word(node.get("url"))) or web_address(address)
    spots = listed(node.get("location"))
    virtual = [one for one in spots if isinstance(one, dict) and "Virtual" in str(one.get("@type"))]
    real = next((one for one in spots if one not in virtual), None)
    online = bool(virtual) or "OnlineEventAttendanceMode" in str(node.get("eventAttendanceMode"))
    times, said = _times(node)
    youngest, oldest = _ages(node.get("typicalAgeRange"))
    return FoundEvent(
        uid=word(node.get("@id")) or page,
        name=name,
        summary=summary,
        description=description,
        schedule=times[0] if times else None,
        later=times[1:],
        place=_place(real),
        where=_line(real),
        online=online,
        online_address=web_address(word(virtual[0].get("url"))) if virtual else "",
        page=page,
        price=_price(node),
        minimum_age=youngest,
        maximum_age=oldest,
        languages=_languages(node.get("inLanguage")),
        words=tuple(_words(node.get("keywords"))),
        standing=STANDINGS.get(word(node.get("eventStatus")).rpartition("/")[2], "confirmed"),
        remarks=(*cut, *said),
    )


# -- When ---------------------------------------------------------------------------------------------


def _times(node: dict[str, Any]) -> tuple[tuple[ScheduleRecord, ...], tuple[Remark, ...]]:
    """Its schedules, and what to remark of them."""
    if repeated := schedules(node):
        return tuple(repeated), ()
    own = _schedule(node)
    if own is None:
        return (), ("untimed",)
    return (own,), ("repeats",) if node.get("eventSchedule") and not own.rdates else ()


def _schedule(node: dict[str, Any]) -> ScheduleRecord | None:
    """When it is; a series by its parts is an irregular list of dates."""
    parts = [one for one in listed(node.get("subEvent")) if isinstance(one, dict)]
    starts = sorted({start for one in parts if (start := moment(one.get("startDate")))})
    own = moment(node.get("startDate"))
    if starts:
        first = next(one for one in parts if moment(one.get("startDate")) == starts[0])
        return lasting(first, starts[0]).model_copy(update={"rdates": tuple(starts[1:])})
    return lasting(node, own) if own else None


def lasting(node: dict[str, Any], start: datetime) -> ScheduleRecord:
    """A time from `start` to its end; a day alone is a whole day."""
    told_end = node.get("endDate")
    end = moment(told_end)
    whole = is_day(node.get("startDate"))
    length = (end.replace(tzinfo=None) - start.replace(tzinfo=None)) if end else timedelta()
    if whole:
        length = max(ONE_DAY, length + (ONE_DAY if end and is_day(told_end) else timedelta()))
        length = ONE_DAY * round(length / ONE_DAY)
    length = min(max(length, timedelta()), timedelta(days=366))
    return ScheduleRecord(dtstart=start, duration=length, whole_day=whole)


# -- Where --------------------------------------------------------------------------------------------


def _place(told: Any) -> PlaceContent | None:
    if isinstance(told, str):
        return place_of(told)
    if not isinstance(told, dict):
        return None
    address = told.get("address")
    name, lang = plain(word(told.get("name")))[:150], "fi"
    if isinstance(address, str):
        rest = place_of(address)
        street = str(rest.street_address or rest.name) if rest else ""
        return PlaceContent(
            name=Text(fi=name),
            street_address=Text(fi=street),
            postal_code=rest.postal_code if rest else "",
        )
    parts = address if isinstance(address, dict) else {}
    latitude, longitude = _point(told.get("geo"))
    found = PlaceContent(
        name=Text({lang: name}),
        street_address=Text({lang: plain(word(parts.get("streetAddress")))[:150]}),
        postal_code=word(parts.get("postalCode"))[:5],
        latitude=latitude,
        longitude=longitude,
    )
    return found if found != PlaceContent() or _line(told) else None


def _point(geo: Any) -> tuple[float | None, float | None]:
    """A point in Finland, or none: 0,0 is what programs write that do not know."""
    try:
        north, east = float(geo["latitude"]), float(geo["longitude"])
    except (TypeError, KeyError, ValueError):
        return None, None
    return (north, east) if 59 < north < 71 and 19 < east < 32 else (None, None)


def _line(told: Any) -> str:
    """The place in one line, the town last, to find its municipality by."""
    if isinstance(told, str):
        return plain(told)
    if not isinstance(told, dict):
        return ""
    address = told.get("address")
    if isinstance(address, str):
        return plain(address)
    parts = address if isinstance(address, dict) else {}
    names = ("streetAddress", "postalCode", "addressLocality")
    return ", ".join(filter(None, (plain(word(parts.get(name))) for name in names)))


# -- What else ----------------------------------------------------------------------------------------


def _price(node: dict[str, Any]) -> PriceRecord:
    if node.get("isAccessibleForFree") in (True, "true", "True", "http://schema.org/True"):
        return PriceRecord(kind="free")
    for offer in listed(node.get("offers")):
        if not isinstance(offer, dict):
            continue
        told = word(offer.get("price", offer.get("lowPrice", ""))).replace(",", ".").strip()
        if re.fullmatch(r"0+(\.0+)?", told):
            return PriceRecord(kind="free")
        if re.fullmatch(r"\d+(\.\d+)?", told):
            sum_ = told.removesuffix(".00").replace(".", ",")
            euros = word(offer.get("priceCurrency") or "EUR") == "EUR"
            return PriceRecord(kind="paid", text=Text(fi=f"{sum_} €" if euros else ""))
    return PriceRecord()


def _ages(told: Any) -> tuple[int | None, int | None]:
    """ "7-12", "60-", "18+" as youngest and oldest."""
    match = re.fullmatch(r"\s*(\d{1,3})\s*(?:[-–+]\s*(\d{1,3})?)?\s*", word(told))
    if not match:
        return None, None
    low, high = int(match[1]), int(match[2]) if match[2] else None
    fits = low <= 120 and (high is None or low <= high <= 120)
    return (low, high) if fits else (None, None)


def _languages(told: Any) -> tuple[str, ...]:
    found = []
    for one in listed(told):
        tag = word(one.get("alternateName") if isinstance(one, dict) else one).lower()[:2]
        found += [tag] if len(tag) == 2 and LANGUAGE_TAG.match(tag) else []
    return tuple(dict.fromkeys(found))


def _words(told: Any) -> Iterator[str]:
    for one in listed(told):
        named = one.get("name") if isinstance(one, dict) else one
        yield from (plain(word)[:80] for word in word(named).split(","))


def _text(told: Any, lang: str) -> Text:
    """A text, perhaps in several languages: "…", {"@value", "@language"} or {"fi": …}."""
    found: dict[str, str] = {}
    for one in listed(told):
        if isinstance(one, dict) and "@value" in one:
            tag = word(one.get("@language")).lower()[:2] or lang
            found[tag if LANGUAGE_TAG.match(tag) else lang] = plain(unescape(word(one["@value"])))
        elif isinstance(one, dict):
            found |= {
                key: plain(unescape(word(text)))
                for key, text in one.items()
                if isinstance(key, str) and LANGUAGE_TAG.match(key) and isinstance(text, str)
            }
        else:
            found.setdefault(lang, plain(unescape(word(one)).replace("\\n", "\n")))
    return Text(found)
