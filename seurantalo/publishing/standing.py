"""Where the latest words of things stand: with their writer, with a coordinator, or public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from django.contrib.contenttypes.models import ContentType
from wagtail.models import WorkflowState

from seurantalo.publishing.models import Publishable

Standing = Literal["draft", "waiting", "returned", "public"]
REVIEWED: dict[str, Standing] = {
    WorkflowState.STATUS_IN_PROGRESS: "waiting",
    WorkflowState.STATUS_NEEDS_CHANGES: "returned",
}


class Stand(NamedTuple):
    """How it is with the words last told; an older version may be public meanwhile (`live`).

    `since` is when they were sent or returned, `comment` what a coordinator asked to be mended.
    """

    standing: Standing
    since: datetime | None = None
    comment: str = ""


def standing(obj: Publishable) -> Standing:
    """How it is with one thing."""
    return standings([obj])[obj.pk].standing


def standings(things: Sequence[Publishable]) -> dict[int, Stand]:
    """How it is with many things of one model, in one query: key → stand."""
    if not things:
        return {}
    found = {thing.pk: Stand(_without_review(thing)) for thing in things}
    types = ContentType.objects.get_for_model(type(things[0]))
    states = WorkflowState.objects.filter(
        base_content_type=types, object_id__in=[str(pk) for pk in found], status__in=REVIEWED
    )
    for state in states.select_related("current_task_state"):
        found[int(state.object_id)] = _in_review(state)
    return found


def _without_review(thing: Publishable) -> Standing:
    return "public" if thing.live and not thing.has_unpublished_changes else "draft"


def _in_review(state: Any) -> Stand:
    step = state.current_task_state
    if state.status == WorkflowState.STATUS_IN_PROGRESS or step is None:
        return Stand(REVIEWED[state.status], step.started_at if step else state.created_at)
    return Stand("returned", step.finished_at, step.comment)
