"""Every read of plans. What others may know of one is said by `sight` and `shapes` alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from seurantalo.activities.queries import published as published_activities
from seurantalo.networks import queries as networks
from seurantalo.networks.models import Network
from seurantalo.organizations.models import Membership, Organization
from seurantalo.planning import sight
from seurantalo.planning.models import Follow, Message, Plan, PlanPartner, PlanTime
from seurantalo.taxonomy import queries as taxonomy

KEPT_IN_SIGHT = timedelta(days=31)


@dataclass(frozen=True)
class PlanFilter:
    """What somebody looks for among plans; `month` its first moment and that of the next."""

    seeks: str = ""
    municipality: str = ""
    target_group: str = ""
    stage: str = ""
    month: tuple[datetime, datetime] | None = None


def visible_to(user: Any) -> QuerySet[Any]:
    """The plans a person may see; read them aloud with `shapes.seen(plan, by=user)`."""
    return sight.visible_to(user)


def planned_for(user: Any) -> QuerySet[Any]:
    """Those of them that are still plans: not dropped, and not public as a notice already."""
    public = published_activities().values("pk")
    return visible_to(user).filter(dropped_at=None).exclude(activity__in=public)


def with_everything(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """All that `shapes.seen` reads, in a fixed number of queries."""
    return plans.select_related("organization", "municipality").prefetch_related(
        "times",
        Prefetch("terms", taxonomy.for_records()),
        Prefetch(
            "partners",
            PlanPartner.objects.filter(status=PlanPartner.Status.ACCEPTED).select_related(
                "organization"
            ),
            to_attr="together",
        ),
    )


def networks_for(user: Any) -> QuerySet[Network]:
    """The networks she can choose to tell: those her organisations are in and that are open."""
    return networks.networks_of(user, closed=False)


def own_dates(user: Any) -> QuerySet[PlanTime]:
    """The coming dates of what she plans and has not made public, the next first, in one query."""
    own = Membership.objects.filter(user=user).values("organization")
    accepted = PlanPartner.objects.filter(
        organization__in=own, status=PlanPartner.Status.ACCEPTED
    ).values("plan")
    hers = Q(plan__organization__in=own) | Q(plan__in=accepted)
    ahead = PlanTime.objects.filter(hers, end__gte=timezone.now(), plan__dropped_at=None)
    public = published_activities().values("pk")
    return ahead.exclude(plan__activity__in=public).select_related("plan").order_by("start", "pk")


def kept_networks(plan: Plan) -> QuerySet[Network]:
    """Those it is told to already, also what has been closed since."""
    return Network.objects.filter(pk__in=plan.networks.values("pk"))


def own_open(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Those that are not dropped and have a date ahead, or just behind."""
    lately = PlanTime.objects.filter(plan=OuterRef("pk"), end__gte=timezone.now() - KEPT_IN_SIGHT)
    return plans.filter(Exists(lately), dropped_at=None)


def waiting_invitations(user: Any) -> QuerySet[PlanPartner]:
    """The invitations to plan together that her organisations have not answered."""
    own = Membership.objects.filter(user=user).values("organization")
    rows = PlanPartner.objects.filter(
        organization__in=own, status=PlanPartner.Status.INVITED, plan__dropped_at=None
    )
    return rows.select_related("plan__organization", "organization").order_by("since", "pk")


def own_hosts(plan: Plan, user: Any) -> list[Organization]:
    """The organisations in whose name she is in the plan: the first, then partners."""
    own = list(Membership.objects.filter(user=user).values_list("organization", flat=True))
    found = Organization.objects.filter(pk__in=own)
    partners = plan.partners.values("organization")
    return list(found.filter(Q(pk=plan.organization_id) | Q(pk__in=partners)))


def by_next(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans by their next coming date, those without one last."""
    coming = Min("times__start", filter=Q(times__end__gte=timezone.now()))
    return plans.annotate(next=coming).order_by(F("next").asc(nulls_last=True), "pk")


def narrowed(plans: QuerySet[Any], wanted: PlanFilter) -> QuerySet[Any]:
    """The plans that fit. For whom it is is asked only of those seen whole: a hint hides it."""
    times = PlanTime.objects.filter(plan=OuterRef("pk"), end__gte=timezone.now())
    if wanted.stage:
        times = times.filter(stage=wanted.stage)
    if wanted.month:
        first, last = wanted.month
        times = times.filter(start__gte=first, start__lt=last)
    plans = plans.filter(Exists(times))
    if wanted.seeks:
        plans = plans.filter(**{f"seeks_{wanted.seeks}": True})
    if wanted.municipality:
        plans = plans.filter(
            municipality__kind="municipality", municipality__code=wanted.municipality
        )
    if wanted.target_group:
        group = Plan.terms.through.objects.filter(
            plan=OuterRef("pk"),
            term__taxonomy__code="target_group",
            term__code=wanted.target_group,
        )
        plans = plans.filter(Exists(group), whole=True)
    return plans


def own_data(user: Any) -> dict[str, Any]:
    """What is kept of a person here, for her download; a hint stays a hint there too."""
    rows: Any = visible_to(user)
    called = {row.pk: row.name if row.whole else row.hint for row in rows}
    written = Message.objects.filter(author=user)
    followed = Follow.objects.filter(user=user)
    return {
        "planned": list(Plan.objects.filter(created_by=user).values("name", "created")),
        "written": [
            {"plan": called.get(each.plan_id, ""), "text": each.text, "created": each.created}
            for each in written
        ],
        "followed": [
            {"plan": called.get(each.plan_id, ""), "by_mail": each.by_mail} for each in followed
        ],
    }
