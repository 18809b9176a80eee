"""Private calendar addresses: made and shown once, read by a program, revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.accounts.policies import via_key
from seurantalo.planning.models import CalendarKey
from seurantalo.publishing import commands as publishing

MOST = 10
NOTED_EVERY = timedelta(hours=1)


def keys_of(user: Any) -> QuerySet[CalendarKey]:
    """Her addresses that still open, the newest first."""
    return CalendarKey.objects.filter(user=user, revoked_at=None).order_by("-created", "-pk")


def own_addresses(user: Any) -> list[dict[str, Any]]:
    """What is kept of her addresses, for her to take along; the secrets are not kept."""
    rows = CalendarKey.objects.filter(user=user)
    told = rows.values("name", "query", "created", "last_read", "revoked_at")
    return [dict(row) for row in told]


@transaction.atomic
def make(*, by: Any, name: str, query: str = "") -> tuple[CalendarKey, str]:
    """A new address and its secret, which is shown once and kept nowhere.

    PermissionDenied to who has not signed in herself, ValidationError when there are too many.
    """
    if not by.is_authenticated or not by.is_active or via_key(by):
        raise PermissionDenied
    if keys_of(by).count() >= MOST:
        raise ValidationError(
            _("You have many addresses already. Revoke one that you no longer use.")
        )
    secret = secrets.token_urlsafe(32)
    key = CalendarKey.objects.create(
        user=by, name=name, query=query[:1000], token_hash=_digest(secret)
    )
    publishing.note(key, "planning.make_calendar_key", by=by)
    return key, secret


@transaction.atomic
def revoke(key: CalendarKey, *, by: Any) -> None:
    """The address opens nothing any more. PermissionDenied when it is not hers."""
    if key.user_id != by.pk or via_key(by):
        raise PermissionDenied
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        publishing.note(key, "planning.revoke_calendar_key", by=by)


def found(secret: str) -> CalendarKey | None:
    """The address of a secret, also one that is revoked; see `opens`."""
    rows = CalendarKey.objects.select_related("user").filter(token_hash=_digest(secret))
    return rows.first()


def opens(key: CalendarKey) -> bool:
    """Does it still open? Not when it is revoked or its person's account is closed."""
    return key.revoked_at is None and key.user.is_active


def note_read(key: CalendarKey) -> None:
    """Note that a program reads it: the one thing by which its owner knows a key in use from one
    forgotten. At most once an hour, and nothing of who read or from where.
    """
    moment = timezone.now()
    if key.last_read is None or moment - key.last_read > NOTED_EVERY:
        CalendarKey.objects.filter(pk=key.pk).update(last_read=moment)


def _digest(secret: str) -> str:
    """What is kept of a secret; it is long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
