"""Every change of a thing's public life: one function, one use case, atomic and audited.

Each asks the policy of the thing's own room, and raises PermissionDenied when that says no. The
audit is Wagtail's log, `queries.history`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import (
    Revision,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowState,
    WorkflowTask,
)

from seurantalo.publishing import policies, signals
from seurantalo.publishing.models import Publishable, ReviewTask

logger = logging.getLogger(__name__)


@transaction.atomic
def save_draft(obj: Publishable, *, by: Any) -> Revision:
    """Keep the words in `obj` as a draft; the public version stays as it is.

    `obj` may be new, or carry changes that were not saved.
    """
    policies.require(by, "change", obj)
    if obj.pk is None:
        obj.save()
    revision: Revision = obj.save_revision(user=by, log_action=True)
    return revision


@transaction.atomic
def submit(obj: Publishable, *, by: Any) -> WorkflowState:
    """Ask for review of the latest draft; a draft given back continues in the same review."""
    policies.require(by, "submit", obj)
    state: WorkflowState | None = obj.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
    elif state:
        raise ValidationError(_("This is waiting for review already."))
    else:
        state = _review_workflow(type(obj)).start(obj, by)
    return state


@transaction.atomic
def approve(obj: Publishable, *, by: Any, comment: str = "") -> None:
    """Publish what was submitted; nobody approves her own."""
    step = _in_review(obj)
    asked_by = step.workflow_state.requested_by_id
    if asked_by is not None and asked_by == getattr(by, "pk", None):
        raise PermissionDenied(_("Somebody else has to approve what you submitted."))
    policies.require(by, "approve", obj)
    step.approve(user=by, comment=comment)


@transaction.atomic
def give_back(obj: Publishable, *, by: Any, comment: str) -> None:
    """Return what was submitted, saying what to mend."""
    policies.require(by, "approve", obj)
    if not comment.strip():
        raise ValidationError(_("Write what should be mended."))
    _in_review(obj).reject(user=by, comment=comment)


@transaction.atomic
def publish(
    obj: Publishable, *, by: Any, at: datetime | None = None, until: datetime | None = None
) -> None:
    """Make the words in `obj` public, now or at `at`, and no longer than `until` (aware times)."""
    policies.require(by, "publish", obj)
    obj.go_live_at, obj.expire_at = at or obj.go_live_at, until or obj.expire_at
    if obj.pk is None:
        obj.save()
    obj.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    _read_again(obj)


@transaction.atomic
def withdraw(obj: Publishable, *, by: Any) -> None:
    """Take the public version away; the words stay as a draft, so that it can be undone."""
    policies.require(by, "withdraw", obj)
    obj.unpublish(user=by)


@transaction.atomic
def assure(obj: Publishable, *, by: Any, on: date | None = None) -> None:
    """Note that somebody confirmed the public version to be true (HSDS assured_date)."""
    policies.require(by, "assure", obj)
    obj.assured_date = on or timezone.localdate()
    obj.save(update_fields=["assured_date"])
    tell_again(obj, by=by, action="seurantalo.assure")


def tell_again(obj: Publishable, *, by: Any, action: str) -> None:
    """Note a change of the public version that needs no new text, and tell those who listen.

    The caller has asked the policy. A new revision keeps the version growing (ETag, SEQUENCE).
    """
    if not obj.live:
        log(instance=obj, action=action, user=by)
        return
    obj.live_revision = obj.save_revision(user=by, changed=False, log_action=action)
    obj.last_published_at = timezone.now()
    obj.save(update_fields=["live_revision", "last_published_at"])
    signals.published.send(sender=type(obj), instance=obj)


def publish_due(models: list[type[Publishable]]) -> int:
    """Publish what was scheduled, withdraw what has expired; how many changed."""
    moment = timezone.now()
    count = 0
    for model in models:
        types = ContentType.objects.get_for_model(model)
        due = Revision.objects.filter(base_content_type=types, approved_go_live_at__lte=moment)
        expired = model._default_manager.filter(live=True, expire_at__lte=moment)
        count += _each_by_itself(due.order_by("approved_go_live_at"), _publish_scheduled)
        count += _each_by_itself(expired, _expire)
    return count


def _each_by_itself(due: QuerySet[Any], change: Callable[[Any], None]) -> int:
    """Change what is due, unless another process just did; how many.

    One that cannot be changed is logged, and holds up none of the others.
    """
    changed = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                for each in due.select_for_update().filter(pk=pk):
                    change(each)
                    changed += 1
        except Exception:
            logger.exception("%s %s could not be changed when it was due", due.model.__name__, pk)
    return changed


def _publish_scheduled(revision: Revision) -> None:
    revision.publish(skip_permission_checks=True)


def _expire(thing: Publishable) -> None:
    thing.unpublish(set_expired=True)


def _read_again(obj: Publishable) -> None:
    """Let `obj` be what the database says; modelcluster would keep its own children in memory."""
    obj.__dict__.pop("_cluster_related_objects", None)
    obj.refresh_from_db()


def _in_review(obj: Publishable) -> TaskState:
    """The step of the review that waits for somebody."""
    state: WorkflowState | None = obj.current_workflow_state
    step: TaskState | None = state.current_task_state if state else None
    if state is None or step is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise ValidationError(_("This is not waiting for review."))
    return step


def _review_workflow(model: type[Publishable]) -> Workflow:
    """The one-step review of a model, made when first asked for."""
    workflow: Workflow
    workflow, made = Workflow.objects.get_or_create(name="Review")
    if made:
        task = ReviewTask.objects.create(name="Review")
        WorkflowTask.objects.create(workflow=workflow, task=task)
    types = ContentType.objects.get_for_model(model)
    WorkflowContentType.objects.get_or_create(content_type=types, defaults={"workflow": workflow})
    return workflow
