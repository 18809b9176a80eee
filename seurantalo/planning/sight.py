"""Which plans a person may see, and how much of each: the one place that says it.

Nothing of a plan is public. Organisers see it: those whose organisation is itself public, as
anybody can register one and wait. A coordinator sees what her region's organisers see, no more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from seurantalo.accounts.policies import is_national_admin, via_key
from seurantalo.networks.models import NetworkMember
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Address, Membership, Organization
from seurantalo.places import queries as places
from seurantalo.places.models import Area
from seurantalo.places.models import Membership as AreaMembership
from seurantalo.planning.models import Plan, PlanPartner
from seurantalo.publishing.queries import public

KEPT = "_looks_at_plans_as"


@dataclass(frozen=True)
class Standing:
    """As whom a person looks at plans: her organisations, the public ones of them, her regions.

    `regions` is None for who sees those of every region.
    """

    own: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()
    regions: frozenset[str] | None = frozenset()


def standing(user: Any) -> Standing:
    """As whom this person looks; nobody in particular when she has not signed in."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Standing()
    kept: Standing | None = getattr(user, KEPT, None)
    return kept or _read(user)


def look_once(user: Any) -> None:
    """Read as whom she looks once for a whole page, which asks for it many times.

    Only doors say this, whose person lives as long as the request: to a command she comes anew.
    """
    setattr(user, KEPT, standing(user))


def _read(user: Any) -> Standing:
    hers = Membership.objects.filter(user=user).annotate(open=_truth(public("organization__")))
    rows = list(hers.values_list("organization", "open"))
    own = frozenset(pk for pk, _open in rows)
    if via_key(user):
        return Standing(own=own)  # a program acts for her organisations and looks no further
    known = frozenset(pk for pk, is_open in rows if is_open)
    if is_national_admin(user):
        return Standing(own, known, None)
    regions = _regions_of(known) | organizations.regions_of(user)
    return Standing(own, known, frozenset(regions))


def _regions_of(own: Collection[int]) -> set[str]:
    """The codes of the regions where these organisations work or are met."""
    if not own:
        return set()
    works = Organization.service_areas.through.objects.filter(organization__in=own)
    met = Address.objects.filter(organization__in=own)
    near = Q(pk__in=works.values("area")) | Q(pk__in=met.values("location__municipality"))
    return places.regions_of(list(Area.objects.filter(near)))


def visible_to(user: Any) -> QuerySet[Any]:
    """The plans a person may see, each with `hers`, `whole` and `seen_by`.

    `hers`: she may change it. `whole`: she may see all of it and not only the hint. What was
    dropped only its own see. `shapes.seen` is the only way to read one aloud.
    """
    return _told_to(user, still=Q(dropped_at=None))


def was_visible_to(user: Any) -> QuerySet[Any]:
    """As `visible_to`, also of what was dropped: as if it had not been, to tell that it was.

    A plan that was changed after it was dropped was never seen as it is now.
    """
    return _told_to(user, still=Q(dropped_at=None) | Q(dropped_at__gte=F("modified")))


def _told_to(user: Any, *, still: Q) -> QuerySet[Any]:
    """The plans of which this person is one it is told to; others only of those that are `still` so."""
    her = standing(user)
    if not (her.own or her.regions is None or her.regions):
        nothing = Value(False)
        return Plan.objects.none().annotate(hers=nothing, whole=nothing, seen_by=Value(0))
    accepted = PlanPartner.Status.ACCEPTED
    hosts = Q(organization__in=her.own) | Q(_with(her.own, (accepted,)))
    asked = Q(_with(her.own, (PlanPartner.Status.INVITED, accepted)))
    talks = Q(_with(her.own, PlanPartner.Status.values))
    others = still & (talks | (public("organization__") & _shared_with(her)))
    whole = hosts | asked | Q(shown=Plan.Shown.ALL)
    return Plan.objects.filter(hosts | others).annotate(
        hers=_truth(hosts), whole=_truth(whole), seen_by=Value(user.pk)
    )


def _shared_with(her: Standing) -> Q:
    """The audience the planner chose has this person in it."""
    shared = Plan.networks.through.objects.filter(
        plan=OuterRef("pk"),
        network__members__status=NetworkMember.Status.MEMBER,
        network__members__organization__in=her.known,
    )
    networks = Q(audience=Plan.Audience.NETWORKS) & Q(Exists(shared))
    region = Q(audience=Plan.Audience.REGION)
    if her.regions is None:
        return region | networks
    if not her.regions:
        return networks
    towns = AreaMembership.objects.filter(
        group__kind="region", group__code__in=her.regions, member__kind="municipality"
    )
    near = Q(municipality__in=towns.values("member")) | Q(
        organization__in=organizations.in_regions(her.regions)
    )
    return (region & near) | networks


def _with(own: Collection[int], statuses: Collection[str]) -> Exists:
    """One of these organisations is in the plan, that far."""
    return Exists(
        PlanPartner.objects.filter(
            plan=OuterRef("pk"), organization__in=own, status__in=list(statuses)
        )
    )


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=False, output_field=BooleanField())
