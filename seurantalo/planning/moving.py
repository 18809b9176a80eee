"""Plans of organisations that were merged into one, or parted again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from seurantalo.organizations.models import Organization
from seurantalo.planning.models import Message, Plan, PlanPartner

MOVED = {"plans": Plan, "plan_messages": Message}


def follow_merge(merged: Organization, into: Organization) -> dict[str, Any]:
    """The plans, messages and invitations of the one are the other's; what was moved, as JSON.

    An organisation is in a plan once, the furthest that either was.
    """
    moved: dict[str, Any] = {}
    for name, model in MOVED.items():
        rows: Any = model._default_manager.filter(organization=merged)
        moved[name] = list(rows.values_list("pk", flat=True))
        rows.update(organization=into)
    rows = PlanPartner.objects.filter(organization__in=(merged, into)).select_related("plan")
    moved["plan_partners"] = [
        [row.plan_id, row.organization_id, row.status, row.since.isoformat()]
        for row in rows.order_by("pk")
    ]
    for row in rows.filter(organization=merged):
        _unite(row, into)
    PlanPartner.objects.filter(organization=into, plan__organization=into).delete()
    return moved


def _unite(row: PlanPartner, into: Organization) -> None:
    other = PlanPartner.objects.filter(plan=row.plan, organization=into).first()
    if other is None:
        row.organization = into
        row.save(update_fields=["organization"])
        return
    other.status = _furthest(row.status, other.status)
    other.since = min(row.since, other.since)
    other.save(update_fields=["status", "since"])
    row.delete()


def _furthest(*statuses: str) -> str:
    return max(statuses, key=PlanPartner.Status.values.index)


def follow_back(merged: Organization, into: Organization, moved: dict[str, Any]) -> None:
    """Parted again, each has its own; what was done to them meanwhile stays."""
    for name, model in MOVED.items():
        rows: Any = model._default_manager.filter(pk__in=moved.get(name, []), organization=into)
        rows.update(organization=merged)
    before: dict[int, dict[int, Any]] = {}
    for plan, organization, status, since in moved.get("plan_partners", []):
        told = {"status": status, "since": datetime.fromisoformat(since)}
        before.setdefault(plan, {})[organization] = told
    for plan in Plan.objects.filter(pk__in=before):
        _part(plan, before[plan.pk], merged, into)


def _part(plan: Plan, before: dict[int, Any], merged: Organization, into: Organization) -> None:
    """Each is in the plan as it was, if it is still as the merge left it."""
    united = _furthest(*(told["status"] for told in before.values()))
    PlanPartner.objects.filter(plan=plan, organization=into, status=united).delete()
    for one in (merged, into):
        if one.pk in before and plan.organization_id != one.pk:
            PlanPartner.objects.get_or_create(plan=plan, organization=one, defaults=before[one.pk])
