"""Every read of activities; `published` is the only definition of a public one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from seurantalo.activities.models import Activity, Channel, Occurrence
from seurantalo.activities.previews import occurrence_record, preview
from seurantalo.common.numbers import whole
from seurantalo.organizations import queries as organizations
from seurantalo.places import queries as places
from seurantalo.publishing import queries as publishing
from seurantalo.publishing.queries import latest, public
from seurantalo.records.content import ActivityContent, ChannelContent, machine_languages
from seurantalo.records.schemas import (
    ActivityRecord,
    ChannelRecord,
    PriceRecord,
    TermRecord,
)
from seurantalo.taxonomy import queries as taxonomy

SHOWN_OCCURRENCES = 12


def published() -> QuerySet[Activity]:
    """The activities everybody may see now: public themselves, and of a public organisation."""
    return Activity.objects.filter(public(), public("organization__"))


def upcoming(now: datetime | None = None) -> QuerySet[Occurrence]:
    """Times that have not ended and may be shown, the soonest first."""
    return Occurrence.objects.filter(end__gt=now or timezone.now()).exclude(
        status=Occurrence.Status.TENTATIVE
    )


def with_everything(
    activities: QuerySet[Activity], *, times: int | None = SHOWN_OCCURRENCES
) -> QuerySet[Activity]:
    """All that a record needs, in six queries; `times` limits the coming times of each."""
    channels = Channel.objects.select_related(
        "location__municipality", "location__district"
    ).prefetch_related(Prefetch("accessibility", taxonomy.for_records()))
    return activities.select_related("organization").prefetch_related(
        Prefetch("terms", taxonomy.for_records()),
        "service_areas",
        Prefetch("channels", channels),
        Prefetch("occurrences", upcoming()[:times], to_attr="coming"),
    )


def records(activities: QuerySet[Activity], *, chunk: int = 500) -> Iterator[ActivityRecord]:
    """The records of many, with all their coming times, read in chunks."""
    for activity in with_everything(activities, times=None).iterator(chunk_size=chunk):
        yield record(activity)


def records_of(pks: Sequence[int]) -> list[ActivityRecord]:
    """The public records of these activities with all their coming times, in the order given."""
    rows = {row.pk: row for row in with_everything(published().filter(pk__in=pks), times=None)}
    return [record(rows[pk]) for pk in pks if pk in rows]


def between(pks: Collection[int], start: datetime, end: datetime) -> QuerySet[Occurrence]:
    """The times of activities that touch [start, end), the soonest first."""
    times = Occurrence.objects.filter(activity__in=pks, start__lt=end, end__gt=start)
    return times.exclude(status=Occurrence.Status.TENTATIVE).order_by("start", "pk")


def get_record(pk: int, *, times: int | None = SHOWN_OCCURRENCES) -> ActivityRecord | None:
    """The public record of an activity with so many coming times, or None when it is not public."""
    found = with_everything(published(), times=times).filter(pk=pk).first()
    return record(found) if found else None


def record(activity: Activity) -> ActivityRecord:
    """The public shape of one activity, loaded by `with_everything`."""
    terms = [taxonomy.record(term) for term in activity.terms.all()]
    return ActivityRecord(
        id=str(activity.pk),
        url=path_of(activity),
        version=activity.version,
        modified=activity.modified,
        kind=activity.kind,
        name=activity.name,
        summary=activity.summary,
        description=activity.description,
        organizations=(organizations.ref(activity.organization),),
        themes=_of(terms, "theme"),
        target_groups=_of(terms, "target_group"),
        formats=_of(terms, "format"),
        minimum_age=activity.minimum_age,
        maximum_age=activity.maximum_age,
        languages=tuple(activity.languages),
        price=PriceRecord(kind=activity.price, text=activity.price_text),
        channels=tuple(_channel(channel) for channel in activity.channels.all()),
        occurrences=tuple(
            occurrence_record(activity.pk, each) for each in getattr(activity, "coming", ())
        ),
        service_areas=tuple(places.record(area) for area in activity.service_areas.all()),
        contacts=organizations.contact_records(activity.contacts),
        images=activity.images,
        links=activity.links,
        assured_date=activity.assured_date,
        assurer=activity.assurer,
        stale_since=activity.stale_since,
        created=activity.created,
        public_service=activity.public_service,
        source=activity.source,
        machine_translated=machine_languages(activity.translation_notes),
    )


def content(activity: Activity) -> ActivityContent:
    """What has been told of it, the latest draft included; `commands.apply` takes it in again."""
    return content_of(latest(activity))


def content_of(draft: Activity) -> ActivityContent:
    """What one version tells."""
    terms = list(draft.terms.all())
    return ActivityContent(
        kind=draft.kind,
        name=draft.name,
        summary=draft.summary,
        description=draft.description,
        themes=_codes(terms, "theme"),
        target_groups=_codes(terms, "target_group"),
        formats=_codes(terms, "format"),
        minimum_age=draft.minimum_age,
        maximum_age=draft.maximum_age,
        languages=tuple(draft.languages),
        price=PriceRecord(kind=draft.price, text=draft.price_text),
        channels=tuple(_told(channel) for channel in draft.channels.all()),
        service_areas=organizations.area_codes(draft.service_areas.all()),
        contacts=draft.contacts,
        links=draft.links,
        images=draft.images,
        assured_date=draft.assured_date,
        public_service=draft.public_service,
        source=draft.source,
        translation_notes=draft.translation_notes,
    )


def draft_of(pk: int, version: str = "") -> tuple[Activity, ActivityRecord] | None:
    """An activity and the public shape its draft, or a version of it by number, would have."""
    activity = Activity.objects.select_related("organization").filter(pk=pk).first()
    if activity is None:
        return None
    revision = publishing.version(activity, whole(version))
    told = publishing.as_told(activity, revision) if revision else latest(activity)
    whose = (organizations.ref(activity.organization),)
    return activity, preview(content_of(told), whose, pk=str(pk), url=path_of(activity))


def _codes(terms: list[Any], taxonomy_code: str) -> tuple[str, ...]:
    return tuple(term.code for term in terms if term.taxonomy.code == taxonomy_code)


def _told(channel: Channel) -> ChannelContent:
    return ChannelContent(
        kind=channel.kind,
        place=places.content(channel.location) if channel.location else None,
        url=channel.url,
        phone=channel.phone,
        note=channel.note,
        schedules=channel.schedules,
        changes=channel.changes,
        registration=channel.registration[0] if channel.registration else None,
        accessibility=tuple(term.code for term in channel.accessibility.all()),
    )


def path_of(activity: Activity) -> str:
    """The address of the page, in Finnish: the one that feeds and exports name."""
    with override("fi"):
        return reverse("activity", args=[activity.pk])


def _of(terms: list[TermRecord], code: str) -> tuple[TermRecord, ...]:
    return tuple(dict.fromkeys(term for term in terms if term.taxonomy == code))


def _channel(channel: Channel) -> ChannelRecord:
    return ChannelRecord(
        kind=channel.kind,
        place=places.place_record(channel.location) if channel.location else None,
        url=channel.url,
        phone=channel.phone,
        note=channel.note,
        schedules=channel.schedules,
        registration=channel.registration[0] if channel.registration else None,
        accessibility=tuple(taxonomy.record(term) for term in channel.accessibility.all()),
    )
