"""Who may do what in a network: its organisations' people, and the coordinators of its region."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from seurantalo.accounts.policies import coordinates_somewhere, is_coordinator
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.organizations import policies as organizations
from seurantalo.organizations.models import Membership, Organization
from seurantalo.organizations.queries import published, regions_of

MEMBER = NetworkMember.Status.MEMBER
Whose = Any  # a person, or a collection of organisations


def may(user: Any, action: str, network: Network) -> bool:
    """All rights of the room about a network: "view", "see members" and "lead".

    It is seen by its own, by those whom it has invited, and by the organisers and coordinators of
    its region, who may want to join. Without a region nobody else knows that it is there.
    """
    if action == "lead":
        return network.closed_at is None and _leads(user, network)
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    rows = rows_of(user).filter(network=network)
    if action == "see members":  # asking alone does not show who else waits
        rows = rows.exclude(status=NetworkMember.Status.ASKED)
    if rows.exists() or _looks_after(user, network):
        return True
    return action == "view" and _finds(user, network)


def may_reopen(user: Any, network: Network) -> bool:
    """Whether a person may open a closed one again: who led it."""
    return network.closed_at is not None and _leads(user, network)


def may_found(user: Any) -> bool:
    """Whether a person may found one: who works for a public organisation, and coordinators."""
    return coordinates_somewhere(user) or own_public(user).exists()


def may_answer(user: Any, row: NetworkMember) -> bool:
    """Whether a person says yes or no: for one that was invited, or to one that asks."""
    if row.status == NetworkMember.Status.ASKED:
        return may(user, "lead", row.network)
    return organizations.may(user, "change", row.organization)


def _leads(user: Any, network: Network) -> bool:
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    leading = rows_of(user).filter(network=network, status=MEMBER, leads=True)
    return leading.exists() or _looks_after(user, network)


def _looks_after(user: Any, network: Network) -> bool:
    return is_coordinator(user, {network.area.code} if network.area else set())


def _finds(user: Any, network: Network) -> bool:
    """Whether an organiser of its region finds it, to ask into."""
    if network.closed_at or network.area is None or not own_public(user).exists():
        return False
    return network.area.code in regions_known_to(user)


def rows_of(whose: Whose) -> QuerySet[NetworkMember]:
    """The rows of organisations: those given, or those a person works for."""
    if whose is None or getattr(whose, "is_anonymous", False):
        return NetworkMember.objects.none()
    if hasattr(whose, "is_authenticated"):
        if not whose.is_active:
            return NetworkMember.objects.none()
        own = Membership.objects.filter(user=whose)
        return NetworkMember.objects.filter(organization__in=own.values("organization"))
    return NetworkMember.objects.filter(organization__in=whose)


def own_public(user: Any) -> QuerySet[Organization]:
    """The public organisations that a person works for: those that plan with others."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Organization.objects.none()
    return published().filter(memberships__user=user)


def regions_known_to(user: Any) -> set[str]:
    """The codes of the regions where a person's organisations work, and those she coordinates."""
    own = own_public(user).prefetch_related("service_areas")
    codes = {code for each in own for code in organizations.region_codes(each)}
    return codes | regions_of(user)
