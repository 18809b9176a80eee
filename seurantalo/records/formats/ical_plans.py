"""What organisers plan, as iCalendar for their own programs: tentative, private, hiding nobody's day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Event

from seurantalo.common.time import wall_clock
from seurantalo.records.formats.ical_parts import calendar_of, keep_fresh, line, plain, span, uri

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class PlannedEvent:
    """One date of a plan in words, as its reader may know it; `stage` is the word for how sure it is.

    `sure`: confirmed, not tentative. `busy`: it takes the reader's own time. A plan counts no
    versions: its moment of change does, in seconds.
    """

    uid: str
    title: str
    stage: str
    start: datetime
    end: datetime
    modified: datetime
    url: str
    whole_day: bool = False
    sure: bool = False
    busy: bool = False
    dropped: bool = False
    text: str = ""
    place: str = ""
    categories: tuple[str, ...] = ()


def write_plans(events: Iterable[PlannedEvent], *, name: str, lang: str) -> bytes:
    """The plans as a calendar to subscribe to; it does not say from where, which is a secret."""
    calendar = calendar_of((_event(each, lang) for each in events), name=name)
    keep_fresh(calendar)
    written: bytes = calendar.to_ical()
    return written


def _event(each: PlannedEvent, lang: str) -> Event:
    event = Event()
    event.add("uid", each.uid)
    moment = each.modified.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", max(0, int((moment - EPOCH).total_seconds())))
    event.add("class", "PRIVATE")
    event.add("status", _status(each))
    event.add("transp", "OPAQUE" if each.busy and not each.dropped else "TRANSPARENT")
    start, end = wall_clock(each.start), wall_clock(each.end)
    for name, values in span(start, end - start, each.whole_day).items():
        for told in values:
            event.add(name, told)
    title = f"{line(each.title)} ({line(each.stage).lower()})"
    event.add("summary", title, parameters={"LANGUAGE": lang})
    event.add("x-seurantalo-stage", line(each.stage))
    event.add("description", "\n\n".join(filter(None, (plain(each.text), uri(each.url)))))
    event.add("url", uri(each.url))
    if each.place:
        event.add("location", line(each.place))
    if each.categories:
        event.add("categories", [line(category) for category in each.categories])
    return event


def _status(each: PlannedEvent) -> str:
    if each.dropped:
        return "CANCELLED"
    return "CONFIRMED" if each.sure else "TENTATIVE"
