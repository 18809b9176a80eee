"""Two activities that are one: their words joined; and what follows when organisations are merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from seurantalo.activities.models import Activity, Channel
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.uniting import joined, longer, notes, once
from seurantalo.records.content import OccurrenceChange

Choices = Mapping[str, str]
TEXTS = ("name", "summary", "description", "price_text")
CHOSEN = ("name", "summary", "description", "kind", "ages", "price")


def unite(merged: Activity, into: Activity, choices: Choices) -> None:
    """Join the words of the first into the second; the second's organiser stays."""
    price = choices.get("price") or ("merged" if into.price == Activity.Price.UNKNOWN else "into")
    sides = {"name": "into", **choices, "price_text": price}
    into.translation_notes = notes(merged, into, sides, TEXTS)
    for field in TEXTS:
        own, other = getattr(into, field), getattr(merged, field)
        setattr(into, field, joined(own, other, sides.get(field, longer(own, other))))
    if price == "merged":
        into.price = merged.price
    if choices.get("kind") == "merged":
        into.kind = merged.kind
    _ages(merged, into, choices.get("ages", ""))
    into.languages = list(once(into.languages, merged.languages))
    into.terms = once(into.terms.all(), merged.terms.all())
    into.service_areas = once(into.service_areas.all(), merged.service_areas.all())
    into.contacts = once(into.contacts, merged.contacts)
    into.links = once(into.links, merged.links, key=lambda link: link.url.rstrip("/"))
    into.images = once(into.images, merged.images, key=lambda image: image.url)
    into.channels = _channels(into.channels.all(), merged.channels.all())  # type: ignore[misc]  # modelcluster takes them in
    into.public_service = into.public_service or merged.public_service
    into.source = into.source or merged.source


def _ages(merged: Activity, into: Activity, chosen: str) -> None:
    """Ages as one pair: those that were told, ours first."""
    told = (into.minimum_age, into.maximum_age) != (None, None)
    if chosen == "merged" or (not told and not chosen):
        into.minimum_age, into.maximum_age = merged.minimum_age, merged.maximum_age


def _channels(own: Iterable[Channel], other: Iterable[Channel]) -> list[Channel]:
    """Our ways to take part, and those of the other; the same place at the same times once."""
    found = list(own)
    for channel in other:
        same = next((each for each in found if _key(each) == _key(channel)), None)
        if same is None:
            found.append(_copy(channel))
        else:
            _join(same, channel)
    return found


def _key(channel: Channel) -> tuple[Any, ...]:
    times = frozenset(each.model_dump_json() for each in channel.schedules)
    return channel.kind, channel.location_id, times, channel.url, channel.phone


def _join(own: Channel, other: Channel) -> None:
    own.note = joined(own.note, other.note, longer(own.note, other.note))
    own.registration = own.registration or other.registration
    own.accessibility = once(own.accessibility.all(), other.accessibility.all())
    own.changes = once(own.changes, other.changes, key=_when)


def _when(change: OccurrenceChange) -> Any:
    return change.original_start


def _copy(channel: Channel) -> Channel:
    copy = Channel(
        kind=channel.kind,
        location=channel.location,
        url=channel.url,
        phone=channel.phone,
        note=channel.note,
        schedules=channel.schedules,
        changes=channel.changes,
        registration=channel.registration,
    )
    copy.accessibility = list(channel.accessibility.all())
    return copy


def move(found: Iterable[int], *, to: Organization, by: Any) -> list[int]:
    """Let activities be of another organisation, as follows from a merge; those that were moved."""
    moved = []

    def change(words: Any) -> None:
        words.organization = to

    for activity in Activity.objects.filter(pk__in=list(found)).order_by("pk"):
        publishing.retell(activity, change, by=by, action="seurantalo.follow")
        moved.append(activity.pk)
    return moved
