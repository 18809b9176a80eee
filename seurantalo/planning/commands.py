"""Every write of plans: told, made surer, dropped, taken up again, become a notice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities import partners as activity_partners
from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.planning import following, policies, queries
from seurantalo.planning.models import Plan, PlanPartner, PlanTime
from seurantalo.planning.told import PlanTold, TimeTold

MOST_TIMES = 10
MOST_PLANS = 200  # open ones of one organisation: a person never needs them, a program would


class ChangedMeanwhile(ValidationError):
    """Another host has changed the plan since this person began to."""


def require(by: Any, action: str, plan: Plan) -> None:
    """Raises PermissionDenied when this person may not do that to the plan."""
    if not policies.may(by, action, plan):
        raise PermissionDenied(f"{by} may not {action} plan {plan.pk}")


@transaction.atomic
def tell(
    told: PlanTold,
    *,
    organization: Organization | None = None,
    by: Any,
    to: Plan | None = None,
    base: datetime | None = None,
) -> Plan:
    """Make a plan of an organisation, or change the one in `to`, which was as changed at `base`.

    Raises PermissionDenied, ChangedMeanwhile, and ValidationError by the names of the form's fields.
    """
    before = None
    if to is not None:
        require(by, "change", to)
        plan = Plan.objects.select_for_update().get(pk=to.pk)
        if base is not None and plan.modified != base:
            raise ChangedMeanwhile(_("Another organiser has changed this plan meanwhile."))
        before = following.as_it_is(plan)
        _check(told, plan.organization, plan, by)
        for name, value in told.columns().items():
            setattr(plan, name, value)
        plan.save()
    else:
        if organization is None or not policies.may_plan_for(by, organization):
            raise PermissionDenied(f"{by} may not plan for {organization}")
        _check(told, organization, None, by)
        plan = Plan.objects.create(organization=organization, created_by=by, **told.columns())
        following.follow(plan, by)
    plan.terms.set(told.terms)
    plan.networks.set(told.networks if told.audience == Plan.Audience.NETWORKS else ())
    _set_times(plan, told.times)
    if before is not None:
        following.note(plan, before, by=by)
    return plan


def _check(told: PlanTold, of: Organization, plan: Plan | None, by: Any) -> None:
    if told.shown == Plan.Shown.HINT and not told.hint.strip():
        raise ValidationError({"hint": _("Write the hint that others see.")})
    if told.audience == Plan.Audience.NETWORKS:
        kept = set(plan.networks.values_list("pk", flat=True)) if plan else set()
        own = {each.pk for each in queries.networks_for(by)} | kept
        if not told.networks or not {each.pk for each in told.networks} <= own:
            raise ValidationError({"networks": _("Choose at least one of your networks.")})
    if not 1 <= len(told.times) <= MOST_TIMES:
        raise ValidationError(_("Give at least one date and at most ten."))
    if len({each.start for each in told.times}) < len(told.times):
        raise ValidationError(_("The same time is there twice."))
    mine = Plan.objects.filter(organization=of, dropped_at=None, activity=None)
    if plan is None and mine.count() >= MOST_PLANS:
        raise ValidationError(_("There are very many open plans. Drop some of them first."))


def _set_times(plan: Plan, times: tuple[TimeTold, ...]) -> None:
    """Dates keep their keys when they move; what is no longer told goes."""
    old = {each.pk: each for each in plan.times.all()}
    kept = {each.pk for each in times if each.pk in old}
    plan.times.exclude(pk__in=kept).delete()
    # Two dates may change places: first all out of each other's way, then each to its own.
    rows = [(old[each.pk] if each.pk in old else PlanTime(plan=plan), each) for each in times]
    moving = [row for row, each in rows if row.pk and row.start != each.start]
    PlanTime.objects.filter(pk__in=[row.pk for row in moving]).delete()
    for row, each in rows:
        row.start, row.end = each.start, each.end
        row.whole_day, row.stage = each.whole_day, each.stage
        row.save(force_insert=row in moving or row.pk is None)


@transaction.atomic
def set_stage(time: PlanTime, stage: str, *, by: Any) -> PlanTime:
    """Make a date surer or less sure. It publishes nothing."""
    require(by, "change", time.plan)
    if stage not in PlanTime.Stage.values:
        raise ValidationError(_("There is no such stage."))
    before = following.as_it_is(time.plan)
    time.stage = stage
    time.save(update_fields=["stage"])
    time.plan.save(update_fields=["modified"])
    following.note(time.plan, before, by=by)
    return time


@transaction.atomic
def drop(plan: Plan, *, by: Any) -> None:
    """Give a plan up: only its own see it any more, and can take it up again."""
    require(by, "drop", plan)
    before, now = following.as_it_is(plan), timezone.now()
    Plan.objects.filter(pk=plan.pk, dropped_at=None).update(dropped_at=now, modified=now)
    following.note(plan, before, by=by)


@transaction.atomic
def take_up(plan: Plan, *, by: Any) -> None:
    """It is planned after all."""
    require(by, "drop", plan)
    before = following.as_it_is(plan)
    Plan.objects.filter(pk=plan.pk).update(dropped_at=None, modified=timezone.now())
    following.note(plan, before, by=by)


@transaction.atomic
def became(plan: Plan, activity: Activity, *, by: Any) -> None:
    """The plan is a notice now; those who planned it together hold it together.

    Nothing happens when the person may not tell it any more, or it became another one already.
    """
    held = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if held is None or not policies.may(by, "tell", held):
        return
    if held.activity_id not in (None, activity.pk):
        return
    held.activity = activity
    held.save(update_fields=["activity", "modified"])
    hosts = held.partners.filter(status=PlanPartner.Status.ACCEPTED).select_related("organization")
    for each in [held.organization, *(partner.organization for partner in hosts)]:
        if each.pk != activity.organization_id:
            activity_partners.welcome(activity, each, by=by)
