"""Activities and organisations as schema.org JSON-LD, for search engines and other machines.

What meets at told times is an Event: the next time is told on the Event itself, later ones as
`subEvent` and the rule as `eventSchedule`, because search engines do not expand rules. What is
there without told times, or is open, is a Service. Google's required and recommended properties
of events are the measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from seurantalo.common.rrule import WEEKDAYS, Rule
from seurantalo.common.text import Text
from seurantalo.common.time import ONE_DAY, helsinki, wall_clock
from seurantalo.records import times
from seurantalo.records.schemas import (
    ActivityRecord,
    ChannelRecord,
    ContactPointRecord,
    OccurrenceRecord,
    OrganizationRecord,
    PlaceRecord,
    RegistrationRecord,
    ScheduleRecord,
)

Thing = dict[str, Any]
SCHEMA = "https://schema.org"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PERIODS = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
ATTENDANCE = {"place": "Offline", "hybrid": "Mixed", "online": "Online", "phone": "Online"}


def write_activity(record: ActivityRecord, *, base_url: str, lang: str) -> Thing:
    """The activity as an Event or a Service; texts in `lang`, addresses made absolute.

    `base_url` is "https://host" of the service. Of a confidential place only the municipality
    is told.
    """
    writer = _Activity(record, base_url, lang)
    occurrences = record.occurrences or tuple(_first_times(record))
    opening = [s.kind == "opening_hours" for channel in record.channels for s in channel.schedules]
    if occurrences and not (opening and all(opening) and record.kind != "event"):
        return writer.event(occurrences)
    return writer.service()


def write_organization(record: OrganizationRecord, *, base_url: str, lang: str) -> Thing:
    """The organisation: NGO when it is in a register, GovernmentOrganization when public."""
    registered = "NGO" if record.registration_number else "Organization"
    url = urljoin(base_url, record.url)
    identifiers = {"Y-tunnus": record.business_id, "PRH": record.registration_number}
    return {"@context": SCHEMA} | _told(
        {
            "@type": "GovernmentOrganization" if record.public_service else registered,
            "@id": url,
            "url": url,
            "name": record.name.pick(lang).text,
            "alternateName": [name.pick(lang).text for name in record.alternate_names],
            "description": _first(lang, record.summary, record.description),
            "identifier": [
                {"@type": "PropertyValue", "propertyID": register, "value": number}
                for register, number in identifiers.items()
                if number
            ],
            "logo": urljoin(base_url, record.logo.url) if record.logo else "",
            "location": [_place(place, lang) for place in record.addresses],
            "contactPoint": [_contact(contact, lang) for contact in record.contacts],
            "areaServed": [area.name.pick(lang).text for area in record.service_areas],
            "knowsAbout": [theme.label.pick(lang).text for theme in record.themes],
            "sameAs": [link.url for link in record.links],
            "parentOrganization": _organizer(record.parent, base_url, lang),
            "subOrganization": [_organizer(each, base_url, lang) for each in record.branches],
        }
    )


@dataclass(frozen=True)
class _Activity:
    """What an Event and a Service share, and what is their own."""

    record: ActivityRecord
    base_url: str
    lang: str

    def event(self, occurrences: tuple[OccurrenceRecord, ...]) -> Thing:
        """The next time that happens (or the first, when all are cancelled) and the others."""
        lead = next((each for each in occurrences if each.status != "cancelled"), occurrences[0])
        others = [each for each in occurrences if each is not lead]
        schedules = [s for channel in self.record.channels for s in channel.schedules]
        return {"@context": SCHEMA, "@type": "Event"} | _told(
            self._shared()
            | self._time(lead)
            | {
                "inLanguage": list(self.record.languages),
                "isAccessibleForFree": {"free": True, "paid": False}.get(self.record.price.kind),
                "typicalAgeRange": _ages(self.record),
                "organizer": self._organizers(),
                "eventSchedule": [_schedule(each) for each in schedules if times.rule(each)],
                "subEvent": [self._sub_event(each) for each in others],
            }
        )

    def service(self) -> Thing:
        """What is there to be asked for: by phone, on the web, or behind an open door."""
        kind = "GovernmentService" if self.record.public_service else "Service"
        schedules = [s for channel in self.record.channels for s in channel.schedules]
        return {"@context": SCHEMA, "@type": kind} | _told(
            self._shared()
            | {
                "provider": self._organizers(),
                "areaServed": [
                    area.name.pick(self.lang).text for area in self.record.service_areas
                ],
                "availableChannel": [self._channel(channel) for channel in self.record.channels],
                "hoursAvailable": [hours for each in schedules if (hours := _opening_hours(each))],
                "offers": self._offer(full=False),
            }
        )

    @property
    def _url(self) -> str:
        return urljoin(self.base_url, self.record.url)

    def _shared(self) -> Thing:
        record = self.record
        name = record.name.pick(self.lang).text
        return {
            "@id": self._url,
            "url": self._url,
            "name": name,
            "description": _first(self.lang, record.description, record.summary) or name,
            "image": [urljoin(self.base_url, image.url) for image in record.images],
            "keywords": [theme.label.pick(self.lang).text for theme in record.themes],
            "audience": [
                {"@type": "Audience", "audienceType": group.label.pick(self.lang).text}
                for group in record.target_groups
            ],
        }

    def _sub_event(self, each: OccurrenceRecord) -> Thing:
        own = {"@type": "Event", "name": self.record.name.pick(self.lang).text, "url": self._url}
        return own | _told(self._time(each) | {"description": each.note.pick(self.lang).text})

    def _time(self, each: OccurrenceRecord) -> Thing:
        """When and where one time is, and whether it still is."""
        channels = self.record.channels
        channel = channels[each.channel] if each.channel < len(channels) else None
        moved = each.status != "cancelled" and each.start != each.original_start
        status = (
            "Rescheduled" if moved else "Cancelled" if each.status == "cancelled" else "Scheduled"
        )
        return {
            "startDate": _moment(each.start, whole_day=each.whole_day),
            "endDate": _end(each),
            "previousStartDate": _moment(each.original_start, whole_day=each.whole_day) if moved else "",
            "eventStatus": f"{SCHEMA}/Event{status}",
            "eventAttendanceMode": (
                f"{SCHEMA}/{ATTENDANCE[channel.kind if channel else 'place']}EventAttendanceMode"
            ),
            "location": self._location(channel, each.place),
            "maximumAttendeeCapacity": _capacity(each.registration, channel),
            "offers": self._offer(each.registration, full=each.status == "full"),
        }  # fmt: skip

    def _location(
        self, channel: ChannelRecord | None, own: PlaceRecord | None = None
    ) -> Thing | list[Thing]:
        """The place (of one time its `own`), the address on the web, or both; else an area."""
        place = own or (channel.place if channel else None)
        found = [_place(place, self.lang)] if place else []
        if channel and channel.kind != "place":
            url = urljoin(self.base_url, channel.url) if channel.url else self._url
            found.append({"@type": "VirtualLocation", "url": url})
        if not found:
            towns = [area.name.pick(self.lang).text for area in self.record.service_areas]
            found = [_place(PlaceRecord(name=Text(fi=", ".join(towns) or "Suomi")), self.lang)]
        return found[0] if len(found) == 1 else found

    def _offer(self, own: RegistrationRecord | None = None, *, full: bool) -> Thing | None:
        price = self.record.price
        if price.kind == "unknown" and not full:
            return None
        told = [own, *(channel.registration for channel in self.record.channels)]
        sign_up = next((each.url for each in told if each), "")
        return {"@type": "Offer"} | _told(
            {
                "url": sign_up or self._url,
                "price": "0" if price.kind == "free" else "",
                "priceCurrency": "EUR",
                "description": price.text.pick(self.lang).text,
                "availability": f"{SCHEMA}/{'SoldOut' if full else 'InStock'}",
            }
        )

    def _organizers(self) -> list[Thing]:
        hosts = self.record.organizations
        return [_told(_organizer(each, self.base_url, self.lang) or {}) for each in hosts]

    def _channel(self, channel: ChannelRecord) -> Thing:
        phone = {"@type": "ContactPoint", "telephone": channel.phone} if channel.phone else None
        return {"@type": "ServiceChannel"} | _told(
            {
                "serviceUrl": channel.url,
                "servicePhone": phone,
                "serviceLocation": _place(channel.place, self.lang) if channel.place else None,
                "availableLanguage": list(self.record.languages),
            }
        )


# --- Parts -----------------------------------------------------------------------------------


def _told(thing: Thing) -> Thing:
    """Without what is empty; False is an answer and stays. One in a list stands alone."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in thing.items()
        if value is False or value
    }


def _first(lang: str, *texts: Text) -> str:
    return next((text.pick(lang).text for text in texts if text), "")


def _capacity(own: RegistrationRecord | None, channel: ChannelRecord | None) -> int:
    """How many fit, where the service itself takes the names; 0 when all do or nobody said."""
    how = own or (channel.registration if channel else None)
    return max(0, how.limit) if how and how.here == "places" else 0


def _organizer(ref: Any, base_url: str, lang: str) -> Thing | None:
    """An organisation as another thing names it (`OrganizationRef`)."""
    if ref is None:
        return None
    url = urljoin(base_url, ref.url)
    return {"@type": "Organization", "@id": url, "name": ref.name.pick(lang).text, "url": url}


def _contact(contact: ContactPointRecord, lang: str) -> Thing:
    return {"@type": "ContactPoint"} | _told(
        {
            "contactType": contact.role.pick(lang).text,
            "name": contact.name,
            "telephone": contact.phone,
            "email": contact.email,
            "url": contact.url,
            "availableLanguage": list(contact.languages),
        }
    )


def _place(place: PlaceRecord, lang: str) -> Thing:
    """A Place with its address; of a confidential one the municipality alone."""
    town = place.municipality.name.pick(lang).text if place.municipality else ""
    address = {"@type": "PostalAddress", "addressLocality": town, "addressCountry": "FI"}
    if place.confidential:
        return {"@type": "Place"} | _told({"name": town, "address": _told(address)})
    street = place.street_address.pick(lang).text
    address |= {"streetAddress": street, "postalCode": place.postal_code}
    geo = None
    if place.latitude is not None and place.longitude is not None:
        geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    name = place.name.pick(lang).text or street or town
    return {"@type": "Place"} | _told({"name": name, "address": _told(address), "geo": geo})


def _ages(record: ActivityRecord) -> str:
    """ "7-12", "65-": the range as schema.org writes it."""
    low, high = record.minimum_age, record.maximum_age
    return "" if low is None and high is None else f"{low or 0}-{'' if high is None else high}"


def _moment(moment: datetime, *, whole_day: bool) -> str:
    """ISO 8601 with its offset, a whole day as its date."""
    local = helsinki(wall_clock(moment))
    return local.date().isoformat() if whole_day else local.isoformat(timespec="seconds")


def _end(each: OccurrenceRecord) -> str:
    """The end, "" when it is not told; a whole day ends on its last day, not on the day after."""
    if each.end <= each.start:
        return ""
    end = max(each.start, each.end - ONE_DAY) if each.whole_day else each.end
    return _moment(end, whole_day=each.whole_day)


def _first_times(record: ActivityRecord) -> Iterator[OccurrenceRecord]:
    """The first time of each schedule, for an activity whose coming times are not known."""
    for number, channel in enumerate(record.channels):
        for schedule in channel.schedules:
            start = next(iter(_starts(schedule)), None)
            if start is None:
                continue
            begins, ends = helsinki(start), helsinki(start + times.length(schedule))
            yield OccurrenceRecord(
                id="", channel=number, start=begins, end=ends, original_start=begins,
                whole_day=schedule.whole_day,
            )  # fmt: skip


def _starts(schedule: ScheduleRecord) -> Iterable[datetime]:
    """The first start by the rule and the listed ones; naive wall clock."""
    rule = times.rule(schedule)
    first = next(rule.starts(times.dtstart(schedule)), None) if rule else None
    return sorted([*times.listed(schedule), *([first] if first else [])])


# --- Schedules -------------------------------------------------------------------------------


def _schedule(schedule: ScheduleRecord) -> Thing:
    """A rule as schema.org Schedule; days with an ordinal in iCalendar's way ("-1WE")."""
    rule, start = times.rule(schedule), times.dtstart(schedule)
    if rule is None:
        return {}
    end = start + times.length(schedule)
    clock = not schedule.whole_day
    told = {
        "startDate": start.date().isoformat(),
        "endDate": rule.until.date().isoformat() if rule.until else "",
        "startTime": start.time().isoformat() if clock else "",
        "endTime": end.time().isoformat() if clock and end > start else "",
        "duration": _duration(times.length(schedule)),
        "repeatFrequency": f"P{rule.interval}{PERIODS[rule.freq]}",
        "repeatCount": rule.count,
        "byDay": _by_day(rule),
        "byMonth": list(rule.bymonth),
        "byMonthDay": list(rule.bymonthday),
        "exceptDate": [day.isoformat() for day in sorted(set(schedule.exdates))],
        "scheduleTimezone": "Europe/Helsinki",
    }
    return {"@type": "Schedule"} | _told(told)


def _by_day(rule: Rule) -> list[str]:
    ordinal = any(nth for nth, _ in rule.byday)
    return [
        f"{nth}{WEEKDAYS[day]}" if ordinal else f"{SCHEMA}/{DAYS[day]}" for nth, day in rule.byday
    ]


def _duration(length: timedelta) -> str:
    """ISO 8601: "PT1H30M", "P2D"."""
    minutes = int(length.total_seconds()) // 60
    days, (hours, rest) = minutes // 1440, divmod(minutes % 1440, 60)
    clock = (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")
    date_part = f"{days}D" if days else ""
    return f"P{date_part}{'T' + clock if clock else ''}" if date_part or clock else ""


def _opening_hours(schedule: ScheduleRecord) -> Thing | None:
    """Weekly hours as OpeningHoursSpecification; other rules have no such words."""
    rule, start = times.rule(schedule), times.dtstart(schedule)
    if rule is None or (rule.freq, rule.interval) != ("WEEKLY", 1) or rule.bymonth:
        return None
    length = times.length(schedule)
    closes = (start + length).time() if length < ONE_DAY else None
    days = [day for _, day in rule.byday] or [start.weekday()]
    last: date | None = rule.until.date() if rule.until else None
    told = {
        "dayOfWeek": [f"{SCHEMA}/{DAYS[day]}" for day in days],
        "opens": f"{start:%H:%M}",
        "closes": f"{closes:%H:%M}" if closes else "23:59",
        "validFrom": start.date().isoformat(),
        "validThrough": last.isoformat() if last else "",
    }
    return {"@type": "OpeningHoursSpecification"} | _told(told)
