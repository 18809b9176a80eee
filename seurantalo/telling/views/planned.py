"""The door from a plan to the questions."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from seurantalo.planning import queries
from seurantalo.planning.models import Plan
from seurantalo.telling import from_plans


@login_required
@require_POST
def start_from_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice from a plan; it is looked over before it is sent."""
    plan: Plan | None = queries.visible_to(request.user).filter(pk=pk).first()
    if plan is None:
        raise Http404
    return redirect("report-summary", from_plans.start_from(plan, by=request.user).pk)
