"""Every read of activities; `published` is the only definition of a public one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from seurantalo.activities.models import Activity, Channel, Occurrence, Partner
from seurantalo.activities.previews import occurrence_record, preview
from seurantalo.common.numbers import whole
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Organization
from seurantalo.places import queries as places
from seurantalo.publishing import queries as publishing
from seurantalo.publishing.queries import latest, public
from seurantalo.records.content import ActivityContent, ChannelContent, machine_languages
from seurantalo.records.schemas import (
    ActivityRecord,
    ChannelRecord,
    OccurrenceRecord,
    PriceRecord,
    TermRecord,
)
from seurantalo.taxonomy import queries as taxonomy

SHOWN_OCCURRENCES = 12
CHANGES_TOLD = timedelta(days=60)  # in calendars, after the time is past


def published() -> QuerySet[Activity]:
    """The activities everybody may see now: public themselves, and of a public organisation."""
    return Activity.objects.filter(public(), public("organization__"))


def hosted_by(hosts: Any) -> Q:
    """Those that these organisations hold, as the first organiser or as an accepted partner.

    `hosts` is one organisation, its key, a list or a queryset of them. Whatever asks for an
    organisation's activities asks by this, unless it means the first organiser alone.
    """
    several = hosts if isinstance(hosts, QuerySet | list | tuple | set) else [hosts]
    together = Partner.objects.filter(organization__in=several, status=Partner.Status.ACCEPTED)
    return Q(organization__in=several) | Q(pk__in=together.values("activity"))


def held_with(such: Q | None = None) -> Prefetch[str, QuerySet[Partner], str]:
    """What loads the accepted partners of many activities into `together`; or `such` of them."""
    rows = Partner.objects.filter(such or Q(), status=Partner.Status.ACCEPTED)
    return Prefetch("partners", rows.select_related("organization"), to_attr="together")


def hosts(activity: Activity) -> list[Organization]:
    """All who hold it, the first organiser first; also those that are not public."""
    rows = activity.partners.filter(status=Partner.Status.ACCEPTED).select_related("organization")
    return [activity.organization, *(row.organization for row in rows)]


def partners_of(activity: Activity) -> list[Partner]:
    """Those who hold it besides the first organiser, and those who were asked; the oldest first."""
    rows = Partner.objects.filter(activity=activity).exclude(status=Partner.Status.LEFT)
    return list(rows.select_related("organization"))


def invitations_to_hold(user: Any) -> QuerySet[Partner]:
    """What the organisations that a person works for were asked to hold, not answered yet."""
    waiting = Partner.objects.filter(
        organization__memberships__user=user, status=Partner.Status.INVITED
    )
    return waiting.select_related("activity__organization", "organization")


def upcoming(now: datetime | None = None) -> QuerySet[Occurrence]:
    """Times that have not ended and may be shown, the soonest first."""
    return Occurrence.objects.filter(end__gt=now or timezone.now()).exclude(
        status=Occurrence.Status.TENTATIVE
    )


def with_places(times: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Times with the places of those that have their own, in the same query."""
    return times.select_related("location__municipality", "location__district")


def with_everything(
    activities: QuerySet[Activity], *, times: int | None = SHOWN_OCCURRENCES
) -> QuerySet[Activity]:
    """All that a record needs, in seven queries; `times` limits the coming times of each."""
    together = held_with(public("organization__"))
    return _but_partners(activities, times=times).prefetch_related(together)


def _but_partners(activities: QuerySet[Any], *, times: int | None) -> QuerySet[Any]:
    """What a record needs besides those who hold it with the first organiser."""
    channels = Channel.objects.select_related(
        "location__municipality", "location__district"
    ).prefetch_related(Prefetch("accessibility", taxonomy.for_records()))
    return activities.select_related("organization").prefetch_related(
        Prefetch("terms", taxonomy.for_records()),
        "service_areas",
        Prefetch("channels", channels),
        Prefetch("occurrences", with_places(upcoming())[:times], to_attr="coming"),
    )


def records(activities: QuerySet[Activity], *, chunk: int = 500) -> Iterator[ActivityRecord]:
    """The records of many, with all their coming times, read in chunks."""
    for activity in with_everything(activities, times=None).iterator(chunk_size=chunk):
        yield record(activity)


def series_of(pks: Sequence[int]) -> list[ActivityRecord]:
    """The public records of these activities, in the order given, of times only those changed once.

    The others are told by the schedules, so a calendar of many series reads a few rows and not
    those of a whole year. What was changed stays a while after it is past: a calendar that heard
    no more of it would show the time as it was planned, a cancelled one as held. What is full because
    all have signed up was changed by nobody, and is told as well.
    """
    rows: dict[int, Any] = {
        row.pk: row for row in with_everything(published().filter(pk__in=pks), times=0)
    }
    changed = {
        (pk, change.original_start)
        for pk, row in rows.items()
        for channel in row.channels.all()
        for change in channel.changes
    }
    told = Q(
        activity__in={pk for pk, _start in changed},
        original_start__in={start for _pk, start in changed},
    )
    here = {pk for pk, row in rows.items() if _signs_up_here(row)}
    times = upcoming(timezone.now() - CHANGES_TOLD).filter(
        told | Q(activity__in=here, status=Occurrence.Status.FULL) if here else told
    )
    for each in with_places(times) if changed or here else ():
        by_itself = each.status == Occurrence.Status.FULL
        if by_itself or (each.activity_id, each.original_start) in changed:
            rows[each.activity_id].coming.append(each)
    return [record(rows[pk]) for pk in pks if pk in rows]


def _signs_up_here(activity: Activity) -> bool:
    return any(each.here for channel in activity.channels.all() for each in channel.registration)


def between(pks: Collection[int], start: datetime, end: datetime) -> QuerySet[Occurrence]:
    """The times of activities that touch [start, end), the soonest first."""
    times = Occurrence.objects.filter(activity__in=pks, start__lt=end, end__gt=start)
    return times.exclude(status=Occurrence.Status.TENTATIVE).order_by("start", "pk")


def get_record(pk: int, *, times: int | None = SHOWN_OCCURRENCES) -> ActivityRecord | None:
    """The public record of an activity with so many coming times, or None when it is not public."""
    together = Partner.objects.filter(activity=OuterRef("pk"), status=Partner.Status.ACCEPTED)
    asked = _but_partners(published().annotate(joint=Exists(together)), times=times)
    found = asked.filter(pk=pk).first()
    if found and found.joint:  # most are held alone: their page asks no question more
        prefetch_related_objects([found], held_with(public("organization__")))
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
        organizations=tuple(organizations.ref(each) for each in _public_hosts(activity)),
        themes=_of(terms, "theme"),
        target_groups=_of(terms, "target_group"),
        formats=_of(terms, "format"),
        minimum_age=activity.minimum_age,
        maximum_age=activity.maximum_age,
        languages=tuple(activity.languages),
        price=PriceRecord(kind=activity.price, text=activity.price_text),
        channels=tuple(_channel(channel) for channel in activity.channels.all()),
        occurrences=_times(activity),
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


def _times(activity: Activity) -> tuple[OccurrenceRecord, ...]:
    """Its coming times; how often each was changed is told by the channel."""
    counts = {
        (number, change.original_start): change.sequence
        for number, channel in enumerate(activity.channels.all())
        for change in channel.changes
    }
    return tuple(
        occurrence_record(
            activity.pk,
            each,
            place=places.place_record(each.location) if each.location else None,
            registration=each.registration[0] if each.registration else None,
            sequence=counts.get((each.channel, each.original_start), 0),
        )
        for each in getattr(activity, "coming", ())
    )


def _public_hosts(activity: Activity) -> Iterator[Organization]:
    """Those who hold it, the first organiser first: of the others only the public ones."""
    yield activity.organization
    for row in getattr(activity, "together", ()):
        yield row.organization


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
    whose = tuple(organizations.ref(each) for each in hosts(activity) if each.live)
    whose = whose or (organizations.ref(activity.organization),)
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
