"""Merging two things that are one, and undoing it within thirty days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from seurantalo.publishing import policies, queries, signals
from seurantalo.publishing.commands.audit import person, snapshot
from seurantalo.publishing.commands.rows import (
    carry_over,
    hold,
    make_public,
    pending,
    read_again,
    take_away,
)
from seurantalo.publishing.commands.undoing import UNDO_DAYS, bring_back
from seurantalo.publishing.commands.versions import tell_again
from seurantalo.publishing.models import Merge, Publishable


@transaction.atomic
def merge[Thing: Publishable](
    obj: Thing, *, into: Thing, by: Any, choices: Mapping[str, str] | None = None
) -> Merge:
    """Let `obj` become a part of `into`: its address leads there, its data join the other's.

    `choices` says of fields of which only one can stay whose does: {"summary": "merged"} or "into".
    The room's `gather` moves what belonged to the other, its `unite` joins the words, also those
    of a draft; what `gather` returns is kept for `part`. Raises ValidationError for a thing with
    itself, of another kind, merged already, or of which a change waits for review.
    """
    first, second = hold(obj), hold(into)
    for each in (first, second):
        policies.require(by, "merge", each)
    if second.live and not first.live:
        policies.require(by, "publish", second)  # what was not public yet would be
    _can_be_merged(first, second)
    kept: dict[str, Any] = {"merged": snapshot(first), "into": snapshot(second), "moved": {}}
    room, told = policies.room_of(second), dict(choices or {})
    if room and room.gather:
        kept["moved"] = dict(room.gather(first, second, told))
    if room and room.unite:
        _unite_words(first, hold(into), room.unite, told, by)
    take_away(hold(obj), by=by)
    found = Merge.objects.create(
        content_type=ContentType.objects.get_for_model(type(obj)),
        merged_id=obj.pk,
        into_id=into.pk,
        kept=kept,
    )
    for each, other in ((first, second), (second, first)):
        data = {"merge": found.pk, "with": other.pk, "comment": str(other)}
        log(instance=each, action="seurantalo.merge", user=person(by), data=data)
    read_again(obj)
    read_again(into)
    signals.merged.send(sender=type(obj), instance=obj, into=into, merge=found, by=by)
    found.save(update_fields=["kept"])  # what those upstairs moved
    return found


def _unite_words(
    merged: Any, words: Any, unite: Callable[..., None], told: Mapping[str, str], by: Any
) -> None:
    """Join the words of the other into the public ones and into a draft that waits."""
    waiting = pending(words) if words.live else []
    unite(merged, words, told)
    if not words.live:
        words.save()
        words.save_revision(user=person(by), clean=False)
        return
    make_public(words.save_revision(user=person(by), clean=False), by=by)
    carry_over(hold(words), waiting, lambda draft: unite(merged, draft, told))


def _can_be_merged(first: Publishable, second: Publishable) -> None:
    if type(first) is not type(second) or first.pk == second.pk:
        raise ValidationError(_("Choose two different things of the same kind."))
    for each in (first, second):
        if queries.merged_into(type(each), each.pk) is not None:
            raise ValidationError(_("One of them has been merged already."))
    if queries.waits(second) is not None:
        raise ValidationError(
            _("A change of “%(name)s” waits for review. Decide about it first."),
            params={"name": second},
        )


@transaction.atomic
def unmerge(merge: Merge, *, by: Any) -> None:
    """Part the two again, both as they were; what was written since stays in their history.

    Raises ValidationError after thirty days, when it has been undone already, and while a later
    merge stands of what it led to: the words before would take that one's away.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise ValidationError(_("That has been undone already."))
    if merge.at < timezone.now() - timedelta(days=UNDO_DAYS):
        raise ValidationError(_("That can no longer be undone."))
    model: Any = merge.content_type.model_class()
    first = hold(model(pk=merge.merged_id))
    second = hold(model(pk=merge.into_id))
    for each in (first, second):
        policies.require(by, "merge", each)
    _refuse_before_later(merge, second)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    room = policies.room_of(second)
    if room and room.part:
        room.part(first, second, merge.kept["moved"])
    for each, name in ((first, "merged"), (second, "into")):
        bring_back(each, merge.kept[name], by=by)
        log(instance=each, action="seurantalo.unmerge", user=by, data={"merge": merge.pk})
    signals.parted.send(sender=model, instance=first, into=second, merge=merge, by=by)


def _refuse_before_later(merge: Merge, thing: Publishable) -> None:
    later = Merge.objects.filter(
        Q(merged_id=thing.pk) | Q(into_id=thing.pk),
        content_type=merge.content_type,
        undone_at__isnull=True,
        pk__gt=merge.pk,
    )
    if later.exists():
        raise ValidationError(
            _("“%(name)s” has been merged again since. Undo that first."),
            params={"name": thing},
            code="later",
        )


@transaction.atomic
def retell(
    obj: Publishable,
    change: Callable[[Any], None],
    *,
    by: Any,
    action: str,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Make a small change in the stored words of a thing and in those of a draft that waits.

    For what follows from something else, such as a merge; the caller has asked the policy.
    """
    row = hold(obj)
    change(row)
    row.save()
    if row.live:
        tell_again(row, by=by, action=action, data=data, also=change)
        return
    carry_over(row, pending(row), change)
    log(instance=row, action=action, user=person(by), data=data)
