"""What a person, a spreadsheet or another system tells us, before it is a public record.

The same shapes as the records, with codes where a record has joined terms and areas. Rooms take
them in with `organizations.commands.apply` and `activities.commands.apply`; unknown codes are
refused there, by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from seurantalo.common.text import Text
from seurantalo.records.schemas import (
    ActivityKind,
    AreaKind,
    ChannelKind,
    ContactPointRecord,
    ImageRecord,
    LinkRecord,
    OccurrenceStatus,
    PriceRecord,
    Record,
    RegistrationRecord,
    ScheduleRecord,
    WebAddress,
)


class AreaCode(Record):
    """An area by its code: AreaCode(kind="municipality", code="297")."""

    kind: AreaKind
    code: str


class PlaceContent(Record):
    """A place as told: municipality and district by code, coordinates WGS84 degrees."""

    name: Text = Text()
    street_address: Text = Text()
    postal_code: str = ""
    municipality: str = ""
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    directions: Text = Text()
    confidential: bool = False


class TranslationNote(Record):
    """How a translation came to be: of which wording of the original, and whether by a machine.

    `field` is "name", "summary" …; `original` the fingerprint of the Finnish text it was made of,
    so that one can see that the original has changed since; `machine` until a person confirms it.
    """

    field: str
    lang: str
    original: str = ""
    machine: bool = False


def machine_languages(notes: Iterable[TranslationNote]) -> tuple[str, ...]:
    """The languages in which something stands as a machine wrote it."""
    return tuple(sorted({note.lang for note in notes if note.machine}))


class ContactPointContent(ContactPointRecord):
    """A contact as told; a person's name becomes public only with her consent."""

    consent: bool = False

    def record(self) -> ContactPointRecord:
        """What may be shown of it."""
        told = self.model_dump(exclude={"consent"})
        return ContactPointRecord(**{**told, "name": self.name if self.consent else ""})


class OccurrenceChange(Record):
    """What became different of one time: cancelled, full, moved, or with words of its own.

    `place` and `registration` stand where this time has another than its channel. `sequence`
    counts its changes (RFC 5545 SEQUENCE), so that a calendar program knows the latest.
    """

    original_start: datetime
    status: OccurrenceStatus = "cancelled"
    start: datetime | None = None
    end: datetime | None = None
    note: Text = Text()
    place: PlaceContent | None = None
    registration: RegistrationRecord | None = None
    sequence: int = 0


class ChannelContent(Record):
    """One way to take part, as told; accessibility by term codes."""

    kind: ChannelKind = "place"
    place: PlaceContent | None = None
    url: WebAddress = ""
    phone: str = ""
    note: Text = Text()
    schedules: tuple[ScheduleRecord, ...] = ()
    changes: tuple[OccurrenceChange, ...] = ()
    registration: RegistrationRecord | None = None
    accessibility: tuple[str, ...] = ()


class OrganizationContent(Record):
    """An organisation as told; kind, themes by term codes, `parent` by our own id.

    `assured_date` is when its own people last confirmed it; None leaves what is known of that.
    """

    name: Text
    alternate_names: tuple[Text, ...] = ()
    kind: str = "association"
    business_id: str = ""
    registration_number: str = ""
    parent: int | None = None
    summary: Text = Text()
    description: Text = Text()
    themes: tuple[str, ...] = ()
    service_areas: tuple[AreaCode, ...] = ()
    addresses: tuple[PlaceContent, ...] = ()
    contacts: tuple[ContactPointContent, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    assured_date: date | None = None
    public_service: bool = False
    source: str = ""
    translation_notes: tuple[TranslationNote, ...] = ()


class ActivityContent(Record):
    """An activity as told; themes, target groups and formats by term codes.

    `images` None leaves the pictures as they are: most sources know nothing of them.
    """

    kind: ActivityKind
    name: Text
    summary: Text = Text()
    description: Text = Text()
    themes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: tuple[str, ...] = ()
    price: PriceRecord = PriceRecord()
    channels: tuple[ChannelContent, ...] = ()
    service_areas: tuple[AreaCode, ...] = ()
    contacts: tuple[ContactPointContent, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    assured_date: date | None = None
    public_service: bool = False
    source: str = ""
    images: tuple[ImageRecord, ...] | None = None
    translation_notes: tuple[TranslationNote, ...] = ()
