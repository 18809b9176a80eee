"""What a calendar still shows of an activity that is public no more: that its times are cancelled.

A tombstone tells when and nothing else. What it was, where and by whom may be why it was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from icalendar import Calendar, Event

from seurantalo.common.text import Text
from seurantalo.records.formats import ical
from seurantalo.records.schemas import ActivityRecord

KEPT = ("UID", "DTSTART", "DTEND", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
CANCELLED = Text(fi="Peruttu", sv="Inställt", en="Cancelled", se="Šluhttejuvvon")


def times_of(record: ActivityRecord, *, base_url: str, sequence: int) -> str:
    """The bare times of an activity with their UIDs, to be kept; "" when it has none.

    `sequence` is higher than any that its events have had.
    """
    kept = Calendar()
    for event in ical.events_of(record, base_url=base_url, lang="fi"):
        bare = Event()
        for name in KEPT:
            if name in event:
                bare[name] = event[name]
        bare.add("sequence", max(sequence, int(event.get("SEQUENCE", 0)) + 1))
        kept.add_component(bare)
    return kept.to_ical().decode() if kept.walk("VEVENT") else ""


def cancelled(kept: str, *, at: datetime, lang: str) -> Iterator[Event]:
    """The events of `times_of` as cancelled `at` a moment."""
    moment = at.astimezone(UTC)
    for event in Calendar.from_ical(kept).events:
        for name in ("dtstamp", "last-modified"):
            event.add(name, moment)
        event.add("summary", CANCELLED.pick(lang).text, parameters={"LANGUAGE": lang})
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
        yield event
