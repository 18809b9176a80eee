"""The public shape of what is not public yet: what a citizen would see, from what was told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from seurantalo.activities import recurrence
from seurantalo.common.time import HELSINKI
from seurantalo.places import queries as places
from seurantalo.records.content import ActivityContent, AreaCode, ChannelContent, PlaceContent
from seurantalo.records.schemas import (
    ActivityRecord,
    AreaRecord,
    ChannelRecord,
    OccurrenceRecord,
    OrganizationRef,
    PlaceRecord,
    RegistrationRecord,
    TermRecord,
)
from seurantalo.taxonomy import queries as taxonomy

SHOWN = 12


def preview(
    content: ActivityContent,
    organizations: tuple[OrganizationRef, ...],
    *,
    pk: str = "0",
    url: str = "",
    now: datetime | None = None,
) -> ActivityRecord:
    """The record that would be published of this content. `pk` and `url` are of a known activity."""
    moment = now or timezone.now()
    told = content.model_dump(
        include={
            "kind", "name", "summary", "description", "minimum_age", "maximum_age", "languages",
            "links", "assured_date", "public_service", "source",
        }
    )  # fmt: skip
    return ActivityRecord(
        **told,
        id=pk,
        url=url,
        version=0,
        modified=moment,
        created=moment,
        organizations=organizations,
        price=content.price,
        themes=_terms("theme", content.themes),
        target_groups=_terms("target_group", content.target_groups),
        formats=_terms("format", content.formats),
        channels=tuple(_channel(channel) for channel in content.channels),
        occurrences=_coming(content, pk, moment),
        service_areas=_areas(content.service_areas),
        contacts=tuple(contact.record() for contact in content.contacts),
        images=content.images or (),
    )


def _terms(name: str, codes: tuple[str, ...]) -> tuple[TermRecord, ...]:
    """The terms of codes, in their order; unknown ones are left out."""
    if not codes:
        return ()
    rows = taxonomy.for_records().filter(taxonomy__code=name, code__in=codes)
    found = {term.code: taxonomy.record(term) for term in rows}
    return tuple(dict.fromkeys(found[code] for code in codes if code in found))


def _areas(codes: tuple[AreaCode, ...]) -> tuple[AreaRecord, ...]:
    found = (places.area(each.kind, each.code) for each in codes)
    return tuple(places.record(area) for area in found if area)


def _channel(told: ChannelContent) -> ChannelRecord:
    return ChannelRecord(
        kind=told.kind,
        place=_place(told.place) if told.place else None,
        url=told.url,
        phone=told.phone,
        note=told.note,
        schedules=told.schedules,
        registration=told.registration,
        accessibility=_terms("accessibility", told.accessibility),
    )


def _place(told: PlaceContent) -> PlaceRecord:
    """Of a confidential place the municipality and nothing else, as in public."""
    town = places.area("municipality", told.municipality) if told.municipality else None
    municipality = places.record(town) if town else None
    if told.confidential:
        return PlaceRecord(municipality=municipality, confidential=True)
    district = places.area("district", told.district) if told.district else None
    bare = told.model_dump(exclude={"municipality", "district", "confidential"})
    return PlaceRecord(
        **bare, municipality=municipality, district=places.record(district) if district else None
    )


def _coming(content: ActivityContent, pk: str, now: datetime) -> tuple[OccurrenceRecord, ...]:
    """The next times; what is tentative is not shown."""
    before = now + timedelta(days=settings.OCCURRENCE_HORIZON_DAYS)
    times = recurrence.occasions(content.channels, now, before)
    shown = sorted(
        (each for each in times if each.status != "tentative"),
        key=lambda each: (each.start, each.channel),
    )
    return tuple(
        occurrence_record(
            pk,
            each,
            place=_place(each.place) if each.place else None,
            registration=each.registration,
            sequence=each.sequence,
        )
        for each in shown[:SHOWN]
    )


def occurrence_record(
    pk: int | str,
    time: Any,
    *,
    place: PlaceRecord | None = None,
    registration: RegistrationRecord | None = None,
    sequence: int = 0,
) -> OccurrenceRecord:
    """The public shape of one time of an activity, stored or reckoned (`recurrence.Occasion`).

    `place` and `registration` are its own, where it has another than its channel.
    """
    planned = time.original_start.astimezone(HELSINKI)
    return OccurrenceRecord(
        id=f"{pk}-{time.channel}-{planned:%Y%m%dT%H%M}",
        channel=time.channel,
        start=time.start.astimezone(HELSINKI),
        end=time.end.astimezone(HELSINKI),
        whole_day=time.whole_day,
        status=time.status,
        original_start=planned,
        note=time.note,
        place=place,
        registration=registration,
        sequence=sequence,
    )
