"""Doing it together: asking others along, answering, leaving, and the thread of a plan."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from seurantalo.organizations.duplicates import Candidate, asked_for
from seurantalo.organizations.models import Organization
from seurantalo.planning import letters, queries, talking, together
from seurantalo.planning.forms.talking import AskForm, MessageForm
from seurantalo.planning.models import Plan, PlanPartner
from seurantalo.planning.views.entry import plan_for, signed_in
from seurantalo.planning.views.plans import show


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for an organisation by its name, and ask it along."""
    plan = plan_for(request, "invite", pk)
    if request.method == "POST":
        asked = get_object_or_404(Organization, pk=request.POST.get("organization", "0") or 0)
        return _done(request, plan, lambda: _invited(request, plan, asked))
    form = AskForm(request.GET) if "q" in request.GET else AskForm()
    found: list[Candidate] = []
    if form.is_bound and form.is_valid():
        found = [each for each in asked_for(form.cleaned_data["q"]) if each.organization.live]
    context = {"plan": plan, "form": form, "found": found, "looked": form.is_bound}
    return render(request, "planning/ask.html", context)


def _invited(request: HttpRequest, plan: Plan, organization: Organization) -> str:
    partner = together.invite(plan, organization, by=request.user)
    if partner.status == PlanPartner.Status.ACCEPTED:
        return _("It takes part now.")
    return _("The invitation is on its way. They see the whole plan now.")


@signed_in
@require_POST
def answer(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """Say yes or no to an invitation."""
    plan = plan_for(request, "view", pk)
    waiting = get_object_or_404(queries.waiting_invitations(request.user), pk=partner, plan=plan)

    def said() -> str:
        if "yes" in request.POST:
            together.accept(waiting, by=request.user)
            return _("You plan it together now.")
        together.refuse(waiting, by=request.user)
        return _("You said no. They get a letter.")

    return _done(request, plan, said)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: int, organization: int) -> HttpResponse:
    """Plan it no more: this page asks first."""
    plan = plan_for(request, "view", pk)
    own = {one.pk: one for one in queries.own_hosts(plan, request.user)}
    leaving = get_object_or_404(Organization, pk=organization if organization in own else 0)

    def gone() -> str:
        together.leave(plan, leaving, by=request.user)
        return _("You left the plan.")

    if request.method == "POST":
        return _done(request, plan, gone)
    return render(request, "planning/leave.html", {"plan": plan, "organization": leaving})


@signed_in
@require_POST
def part(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """Take an invitation back, or end a talk."""
    plan = plan_for(request, "invite", pk)
    one = get_object_or_404(PlanPartner.objects.select_related("plan"), pk=partner, plan=plan)

    def parted() -> str:
        together.part(one, by=request.user)
        return _("Done.")

    return _done(request, plan, parted)


def _done(request: HttpRequest, plan: Plan, change: Callable[[], str]) -> HttpResponse:
    """Make the change, say what happened, and go back to where one still may be."""
    try:
        messages.success(request, change())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    if queries.visible_to(request.user).filter(pk=plan.pk).exists():
        return redirect("plan", plan.pk)
    return redirect("plans")


@signed_in
@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something in the thread."""
    plan = plan_for(request, "write", pk)
    form = MessageForm(request.POST, speakers=talking.speakers_for(plan, request.user))
    if form.is_valid():
        told = form.cleaned_data
        try:
            talking.write(
                plan, told["text"], by=request.user, organization=told.get("organization")
            )
        except ValidationError as error:
            form.add_error("text", error.messages)
        else:
            messages.success(request, _("The message was sent."))
            return redirect(reverse("plan", args=[pk]) + "#talk")
    return show(request, plan, form, status=422)


@signed_in
@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the thread read, or change whether its messages come by mail too."""
    plan = plan_for(request, "view", pk)
    if "read" in request.POST:
        talking.mark_read(plan, by=request.user)
    else:
        wanted = request.POST.get("by_mail") == "yes"
        talking.set_by_mail(plan, wanted, by=request.user)
        messages.success(
            request, _("You get letters.") if wanted else _("You get no more letters of this plan.")
        )
    return redirect(reverse("plan", args=[pk]) + "#talk")


@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of a letter leads: no more of these, without signing in; it asks first."""
    try:
        pk = signing.loads(token, salt=letters.SALT)
    except signing.BadSignature:
        return render(request, "planning/quiet.html", {"state": "unknown"}, status=404)
    done = request.method == "POST"
    if done:
        talking.stop_letters(pk)
    return render(request, "planning/quiet.html", {"state": "done" if done else "ask"})
