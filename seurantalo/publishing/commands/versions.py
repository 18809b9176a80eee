"""Versions of a thing: drafts, publishing now or later, withdrawing, earlier versions."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState

from seurantalo.publishing import policies, signals
from seurantalo.publishing.commands.audit import person, remember
from seurantalo.publishing.commands.rows import (
    carry_over,
    hold,
    make_public,
    pending,
    publish_version,
    read_again,
    take_away,
)
from seurantalo.publishing.models import Publishable

logger = logging.getLogger(__name__)


@transaction.atomic
def save_draft(obj: Publishable, *, by: Any) -> Revision:
    """Keep the words in `obj` as a draft; the public version stays as it is.

    `obj` may be new, or carry changes that were not saved. What is not public has its newest words
    in its row too, so that lists and rights of others see them.
    """
    policies.require(by, "change", obj)
    if obj.pk is None:
        obj.save()
    row = hold(obj)
    remember(row)
    if not row.live:
        obj.live, obj.live_revision_id = False, None
        obj.latest_revision_id = row.latest_revision_id
        obj.save()
    revision: Revision = obj.save_revision(user=person(by), log_action=True)
    return revision


@transaction.atomic
def publish(
    obj: Publishable, *, by: Any, at: datetime | None = None, until: datetime | None = None
) -> None:
    """Make the words in `obj` public, now or at `at`, and no longer than `until` (aware times)."""
    policies.require(by, "publish", obj)
    obj.go_live_at, obj.expire_at = at or obj.go_live_at, until or obj.expire_at
    if obj.pk is None:
        obj.save()
    remember(hold(obj))
    make_public(obj.save_revision(user=person(by)), by=by)
    read_again(obj)


@transaction.atomic
def withdraw(obj: Publishable, *, by: Any, reason: str = "") -> None:
    """Take the public version away; the words stay as a draft, so that it can be undone.

    A review that waits and a publication that was scheduled end with it.
    """
    policies.require(by, "withdraw", obj)
    row = hold(obj)
    remember(row)
    take_away(row, by=by, reason=reason)
    read_again(obj)


@transaction.atomic
def schedule(obj: Publishable, *, at: datetime | None, until: datetime | None, by: Any) -> None:
    """Say when the newest words become public and when they end; None means no such time.

    One who may not publish leaves the times in the draft, and the review goes by them. Raises
    ValidationError when they are in the past or in the wrong order.
    """
    policies.require(by, "change", obj)
    _check_times(at, until)
    row = hold(obj)
    remember(row)
    words = row.get_latest_revision_as_object()
    words.go_live_at, words.expire_at = at, until
    if row.live and not row.has_unpublished_changes:
        if at:
            raise ValidationError(_("It is public already. Change it first, then say when."))
        words.save(update_fields=["go_live_at", "expire_at"])
        tell_again(words, by=by, action="seurantalo.schedule", data=_times(at, until))
    else:
        _schedule_draft(row, words, by)
    read_again(obj)


def _check_times(at: datetime | None, until: datetime | None) -> None:
    moment = timezone.now()
    if (at and at <= moment) or (until and until <= moment):
        raise ValidationError(_("That time has passed already. Choose a later one."))
    if at and until and until <= at:
        raise ValidationError(_("It would end before it begins. Choose a later end."))


def _schedule_draft(row: Publishable, words: Publishable, by: Any) -> None:
    """Write the times into the newest words; a review of those words goes on with them."""
    before = row.latest_revision_id
    row.revisions.update(approved_go_live_at=None)
    revision = words.save_revision(user=person(by), clean=False)
    steps = TaskState.objects.for_instance(row).filter(status=TaskState.STATUS_IN_PROGRESS)
    steps.filter(revision_id=before).update(revision=revision)
    times = _times(words.go_live_at, words.expire_at)
    log(
        instance=row,
        action="seurantalo.schedule",
        user=person(by),
        data=times,
        revision=revision,
    )
    if words.go_live_at and policies.may(by, "publish", row):
        make_public(revision, by=by)


def _times(at: datetime | None, until: datetime | None) -> dict[str, str]:
    return {"at": at.isoformat() if at else "", "until": until.isoformat() if until else ""}


@transaction.atomic
def restore(obj: Publishable, revision: Revision, *, by: Any, public: bool = False) -> None:
    """Bring an earlier version back as a draft, or at once to the public if `by` may publish.

    Raises ValidationError when the version is of something else, or cannot be read any more.
    """
    policies.require(by, "publish" if public else "change", obj)
    row = hold(obj)
    if not row.revisions.filter(pk=revision.pk).exists():
        raise ValidationError(_("That is a version of something else."))
    remember(row)
    if public:
        publish_version(row, revision, by=by)
    else:
        words = revision.as_object()
        if words is None:
            raise ValidationError(_("That version cannot be brought back any more."))
        words.go_live_at = None
        if not row.live:
            words.save()
        words.save_revision(
            user=person(by), clean=False, previous_revision=revision, log_action="wagtail.revert"
        )
    read_again(obj)


@transaction.atomic
def discard_draft(obj: Publishable, *, by: Any) -> None:
    """Throw the unpublished words away; the public version stays, the words stay in history."""
    policies.require(by, "change", obj)
    row = hold(obj)
    if not row.live or not row.has_unpublished_changes:
        raise ValidationError(_("There is no draft to throw away."))
    remember(row)
    thrown = row.latest_revision
    state = row.current_workflow_state
    if state:
        state.cancel(user=person(by))
    row.revisions.update(approved_go_live_at=None)
    row.latest_revision, row.has_unpublished_changes = row.live_revision, False
    row.save(update_fields=["latest_revision", "has_unpublished_changes"])
    log(instance=row, action="seurantalo.discard", user=person(by), revision=thrown)
    read_again(obj)


@transaction.atomic
def delete_draft(obj: Publishable, *, by: Any) -> None:
    """Delete what was never public; a line of it stays in the log.

    Raises ValidationError when it has been public (withdraw it instead) or others hang on it.
    """
    policies.require(by, "withdraw", obj)
    row = hold(obj)
    if row.first_published_at is not None or row.live:
        raise ValidationError(_("It has been public: it can be withdrawn, not deleted."))
    _refuse_with_things_of_its_own(row)
    log(instance=row, action="wagtail.delete", user=person(by), deleted=True)
    try:
        row.delete()
    except ProtectedError as error:
        raise ValidationError(_("Other things need it: it cannot be deleted.")) from error


def _refuse_with_things_of_its_own(row: Publishable) -> None:
    for model in policies.ROOMS:
        for field in model._meta.concrete_fields:
            if (
                field.related_model is type(row)
                and model._default_manager.filter(**{field.name: row}).exists()
            ):
                raise ValidationError(_("It has things of its own. Delete those first."))


@transaction.atomic
def tell_again(
    obj: Publishable,
    *,
    by: Any,
    action: str,
    data: Any = None,
    also: Callable[[Any], None] | None = None,
) -> None:
    """Note a change of the public row that needs no new text, and tell those who listen.

    The caller has asked the policy. A new revision keeps the version growing (ETag, SEQUENCE); a
    draft that waits stays the newest, and `also` makes the same change in it.
    """
    row = hold(obj)
    remember(row)
    if not row.live:
        log(instance=row, action=action, user=person(by), data=data)
        return
    waiting = pending(row)
    row.live_revision = row.save_revision(user=person(by), changed=False, clean=False)
    log(instance=row, action=action, user=person(by), data=data, revision=row.live_revision)
    row.last_published_at = timezone.now()
    row.save(update_fields=["live_revision", "last_published_at"])
    carry_over(row, waiting, also)
    signals.published.send(sender=type(row), instance=row)
    read_again(obj)


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
