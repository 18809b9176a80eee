"""Activities as iCalendar (RFC 5545, 7986): what one adds to, or subscribes in, a calendar.

Each schedule is one VEVENT with its rule in Helsinki time; each changed time of it is another
with the same UID and a RECURRENCE-ID. The calendar is of METHOD:PUBLISH, as Google's own feeds are,
because only such a one may name an ORGANIZER without inviting anybody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from icalendar import Calendar, Event, Timezone, vCalAddress, vRecur, vText

from seurantalo.common import rrule
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, helsinki, wall_clock
from seurantalo.records import times
from seurantalo.records.schemas import (
    ActivityRecord,
    ChannelRecord,
    OccurrenceRecord,
    PlaceRecord,
    ScheduleRecord,
)

PRODUCT = "-//Seurantalo//Seurantalo//FI"
REFRESH = timedelta(hours=12)
Times = dict[str, list[object]]
FULL = Text(fi="Täynnä", sv="Fullsatt", en="Full", se="Dievva")

# The rule of the European Union since 1996; Finland has had no other since.
HELSINKI_VTIMEZONE = Timezone.from_ical(
    "\r\n".join(
        """BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
DTSTART:19960331T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
""".splitlines()
    )
)


def write_activity(record: ActivityRecord, *, base_url: str, lang: str) -> bytes:
    """One activity as a calendar of its own; `base_url` is "https://host" of the service.

    Texts are in `lang` by the fallbacks of `Text.pick`; the UIDs end in the host and stay.
    """
    written: bytes = _calendar([record], record.name.pick(lang).text, base_url, lang).to_ical()
    return written


def write_feed(
    records: Iterable[ActivityRecord], *, name: str, url: str, base_url: str, lang: str
) -> bytes:
    """Many activities as a calendar to subscribe to, called `name` and fetched from `url`.

    An activity without times is left out.
    """
    calendar = _calendar(records, name, base_url, lang)
    calendar.add("source", _address(url), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    written: bytes = calendar.to_ical()
    return written


def _calendar(records: Iterable[ActivityRecord], name: str, base_url: str, lang: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for title in ("name", "x-wr-calname"):
        calendar.add(title, vText(_line(name)))
    calendar.add_component(HELSINKI_VTIMEZONE)
    for record in records:
        writer = _Writer(record, base_url, lang)
        for number, channel in enumerate(record.channels):
            for event in writer.events(number, channel):
                calendar.add_component(event)
    return calendar


@dataclass(frozen=True)
class _Writer:
    """The events of one activity."""

    record: ActivityRecord
    base_url: str
    lang: str

    def events(self, number: int, channel: ChannelRecord) -> Iterator[Event]:
        """The schedules of a channel with their changed times, and times no schedule plans."""
        times_left = [each for each in self.record.occurrences if each.channel == number]
        if channel.schedules:
            times_left = [each for each in times_left if _is_changed(each)]
        for nth, schedule in enumerate(channel.schedules):
            uid = self._uid(f"channel-{number}-schedule-{nth}")
            if planned := _planned(schedule):
                event = self._event(uid, channel, planned, schedule.note)
                if schedule.kind == "opening_hours":
                    event["transp"] = "TRANSPARENT"  # open doors keep nobody busy
                yield event
            for each in [each for each in times_left if _holds(schedule, each.original_start)]:
                times_left.remove(each)
                yield self._occurrence(uid, channel, each, override=True)
        for each in times_left:
            uid = self._uid(f"occurrence-{each.id}")
            yield self._occurrence(uid, channel, each, override=False)

    def _uid(self, what: str) -> str:
        host = urlsplit(self.base_url).hostname or "localhost"
        return f"activity-{self.record.id}-{what}@{host}"

    def _occurrence(
        self, uid: str, channel: ChannelRecord, each: OccurrenceRecord, *, override: bool
    ) -> Event:
        """One time with what is different about it."""
        start, end = wall_clock(each.start), wall_clock(each.end)
        told = _times(start, end - start, each.whole_day)
        planned = _value(wall_clock(each.original_start), each.whole_day)
        if override:
            told["recurrence-id"] = [planned]
        notes = [FULL] if each.status == "full" else []
        event = self._event(uid, channel, told, *notes, each.note)
        event["status"] = {"cancelled": "CANCELLED", "tentative": "TENTATIVE"}.get(
            each.status, "CONFIRMED"
        )
        return event

    def _event(self, uid: str, channel: ChannelRecord, told: Times, *notes: Text) -> Event:
        record, event = self.record, Event()
        event.add("uid", uid)
        event.add("dtstamp", record.modified.astimezone(UTC))
        event.add("created", record.created.astimezone(UTC))
        event.add("last-modified", record.modified.astimezone(UTC))
        event.add("sequence", record.version)
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
        for name, values in told.items():
            for value in values:
                event.add(name, value)
        self._say(event, notes, channel)
        self._place(event, channel)
        return event

    def _say(self, event: Event, notes: tuple[Text, ...], channel: ChannelRecord) -> None:
        record, name = self.record, self.record.name.pick(self.lang)
        event.add("summary", _line(name.text), parameters={"LANGUAGE": name.lang or self.lang})
        url = _address(urljoin(self.base_url, record.url))
        hosts = ", ".join(_line(each.name.pick(self.lang).text) for each in record.organizations)
        texts = [*notes, record.summary, record.description, channel.note]
        said = [_plain(text.pick(self.lang).text) for text in texts]
        event.add("description", "\n\n".join(part for part in [*said, hosts, url] if part))
        event.add("url", url)
        if themes := [_line(theme.label.pick(self.lang).text) for theme in record.themes]:
            event.add("categories", themes)
        if record.organizations:
            host = record.organizations[0]
            organizer = vCalAddress(_address(urljoin(self.base_url, host.url)))
            organizer.params["CN"] = _line(host.name.pick(self.lang).text)
            event.add("organizer", organizer)

    def _place(self, event: Event, channel: ChannelRecord) -> None:
        place = channel.place
        words = _location(place, self.lang) if place else ""
        if location := words or _address(channel.url) or _line(channel.phone):
            event.add("location", location)
        exact = place and not place.confidential and place.latitude is not None
        if place and exact and place.longitude is not None:
            event.add("geo", (round(place.latitude or 0.0, 6), round(place.longitude, 6)))
        if channel.kind in ("online", "hybrid") and channel.url:
            event.add("conference", _address(channel.url), parameters={"VALUE": "URI"})
        if channel.kind == "phone" and channel.phone:
            number = re.sub(r"[^+\d]", "", channel.phone)
            event.add(
                "conference", f"tel:{number}", parameters={"VALUE": "URI", "FEATURE": "PHONE"}
            )


def _is_changed(each: OccurrenceRecord) -> bool:
    return each.status != "scheduled" or each.start != each.original_start or bool(each.note)


def _location(place: PlaceRecord, lang: str) -> str:
    """The place on one line; of a confidential one the municipality alone."""
    municipality = place.municipality.name.pick(lang).text if place.municipality else ""
    if place.confidential:
        return _line(municipality)
    town = f"{place.postal_code} {municipality}"
    parts = [place.name.pick(lang).text, place.street_address.pick(lang).text, town]
    return ", ".join(filter(None, map(_line, parts)))


# --- Times -----------------------------------------------------------------------------------


def _value(start: datetime, whole_day: bool) -> date | datetime:
    """A wall clock as iCalendar holds it: a DATE, or local time with TZID=Europe/Helsinki."""
    return start.date() if whole_day else start.replace(tzinfo=HELSINKI)


def _times(start: datetime, length: timedelta, whole_day: bool) -> Times:
    """DTSTART and DTEND of one time; no DTEND when the end is not told."""
    told: Times = {"dtstart": [_value(start, whole_day)]}
    if length > timedelta():
        told["dtend"] = [_value(start + length, whole_day)]
    return told


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
    told |= _times(first, times.length(schedule), schedule.whole_day)
    return told | _listed(schedule, "rdate", [date for date in dates if date != first])


def _listed(schedule: ScheduleRecord, name: str, starts: Iterable[datetime]) -> Times:
    values = [_value(start, schedule.whole_day) for start in starts]
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


def _holds(schedule: ScheduleRecord, moment: datetime) -> bool:
    """Whether a schedule plans a time at `moment`."""
    start, rule = times.clock(schedule, moment), times.rule(schedule)
    if start in times.listed(schedule):
        return True
    repeated = rule is not None and rule.meets(times.dtstart(schedule), start)
    return repeated and times.happening(schedule, start)


# --- Text ------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """The text without what RFC 5545 forbids: control characters but for line ends and tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def _line(text: str) -> str:
    return " ".join(_plain(text).split())


def _address(url: str) -> str:
    return "".join(_plain(url).split())
