"""Private calendar addresses: those one has, making one, revoking it."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from seurantalo.common.time import local_day, now
from seurantalo.planning import calendars, feeds, keys
from seurantalo.planning.calendar_query import VIEWS, CalendarQuery
from seurantalo.planning.forms.keys import KeyForm
from seurantalo.planning.views.entry import signed_in
from seurantalo.ui.templatetags.ui import plain

FORM = ["GET", "HEAD", "POST"]


@signed_in
@never_cache
@require_safe
def calendar_keys(request: HttpRequest) -> HttpResponse:
    """Her addresses, and when a program last read each."""
    return render(request, "planning/keys.html", {"keys": keys.keys_of(request.user)})


@signed_in
@never_cache
@require_http_methods(FORM)
def new(request: HttpRequest) -> HttpResponse:
    """Make an address of the view that its own address says; it is shown in the answer, once."""
    query = CalendarQuery.read(request.GET)
    filters = _in_words(request, query)
    form = KeyForm(request.POST or None, initial={"name": ", ".join(filters) or _("Plans")})
    context = {"form": form, "filters": filters, "ics": "", "key": None}
    if request.method == "POST" and form.is_valid():
        told = [*query.pairs(), *([feeds.OWN] if form.cleaned_data["whose"] == "own" else [])]
        try:
            name = form.cleaned_data["name"]
            key, secret = keys.make(by=request.user, name=name, query=urlencode(told))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            context |= {"key": key, "ics": reverse("plans-ics", args=[secret])}
    return render(request, "planning/key_new.html", context, status=422 if form.errors else 200)


def _in_words(request: HttpRequest, query: CalendarQuery) -> list[str]:
    """The filters in force, as the calendar's chips say them."""
    look = calendars.looking(request.user, query)
    chips = calendars.chips(look, VIEWS[0], local_day(now()), "planning-calendar")
    return [plain(cast("Any", chip.label)) for chip in chips]


@signed_in
@never_cache
@require_http_methods(FORM)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then let the address open nothing any more."""
    key = get_object_or_404(keys.keys_of(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "planning/key_revoke.html", {"key": key})
    keys.revoke(key, by=request.user)
    messages.success(request, _("The address no longer opens anything."))
    return redirect("calendar-keys")
