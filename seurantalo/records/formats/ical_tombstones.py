"""What a calendar still shows of times that are public no more: that they are cancelled.

A tombstone tells when and nothing else. What it was, where and by whom may be why it was withdrawn.

A calendar program that keeps what it once read takes an event away only when it is told so, by the
UID it knows. So what was told of an activity is kept bare (`bare`) and compared with what is told
of it next (`removed`). A single date that left a series which goes on needs no tombstone: the
series itself, by its number the newer word, has it no more. Of a time that was told by itself
(RECURRENCE-ID) a program believes only a word about that very time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from itertools import chain, islice
from typing import Any

from icalendar import Calendar, Event

from seurantalo.common import rrule
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki, wall_clock
from seurantalo.records.formats import ical
from seurantalo.records.schemas import ActivityRecord

KEPT = ("UID", "DTSTART", "DTEND", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
CANCELLED = Text(fi="Peruttu", sv="Inställt", en="Cancelled", se="Šluhttejuvvon")


def bare(record: ActivityRecord, *, base_url: str) -> str:
    """The bare times of an activity with their UIDs, to be kept; "" when it has none."""
    kept = []
    for event in ical.events_of(record, base_url=base_url, lang="fi", bare=True):
        told = Event()
        for name in KEPT:
            if name in event:
                told[name] = event[name]
        kept.append(told)
    return _text(kept)


def coming(kept: str, *, at: datetime) -> str:
    """Of bare times those that are not over at a moment."""
    return _only(kept, lambda event: _comes(event, wall_clock(at)))


def removed(before: str, now: str, record: ActivityRecord) -> str:
    """Of bare times those that are told no more, now that the activity is told as `record`.

    `now` are its bare times. A single time whose change was taken back is not among them when its
    series still has it: it happens, as planned.
    """
    there = {_named(event) for event in _events(now)}
    planned = ical.series(record)

    def lost(event: Event) -> bool:
        uid, moment = _named(event)
        if (uid, moment) in there:
            return False
        schedule = planned.get(uid)
        return moment is None or schedule is None or not ical.holds(schedule, helsinki(moment))

    return _only(before, lost)


def numbered(kept: str, sequence: int) -> str:
    """Bare times with a SEQUENCE, which must be higher than any that their events have had."""
    events = list(_events(kept))
    for event in events:
        event["sequence"] = sequence
    return _text(events)


def cancelled(kept: str, *, at: datetime, lang: str) -> Iterator[Event]:
    """The events of numbered times as cancelled `at` a moment."""
    moment = at.astimezone(UTC)
    for event in _events(kept):
        for name in ("dtstamp", "last-modified"):
            event.add(name, moment)
        event.add("summary", CANCELLED.pick(lang).text, parameters={"LANGUAGE": lang})
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
        yield event


def _events(kept: str) -> Iterable[Event]:
    events: list[Event] = Calendar.from_ical(kept).events if kept else []
    return events


def _text(events: list[Event]) -> str:
    if not events:
        return ""
    kept = Calendar()
    for event in events:
        kept.add_component(event)
    written: str = kept.to_ical().decode()
    return written


def _only(kept: str, such: Callable[[Event], bool]) -> str:
    """Those events of a text that are such; the very text when all are."""
    events = list(_events(kept))
    wanted = [event for event in events if such(event)]
    return kept if len(wanted) == len(events) else _text(wanted)


def _named(event: Event) -> tuple[str, datetime | None]:
    """What an event is known by, without the host: a service that moved has lost none of its times."""
    return str(event["UID"]).partition("@")[0], _at(event, "RECURRENCE-ID")


def _comes(event: Event, moment: datetime) -> bool:
    """Whether an event has a time that is not over at a moment of the wall clock."""
    first = _at(event, "DTSTART") or moment
    length = (_at(event, "DTEND") or first) - first
    told: Any = event.get("RRULE")
    rule = rrule.read(told.to_ical().decode()) if told else None
    repeated = islice(rule.starts(first, moment - length), rrule.MOST_TIMES) if rule else ()
    left_out = set(_listed(event, "EXDATE"))
    starts = chain([first], _listed(event, "RDATE"), repeated)
    return any(start + length > moment and start not in left_out for start in starts)


def _at(event: Event, name: str) -> datetime | None:
    told: Any = event.get(name)
    return _clock(told.dt) if told else None


def _listed(event: Event, name: str) -> Iterator[datetime]:
    told: Any = event.get(name, [])
    for values in told if isinstance(told, list) else [told]:
        yield from (_clock(each.dt) for each in values.dts)


def _clock(moment: date | datetime) -> datetime:
    """A value of iCalendar on the wall clock; of a whole day its midnight."""
    if isinstance(moment, datetime):
        return wall_clock(moment)
    return datetime.combine(moment, time())
