"""Every write of activities: one function, one use case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities import recurrence
from seurantalo.activities.models import Activity, Channel, Occurrence
from seurantalo.organizations.commands import terms
from seurantalo.organizations.models import Organization
from seurantalo.places.commands import area_of, locate
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import require
from seurantalo.records.content import ActivityContent, ChannelContent, OccurrenceChange

PLAIN = (
    "kind",
    "name",
    "summary",
    "description",
    "minimum_age",
    "maximum_age",
    "contacts",
    "links",
    "public_service",
    "source",
    "translation_notes",
)
KEPT_PAST = timedelta(days=31)


@transaction.atomic
def apply(
    content: ActivityContent,
    *,
    organization: Organization,
    by: Any,
    to: Activity | None = None,
    publish: bool = True,
) -> Activity:
    """Take in what was told of an activity, new or known, and publish it or keep it a draft.

    Raises ValidationError naming every unknown code and impossible time, PermissionDenied when
    `by` may not.
    """
    activity = to or Activity()
    for field in PLAIN:
        setattr(activity, field, getattr(content, field))
    activity.believe(content.assured_date, source=content.source)
    activity.organization = organization
    activity.languages = list(content.languages)
    if content.images is not None:
        activity.images = content.images
    activity.price, activity.price_text = content.price.kind, content.price.text
    activity.full_clean()
    if activity.pk is None:
        activity.save()
    activity.terms = [
        *terms("theme", content.themes),
        *terms("target_group", content.target_groups),
        *terms("format", content.formats),
    ]
    activity.service_areas = [area_of(area) for area in content.service_areas]
    activity.channels = [_channel(channel) for channel in content.channels]  # type: ignore[misc]  # modelcluster takes them in
    if publish:
        publishing.publish(activity, by=by)
    else:
        publishing.save_draft(activity, by=by)
    return activity


def _channel(told: ChannelContent) -> Channel:
    problems = [problem for schedule in told.schedules for problem in recurrence.check(schedule)]
    if problems:
        raise ValidationError([str(problem) for problem in problems])
    channel = Channel(
        kind=told.kind,
        location=locate(told.place) if told.place else None,
        url=told.url,
        phone=told.phone,
        note=told.note,
        schedules=told.schedules,
        changes=told.changes,
        registration=(told.registration,) if told.registration else (),
    )
    channel.accessibility = terms("accessibility", told.accessibility)
    return channel


@transaction.atomic
def change_occurrence(
    activity: Activity, change: OccurrenceChange, *, channel: int = 0, by: Any
) -> None:
    """Cancel, move or mark full one time of a public activity, or put it back as planned.

    A draft that waits learns it too. Raises ValidationError when nothing was planned at
    `change.original_start`.
    """
    require(by, "change", activity)
    held = Activity.objects.select_for_update().get(pk=activity.pk)  # two changes take turns
    if not held.occurrences.filter(channel=channel, original_start=change.original_start).exists():
        raise ValidationError(_("Nothing was planned for that time."))
    row = list(held.channels.all())[channel]
    row.changes = _with_change(row.changes, change)
    row.save(update_fields=["changes"])

    def also(draft: Activity) -> None:
        for each in list(draft.channels.all())[channel : channel + 1]:
            each.changes = _with_change(each.changes, change)

    publishing.tell_again(activity, by=by, action="seurantalo.change_occurrence", also=also)


def _with_change(
    changes: Iterable[OccurrenceChange], change: OccurrenceChange
) -> tuple[OccurrenceChange, ...]:
    """The changes of single times with a new one, or without it when all is as planned again."""
    others = [each for each in changes if each.original_start != change.original_start]
    planned = change.status == "scheduled" and not change.note
    return tuple(others if planned else [*others, change])


@transaction.atomic
def materialize_occurrences(activity: Activity, *, now: datetime | None = None) -> int:
    """Write the times of the rolling horizon anew from the schedules; how many there are."""
    moment = now or timezone.now()
    since = moment - KEPT_PAST
    before = moment + timedelta(days=settings.OCCURRENCE_HORIZON_DAYS)
    activity.occurrences.all().delete()
    times = recurrence.occasions(activity.channels.all(), since, before)
    rows = [Occurrence(activity=activity, **each._asdict()) for each in times]
    Occurrence.objects.bulk_create(rows)
    return len(rows)


def roll_horizon(*, now: datetime | None = None) -> list[int]:
    """Move the horizon on for what goes on beyond it; the keys of the activities that got times.

    The horizon of each moves a month at a time, so that most days touch few of them.
    """
    moment = now or timezone.now()
    horizon = moment + timedelta(days=settings.OCCURRENCE_HORIZON_DAYS)
    live = Activity.objects.filter(live=True).annotate(
        last=Coalesce(Max("occurrences__start"), Value(moment))  # none: it begins far ahead
    )
    due = live.filter(last__lt=horizon - KEPT_PAST).prefetch_related("channels")
    rolled = [each.pk for each in due.iterator(chunk_size=500) if _goes_on(each, horizon)]
    return [pk for pk in rolled if _roll(pk, now)]


@transaction.atomic
def _roll(pk: int, now: datetime | None) -> bool:
    """Write the times of an activity anew as it is now: it may have changed since it was listed.

    The row's lock, which a publication holds too, keeps two writers from writing every time twice.
    """
    activity = Activity.objects.select_for_update().filter(pk=pk, live=True).first()
    if activity:
        materialize_occurrences(activity, now=now)
    return activity is not None


def _goes_on(activity: Any, horizon: datetime) -> bool:
    """Whether an activity has times after the last one written (`last`), before the horizon."""
    schedules = [each for channel in activity.channels.all() for each in channel.schedules]
    since = activity.last + timedelta(seconds=1)
    return any(True for each in schedules for _span in recurrence.expand(each, since, horizon))
