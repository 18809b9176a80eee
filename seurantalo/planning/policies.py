"""Who may do what to a plan: one table of actions and of whom they are open to."""

from __future__ import annotations

from typing import Any, Literal

from seurantalo.accounts.policies import via_key
from seurantalo.organizations.models import Organization
from seurantalo.organizations.policies import is_member
from seurantalo.planning.models import Plan
from seurantalo.planning.sight import standing, visible_to

Part = Literal["host", "invited", "organiser", "reader"]

# A "host" works for the organisation that planned it or for one that has accepted to plan it too;
# "invited" for one that was asked; an "organiser" sees it and works for a public organisation;
# a "reader" sees it. Coordinators are readers: nobody changes what another only thinks of doing.
RIGHTS: dict[str, set[Part]] = {
    "view": {"host", "reader"},
    "change": {"host"},
    "drop": {"host"},
    "invite": {"host"},
    "tell": {"host"},
    "answer": {"invited"},
    "write": {"host", "organiser"},
}


def may(user: Any, action: str, obj: Plan) -> bool:
    """All rights of the room: whether one of the parts this person has may do it."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    seen = visible_to(user).filter(pk=obj.pk).values("hers", "whole").first()
    if seen is None:
        return False
    allowed = RIGHTS.get(action, set())
    if action != "view" and via_key(user):
        return False  # plans are made by people on the pages
    if seen["hers"] and "host" in allowed:
        return True
    if "organiser" in allowed and standing(user).known:
        return True
    if "invited" in allowed and _invited(user, obj):
        return True
    return "reader" in allowed


def may_plan_for(user: Any, organization: Organization) -> bool:
    """May this person make a plan in the name of the organisation? Its own people may."""
    return bool(user.is_authenticated and not via_key(user) and is_member(user, organization))


def _invited(user: Any, plan: Plan) -> bool:
    own = standing(user).own
    return plan.partners.filter(organization__in=own, status="invited").exists()
