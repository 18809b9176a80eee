"""Every read of networks: whose they are, who belongs to them, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q, QuerySet

from seurantalo.accounts.models import User
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.networks.policies import Whose, own_public, regions_known_to, rows_of
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Area

MEMBER, INVITED, ASKED = (
    NetworkMember.Status.MEMBER,
    NetworkMember.Status.INVITED,
    NetworkMember.Status.ASKED,
)


def networks_of(whose: Whose, *, closed: bool = True) -> QuerySet[Network]:
    """The networks of a person's organisations, or of these organisations; none of a stranger's.

    What was shared with a closed one stays with it; `closed=False` leaves out those that take in
    nothing new, as where one chooses whom to tell.
    """
    rows = rows_of(whose).filter(status=MEMBER)
    found = Network.objects.filter(pk__in=rows.values("network"))
    return found if closed else found.filter(closed_at=None)


def members_of(network: Network) -> QuerySet[Organization]:
    """The organisations that are in it, not those that were only invited."""
    rows = NetworkMember.objects.filter(network=network, status=MEMBER)
    return Organization.objects.filter(pk__in=rows.values("organization"))


def rows_in(network: Network) -> list[NetworkMember]:
    """All its rows as its page lists them: those that lead first, those that wait last."""
    rows = network.members.select_related("organization").order_by("since", "pk")
    return sorted(rows, key=lambda row: (row.status != MEMBER, not row.leads))


def counted(networks: QuerySet[Network]) -> QuerySet[Network]:
    """With their regions, and how many organisations are in each (`many`)."""
    members = Count("members", filter=Q(members__status=MEMBER))
    return networks.select_related("area").annotate(many=members)


def regions(codes: Collection[str]) -> list[Area]:
    """The regions of codes, by name."""
    found = Area.objects.filter(kind="region", code__in=codes)
    return sorted(found, key=lambda area: str(area).casefold())


def to_ask_into(user: Any) -> QuerySet[Network]:
    """The open networks of a person's regions that no organisation of hers is in or asks into."""
    if not own_public(user).exists():
        return Network.objects.none()
    there = Network.objects.filter(
        closed_at=None, area__kind="region", area__code__in=regions_known_to(user)
    )
    return there.exclude(pk__in=rows_of(user).values("network"))


def looked_after_by(user: Any) -> QuerySet[Network]:
    """The open networks of the regions that a person coordinates."""
    return Network.objects.filter(
        closed_at=None, area__kind="region", area__code__in=organizations.regions_of(user)
    )


def invitations(user: Any) -> QuerySet[NetworkMember]:
    """What her organisations were invited to and have not answered."""
    rows = rows_of(user).filter(status=INVITED, network__closed_at=None)
    return rows.select_related("network", "organization")


def asking(user: Any) -> QuerySet[NetworkMember]:
    """Those that ask to join a network which her organisations lead, or of her regions."""
    led = rows_of(user).filter(status=MEMBER, leads=True).values("network")
    hers = Q(network__in=led) | Q(network__in=looked_after_by(user))
    rows = NetworkMember.objects.filter(hers, status=ASKED, network__closed_at=None)
    return rows.select_related("network", "organization")


def leaders(network: Network) -> list[User]:
    """Whom a letter to those who lead it goes to."""
    rows = network.members.filter(status=MEMBER, leads=True).values("organization")
    return organizations.managers(list(Organization.objects.filter(pk__in=rows)))


def own_data(user: Any) -> list[dict[str, Any]]:
    """The networks a person has founded, for her download."""
    rows = Network.objects.filter(created_by=user)
    return [{"name": row.name, "purpose": row.purpose, "created": row.created} for row in rows]
