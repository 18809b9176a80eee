"""Who works for an organisation: the page of its people, and the page a letter leads to."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from seurantalo.organizations import commands, queries
from seurantalo.organizations.forms.errors import show
from seurantalo.organizations.forms.joining import InviteForm
from seurantalo.organizations.models import Membership, Organization
from seurantalo.organizations.policies import may, role_in
from seurantalo.organizations.views.entry import organization_for, sent, signed_in


@signed_in
@require_http_methods(["GET"])
def mine(request: HttpRequest) -> HttpResponse:
    """The organisations one works for, what one has asked for, and how to get another."""
    context = {
        "memberships": queries.memberships(request.user),
        "claims": queries.claims_of(request.user),
    }
    return render(request, "organizations/mine.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Members with their roles and invitations on their way; POST invites somebody."""
    action = "manage members" if request.method == "POST" else "change"
    organization = organization_for(request, action, pk)
    form = InviteForm(sent(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            commands.invite(organization, email=told["email"], role=told["role"], by=request.user)
        except ValidationError as error:
            show(form, error)
        else:
            messages.success(
                request, _("The invitation went to %(email)s.") % {"email": told["email"]}
            )
            return redirect("organization-people", pk)
    context = {
        "organization": organization,
        "members": queries.people(organization),
        "invitations": queries.pending_invitations(organization),
        "form": form,
        "manages": may(request.user, "manage members", organization),
        "role": role_in(request.user, organization),
    }
    return render(request, "organizations/people.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """One member: change the role, remove (this page is the confirmation), hand over."""
    organization = organization_for(request, "manage members", pk)
    person = get_object_or_404(
        Membership.objects.select_related("organization", "user"),
        pk=member,
        organization=organization,
    )
    if request.method == "POST":
        return _done(request, organization, lambda: _change(request, person))
    context = {"organization": organization, "member": person}
    return render(request, "organizations/member.html", context)


def _change(request: HttpRequest, member: Membership) -> str:
    """Do what the button says; the words for afterwards."""
    who = {"who": str(member.user)}
    if "remove" in request.POST:
        commands.remove_member(member, by=request.user)
        return _("%(who)s no longer works here.") % who
    if "hand-over" in request.POST:
        commands.hand_over(
            member.organization, to=member.user, by=request.user, then_leave="leave" in request.POST
        )
        return _("%(who)s is now a manager.") % who
    commands.change_role(member, role=request.POST.get("role", ""), by=request.user)
    return _("The role was changed.")


@signed_in
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop working for it: this page asks first."""
    organization = organization_for(request, "change", pk)
    if request.method == "POST":
        return _done(request, organization, lambda: _left(request, organization))
    context = {
        "organization": organization,
        "others": [each for each in queries.people(organization) if each.user != request.user],
        "stays": queries.is_last_manager(organization, request.user),
    }
    return render(request, "organizations/leave.html", context)


def _left(request: HttpRequest, organization: Organization) -> str:
    commands.leave(organization, by=request.user)
    return _("You no longer work for %(organization)s.") % {"organization": organization}


@signed_in
@require_http_methods(["POST"])
def invitation_again(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Send the letter again, or withdraw it."""
    organization = organization_for(request, "manage members", pk)
    letter = get_object_or_404(queries.pending_invitations(organization), pk=invitation)

    def change() -> str:
        if "withdraw" in request.POST:
            commands.withdraw_invitation(letter, by=request.user)
            return _("The invitation was withdrawn.")
        commands.resend(letter, by=request.user)
        return _("The invitation went to %(email)s.") % {"email": letter.email}

    return _done(request, organization, change)


def _done(
    request: HttpRequest, organization: Organization, change: Callable[[], str]
) -> HttpResponse:
    """Make the change, say what happened, and go back to where one still may be."""
    try:
        messages.success(request, change())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    stays = may(request.user, "change", organization)
    if stays:
        return redirect("organization-people", organization.pk)
    return redirect("my-organizations")


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of the letter leads, with or without an account."""
    found = queries.invitation_of(token)
    if found is None:
        return render(request, "organizations/invitation_gone.html", {"why": "unknown"}, status=404)
    context = {"invitation": found, "organization": found.organization}
    user = request.user
    why = queries.refusal(found, user if user.is_authenticated else None)
    if why:
        gone = {**context, "why": why}
        return render(request, "organizations/invitation_gone.html", gone, status=410)
    if not user.is_authenticated:
        told = urlencode({"next": request.path, "email": found.email}, safe="/")
        enter = f"{reverse('enter')}?{told}"
        return render(request, "organizations/invitation.html", {**context, "enter": enter})
    if request.method == "POST":
        try:
            commands.accept(found, by=user)
        except ValidationError:  # the same link was used a moment ago
            return redirect("invitation", token)
        messages.success(
            request, _("Welcome. You now work for %(name)s.") % {"name": found.organization}
        )
        return redirect("my-organizations")
    return render(request, "organizations/invitation.html", context)
