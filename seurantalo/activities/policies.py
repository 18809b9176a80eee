"""Who may do what to an activity: what they may to the organisations that hold it.

Those who work for any of its organisers change it, send it, withdraw it and confirm it. Coordinators
look after it by its first organiser's region. To merge it with another notice is no right of a
partner's, who would take it from the first.
"""

from __future__ import annotations

from typing import Any

from seurantalo.activities.models import Activity, Partner
from seurantalo.organizations import policies as organizations
from seurantalo.organizations.models import Organization

SHARED = {"view", "change", "submit", "withdraw", "assure"}


def may(user: Any, action: str, obj: Activity) -> bool:
    """All rights of the room."""
    first = obj.organization
    if action == "view" and obj.live and first.live:
        return True
    if action == "publish":
        return _publishes(user, obj)
    if action == "approve":
        return organizations.may(user, action, first) and not _partners_of(user, obj)
    # Her own two notices of one club she may make one herself.
    asked = "change" if action in {"view", "merge"} else action
    if organizations.may(user, asked, first):
        return True
    return action in SHARED and bool(_partners_of(user, obj))


def _publishes(user: Any, obj: Activity) -> bool:
    """What a partner's people tell is public at once if that is so of theirs and of the first's."""
    first, own = obj.organization, _partners_of(user, obj)
    if not own or organizations.role_in(user, first):
        return organizations.may(user, "publish", first)
    return organizations.publishes_at_once(first) and any(map(organizations.publishes_at_once, own))


def may_preview(user: Any, obj: Activity) -> bool:
    """Whether a person may look at its draft: its people, and those whom they have invited."""
    return may(user, "change", obj) or bool(_partners_of(user, obj, Partner.Status.INVITED))


def _partners_of(
    user: Any, obj: Activity, status: str = Partner.Status.ACCEPTED
) -> list[Organization]:
    """The partners that a person works for."""
    if user is None or not user.is_authenticated or not user.is_active or obj.pk is None:
        return []
    rows = Partner.objects.filter(
        activity=obj.pk, status=status, organization__memberships__user=user.pk
    )
    return [row.organization for row in rows.select_related("organization")]
