"""Asking to keep an organisation that is here already, and deciding on it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seurantalo.organizations import commands, queries
from seurantalo.organizations.forms.errors import show
from seurantalo.organizations.forms.joining import ClaimForm, DecideForm
from seurantalo.organizations.models import Claim, Organization
from seurantalo.organizations.policies import may, role_in
from seurantalo.organizations.views.entry import sent, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Who are you? Then it waits for a coordinator or a manager."""
    organization = get_object_or_404(Organization, pk=pk)
    form = ClaimForm(sent(request))
    waiting = queries.claims_of(request.user).filter(organization=pk, status=Claim.Status.WAITING)
    if request.method == "POST" and form.is_valid():
        try:
            commands.claim(organization, by=request.user, evidence=form.cleaned_data["evidence"])
        except ValidationError as error:
            show(form, error)
        else:
            messages.success(
                request,
                _("Thank you. You get a letter as soon as somebody has decided, in a few days."),
            )
            return redirect("my-organizations")
    context = {
        "form": form,
        "organization": organization,
        "role": role_in(request.user, organization),
        "waiting": waiting.first(),
    }
    return render(
        request, "organizations/claim_ask.html", context, status=422 if form.errors else 200
    )


@signed_in
@require_http_methods(["GET"])
def waiting(request: HttpRequest) -> HttpResponse:
    """The claims this person may decide."""
    context = {"claims": queries.waiting_claims(request.user)}
    return render(request, "organizations/claims.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim: let in, or not and why. One that is decided says who did it."""
    claim = get_object_or_404(Claim.objects.select_related("organization", "user"), pk=pk)
    if claim.user_id == request.user.pk or not may(
        request.user, "decide claim", claim.organization
    ):
        raise PermissionDenied
    form = DecideForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            commands.decide_claim(
                claim,
                by=request.user,
                approve="approve" in request.POST,
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            show(form, error)
            claim.refresh_from_db()
        else:
            messages.success(request, _("Decided. A letter tells it to the one who asked."))
            return redirect("claims")
    context = {"claim": claim, "form": form, "people": queries.people(claim.organization)}
    return render(request, "organizations/claim.html", context, status=422 if form.errors else 200)
