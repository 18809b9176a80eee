"""What waits, what was, what changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from seurantalo.publishing import policies
from seurantalo.publishing.models import Publishable


def public(prefix: str = "") -> Q:
    """The machine's half of "public": live and not expired. `prefix` leads there ("owner__")."""
    on_time = Q(**{f"{prefix}expire_at__isnull": True}) | Q(
        **{f"{prefix}expire_at__gt": timezone.now()}
    )
    return Q(**{f"{prefix}live": True}) & on_time


def awaiting(user: Any) -> list[Publishable]:
    """What was submitted and this person may approve, the oldest first."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    things = [state.content_object for state in states.order_by("created_at")]
    return [thing for thing in things if policies.may(user, "approve", thing)]


def history(obj: Publishable) -> list[ModelLogEntry]:
    """Who did what and when, the newest first."""
    return list(ModelLogEntry.objects.for_instance(obj).select_related("user"))


def compare(older: Revision, newer: Revision) -> dict[str, tuple[Any, Any]]:
    """The fields of two revisions that differ: name → (before, after) as stored."""
    bookkeeping = {"latest_revision", "live_revision", "has_unpublished_changes", "live"}
    names = sorted((older.content.keys() | newer.content.keys()) - bookkeeping)
    pairs = {name: (older.content.get(name), newer.content.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
