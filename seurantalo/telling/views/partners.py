"""Holding something together: whom to ask, what was answered, and how one goes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seurantalo.activities import partners as commands
from seurantalo.activities import queries
from seurantalo.activities.models import Activity, Partner
from seurantalo.common.numbers import whole
from seurantalo.organizations.duplicates import asked_for
from seurantalo.organizations.forms.joining import FindForm
from seurantalo.organizations.models import Organization
from seurantalo.organizations.policies import is_member
from seurantalo.publishing.policies import may

INVITED = Partner.Status.INVITED


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds it; its people ask others, and who is asked answers. Nobody else learns of it."""
    activity = get_object_or_404(Activity.objects.select_related("organization"), pk=pk)
    rows = queries.partners_of(activity)
    waiting = queries.invitations_to_hold(request.user).filter(activity=activity)
    holds = may(request.user, "change", activity)
    if not holds and not waiting:
        raise Http404
    if request.method == "POST":
        return _answered(request, activity, rows)
    form = FindForm(request.GET) if "q" in request.GET else FindForm()
    asked = form.is_bound and form.is_valid()
    known = {activity.organization_id, *(row.organization_id for row in rows)}
    context = {
        "activity": activity,
        "rows": rows,
        "waiting": waiting,
        "holds": holds,
        "others": any(row.status == Partner.Status.ACCEPTED for row in rows),
        "form": form,
        "asked": asked,
        "known": known,
        "found": _public(form.cleaned_data["q"]) if asked else [],
    }
    return render(request, "telling/partners.html", context)


def _public(typed: str) -> list[Organization]:
    """What may be meant, of the organisations everybody sees."""
    return [each.organization for each in asked_for(typed) if each.organization.live]


def _answered(request: HttpRequest, activity: Activity, rows: list[Partner]) -> HttpResponse:
    """Ask one (`invite`), or say yes (`accept`)."""
    try:
        if chosen := whole(request.POST.get("invite", "")):
            organization = get_object_or_404(Organization, pk=chosen)
            made = commands.invite(activity, organization, by=request.user)
            asked = _("The invitation was sent. You see here when they answer.")
            here = _("It takes part now.")
            messages.success(request, asked if made.status == INVITED else here)
        else:
            _accept(request, rows)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("activity-partners", activity.pk)


def _accept(request: HttpRequest, rows: list[Partner]) -> None:
    wanted = whole(request.POST.get("accept", ""))
    for row in rows:
        if row.pk == wanted:
            commands.accept(row, by=request.user)
            messages.success(request, _("It is yours as well now: you are named on the page."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def partner(request: HttpRequest, pk: int, organization: int) -> HttpResponse:
    """Asks once, then lets one go: oneself, another, or an invitation of either."""
    activity = get_object_or_404(Activity.objects.select_related("organization"), pk=pk)
    house = get_object_or_404(Organization, pk=organization)
    row = next((r for r in queries.partners_of(activity) if r.organization_id == house.pk), None)
    first = house.pk == activity.organization_id
    mine = is_member(request.user, house)
    if not (row or first) or not (mine or may(request.user, "change", activity)):
        raise Http404
    invited = row is not None and row.status == INVITED
    if request.method == "POST":
        return _gone(request, activity, house, row, mine)
    context = {
        "activity": activity,
        "organization": house,
        "invited": invited,
        "mine": mine,
        "first": first,
    }
    return render(request, "telling/partners_end.html", context)


def _gone(
    request: HttpRequest, activity: Activity, house: Organization, row: Any, mine: bool
) -> HttpResponse:
    """Let it go, say so, and back to where one still may be."""
    try:
        if row is None:
            commands.leave(activity, house, by=request.user)
        elif not mine:
            commands.remove(row, by=request.user)
        elif row.status == INVITED:
            commands.refuse(row, by=request.user)
        else:
            commands.leave(activity, house, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("activity-partners", activity.pk)
    messages.success(request, _("Done."))
    held = Activity.objects.select_related("organization").get(pk=activity.pk)
    if may(request.user, "change", held):
        return redirect("activity-partners", activity.pk)
    return redirect("desk")
