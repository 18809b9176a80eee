"""Whose browser this is: which reports it may open, and what it typed when its session was over."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from seurantalo.telling.forms import FORMS
from seurantalo.telling.models import Report
from seurantalo.telling.policies import may_open
from seurantalo.telling.receivers import HELD, KEYS

AFTERWARDS = ("sent", "send")
MOST_HELD = 40_000


View = Callable[..., HttpResponse]


def keys(request: HttpRequest) -> list[str]:
    """The reports begun in this session before signing in."""
    return list(request.session.get(KEYS, []))


def remember(request: HttpRequest, report: Report) -> None:
    """Let the session open a report that belongs to nobody yet."""
    if report.owner_id is None and str(report.pk) not in keys(request):
        request.session[KEYS] = [*keys(request)[-19:], str(report.pk)]


def opened(view: View) -> Any:
    """Find the report of the address; a stranger is led to sign in, and loses nothing typed."""

    @wraps(view)
    def door(request: HttpRequest, pk: Any, **more: Any) -> HttpResponse:
        report = (
            Report.objects.filter(pk=pk)
            .select_related("organization", "activity__organization")
            .first()
        )
        if report is None:
            raise Http404
        if not may_open(request.user, report, keys(request)):
            return _stranger(request, report, more.get("step", ""))
        if report.sent_at and view.__name__ not in AFTERWARDS:
            return redirect("report-sent", report.pk)
        return view(request, report, **more)

    return door


def _stranger(request: HttpRequest, report: Report, step: str) -> HttpResponse:
    """One whose session is over signs in and goes on; nobody else learns that it exists."""
    if request.user.is_authenticated or report.owner_id is None:
        raise Http404
    return hold(request, step, report, {"report": str(report.pk)})


def hold(request: HttpRequest, step: str, report: Report, whose: dict[str, Any]) -> HttpResponse:
    """To sign in; what was typed waits in the session and is kept when she has (`receivers`).

    `whose` names the report that the answers are of, or the activity they change.
    """
    if request.method == "POST" and step in FORMS:
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=409)
        if len(request.POST.urlencode()) <= MOST_HELD:
            told = FORMS[step](report, request.POST).raw()
            request.session[HELD] = {**whose, "told": told}
    messages.info(request, _("You were away for a while. Sign in, and nothing is lost."))
    return redirect(f"{reverse('enter')}?{urlencode({'next': request.get_full_path()})}")
