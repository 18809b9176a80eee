"""A notice from a plan: the questions are filled in with what was planned."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from seurantalo.planning import becoming, policies
from seurantalo.planning import queries as plans
from seurantalo.planning.models import Plan
from seurantalo.telling import commands, queries
from seurantalo.telling.models import Report


@transaction.atomic
def start_from(plan: Plan, *, by: Any) -> Report:
    """Begin a notice from a plan, or go on with the one she began. Raises PermissionDenied."""
    if not policies.may(by, "tell", plan):
        raise PermissionDenied(f"{by} may not tell plan {plan.pk}")
    Plan.objects.select_for_update().get(pk=plan.pk)  # two presses at once begin one
    begun = Report.objects.filter(
        owner=by, sent_at=None, **{f"answers__{commands.PLAN}": plan.pk}
    ).first()
    if begun:
        return begun
    own = plans.own_hosts(plan, by)
    organization = next((one for one in own if one.pk == plan.organization_id), own[0])
    contacts = tuple(queries.known_contacts(organization)[:1])
    content = becoming.content_of(plan).model_copy(update={"contacts": contacts})
    report = commands.start(by, organization=organization, content=content)
    told = {commands.PLAN: plan.pk, "organization": str(organization.pk), "price": ""}
    return commands.keep(report, told)  # what it costs nobody has said yet
