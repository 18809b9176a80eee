"""Activities as iCalendar (RFC 5545, 7986): what one adds to, or subscribes in, a calendar.

Each schedule is one VEVENT with its rule in Helsinki time; each changed time of it is another
with the same UID and a RECURRENCE-ID. The calendar is of METHOD:PUBLISH, as Google's own feeds are,
because only such a one may name an ORGANIZER without inviting anybody.

SEQUENCE of every event is the version of the record, which grows with whatever is changed, also
with a change of one time. A time that was changed and put back as planned is told by itself still,
confirmed: a program that keeps what it heard believes only a newer word. "This and following"
ends one schedule and begins another; in the calendar that is an event that ends (UNTIL) and a new
one with a UID of its own, as Google and Apple do it (RANGE=THISANDFUTURE hardly any program reads).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from urllib.parse import urljoin, urlsplit

from icalendar import Event, vCalAddress, vRecur

from seurantalo.common import rrule
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki, wall_clock
from seurantalo.records import times
from seurantalo.records.formats.ical_parts import Times, calendar_of, line, plain, span, uri, value
from seurantalo.records.schemas import (
    ActivityRecord,
    ChannelRecord,
    OccurrenceRecord,
    PlaceRecord,
    ScheduleRecord,
)

FULL = Text(fi="Täynnä", sv="Fullsatt", en="Full", se="Dievva")


def write_activity(
    record: ActivityRecord, *, base_url: str, lang: str, gone: Iterable[Event] = ()
) -> bytes:
    """One activity as a calendar of its own; `base_url` is "https://host" of the service.

    Texts are in `lang` by the fallbacks of `Text.pick`; the UIDs end in the host and stay. `gone`
    are the events of times that were taken off it.
    """
    events = chain(events_of(record, base_url=base_url, lang=lang), gone)
    written: bytes = calendar_of(events, name=record.name.pick(lang).text).to_ical()
    return written


def write_feed(
    records: Iterable[ActivityRecord],
    *,
    name: str,
    url: str,
    base_url: str,
    lang: str,
    gone: Iterable[Event] = (),
    about: str = "",
) -> bytes:
    """Many activities as a calendar to subscribe to, called `name` and fetched from `url`.

    An activity without times is left out; `gone` are the events of what is public no more.
    `about` says what its reader must know.
    """
    events = chain(_events(records, base_url, lang), gone)
    written: bytes = calendar_of(events, name=name, url=url, about=about).to_ical()
    return written


def write_time(
    record: ActivityRecord, occurrence: OccurrenceRecord, *, base_url: str, lang: str
) -> bytes:
    """One time of an activity alone, an event by itself in the calendar of who comes that once."""
    writer = _Writer(record, base_url, lang)
    event = writer.alone(occurrence)
    written: bytes = calendar_of([event], name=record.name.pick(lang).text).to_ical()
    return written


def events_of(
    record: ActivityRecord, *, base_url: str, lang: str, bare: bool = False
) -> Iterator[Event]:
    """The events of one activity; `bare` ones tell when and hardly anything else."""
    writer = _Writer(record, base_url, lang, bare)
    for number, channel in enumerate(record.channels):
        yield from writer.events(number, channel)


def series(record: ActivityRecord) -> dict[str, ScheduleRecord]:
    """The schedules by what their UIDs begin with, the part before the host."""
    return {
        _name(record, _nth(number, nth)): schedule
        for number, channel in enumerate(record.channels)
        for nth, schedule in enumerate(channel.schedules)
    }


def _nth(channel: int, schedule: int) -> str:
    return f"channel-{channel}-schedule-{schedule}"


def _name(record: ActivityRecord, what: str) -> str:
    return f"activity-{record.id}-{what}"


def _events(records: Iterable[ActivityRecord], base_url: str, lang: str) -> Iterator[Event]:
    for record in records:
        yield from events_of(record, base_url=base_url, lang=lang)


@dataclass(frozen=True)
class _Writer:
    """The events of one activity; `bare` ones tell when and hardly anything else."""

    record: ActivityRecord
    base_url: str
    lang: str
    bare: bool = False

    def events(self, number: int, channel: ChannelRecord) -> Iterator[Event]:
        """The schedules of a channel with their changed times, and times no schedule plans."""
        times_left = [each for each in self.record.occurrences if each.channel == number]
        if channel.schedules:
            times_left = [each for each in times_left if _is_changed(each)]
        for nth, schedule in enumerate(channel.schedules):
            uid = self._uid(_nth(number, nth))
            if planned := _planned(schedule):
                event = self._event(uid, channel, planned, schedule.note)
                if schedule.kind == "opening_hours":
                    event["transp"] = "TRANSPARENT"  # open doors keep nobody busy
                yield event
            for each in [each for each in times_left if holds(schedule, each.original_start)]:
                times_left.remove(each)
                yield self._occurrence(uid, channel, each, override=True)
        for each in times_left:
            uid = self._uid(f"occurrence-{each.id}")
            yield self._occurrence(uid, channel, each, override=False)

    def alone(self, each: OccurrenceRecord) -> Event:
        """One time with a UID of its own: beside its series in one calendar it is another event."""
        uid = self._uid(f"time-{each.original_start.astimezone(UTC):%Y%m%dT%H%MZ}")
        return self._occurrence(uid, self.record.channels[each.channel], each, override=False)

    def _uid(self, what: str) -> str:
        host = urlsplit(self.base_url).hostname or "localhost"
        return f"{_name(self.record, what)}@{host}"

    def _occurrence(
        self, uid: str, channel: ChannelRecord, each: OccurrenceRecord, *, override: bool
    ) -> Event:
        """One time with what is different about it."""
        start, end = wall_clock(each.start), wall_clock(each.end)
        told = span(start, end - start, each.whole_day)
        planned = value(wall_clock(each.original_start), each.whole_day)
        if override:
            told["recurrence-id"] = [planned]
        notes = [FULL] if each.status == "full" else []
        at = channel.model_copy(update={"place": each.place}) if each.place else channel
        event = self._event(uid, at, told, *notes, each.note)
        event["status"] = {"cancelled": "CANCELLED", "tentative": "TENTATIVE"}.get(
            each.status, "CONFIRMED"
        )
        return event

    def _event(self, uid: str, channel: ChannelRecord, told: Times, *notes: Text) -> Event:
        record, event = self.record, Event()
        event.add("uid", uid)
        for name, values in told.items():
            for each in values:
                event.add(name, each)
        if self.bare:
            return event
        event.add("dtstamp", record.modified.astimezone(UTC))
        event.add("created", record.created.astimezone(UTC))
        event.add("last-modified", record.modified.astimezone(UTC))
        event.add("sequence", record.version)
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
        self._say(event, notes, channel)
        self._place(event, channel)
        return event

    def _say(self, event: Event, notes: tuple[Text, ...], channel: ChannelRecord) -> None:
        record, name = self.record, self.record.name.pick(self.lang)
        event.add("summary", line(name.text), parameters={"LANGUAGE": name.lang or self.lang})
        url = uri(urljoin(self.base_url, record.url))
        hosts = ", ".join(line(each.name.pick(self.lang).text) for each in record.organizations)
        texts = [*notes, record.summary, record.description, channel.note]
        said = [plain(text.pick(self.lang).text) for text in texts]
        event.add("description", "\n\n".join(part for part in [*said, hosts, url] if part))
        event.add("url", url)
        if themes := [line(theme.label.pick(self.lang).text) for theme in record.themes]:
            event.add("categories", themes)
        if record.organizations:
            host = record.organizations[0]
            organizer = vCalAddress(uri(urljoin(self.base_url, host.url)))
            organizer.params["CN"] = line(host.name.pick(self.lang).text)
            event.add("organizer", organizer)

    def _place(self, event: Event, channel: ChannelRecord) -> None:
        place = channel.place
        words = _location(place, self.lang) if place else ""
        if location := words or uri(channel.url) or line(channel.phone):
            event.add("location", location)
        exact = place and not place.confidential and place.latitude is not None
        if place and exact and place.longitude is not None:
            event.add("geo", (round(place.latitude or 0.0, 6), round(place.longitude, 6)))
        if channel.kind in ("online", "hybrid") and channel.url:
            event.add("conference", uri(channel.url), parameters={"VALUE": "URI"})
        if channel.kind == "phone" and channel.phone:
            number = re.sub(r"[^+\d]", "", channel.phone)
            event.add(
                "conference", f"tel:{number}", parameters={"VALUE": "URI", "FEATURE": "PHONE"}
            )


def _is_changed(each: OccurrenceRecord) -> bool:
    """Whether it is told by itself; what was changed and put back is, or its change would stay."""
    changed = each.status != "scheduled" or each.start != each.original_start
    return changed or bool(each.note or each.place or each.sequence)


def _location(place: PlaceRecord, lang: str) -> str:
    """The place on one line; of a confidential one the municipality alone."""
    municipality = place.municipality.name.pick(lang).text if place.municipality else ""
    if place.confidential:
        return line(municipality)
    town = f"{place.postal_code} {municipality}"
    parts = [place.name.pick(lang).text, place.street_address.pick(lang).text, town]
    return ", ".join(filter(None, map(line, parts)))


# --- Times -----------------------------------------------------------------------------------


def _planned(schedule: ScheduleRecord) -> Times | None:
    """DTSTART, DTEND, RRULE, RDATE and EXDATE of a schedule; None when it never happens.

    DTSTART is the first time of the rule: RFC 5545 leaves any other start without a meaning.
    """
    rule, dates = times.rule(schedule), times.listed(schedule)
    first = next(rule.starts(times.dtstart(schedule)), None) if rule else None
    told: Times = {}
    if rule and first:
        excluded = [datetime.combine(day, first.time()) for day in sorted(set(schedule.exdates))]
        told["rrule"] = [_recurrence(rule, first, schedule.whole_day)]
        told |= _listed(schedule, "exdate", excluded)
    elif dates:
        first = dates[0]
    else:
        return None
    told |= span(first, times.length(schedule), schedule.whole_day)
    return told | _listed(schedule, "rdate", [date for date in dates if date != first])


def _listed(schedule: ScheduleRecord, name: str, starts: Iterable[datetime]) -> Times:
    values = [value(start, schedule.whole_day) for start in starts]
    return {name: [values]} if values else {}


def _recurrence(rule: rrule.Rule, first: datetime, whole_day: bool) -> vRecur:
    """RRULE with COUNT or UNTIL: RFC 5545 forbids both, so the one that ends first is told."""
    recurrence: vRecur = vRecur.from_ical(str(rule))
    if rule.count and (not rule.until or sum(1 for _ in rule.starts(first)) == rule.count):
        recurrence["COUNT"] = [rule.count]
    elif rule.until:
        last: date = rule.until.date() if whole_day else helsinki(rule.until).astimezone(UTC)
        recurrence["UNTIL"] = [last]
    return recurrence


def holds(schedule: ScheduleRecord, moment: datetime) -> bool:
    """Whether a schedule plans a time at `moment`."""
    start, rule = times.clock(schedule, moment), times.rule(schedule)
    if start in times.listed(schedule):
        return True
    repeated = rule is not None and rule.meets(times.dtstart(schedule), start)
    return repeated and times.happening(schedule, start)
