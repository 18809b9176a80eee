"""Who may do what to an organisation: one table of actions and of whom they are open to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from seurantalo.accounts.policies import is_coordinator, is_national_admin
from seurantalo.organizations.models import Membership, Organization, RegionRule
from seurantalo.places import queries as places

Part = Literal["anybody", "person", "member", "manager", "publisher", "coordinator", "reviewer"]

# "member" works for it, "manager" also decides who does, and "publisher" is a member whose words
# are public at once (the region's rule). "coordinator" looks after its region or the whole
# country, and "reviewer" is one who does not herself work for it: nobody approves her own.
RIGHTS: dict[str, set[Part]] = {
    "view": {"member", "coordinator"},
    "view public": {"anybody"},
    "change": {"member", "coordinator"},
    "submit": {"member", "coordinator"},
    "withdraw": {"member", "coordinator"},
    "assure": {"member", "coordinator"},
    "publish": {"publisher", "reviewer"},
    "approve": {"reviewer"},
    "manage members": {"manager", "coordinator"},
    "claim": {"person"},
    "decide claim": {"manager", "coordinator"},
    "enter for another": {"coordinator"},
    "merge": {"coordinator"},
    "trust": {"reviewer"},
}
UNLISTED: set[Part] = {"coordinator"}


def may(user: Any, action: str, obj: Organization) -> bool:
    """All rights of the room: whether one of the parts this person has may do it.

    Everybody views what is public. What the table does not name is the coordinators'.
    """
    if action == "view" and obj.live:
        action = "view public"
    allowed = RIGHTS.get(action, UNLISTED)
    if "anybody" in allowed:
        return True
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    if "person" in allowed:
        return True
    role = role_in(user, obj)
    if allowed & _as_member(role):
        return True
    if "publisher" in allowed and role and publishes_at_once(obj):
        return True
    looked_after: set[Part] = {"coordinator"} if role else {"coordinator", "reviewer"}
    return bool(allowed & looked_after) and looks_after(user, obj)


def _as_member(role: str) -> set[Part]:
    """The parts that a role gives."""
    if role == Membership.Role.MANAGER:
        return {"member", "manager"}
    return {"member"} if role else set()


def role_in(user: Any, organization: Organization) -> str:
    """What the person is in the organisation: "manager", "editor", or "" when nothing."""
    if organization.pk is None or user.pk is None:
        return ""
    roles = Membership.objects.filter(user=user, organization=organization)
    return roles.values_list("role", flat=True).first() or ""


def is_member(user: Any, organization: Organization, *, role: str | None = None) -> bool:
    """Whether a person works for the organisation (in a role)."""
    own = role_in(user, organization)
    return own == role if role else bool(own)


def looks_after(user: Any, organization: Organization) -> bool:
    """Is this person a coordinator of one of its regions, or a national administrator?"""
    if is_national_admin(user):
        return True
    if not user.regional_roles.exists():
        return False
    return is_coordinator(user, region_codes(organization))


def publishes_at_once(organization: Organization) -> bool:
    """Whether what its own people tell is public at once, and looked at afterwards.

    The region's rule says; an organisation that is not public itself always waits.
    """
    if not organization.live:
        return False
    review = rule_for(region_codes(organization)).review
    return review == RegionRule.Review.NONE or (
        review == RegionRule.Review.UNTRUSTED and organization.trusted
    )


def rule_for(codes: Collection[str]) -> RegionRule:
    """The rule of the first of these regions that has one, else the defaults, not saved."""
    own = RegionRule.objects.filter(area__code__in=codes, area__kind="region")
    return own.order_by("area__code").first() or RegionRule()


def region_codes(organization: Organization) -> set[str]:
    """The regions whose coordinators look after it, by where it works and where it is met."""
    areas = list(organization.service_areas.all())
    areas += [
        each.location.municipality
        for each in organization.addresses.select_related("location__municipality")
        if each.location and each.location.municipality
    ]
    return places.regions_of(areas)
