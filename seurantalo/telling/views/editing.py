"""Changing a notice: its words are shown as they are, and nothing is begun before she answers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from seurantalo.activities.models import Activity
from seurantalo.common.numbers import whole
from seurantalo.publishing.policies import require
from seurantalo.telling import addresses, commands, queries
from seurantalo.telling.forms import FORMS
from seurantalo.telling.models import Report
from seurantalo.telling.views.asking import answer, ask
from seurantalo.telling.views.ending import everything
from seurantalo.telling.views.opening import hold


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything told, to choose what to change; an edit under way goes on."""
    if request.method == "POST":
        return redirect("report-preview", _begun(request, pk).pk)
    report = _looked_at(request, pk)
    if report.begun:
        return redirect(addresses.all_told(report))
    return everything(request, report)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A question of a notice that nobody has begun to change; the first answer begins."""
    if step not in FORMS:
        raise Http404
    if not request.user.is_authenticated:
        whose = {"activity": pk, "seen": whole(request.POST.get("base", ""))}
        return hold(request, step, Report(), whose)
    if request.method == "POST":
        return answer(request, _begun(request, pk), step)
    report = _looked_at(request, pk)
    if report.begun:
        back_to_all = request.GET.get("to") == addresses.BACK_TO_ALL["to"]
        return redirect(addresses.question(report, step, back_to_all=back_to_all))
    return ask(request, report, step)


def _begun(request: HttpRequest, pk: int) -> Report:
    seen = whole(request.POST.get("base", ""))
    return commands.edit(get_object_or_404(Activity, pk=pk), by=request.user, seen=seen)


def _looked_at(request: HttpRequest, pk: int) -> Report:
    activity = get_object_or_404(Activity.objects.select_related("organization"), pk=pk)
    require(request.user, "change", activity)
    return queries.edit_of(activity, request.user)
