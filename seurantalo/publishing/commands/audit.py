"""The audit: what was done to anything, by whom; and what a bulk action has to remember."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context, log, registry
from wagtail.models import ModelLogEntry, TaskState, WorkflowState

from seurantalo.publishing.models import Publishable

BEFORE = "seurantalo.before"


def note(obj: Model, action: str, *, by: Any, data: Mapping[str, Any] | None = None) -> None:
    """Write a line about anything into the log: `note(claim, "seurantalo.claim", by=aino)`.

    Give the action its words with `register_words` in the room's `apps.py`; `data["comment"]` is
    shown to people as it is. Only what is published is named: the name of a person or her address
    would stay in the log when she is gone.
    """
    if not registry.action_exists(action):
        register_words(action, action)
    title = "" if isinstance(obj, Publishable) else f"#{obj.pk}"
    log(instance=obj, action=action, user=person(by), title=title, data=dict(data or {}))


def forget_detail(action: str, key: str, *, before: datetime) -> int:
    """Take one detail, such as a name, out of the old lines of an action; out of how many.

    The line itself stays: that it was done, and by whom.
    """
    lines = ModelLogEntry.objects.filter(action=action, timestamp__lt=before, data__has_key=key)
    found = list(lines)
    for line in found:
        line.data = {name: value for name, value in line.data.items() if name != key}
    ModelLogEntry.objects.bulk_update(found, ["data"], batch_size=500)
    return len(found)


def register_words(action: str, words: Any) -> None:
    """What an action is called in the history: `register_words("seurantalo.claim", _("…"))`."""
    registry.register_action(action, words, words)


def person(by: Any) -> Any:
    """The user as the log keeps her; nobody signed in is None."""
    return by if getattr(by, "pk", None) else None


def snapshot(row: Publishable) -> dict[str, Any]:
    """How a thing is now, so that it can be brought back: by the ids of its versions."""
    state: WorkflowState | None = row.current_workflow_state
    waits = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    step: TaskState | None = state.current_task_state if state and waits else None
    return {
        "public": row.live_revision_id if row.live else None,
        "latest": row.latest_revision_id,
        "draft": row.has_unpublished_changes,
        "review": state.pk if state and waits else None,
        "submitted": step.revision_id if step else None,
        "columns": {
            "assured_date": row.assured_date and row.assured_date.isoformat(),
            "assurer": row.assurer,
            "stale_since": row.stale_since and row.stale_since.isoformat(),
            "unreviewed": row.unreviewed,
            "expired": row.expired,
        },
    }


def remember(row: Publishable) -> None:
    """Inside a bulk action: keep how the thing was before it, once."""
    context = get_active_log_context()
    if context.uuid is None:
        return
    entries = ModelLogEntry.objects.for_instance(row)
    if not entries.filter(uuid=context.uuid, action=BEFORE).exists():
        log(instance=row, action=BEFORE, user=context.user, data=snapshot(row))


OWN_WORDS = {
    BEFORE: _("Part of a change of many"),
    "seurantalo.assure": _("Confirmed to be true"),
    "seurantalo.change_occurrence": _("One time was changed"),
    "seurantalo.change_following": _("The times from one on were changed"),
    "seurantalo.check": _("Looked at after publishing"),
    "seurantalo.resubmit": _("Sent a newer version for review"),
    "seurantalo.take": _("Took it to review"),
    "seurantalo.release": _("Gave it back to the review queue"),
    "seurantalo.stale": _("Marked: not confirmed lately"),
    "seurantalo.hide": _("Hidden"),
    "seurantalo.unhide": _("Brought back"),
    "seurantalo.schedule": _("Publishing times changed"),
    "seurantalo.discard": _("The draft was thrown away"),
    "seurantalo.merge": _("Merged"),
    "seurantalo.follow": _("Follows a merge"),
    "seurantalo.unmerge": _("The merge was undone"),
    "seurantalo.undo": _("A change of many was undone"),
    "seurantalo.assisted_entry": _("Entered for somebody who rang"),
}
