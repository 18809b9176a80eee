"""Who may do what to an organisation."""

from __future__ import annotations

from typing import Any

from seurantalo.accounts.policies import is_coordinator, is_national_admin
from seurantalo.organizations.models import Membership, Organization
from seurantalo.places import queries as places

MEMBER_ACTIONS = {"change", "submit", "withdraw", "assure"}


def may(user: Any, action: str, obj: Organization) -> bool:
    """All rights of the room.

    Everybody views what is public. Members change, submit, withdraw and confirm their own;
    managers also say who works for it. The region's coordinators and national admins do all.
    """
    if action == "view" and obj.live:
        return True
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    if is_national_admin(user):
        return True
    if action in MEMBER_ACTIONS | {"view"} and is_member(user, obj):
        return True
    if action == "manage members" and is_member(user, obj, role=Membership.Role.MANAGER):
        return True
    return is_coordinator(user, region_codes(obj))


def is_member(user: Any, organization: Organization, *, role: str | None = None) -> bool:
    """Whether a person works for the organisation (in a role)."""
    roles = {"role": role} if role else {}
    return Membership.objects.filter(user=user, organization=organization, **roles).exists()


def region_codes(organization: Organization) -> set[str]:
    """The regions whose coordinators look after it, by where it works and where it is met."""
    areas = list(organization.service_areas.all())
    areas += [a.location.municipality for a in organization.addresses.all() if a.location]
    codes = {area.code for area in areas if area and area.kind == "region"}
    for area in areas:
        if area and area.kind == "municipality":
            codes |= {group.code for group in places.groups_of(area) if group.kind == "region"}
    return codes
