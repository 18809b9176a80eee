"""The public shape of everything we publish: frozen, already permitted, already joined.

A record holds public data only. Pages, the API, feeds and every export are written from records,
so what is not here cannot leak. Names follow HSDS 3.0 and schema.org; see `docs/glossary.md`.
Times are aware (Europe/Helsinki), coordinates WGS84 degrees, texts `Text` ({"fi": …, "sv": …}).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict

from seurantalo.common.text import Text

ActivityKind = Literal["support", "hobby", "volunteering", "event"]
AreaKind = Literal["country", "region", "county", "municipality", "district"]
ChannelKind = Literal["place", "online", "phone", "hybrid"]
OccurrenceStatus = Literal["scheduled", "cancelled", "moved", "full", "tentative"]
PriceKind = Literal["free", "paid", "unknown"]
ScheduleKind = Literal["sessions", "opening_hours"]
SignUpKind = Literal["", "interest", "places"]
AssurerKind = Literal["", "organization", "phone", "coordinator", "source"]


def _of_the_web(address: str) -> str:
    """Every page shows it as a link: "javascript:" and its like must not get so far."""
    if address and urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError(f"“{address[:80]}” is not a web address: it begins with https://")
    return address


WebAddress = Annotated[str, AfterValidator(_of_the_web)]


class Record(BaseModel):
    """A public, frozen value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TermRecord(Record):
    """A word of a taxonomy: a theme, a target group, an accessibility feature …"""

    taxonomy: str
    code: str
    label: Text
    parent: str | None = None


class AreaRecord(Record):
    """A municipality, district, region, wellbeing services county or the whole country."""

    kind: AreaKind
    code: str
    name: Text


class PlaceRecord(Record):
    """Where something happens (HSDS location, schema.org Place).

    A confidential place carries its municipality alone: name, address and point are left out
    before the record is made.
    """

    name: Text = Text()
    street_address: Text = Text()
    postal_code: str = ""
    municipality: AreaRecord | None = None
    district: AreaRecord | None = None
    latitude: float | None = None
    longitude: float | None = None
    directions: Text = Text()
    confidential: bool = False


class ScheduleRecord(Record):
    """When it happens: RFC 5545 in Helsinki time.

    `dtstart` is the first start, `duration` the length of one time (a whole number of days when
    `whole_day`). With `rrule` (without "RRULE:") it repeats, else only `dtstart` and `rdates`
    count: an irregular list of dates. `exdates` are the days on which it does not happen; `until`
    the last possible day (None: until further notice). `opening_hours` means "open, come when
    you like", `sessions` that people come at the start.
    """

    kind: ScheduleKind = "sessions"
    dtstart: datetime
    duration: timedelta = timedelta(hours=1)
    whole_day: bool = False
    rrule: str = ""
    rdates: tuple[datetime, ...] = ()
    exdates: tuple[date, ...] = ()
    until: date | None = None
    note: Text = Text()


class RegistrationRecord(Record):
    """How one signs up; `here` when this service itself takes the names.

    `limit` is how many fit in each time (0: all), `closes_hours` how long before the start it
    closes; `whole_series` means one registration for all the times.
    """

    required: bool = False
    url: WebAddress = ""
    email: str = ""
    phone: str = ""
    text: Text = Text()
    here: SignUpKind = ""
    limit: int = 0
    waiting_list: bool = False
    closes_hours: int = 0
    whole_series: bool = False


class OccurrenceRecord(Record):
    """One time it happens (schema.org subEvent, iCalendar VEVENT with RECURRENCE-ID).

    `place` and `registration` stand where this time has another than its channel.
    """

    id: str
    channel: int = 0
    start: datetime
    end: datetime
    whole_day: bool = False
    status: OccurrenceStatus = "scheduled"
    original_start: datetime
    note: Text = Text()
    place: PlaceRecord | None = None
    registration: RegistrationRecord | None = None
    sequence: int = 0


class ContactPointRecord(Record):
    """Who answers. `name` is filled only with the person's consent."""

    role: Text = Text()
    name: str = ""
    phone: str = ""
    email: str = ""
    url: WebAddress = ""
    languages: tuple[str, ...] = ()


class ImageRecord(Record):
    """A picture with its alternative text; width and height in pixels."""

    url: str
    alt: Text
    width: int
    height: int
    credit: str = ""


class LinkRecord(Record):
    """A link out: web page, social media, sign-up page."""

    url: WebAddress
    label: Text = Text()


class ChannelRecord(Record):
    """One way to take part (PTV ServiceChannel, HSDS service_at_location)."""

    kind: ChannelKind
    place: PlaceRecord | None = None
    url: WebAddress = ""
    phone: str = ""
    note: Text = Text()
    schedules: tuple[ScheduleRecord, ...] = ()
    registration: RegistrationRecord | None = None
    accessibility: tuple[TermRecord, ...] = ()


class PriceRecord(Record):
    """What it costs, in words when a word is needed."""

    kind: PriceKind = "unknown"
    text: Text = Text()


class OrganizationRef(Record):
    """An organisation as another record names it."""

    id: str
    url: str
    name: Text


class OrganizationRecord(Record):
    """An association, parish, village group or public body (HSDS organization).

    In the languages of `machine_translated` some text is a machine's, not checked by a person.
    """

    id: str
    url: str
    version: int
    modified: datetime
    name: Text
    alternate_names: tuple[Text, ...] = ()
    kind: TermRecord | None = None
    business_id: str = ""
    registration_number: str = ""
    parent: OrganizationRef | None = None
    branches: tuple[OrganizationRef, ...] = ()
    summary: Text = Text()
    description: Text = Text()
    themes: tuple[TermRecord, ...] = ()
    service_areas: tuple[AreaRecord, ...] = ()
    addresses: tuple[PlaceRecord, ...] = ()
    contacts: tuple[ContactPointRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    logo: ImageRecord | None = None
    assured_date: date | None = None
    assurer: AssurerKind = ""
    stale_since: date | None = None
    created: datetime
    public_service: bool = False
    source: str = ""
    machine_translated: tuple[str, ...] = ()


class ActivityRecord(Record):
    """What somebody does for others: support, a hobby, a volunteer task or an event (HSDS service).

    In the languages of `machine_translated` some text is a machine's, not checked by a person.
    """

    id: str
    url: str
    version: int
    modified: datetime
    kind: ActivityKind
    name: Text
    summary: Text = Text()
    description: Text = Text()
    organizations: tuple[OrganizationRef, ...]
    themes: tuple[TermRecord, ...] = ()
    target_groups: tuple[TermRecord, ...] = ()
    formats: tuple[TermRecord, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: tuple[str, ...] = ()
    price: PriceRecord = PriceRecord()
    channels: tuple[ChannelRecord, ...] = ()
    occurrences: tuple[OccurrenceRecord, ...] = ()
    service_areas: tuple[AreaRecord, ...] = ()
    contacts: tuple[ContactPointRecord, ...] = ()
    images: tuple[ImageRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    assured_date: date | None = None
    assurer: AssurerKind = ""
    stale_since: date | None = None
    created: datetime
    public_service: bool = False
    source: str = ""
    machine_translated: tuple[str, ...] = ()


class CardRecord(Record):
    """What a list shows of an organisation or an activity; stored beside its search document.

    `areas` are where it happens, as people there say it: the district, else the municipality.
    `points` are the places as (latitude, longitude).
    """

    id: str
    type: Literal["activity", "organization"]
    kind: str
    url: str
    modified: datetime
    name: Text
    summary: Text = Text()
    organizations: tuple[OrganizationRef, ...] = ()
    place: Text = Text()
    areas: tuple[AreaRecord, ...] = ()
    themes: tuple[TermRecord, ...] = ()
    accessibility: tuple[TermRecord, ...] = ()
    languages: tuple[str, ...] = ()
    price: PriceRecord = PriceRecord()
    channels: tuple[ChannelKind, ...] = ()
    schedule_text: Text = Text()
    phone: str = ""
    points: tuple[tuple[float, float], ...] = ()
    image: ImageRecord | None = None
    public_service: bool = False
    assured_date: date | None = None
    stale_since: date | None = None
