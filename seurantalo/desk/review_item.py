"""What a coordinator sees of one thing in review."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from seurantalo.activities.models import Activity
from seurantalo.desk import review_queue
from seurantalo.desk.organiser import edit_url, page_url
from seurantalo.desk.sections import words
from seurantalo.organizations import duplicates
from seurantalo.organizations.models import Organization
from seurantalo.publishing import queries as publishing
from seurantalo.publishing.queries import Waiting


def look(thing: Any, user: Any) -> dict[str, Any]:
    """Everything the page tells; `open` when there is something to decide."""
    waiting = publishing.waits(thing)
    afterwards = waiting is None and thing.live and thing.unreviewed
    house = thing.organization if isinstance(thing, Activity) else thing
    context = {
        "thing": thing,
        "kind": "activity" if isinstance(thing, Activity) else "organization",
        "title": words(thing.name),
        "house": house,
        "is_house": house is thing,
        "open": waiting is not None or afterwards,
        "afterwards": afterwards,
        "waiting": waiting,
        "next": review_queue.next_of(user, thing),
        "last": next(iter(publishing.history(thing, most=1)), None),
        "page_url": page_url(thing),
        "edit_url": edit_url(thing),
    }
    if waiting:
        context |= _of_waiting(thing, house, waiting, user)
    elif afterwards:
        context["changes"] = publishing.compare_words(None, thing)
    return context


def _of_waiting(thing: Any, house: Organization, waiting: Waiting, user: Any) -> dict[str, Any]:
    revision = publishing.version(thing, waiting.revision)
    told = publishing.as_told(thing, revision) if revision else thing
    preview = ""
    if isinstance(thing, Activity):
        preview = f"{reverse('activity-draft', args=[thing.pk])}?versio={waiting.revision}"
    return {
        "title": words(told.name),
        "changes": publishing.changes(thing, revision),
        "new": not thing.live,
        "own": waiting.sender == user,
        "days": (timezone.now() - waiting.since).days,
        "taken_by_other": waiting.taken_by if waiting.taken_by != user else None,
        "goes_live": told.go_live_at,
        "preview_url": preview,
        "together": _together(thing, house, waiting, user),
        "alike": _alike(told) if isinstance(told, Organization) and not thing.live else [],
    }


def _together(thing: Any, house: Organization, waiting: Waiting, user: Any) -> dict[str, Any]:
    """A new organisation and what it sent with itself: approved by one button."""
    if house.live:
        return {}
    if house is thing:
        notices = review_queue.notices_of(user, house)
        own: Waiting | None = waiting
    else:
        notices, own = [waiting], publishing.waits(house)
    if own is None or not notices:
        return {"alone": house is not thing and own is None}
    other = publishing.version(house, own.revision)
    return {
        "organization": own,
        "notices": [(each, words(each.thing.name)) for each in notices],
        "house_changes": publishing.changes(house, other) if house is not thing else [],
    }


def _alike(told: Organization) -> list[duplicates.Candidate]:
    """Organisations that may be the same one."""
    contact = next(iter(told.contacts), None)
    link = next(iter(told.links), None)
    return duplicates.similar(
        words(told.name),
        link.url if link else "",
        contact.phone if contact else "",
        told.business_id,
        told.registration_number,
        but=told,
    )[:3]
