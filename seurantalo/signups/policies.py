"""Who may see and handle who comes: the people of its organisers, and nobody else.

Names and numbers were given to those who arrange it. Coordinators and administrators look after
notices, not after who comes, and a program with an API key has no business with either.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from seurantalo.accounts.models import User
from seurantalo.accounts.policies import via_key
from seurantalo.activities.models import Activity, Partner
from seurantalo.organizations.models import Membership


def may_handle(user: Any, activity: Activity) -> bool:
    """Whether this person works for one of those who hold the activity."""
    if user is None or not user.is_authenticated or not user.is_active or via_key(user):
        return False
    return Membership.objects.filter(_hosts(activity.pk), user=user).exists()


def require(user: Any, activity: Activity) -> None:
    """Raise PermissionDenied unless this person may. The stored row is asked about."""
    if not may_handle(user, activity):
        raise PermissionDenied(f"{user} may not see who comes to {activity}")


def people_of(activity: Activity) -> QuerySet[User]:
    """Those who may, each once."""
    members = Membership.objects.filter(_hosts(activity.pk)).values("user")
    return User.objects.filter(pk__in=members, is_active=True).order_by("pk")


def _hosts(pk: int) -> Q:
    joined = Partner.objects.filter(activity=pk, status=Partner.Status.ACCEPTED)
    owner = Activity.objects.filter(pk=pk).values("organization")
    return Q(organization__in=owner) | Q(organization__in=joined.values("organization"))
