"""Plans as the tests and the demo make them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from seurantalo.organizations.models import Organization
from seurantalo.places.models import Area
from seurantalo.planning.models import Plan, PlanTime
from seurantalo.taxonomy.models import Term


def plan(
    name: str = "Mummon kammarin tanssit",
    *,
    of: Organization,
    at: datetime | None = None,
    stage: str = "idea",
    terms: tuple[str, ...] = (),
    municipality: str = "297",
    networks: tuple[Any, ...] = (),
    **told: Any,
) -> Plan:
    """A plan with one date, seven days from now at the same hour when nothing else is said."""
    made = Plan.objects.create(
        organization=of,
        name=name,
        municipality=Area.objects.filter(kind="municipality", code=municipality).first(),
        **told,
    )
    made.terms.set(Term.objects.filter(code__in=terms))
    made.networks.set(networks)
    start = at or timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    PlanTime.objects.create(plan=made, start=start, end=start + timedelta(hours=2), stage=stage)
    return made
