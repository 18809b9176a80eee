"""Review: sending, approving, giving back, taking a part of the queue, looking at afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState, Workflow, WorkflowContentType, WorkflowState, WorkflowTask

from seurantalo.publishing import policies, queries, signals
from seurantalo.publishing.commands.audit import person, remember
from seurantalo.publishing.commands.rows import (
    confirm_by_telling,
    forget_past_end,
    hold,
    make_public,
    read_again,
    refuse_merged,
)
from seurantalo.publishing.models import Publishable, ReviewTask

LOCK = ("locked", "locked_by", "locked_at")


@transaction.atomic
def send(obj: Publishable, *, by: Any) -> bool:
    """Send the newest saved words on: to the public if `by` may publish, else to review.

    Returns whether they are published. What a coordinator gave back goes to review again, however
    trusted the sender; sending the same twice does nothing the second time.
    """
    row = hold(obj)
    state: WorkflowState | None = row.current_workflow_state
    returned = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
    if not policies.may(by, "publish", row) or (returned and not policies.may(by, "approve", row)):
        if not _waits_as_it_is(row, state):
            submit(obj, by=by)
        read_again(obj)
        return False
    if row.has_unpublished_changes or not row.live:
        remember(row)
        make_public(_newest(row), by=by)
        _free(row)
        if state and state.requested_by_id != by.pk:
            signals.approved.send(sender=type(row), instance=hold(row), by=by, comment="")
    read_again(obj)
    return True


def _waits_as_it_is(row: Publishable, state: WorkflowState | None) -> bool:
    step = state.current_task_state if state else None
    in_progress = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    return bool(in_progress and step and step.revision_id == row.latest_revision_id)


@transaction.atomic
def submit(obj: Publishable, *, by: Any) -> WorkflowState:
    """Ask for review of the latest draft.

    A draft given back continues in the same review; what waits already goes on with the newest
    words. Raises ValidationError when there is nothing new.
    """
    policies.require(by, "submit", obj)
    row = hold(obj)
    refuse_merged(row)
    remember(row)
    if row.live and not row.has_unpublished_changes:
        raise ValidationError(_("There is nothing new to send."))
    state: WorkflowState | None = row.current_workflow_state
    if state is None:
        state = _review_workflow(type(row)).start(row, person(by))
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.requested_by = person(by)
        state.resume(user=person(by))
    else:
        _renew(row, state, by)
    signals.submitted.send(sender=type(row), instance=row, by=by, comment="")
    return state


def _renew(row: Publishable, state: Any, by: Any) -> None:
    """Let the review that waits be about the newest words."""
    step: TaskState = state.current_task_state
    if step.revision_id == row.latest_revision_id:
        raise ValidationError(_("This is waiting for review already."))
    step.revision = row.latest_revision
    step.save(update_fields=["revision"])
    state.requested_by = person(by)
    state.save()
    log(
        instance=row,
        action="seurantalo.resubmit",
        user=person(by),
        revision=row.latest_revision,
    )


@transaction.atomic
def recall(obj: Publishable, *, by: Any) -> None:
    """Take back what was sent to review: the words stay as a draft."""
    policies.require(by, "submit", obj)
    row = hold(obj)
    remember(row)
    _in_review(row).workflow_state.cancel(user=person(by))
    _free(row)
    read_again(obj)


@transaction.atomic
def approve(obj: Publishable, *, by: Any, comment: str = "", seen: int | None = None) -> None:
    """Publish what was submitted; nobody approves her own.

    `seen` is the id of the version she read: if other words wait by now, ValidationError says so.
    """
    row = hold(obj)
    step = _in_review(row)
    asked_by = step.workflow_state.requested_by_id
    if asked_by is not None and asked_by == getattr(by, "pk", None):
        raise PermissionDenied(_("Somebody else has to approve what you submitted."))
    policies.require(by, "approve", row)
    _not_with_another(row, by)
    if seen is not None and not queries.same_words(seen, step.revision):
        raise ValidationError(
            _("The text was changed after you opened it. Look at what is new."), code="changed"
        )
    remember(row)
    _free(row)
    type(row)._default_manager.filter(pk=row.pk).update(unreviewed=False)
    forget_past_end(step.revision)
    confirm_by_telling(row, step.revision)
    step.approve(user=by, comment=comment)
    read_again(obj)
    signals.approved.send(sender=type(row), instance=obj, by=by, comment=comment)


@transaction.atomic
def give_back(obj: Publishable, *, by: Any, comment: str) -> None:
    """Return what was submitted, saying what to mend."""
    policies.require(by, "approve", obj)
    if not comment.strip():
        raise ValidationError(_("Write what should be mended."), code="comment")
    row = hold(obj)
    step = _in_review(row)
    _not_with_another(row, by)
    remember(row)
    _free(row)
    step.reject(user=by, comment=comment.strip())
    read_again(obj)
    signals.returned.send(sender=type(row), instance=obj, by=by, comment=comment.strip())


@transaction.atomic
def take(obj: Publishable, *, by: Any, over: bool = False) -> None:
    """Say "I am reading this": the other coordinators see it. `over` takes it from another."""
    policies.require(by, "approve", obj)
    row = hold(obj)
    _in_review(row)
    if not over:
        _not_with_another(row, by)
    row.locked, row.locked_by, row.locked_at = True, by, timezone.now()
    row.save(update_fields=LOCK)
    log(instance=row, action="seurantalo.take", user=by)
    read_again(obj)


@transaction.atomic
def release(obj: Publishable, *, by: Any, over: bool = False) -> None:
    """Give it back to the queue; `over` gives back what another coordinator had taken."""
    policies.require(by, "approve", obj)
    row = hold(obj)
    if not over:
        _not_with_another(row, by)
    if row.locked:
        _free(row)
        log(instance=row, action="seurantalo.release", user=by)
    read_again(obj)


@transaction.atomic
def check(obj: Publishable, *, by: Any) -> None:
    """Note that a coordinator has looked at what was published at once; nobody checks her own."""
    policies.require(by, "approve", obj)
    row = hold(obj)
    if row.live_revision and row.live_revision.user_id == by.pk:
        raise PermissionDenied(_("Somebody else has to look at what you published."))
    remember(row)
    if row.unreviewed:
        row.unreviewed = False
        row.save(update_fields=["unreviewed"])
        log(instance=row, action="seurantalo.check", user=by, revision=row.live_revision)
    read_again(obj)


def _free(row: Publishable) -> None:
    row.locked, row.locked_by, row.locked_at = False, None, None
    row.save(update_fields=LOCK)


def _not_with_another(row: Publishable, by: Any) -> None:
    taker = queries.taken_by(row)
    if taker is not None and taker != by:
        raise ValidationError(
            _("%(name)s is reviewing this just now."), params={"name": taker}, code="taken"
        )


def _newest(row: Publishable) -> Any:
    if row.latest_revision is None:
        raise ValidationError(_("There is nothing to send yet."))
    return row.latest_revision


def _in_review(row: Publishable) -> TaskState:
    """The step of the review that waits for somebody."""
    state: WorkflowState | None = row.current_workflow_state
    step: TaskState | None = state.current_task_state if state else None
    if state is None or step is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise ValidationError(_("This is not waiting for review."), code="decided")
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
