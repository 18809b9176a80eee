"""The desk: one page of what waits, and one door for what is done from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.desk import commands, coordinator, organiser, together
from seurantalo.desk.deeds import DONE
from seurantalo.desk.mine import Mine
from seurantalo.desk.sections import read
from seurantalo.publishing import commands as publishing


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for whoever looks."""
    user: Any = request.user
    prefetch_related_objects([user], "regional_roles")  # every section asks for them
    mine = Mine(user)
    looks_after = coordinates_somewhere(user)
    ours = coordinator.SECTIONS if looks_after else ()
    sections = read([*ours, *organiser.SECTIONS, *together.SECTIONS], mine)
    context = {
        "coordinator": looks_after,
        "organizations": mine.organizations,
        "sections": sections,
        "waits": sum(each.total for each in sections if each.waits),
    }
    return render(request, "desk/desk.html", context)


@login_required
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do a deed: to one thing by its own button ("confirm activity:12"), or to the chosen ones."""
    deed, _space, one = request.POST.get("deed", "").partition(" ")
    keys = [one] if one else request.POST.getlist("thing")
    try:
        outcome = commands.do(deed, keys, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(request)
    for problem in outcome.problems[:5]:
        messages.error(request, problem)
    if outcome.done:
        told = str(DONE[deed] % {"n": outcome.done})
        messages.success(request, told, extra_tags=f"undo:{outcome.batch}")
    return _back(request)


@login_required
@require_POST
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take back what was just done."""
    try:
        undone = publishing.undo(batch, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(request)
    messages.success(request, _("Undone. Everything is as it was."))
    for thing in undone.left[:5]:
        told = _("%(name)s has been changed since, so it was left as it is.")
        messages.error(request, told % {"name": thing})
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page one came from (`next`), else to the desk and its section."""
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return redirect(wanted)
    return redirect("desk")
