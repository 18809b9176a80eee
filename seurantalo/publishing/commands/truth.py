"""Whether the public version is true: confirmed, not confirmed lately, hidden, brought back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision

from seurantalo.publishing import policies
from seurantalo.publishing.commands.audit import remember
from seurantalo.publishing.commands.rows import hold, publish_version, read_again, take_away
from seurantalo.publishing.commands.versions import tell_again
from seurantalo.publishing.models import Assurer, Publishable

CONFIRMATION = ("assured_date", "assurer", "stale_since")
TAKEN_AWAY = ("wagtail.unpublish", "seurantalo.hide")


@transaction.atomic
def assure(obj: Publishable, *, by: Any, on: date | None = None, how: str = "") -> None:
    """Note that somebody confirmed the public version to be true (HSDS assured_date).

    `how` says who did (`Assurer`): by default a coordinator if `by` is one, else the organisation
    itself. A mark of "not confirmed lately" goes.
    """
    policies.require(by, "assure", obj)
    row = hold(obj)
    remember(row)
    coordinator = policies.may(by, "approve", row)
    row.assured_date = on or timezone.localdate()
    row.assurer = how or (Assurer.COORDINATOR if coordinator else Assurer.ORGANIZATION)
    row.stale_since = None
    row.save(update_fields=CONFIRMATION)
    tell_again(row, by=by, action="seurantalo.assure", data={"how": str(row.assurer)})
    read_again(obj)


@transaction.atomic
def mark_stale(obj: Publishable, *, on: date | None = None, by: Any = None) -> None:
    """Mark that nobody has confirmed it in time; the service itself does this at night."""
    if by is not None:
        policies.require(by, "approve", obj)
    row = hold(obj)
    if row.stale_since is not None or not row.live:
        return
    remember(row)
    row.stale_since = on or timezone.localdate()
    row.save(update_fields=["stale_since"])
    tell_again(row, by=by, action="seurantalo.stale")
    read_again(obj)


@transaction.atomic
def hide(obj: Publishable, *, reason: str, by: Any = None) -> None:
    """Take away what nobody confirms or what must not be shown; the reason stays in the log."""
    if by is not None:
        policies.require(by, "approve", obj)
    row = hold(obj)
    if not row.live:
        return
    remember(row)
    take_away(row, by=by, reason=reason, action="seurantalo.hide")
    read_again(obj)


@transaction.atomic
def unhide(obj: Publishable, *, by: Any) -> None:
    """Bring back what was hidden or withdrawn, exactly as the public last saw it.

    Her own people may, as they may confirm it. Raises ValidationError when it never was public.
    """
    policies.require(by, "assure", obj)
    row = hold(obj)
    if row.live:
        return
    entry = ModelLogEntry.objects.for_instance(row).filter(action__in=TAKEN_AWAY).first()
    public = entry.data.get("public") if entry else None
    revision = Revision.objects.filter(pk=public).first() if public else None
    if entry is None or revision is None:
        raise ValidationError(_("It has not been public, so it cannot be brought back."))
    if entry.user and entry.user != by and policies.may(entry.user, "approve", row):
        policies.require(by, "approve", row)  # what a coordinator hid, a coordinator brings back
    remember(row)
    draft = row.latest_revision
    publish_version(row, revision, by=by, action="seurantalo.unhide", unreviewed=row.unreviewed)
    if draft and draft != revision:
        words = draft.as_object()
        if words is not None:
            words.save_revision(user=draft.user, clean=False)
    read_again(obj)
