"""What the commands do to a thing's row once the policy has been asked: nobody else calls these.

Wagtail keeps what it fetched on the objects it gave; everything here starts from fresh rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState, WorkflowState

from seurantalo.publishing import policies, queries
from seurantalo.publishing.commands.audit import person
from seurantalo.publishing.models import Assurer, Publishable


def hold[Thing: Publishable](obj: Thing) -> Thing:
    """The thing's row as the database says, locked to the end of the transaction."""
    row = type(obj)._default_manager.select_for_update().filter(pk=obj.pk).first()
    if row is None:
        raise ValidationError(_("It is not there any more."))
    return row


def read_again(obj: Publishable) -> None:
    """Let `obj` be what the database says; modelcluster would keep its own children in memory."""
    obj.__dict__.pop("_cluster_related_objects", None)
    obj.__dict__.pop("scheduled_revision", None)
    obj.refresh_from_db()


def make_public(
    revision: Revision,
    *,
    by: Any,
    previous: Revision | None = None,
    action: str = "",
    unreviewed: bool | None = None,
) -> None:
    """Publish a version, now or when its own times say so.

    Whoever may not approve is looked at afterwards, unless `unreviewed` says what is known of it.
    """
    fresh = Revision.objects.get(pk=revision.pk)
    thing = fresh.content_object
    refuse_merged(thing)
    forget_past_end(fresh)
    if unreviewed is None:
        unreviewed = person(by) is not None and not policies.may(by, "approve", thing)
    type(thing)._default_manager.filter(pk=thing.pk).update(unreviewed=unreviewed)
    thing.unreviewed = unreviewed
    if previous is None:  # an earlier version brought back is nothing newly told
        confirm_by_telling(thing, fresh)
    fresh.publish(
        user=person(by),
        skip_permission_checks=True,
        previous_revision=previous,
        log_action=action or True,
    )


def refuse_merged(thing: Publishable) -> None:
    """Raise ValidationError for what has become a part of another: its address leads there."""
    if queries.merged_into(type(thing), thing.pk) is not None:
        raise ValidationError(_("It has become a part of another. Undo that first."), code="merged")


def confirm_by_telling(thing: Publishable, revision: Revision) -> None:
    """What its own people tell they also confirm, on the day they told it, whoever publishes it."""
    carried = revision.content.get("assured_date")
    if carried and carried > str(thing.assured_date or ""):  # a register confirmed what it told
        thing.stale_since = None
        type(thing)._default_manager.filter(pk=thing.pk).update(stale_since=None)
    author, told = revision.user, timezone.localdate(revision.created_at)
    own = author is not None and policies.may(author, "assure", thing)
    if not own or policies.may(author, "approve", thing):
        return
    if thing.assured_date and thing.assured_date > told:
        return
    thing.assured_date, thing.assurer, thing.stale_since = told, Assurer.ORGANIZATION, None
    type(thing)._default_manager.filter(pk=thing.pk).update(
        assured_date=told, assurer=Assurer.ORGANIZATION, stale_since=None
    )


def forget_past_end(revision: Revision) -> None:
    """Who publishes after the end that was told once means it: drop that end."""
    told = revision.content.get("expire_at")
    ends = parse_datetime(told) if isinstance(told, str) else told
    if ends and ends <= timezone.now():
        revision.content["expire_at"] = None
        revision.save(update_fields=["content"])


def publish_version(
    row: Publishable,
    revision: Revision,
    *,
    by: Any,
    action: str = "",
    unreviewed: bool | None = None,
) -> None:
    """Make an earlier version public again, as a new one, so that the version grows."""
    words = revision.as_object()
    if words is None:
        raise ValidationError(_("That version cannot be brought back any more."))
    words.go_live_at = None
    fresh = words.save_revision(user=person(by), clean=False)
    make_public(fresh, by=by, previous=revision, action=action, unreviewed=unreviewed)


def take_away(
    row: Publishable, *, by: Any, reason: str = "", action: str = "wagtail.unpublish"
) -> None:
    """End the public life of a thing, a review that waits and what was scheduled."""
    was_public = row.live_revision_id
    state: WorkflowState | None = row.current_workflow_state
    if state:
        state.cancel(user=person(by))
    scheduled = row.revisions.filter(approved_go_live_at__isnull=False)
    if not row.live and not scheduled.exists():
        return
    scheduled.update(approved_go_live_at=None)
    public = row.live_revision
    # Without a user: Wagtail would ask about the model, and our policy was asked about this thing.
    row.unpublish(log_action=False)
    log(
        instance=row,
        action=action,
        user=person(by),
        data={"public": was_public, "comment": reason},
        revision=public,
    )


def pending(row: Publishable) -> list[Revision]:
    """The versions that wait: for review, for their time, as a draft; the newest last."""
    ids = set(
        TaskState.objects.for_instance(row)
        .filter(status=TaskState.STATUS_IN_PROGRESS)
        .values_list("revision_id", flat=True)
    )
    ids |= set(row.revisions.filter(approved_go_live_at__isnull=False).values_list("pk", flat=True))
    if row.has_unpublished_changes and row.latest_revision_id:
        ids.add(row.latest_revision_id)
    return list(Revision.objects.filter(pk__in=ids - {row.live_revision_id}).order_by("pk"))


def carry_over(
    row: Publishable, waiting: list[Revision], also: Callable[[Any], None] | None
) -> None:
    """Write what waits anew after a newer public version, or Wagtail would take it for older."""
    for revision in waiting:
        words = revision.as_object()
        if words is None:
            continue
        if also:
            also(words)
        fresh = words.save_revision(user=revision.user, clean=False)
        fresh.approved_go_live_at = revision.approved_go_live_at
        Revision.objects.filter(pk=fresh.pk).update(
            approved_go_live_at=revision.approved_go_live_at
        )
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        TaskState.objects.filter(revision=revision, status=TaskState.STATUS_IN_PROGRESS).update(
            revision=fresh
        )
    if waiting:
        row.refresh_from_db(fields=["latest_revision", "has_unpublished_changes"])
