"""The doors of advice: what one says of it on the page of one's plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from seurantalo.planning import verdicts
from seurantalo.planning.forms.advice import KEY
from seurantalo.planning.views.entry import plan_for, signed_in


@signed_in
@require_POST
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that something is no clash with one's plan, or that it is one after all."""
    plan = plan_for(request, "change", pk)
    other = request.POST.get("no_clash") or request.POST.get("clash") or ""
    if KEY.fullmatch(other):
        verdicts.say(plan, other, no_clash="no_clash" in request.POST, by=request.user)
    return redirect(reverse("plan", args=[pk]) + "#advice")
