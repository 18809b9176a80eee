"""Linked Events, the event register of Finnish cities (City of Helsinki's API, version 1).

A series there is a "super event" of type recurring with its times as events of their own; here it
is one event with an irregular list of dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from seurantalo.common.text import LANGUAGE_TAG, Text
from seurantalo.common.time import ONE_DAY, local_day
from seurantalo.records.content import OccurrenceChange, PlaceContent
from seurantalo.records.formats.reading.found import (
    FoundEvent,
    Standing,
    is_meeting,
    plain,
    told_texts,
    web_address,
    without_secrets,
)
from seurantalo.records.formats.reading.jsonld_values import moment
from seurantalo.records.schemas import PriceRecord, ScheduleRecord

STANDINGS: dict[str, Standing] = {"EventCancelled": "cancelled", "EventPostponed": "tentative"}
INTERNET = "helsinki:internet"  # the place of what is held on the web


def is_answer(payload: Any) -> bool:
    """Whether a JSON document is an answer of this API: a list of events, or one of them."""
    if not isinstance(payload, dict):
        return False
    listed = payload.get("data")
    if isinstance(listed, list) and isinstance(payload.get("meta"), dict):
        return all(isinstance(one, dict) and "id" in one for one in listed)
    return "event_status" in payload and "start_time" in payload


def next_page(payload: Mapping[str, Any]) -> str:
    """The address of the next page, "" after the last."""
    return str((payload.get("meta") or {}).get("next") or "")


def read(payloads: Iterable[Mapping[str, Any]]) -> list[FoundEvent]:
    """The public events of an answer and its further pages, series joined."""
    listed = [row for payload in payloads for row in payload.get("data", [payload])]
    rows: dict[str, Mapping[str, Any]] = {str(row.get("id")): row for row in listed}
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows.values():
        if series := _series_of(row, rows):
            parts.setdefault(series, []).append(row)
    lone = {key: row for key, row in rows.items() if not _series_of(row, rows)}
    untold = {key: each[0] for key, each in parts.items() if key not in rows}
    return [
        FoundEvent(uid=key, hidden=True) if _hidden(row) else _event(key, row, parts.get(key, []))
        for key, row in (lone | untold).items()
        if _hidden(row) or row.get("super_event_type") != "umbrella"
    ]


def _hidden(row: Mapping[str, Any]) -> bool:
    return bool(row.get("deleted")) or row.get("publication_status", "public") != "public"


def _series_of(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]]) -> str:
    """The key of the recurring series a row is a time of; an umbrella holds things of their own."""
    key = _last(row.get("super_event"))
    above = rows.get(key)
    if not key or (above and (above.get("super_event_type") != "recurring" or _hidden(above))):
        return ""
    return key if above or row.get("super_event_type") is None else ""


def _event(key: str, row: Mapping[str, Any], parts: list[Mapping[str, Any]]) -> FoundEvent:
    name, summary, description, cut = told_texts(
        _text(row.get("name")), _text(row.get("short_description")), _text(row.get("description"))
    )
    schedule, changes = _times(row, [one for one in parts if not _hidden(one)])
    place = row.get("location") if isinstance(row.get("location"), dict) else {}
    online = _last(place) == INTERNET
    address = next((a for a in _text(row.get("virtual_event_url")).values()), "")
    return FoundEvent(
        uid=key,
        name=name,
        summary=summary,
        description=description,
        schedule=schedule,
        changes=changes,
        place=None if online else _place(place or {}),
        where=_line(place or {}),
        online=online,
        online_address=web_address(address) if online else "",
        page=next((a for t in _text(row.get("info_url")).values() if (a := web_address(t))), ""),
        price=_price(row.get("offers")),
        minimum_age=_age(row.get("audience_min_age")),
        maximum_age=_age(row.get("audience_max_age")),
        languages=tuple(filter(None, (_tag(_last(one)) for one in row.get("in_language") or ()))),
        words=tuple(_keywords(row.get("keywords"))),
        standing=STANDINGS.get(str(row.get("event_status")), "confirmed"),
        remarks=cut if schedule else (*cut, "untimed"),
    )


def _times(
    row: Mapping[str, Any], parts: list[Mapping[str, Any]]
) -> tuple[ScheduleRecord | None, tuple[OccurrenceChange, ...]]:
    """The time of one event, or the dates of a series with what is different of some."""
    spans = sorted(
        (one for each in parts or [row] if (one := _span(each))), key=lambda span: span.dtstart
    )
    if not spans:
        return None, ()
    first = spans[0]
    changes = [
        OccurrenceChange(
            original_start=one.dtstart,
            status="moved",
            start=one.dtstart,
            end=one.dtstart + one.duration,
        )
        for one in spans
        if one.duration != first.duration
    ]
    for each in parts:
        span, standing = _span(each), STANDINGS.get(str(each.get("event_status")))
        if span and standing:
            changes.append(OccurrenceChange(original_start=span.dtstart, status=standing))
    later = tuple(dict.fromkeys(one.dtstart for one in spans[1:] if one.dtstart != first.dtstart))
    last = {change.original_start: change for change in changes}
    return first.model_copy(update={"rdates": later}), tuple(last.values())


def _span(row: Mapping[str, Any]) -> ScheduleRecord | None:
    """From when to when; without clock times these are whole days."""
    start, end = moment(row.get("start_time")), moment(row.get("end_time"))
    if start is None:
        return None
    day = row.get("has_start_time") is False or bool(
        re.fullmatch(r"\d{4}-\d\d-\d\d", str(row.get("start_time")))
    )
    if day:
        midnight = start.replace(hour=0, minute=0, second=0)
        days = (local_day(end) - local_day(start)).days if end else 1
        return ScheduleRecord(
            dtstart=midnight, duration=ONE_DAY * min(max(days, 1), 366), whole_day=True
        )
    length = (end.replace(tzinfo=None) - start.replace(tzinfo=None)) if end else timedelta()
    return ScheduleRecord(dtstart=start, duration=min(max(length, timedelta()), ONE_DAY * 366))


def _place(place: Mapping[str, Any]) -> PlaceContent | None:
    found = PlaceContent(
        name=_text(place.get("name")),
        street_address=_text(place.get("street_address")),
        postal_code=str(place.get("postal_code") or "")[:5],
    )
    return found if place.get("name") or place.get("street_address") else None


def _line(place: Mapping[str, Any]) -> str:
    names = ("street_address", "postal_code", "address_locality")
    told = [place.get(name) for name in names]
    return ", ".join(str(_text(one)) if isinstance(one, dict) else str(one) for one in told if one)


def _price(offers: Any) -> PriceRecord:
    for offer in offers or ():
        if offer.get("is_free"):
            return PriceRecord(kind="free")
        if text := _text(offer.get("price")):
            return PriceRecord(kind="paid", text=text)
    return PriceRecord()


def _age(told: Any) -> int | None:
    return (
        int(told)
        if isinstance(told, int | str) and re.fullmatch(r"\d{1,2}|1[01]\d|120", str(told))
        else None
    )


def _keywords(told: Any) -> Iterable[str]:
    for one in told or ():
        name = _text(one.get("name")).get("fi", "") if isinstance(one, dict) else ""
        if name:
            yield name[:80]


def _text(told: Any) -> Text:
    if not isinstance(told, dict):
        return Text()
    return Text(
        {
            lang: without_secrets(plain(text)) if not is_meeting(text) else ""
            for lang, text in told.items()
            if isinstance(text, str) and LANGUAGE_TAG.match(str(lang))
        }
    )


def _tag(tag: str) -> str:
    return tag if LANGUAGE_TAG.match(tag) else ""


def _last(told: Any) -> str:
    """The key in {"@id": "https://…/v1/event/helsinki:abc/"}."""
    address = told.get("@id") or told.get("id") if isinstance(told, dict) else told
    return str(address or "").rstrip("/").rpartition("/")[2]
