"""Undoing a change of many things at once: each remembers how it was before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log
from wagtail.models import ModelLogEntry, Revision, TaskState, WorkflowState

from seurantalo.publishing import policies
from seurantalo.publishing.commands.audit import BEFORE, person
from seurantalo.publishing.commands.rows import (
    hold,
    publish_version,
    read_again,
    take_away,
)
from seurantalo.publishing.models import Publishable

UNDO_DAYS = 30
# What happened since does not stand in the way of an undo when it changed no words.
QUIET = ("seurantalo.take", "seurantalo.release", "seurantalo.check", BEFORE)


class Undone(NamedTuple):
    """What was brought back, and what was left because it has been changed since."""

    done: list[Publishable]
    left: list[Publishable]


@contextmanager
def batch(by: Any) -> Iterator[UUID]:
    """What is done inside can be undone together for thirty days, by the id this gives.

    >>> with batch(doris) as number:
    ...     for club in clubs: approve(club, by=doris)
    """
    with transaction.atomic(), LogContext(user=person(by)) as context:
        yield context.uuid


@transaction.atomic
def undo(number: UUID, *, by: Any) -> Undone:
    """Bring everything of a batch back to what it was before.

    Whoever did it may, and the coordinators of each thing. What somebody changed since is left
    alone. Raises ValidationError when it is unknown, too old or undone already.
    """
    before = ModelLogEntry.objects.filter(uuid=number, action=BEFORE).order_by("-id")
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    # Locked: whoever presses twice waits here, and is then told that it has been undone.
    rows = before.filter(timestamp__gte=since).select_for_update(of=("self",))
    entries = list(rows.select_related("content_type", "user"))
    if not entries:
        raise ValidationError(_("That can no longer be undone."))
    if ModelLogEntry.objects.filter(action="seurantalo.undo", data__batch=str(number)).exists():
        raise ValidationError(_("That has been undone already."))
    outcome = Undone([], [])
    for entry in entries:
        thing = _thing_of(entry)
        if thing is None:
            continue
        _may_undo(by, entry, thing)
        if _changed_since(entry, number):
            outcome.left.append(thing)
            continue
        log(instance=thing, action="seurantalo.undo", user=by, data={"batch": str(number)})
        bring_back(thing, entry.data, by=by)
        outcome.done.append(thing)
    return outcome


def _thing_of(entry: ModelLogEntry) -> Publishable | None:
    model: Any = entry.content_type and entry.content_type.model_class()
    found: Publishable | None = model._default_manager.filter(pk=entry.object_id).first()
    return found


def _may_undo(by: Any, entry: ModelLogEntry, thing: Publishable) -> None:
    own = by is not None and entry.user_id == by.pk and policies.may(by, "change", thing)
    if not own and not policies.may(by, "approve", thing):
        raise PermissionDenied(f"{by} may not undo what was done to {thing}")


def _changed_since(entry: ModelLogEntry, number: UUID) -> bool:
    of_thing = ModelLogEntry.objects.filter(
        content_type=entry.content_type, object_id=entry.object_id
    )
    last = of_thing.filter(uuid=number).order_by("-id").values_list("pk", flat=True).first()
    later = of_thing.filter(pk__gt=last or entry.pk).exclude(uuid=number)
    return later.exclude(action__in=QUIET).exists()


def bring_back(thing: Publishable, before: Mapping[str, Any], *, by: Any) -> None:
    """Let a thing be as its `snapshot` says: what is public, the draft, the review.

    What did not exist before goes.
    """
    row = hold(thing)
    if before["latest"] is None:
        take_away(row, by=by)
        log(instance=row, action="wagtail.delete", user=person(by), deleted=True)
        row.delete()
        return
    _columns_back(row, before["columns"])
    row = hold(thing)
    public, now = before["public"], row.live_revision_id if row.live else None
    if public != now and public is None:
        take_away(row, by=by)
    elif public != now:
        publish_version(
            row,
            Revision.objects.get(pk=public),
            by=by,
            action="seurantalo.undo",
            unreviewed=row.unreviewed,
        )
    if not before["draft"] or before["latest"] == public:
        _without_draft(thing)
    else:
        _draft_back(thing, before["latest"])
    _review_back(thing, before["review"], by=by)
    if thing.pk:
        read_again(thing)


def _columns_back(row: Publishable, columns: Mapping[str, Any]) -> None:
    days = {
        name: date.fromisoformat(columns[name]) if columns[name] else None
        for name in ("assured_date", "stale_since")
    }
    type(row)._default_manager.filter(pk=row.pk).update(**{**columns, **days})


def _without_draft(thing: Publishable) -> None:
    row = hold(thing)
    if row.live:
        row.latest_revision, row.has_unpublished_changes = row.live_revision, False
        row.save(update_fields=["latest_revision", "has_unpublished_changes"])


def _draft_back(thing: Publishable, latest: int) -> None:
    draft = Revision.objects.get(pk=latest)
    words = draft.as_object()
    if words is None:
        return
    if not words.live:
        words.live_revision_id = None
        words.save()
    words.save_revision(user=draft.user, clean=False)


def _review_back(thing: Publishable, review: int | None, *, by: Any) -> None:
    """Put it back into the queue with the draft that is the newest again."""
    row = hold(thing)
    state = row.current_workflow_state
    if state is not None and state.pk != review:
        state.cancel(user=person(by))
    old = WorkflowState.objects.filter(pk=review).first() if review else None
    if old is None or old.status == WorkflowState.STATUS_IN_PROGRESS:
        return
    step: TaskState | None = old.current_task_state
    task = step.task if step else None
    old.status, old.current_task_state = WorkflowState.STATUS_IN_PROGRESS, None
    old.save()
    old.update(user=person(by), next_task=task)
