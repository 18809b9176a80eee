"""The pages of networks: one's own and those of the region, one of them, founding, going."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.common.numbers import whole
from seurantalo.networks import commands, policies, queries
from seurantalo.networks.forms import AskForm, NetworkForm
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.duplicates import asked_for
from seurantalo.organizations.forms.joining import FindForm
from seurantalo.organizations.models import Organization
from seurantalo.organizations.policies import is_member

READ = ["GET", "HEAD"]


@login_required
@require_http_methods(READ)
def networks(request: HttpRequest) -> HttpResponse:
    """One's own, those that asked one in, and those of the region one may ask to join."""
    user: Any = request.user
    looked_after = queries.looked_after_by(user) if coordinates_somewhere(user) else ()
    own = queries.counted(queries.networks_of(user))
    context = {
        "own": own,
        "invitations": queries.invitations(user),
        "asking": queries.asking(user),
        "nearby": queries.counted(queries.to_ask_into(user)),
        "looked_after": queries.counted(looked_after.exclude(pk__in=own.values("pk")))
        if looked_after
        else (),
        "may_found": policies.may_found(user),
    }
    return render(request, "networks/networks.html", context)


def _network(request: HttpRequest, pk: int, action: str = "view") -> Network:
    """The network of an address; one that may not be seen is not there."""
    found = get_object_or_404(Network.objects.select_related("area"), pk=pk)
    if not policies.may(request.user, "view", found):
        raise Http404
    if action != "view" and not policies.may(request.user, action, found):
        raise PermissionDenied
    return found


@login_required
@require_http_methods([*READ, "POST"])
def network(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is for and who is in it; whoever leads it invites, whoever is not in it asks."""
    found = _network(request, pk)
    rows = queries.rows_in(found)
    if request.method == "POST":
        return _answered(request, found, rows)
    user: Any = request.user
    leads = policies.may(user, "lead", found)
    own = {each.pk for each in organizations.own_organizations(user)}
    form = FindForm(request.GET) if "q" in request.GET else FindForm()
    asked = form.is_bound and form.is_valid()
    context = {
        "network": found,
        "rows": rows if policies.may(user, "see members", found) else _public(rows),
        "own": own,
        "leads": leads,
        "waiting": [row for row in rows if row.status != queries.MEMBER and _mine(user, row)],
        "ask": AskForm(own=_outside(user, rows)) if _may_ask(user, found, rows) else None,
        "reopens": policies.may_reopen(user, found),
        "form": form,
        "asked": asked,
        "known": {row.organization_id for row in rows if row.status != queries.ASKED},
        "found": [
            each.organization
            for each in (asked_for(form.cleaned_data["q"]) if asked else ())
            if each.organization.live
        ],
    }
    return render(request, "networks/network.html", context)


def _public(rows: list[NetworkMember]) -> list[NetworkMember]:
    """What a stranger of the region sees of its members: those in it that everybody sees."""
    return [row for row in rows if row.status == queries.MEMBER and row.organization.live]


def _mine(user: Any, row: NetworkMember) -> bool:
    """Whether an answer waits for this person and no other side."""
    return policies.may_answer(user, row)


def _outside(user: Any, rows: list[NetworkMember]) -> list[Organization]:
    """Her public organisations that have nothing to do with it yet."""
    inside = {row.organization_id for row in rows}
    return [each for each in policies.own_public(user) if each.pk not in inside]


def _may_ask(user: Any, found: Network, rows: list[NetworkMember]) -> bool:
    if found.closed_at or policies.may(user, "lead", found):
        return False
    return bool(_outside(user, rows))


def _answered(request: HttpRequest, found: Network, rows: list[NetworkMember]) -> HttpResponse:
    """Do what a button of the page says, and tell what came of it."""
    user: Any = request.user
    deeds: dict[str, Callable[[int], str]] = {
        "invite": lambda pk: _invited(found, pk, user),
        "organization": lambda pk: _asked(found, pk, user),
        "accept": lambda pk: _accepted(_row(rows, pk), user),
        "lead": lambda pk: _led(_row(rows, pk), user, leads=True),
        "no-lead": lambda pk: _led(_row(rows, pk), user, leads=False),
        "reopen": lambda _pk: _reopened(found, user),
    }
    for name, deed in deeds.items():
        key = whole(request.POST.get(name, ""))
        if key is None:
            continue
        try:
            messages.success(request, deed(key))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        break
    return redirect("network", found.pk)


def _row(rows: list[NetworkMember], pk: int) -> NetworkMember:
    for row in rows:
        if row.pk == pk:
            return row
    raise Http404


def _invited(found: Network, pk: int, by: Any) -> str:
    row = commands.invite(found, get_object_or_404(Organization, pk=pk), by=by)
    if row.status == queries.INVITED:
        return _("The invitation was sent. You see here when they answer.")
    return _("It is in the network now.")


def _asked(found: Network, pk: int, by: Any) -> str:
    row = commands.ask(found, get_object_or_404(Organization, pk=pk), by=by)
    if row.status == queries.ASKED:
        return _("You asked to join. Those who lead the network answer by a letter.")
    return _("You are in the network now.")


def _accepted(row: NetworkMember, by: Any) -> str:
    commands.accept(row, by=by)
    return _("It is in the network now.")


def _led(row: NetworkMember, by: Any, *, leads: bool) -> str:
    commands.lead(row, leads=leads, by=by)
    return _("It leads the network too.") if leads else _("It no longer leads the network.")


def _reopened(found: Network, by: Any) -> str:
    commands.reopen(found, by=by)
    return _("The network is open again.")


@login_required
@require_http_methods([*READ, "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Founding one: a name, a purpose, who finds it, and which of one's organisations leads."""
    user: Any = request.user
    if not policies.may_found(user):
        return render(request, "networks/nobody.html", {}, status=403)
    own = sorted(policies.own_public(user), key=str)
    form = NetworkForm(
        request.POST if request.method == "POST" else None,
        areas=queries.regions(policies.regions_known_to(user)),
        own=own,
        official=coordinates_somewhere(user),
    )
    if form.is_bound and form.is_valid():
        made = commands.found(**form.cleaned_data, by=user)
        messages.success(request, _("The network is there. Now invite the others."))
        return redirect("network", made.pk)
    context = {"form": form, "network": None}
    return render(request, "networks/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods([*READ, "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its name, purpose and region."""
    found = _network(request, pk, "lead")
    form = NetworkForm(
        request.POST if request.method == "POST" else None,
        areas=queries.regions(policies.regions_known_to(request.user)),
        told=found,
    )
    if form.is_bound and form.is_valid():
        commands.change(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("network", found.pk)
    context = {"form": form, "network": found}
    return render(request, "networks/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods([*READ, "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once; it can be opened again."""
    found = _network(request, pk, "lead")
    if request.method == "POST":
        commands.close(found, by=request.user)
        messages.success(request, _("The network was closed. You can open it again here."))
        return redirect("network", found.pk)
    return render(request, "networks/close.html", {"network": found})


@login_required
@require_http_methods([*READ, "POST"])
def member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Asks once, then lets one go: oneself, a member, an invitation or one that asks."""
    found = _network(request, pk)
    row = get_object_or_404(
        NetworkMember.objects.select_related("organization", "network"), network=found, pk=member
    )
    mine = is_member(request.user, row.organization)
    if not mine and not policies.may(request.user, "lead", found):
        raise PermissionDenied
    if request.method == "POST":
        return _gone(request, row, mine)
    return render(request, "networks/member.html", {"network": found, "row": row, "mine": mine})


def _gone(request: HttpRequest, row: NetworkMember, mine: bool) -> HttpResponse:
    refused = row.status == (queries.INVITED if mine else queries.ASKED)
    try:
        (commands.refuse if refused else commands.go)(row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("networks")
    messages.success(request, _("Done."))
    if policies.may(request.user, "view", row.network):
        return redirect("network", row.network_id)
    return redirect("networks")
