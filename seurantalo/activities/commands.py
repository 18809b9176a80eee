"""Every write of activities: one function, one use case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities import recurrence, signing_up
from seurantalo.activities.models import Activity, Channel, Occurrence
from seurantalo.activities.splitting import Different, Following, holding, replaced, split
from seurantalo.common.time import local_day
from seurantalo.organizations.commands import terms
from seurantalo.organizations.models import Organization
from seurantalo.places import queries as places
from seurantalo.places.commands import area_of, locate
from seurantalo.places.models import Location
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import signals
from seurantalo.publishing.policies import require
from seurantalo.records.content import (
    ActivityContent,
    ChannelContent,
    OccurrenceChange,
    PlaceContent,
)
from seurantalo.records.schemas import ScheduleRecord

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
KEPT_TIMES = timedelta(days=62)  # past times; calendars are told of their changes for two months
AS_RECKONED = ("channel", "start", "end", "whole_day", "status", "original_start", "note")


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
    for change in told.changes:
        if change.place:
            locate(change.place)  # an unknown municipality is said now, not when it is published
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

    It may get words, a place and a sign-up of its own. A draft that waits learns it too. Raises
    ValidationError when nothing was planned at `change.original_start` or its place is unknown.
    """
    require(by, "change", activity)
    held = Activity.objects.select_for_update().get(pk=activity.pk)  # two changes take turns
    if not held.occurrences.filter(channel=channel, original_start=change.original_start).exists():
        raise ValidationError(_("Nothing was planned for that time."))
    if change.place:
        locate(change.place)  # says at once when there is no such municipality
    row = list(held.channels.all())[channel]
    row.changes = _with_change(row.changes, change)
    row.save(update_fields=["changes"])

    def also(draft: Activity) -> None:
        for each in list(draft.channels.all())[channel : channel + 1]:
            each.changes = _with_change(each.changes, change)

    publishing.tell_again(activity, by=by, action="seurantalo.change_occurrence", also=also)


@transaction.atomic
def change_following(
    activity: Activity,
    planned: datetime,
    told: Following,
    *,
    channel: int = 0,
    place: PlaceContent | None = None,
    by: Any,
) -> None:
    """Let a planned time and those that follow it be at another hour, weekday or place.

    What has been stays. A new place is a new way to take part. A draft that waits learns it too.
    Raises ValidationError when nothing was planned then, the weekday of such times cannot be
    changed, or the place is unknown.
    """
    location = locate(place) if place else None

    def change(words: Activity) -> None:
        channels = list(words.channels.all())
        if len(channels) > channel:
            new = _split_channel(channels[channel], planned, told, location)
            words.channels = [*channels, new] if new else channels  # type: ignore[misc]  # modelcluster takes them in

    _change_from(activity, planned, channel, change, by)


@transaction.atomic
def end_following(activity: Activity, planned: datetime, *, channel: int = 0, by: Any) -> None:
    """Let a planned time and those that follow it not be; what has been stays.

    Raises ValidationError when nothing was planned then, or when nothing would be left.
    """

    def change(words: Activity) -> None:
        channels = list(words.channels.all())
        for row in channels[channel : channel + 1]:
            if (number := holding(row.schedules, planned)) is not None:
                before, after = split(row.schedules[number], local_day(planned))
                row.schedules = replaced(row.schedules, number, before)
                row.changes = _apart(row.changes, after)[0]
        if not any(each.schedules for each in channels):
            raise ValidationError(_("Nothing would be left. End the whole notice instead."))
        words.channels = channels  # type: ignore[misc]  # modelcluster takes them in

    _change_from(activity, planned, channel, change, by)


def _change_from(
    activity: Activity,
    planned: datetime,
    channel: int,
    change: Callable[[Activity], None],
    by: Any,
) -> None:
    require(by, "change", activity)
    held = Activity.objects.select_for_update().get(pk=activity.pk)  # two changes take turns
    if not held.occurrences.filter(channel=channel, original_start=planned).exists():
        raise ValidationError(_("Nothing was planned for that time."))
    publishing.retell(activity, change, by=by, action="seurantalo.change_following")


def _split_channel(
    row: Channel, planned: datetime, told: Following, location: Location | None
) -> Channel | None:
    """Change the later times of a channel; at another place they are a new channel."""
    number = holding(row.schedules, planned)
    if number is None:
        return None
    before, after = split(row.schedules[number], local_day(planned))
    if after is None:
        return None
    different = Different(after, planned, told)
    earlier, later = _apart(row.changes, after)
    changes, schedules = different.changes(later), replaced(row.schedules, number, before)
    if location is None:
        row.schedules = replaced(row.schedules, number, before, different.schedule)
        row.changes = (*earlier, *changes)
        return None
    if not schedules:
        row.location, row.schedules, row.changes = location, (different.schedule,), changes
        row.accessibility = []
        return None
    row.schedules, row.changes = schedules, earlier
    return Channel(
        kind=row.kind,
        location=location,
        url=row.url,
        phone=row.phone,
        note=row.note,
        schedules=(different.schedule,),
        changes=changes,
        registration=row.registration,
    )


def _apart(
    changes: Iterable[OccurrenceChange], after: ScheduleRecord | None
) -> tuple[tuple[OccurrenceChange, ...], tuple[OccurrenceChange, ...]]:
    """The changes of other times, and those of the times of a schedule."""
    of_it = [each for each in changes if after and holding([after], each.original_start) == 0]
    return tuple(each for each in changes if each not in of_it), tuple(of_it)


def _with_change(
    changes: Iterable[OccurrenceChange], change: OccurrenceChange
) -> tuple[OccurrenceChange, ...]:
    """The changes of single times with a new one, which counts on from the one it takes over.

    A time put back as planned keeps its count: a calendar program that heard it was cancelled
    believes only a higher one (RFC 5546 2.1.5).
    """
    others = [each for each in changes if each.original_start != change.original_start]
    before = [each.sequence for each in changes if each.original_start == change.original_start]
    counted = change.model_copy(update={"sequence": max(before, default=0) + 1})
    return (*others, counted)


@transaction.atomic
def materialize_occurrences(activity: Activity, *, now: datetime | None = None) -> int:
    """Write the times of the rolling horizon anew from the schedules; how many there are."""
    moment = now or timezone.now()
    since = moment - KEPT_TIMES
    before = moment + timedelta(days=settings.OCCURRENCE_HORIZON_DAYS)
    channels = list(activity.channels.all())
    cells = [_cell(each) for each in channels]
    rows = []
    for each in recurrence.occasions(channels, since, before):
        told = {name: getattr(each, name) for name in AS_RECKONED}
        own = locate(each.place) if each.place else None
        cell = places.cell_of(own) if own else cells[each.channel]
        signup = (each.registration,) if each.registration else ()
        rows.append(
            Occurrence(activity=activity, location=own, registration=signup, cell=cell, **told)
        )
    activity.occurrences.all().delete()
    Occurrence.objects.bulk_create(rows)
    told_of: list[Any] = [*channels, *rows]
    if any(each.here for told in told_of for each in told.registration):
        _fill(activity.pk, channels)
    return len(rows)


@transaction.atomic
def tell_filled(activity: Activity) -> bool:
    """Say of the times whether there is room, as sign-ups have it; whether anything was other.

    The caller holds the row. It is no new version: nobody has edited or confirmed anything. What
    its organiser called full herself stays so.
    """
    changed = _fill(activity.pk, list(activity.channels.all()))
    if changed:
        signals.mended.send(sender=Activity, instance=activity)
    return changed


def _fill(pk: int, channels: list[Channel]) -> bool:
    """Mark the times full in which no place is left, and no others but those told so."""
    told = {
        (number, change.original_start): change.status
        for number, channel in enumerate(channels)
        for change in channel.changes
    }
    full, other = signing_up.filled(pk), []
    for row in Occurrence.objects.filter(activity=pk, end__gt=timezone.now()):
        planned = (row.channel, row.original_start)
        status = told.get(planned, "scheduled")
        if planned in full and status in ("scheduled", "moved"):
            status = "full"
        if row.status != status:
            row.status = status
            other.append(row)
    Occurrence.objects.bulk_update(other, ["status"])
    return bool(other)


@transaction.atomic
def mend_place(location: Location) -> None:
    """Bring the times at a place up to what it has become: where it is, and whether it is told.

    The caller has mended it. Words of a single time about the place are said anew in drafts too.
    """
    own = Activity.objects.filter(occurrences__location=location).distinct()
    told = places.content(location)
    for activity in own.prefetch_related("occurrences"):
        there = {
            (each.channel, each.original_start)
            for each in activity.occurrences.all()
            if each.location_id == location.pk
        }
        retold = partial(_with_place, there=there, place=told)
        publishing.retell(activity, retold, by=None, action="seurantalo.change_occurrence")
    for activity in Activity.objects.filter(live=True, channels__location=location).distinct():
        materialize_occurrences(activity)


def _with_place(activity: Activity, there: set[tuple[int, datetime]], place: PlaceContent) -> None:
    """Let the changes of these times tell the place so."""
    channels = list(activity.channels.all())
    for number, channel in enumerate(channels):
        channel.changes = tuple(
            change.model_copy(update={"place": place})
            if change.place and (number, change.original_start) in there
            else change
            for change in channel.changes
        )
    activity.channels = channels  # type: ignore[misc]  # modelcluster takes them in


def _cell(channel: Channel) -> int | None:
    """Where on the map one comes together; what is online or by phone only is nowhere."""
    if channel.kind not in ("place", "hybrid") or channel.location is None:
        return None
    return places.cell_of(channel.location)


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
