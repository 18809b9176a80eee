"""One's own notices: how it is with each, and what is done to one or to many at once."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from seurantalo.activities.duplicates import loaded
from seurantalo.activities.models import Activity
from seurantalo.common.numbers import whole
from seurantalo.organizations.queries import own_organizations
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import require
from seurantalo.telling import copying, own, own_changes, queries
from seurantalo.telling.forms.own import EndForm, RowForm, redrawn

A_PAGE = 50
AT_ONCE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_activities(request: HttpRequest) -> HttpResponse:
    """All own notices, those that want something first."""
    if request.method == "POST":
        return _act(request)
    organizations = own_organizations(request.user)
    found = own.notices(request.user)
    counts = Counter(one.status for one in found)
    status = request.GET.get("tila", "")
    shown = [one for one in found if one.status == status] if counts[status] else found
    context = {
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("sivu")),
        "total": len(found),
        "status": status if counts[status] else "",
        "statuses": [
            (name, own.WORDS[name][0], counts[name]) for name in own.WORDS if counts[name]
        ],
        "organizations": organizations,
        "templates": copying.templates_of(organizations),
        "unfinished": queries.unfinished(request.user),
        "undo": _uuid(request.GET.get("peru", "")),
    }
    return render(request, "telling/own.html", context)


def _act(request: HttpRequest) -> HttpResponse:
    """A button of the list: of one row, or of those that are ticked."""
    posted = request.POST
    if "undo" in posted:
        return _undo(request, _uuid(posted["undo"]))
    if "edit" in posted:
        chosen = posted.getlist("chosen")[:AT_ONCE]
        if not chosen:
            messages.info(request, _("Tick the notices first."))
            return redirect("own-activities")
        return redirect(f"{reverse('edit-many')}?{urlencode({'n': chosen}, doseq=True)}")
    if "back" in posted:
        return _bring_back(request, posted["back"])
    single = posted.get("confirm", "")
    ticked = _own(request, [single] if single else posted.getlist("chosen"))
    live = [one for one in ticked if one.live]
    if not live:
        messages.info(request, _("Tick the notices first."))
        return redirect("own-activities")
    number = own_changes.confirm(live, by=request.user)
    said = ngettext("Confirmed: it is still true.", "%(n)s notices confirmed.", len(live))
    return _done(request, said % {"n": len(live)}, number)


def _own(request: HttpRequest, keys: list[str], *, only_to_read: bool = False) -> list[Activity]:
    """The notices of these keys that are the person's own; to be read, with all that they tell."""
    numbers = [number for key in keys[:1000] if (number := whole(key)) is not None]
    rows = own.activities_of(request.user).filter(pk__in=numbers)
    return list(loaded(rows) if only_to_read else rows)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _done(request: HttpRequest, said: str, number: UUID) -> HttpResponse:
    """Back to the list, with what was done and the button that undoes it."""
    messages.success(request, said)
    return redirect(f"{reverse('own-activities')}?{urlencode({'peru': str(number)})}")


def _undo(request: HttpRequest, number: UUID | None) -> HttpResponse:
    try:
        if number is None:
            raise ValidationError(_("That can no longer be undone."))
        undone = publishing.undo(number, by=request.user)
        if undone.done:
            messages.success(request, _("Undone: it is as it was before."))
        if undone.left:
            messages.info(request, _("Something was changed since, and was left as it is."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("own-activities")


def _bring_back(request: HttpRequest, key: str) -> HttpResponse:
    activity = get_object_or_404(Activity, pk=whole(key))
    try:
        public = own_changes.bring_back(activity, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("own-activities")
    sent = _("It is sent. A coordinator looks at it before it is public.")
    messages.success(request, _("It is public again.") if public else sent)
    return redirect("own-activities")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_many(request: HttpRequest) -> HttpResponse:
    """Titles, prices, contacts and last days of many notices as one table, one Save."""
    numbers = (request.POST or request.GET).getlist("n")[:AT_ONCE]
    chosen = _own(request, numbers, only_to_read=request.method != "POST")
    if not chosen:
        messages.info(request, _("Tick the notices first."))
        return redirect("own-activities")
    if request.method != "POST":
        forms = [RowForm(activity) for activity in chosen]
        return render(request, "telling/own_many.html", {"forms": forms})
    forms = [RowForm(activity, request.POST) for activity in chosen]
    written, waiting = _save_rows(request, [form for form in forms if form.is_valid()])
    left = [redrawn(form) for form in forms if form.errors]
    _tell_saved(request, written, waiting)
    if left:
        context = {"forms": left, "saved": written}
        return render(request, "telling/own_many.html", context, status=422)
    return redirect("own-activities")


def _save_rows(request: HttpRequest, forms: list[RowForm]) -> tuple[int, int]:
    """Each row by itself; how many were written, and how many of them wait for a coordinator."""
    written = waiting = 0
    for form in forms:
        if not form.has_changed():
            continue
        try:
            with transaction.atomic():
                public = own_changes.change(form.activity, form.told, by=request.user)
            written, waiting = written + 1, waiting + (not public)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except PermissionDenied:
            form.add_error(None, _("You may not change this notice any more."))
    return written, waiting


def _tell_saved(request: HttpRequest, written: int, waiting: int) -> None:
    if written:
        said = ngettext("%(n)s notice was changed.", "%(n)s notices were changed.", written)
        messages.success(request, said % {"n": written})
    if waiting:
        messages.info(request, _("What needs a coordinator's look is public after it."))
    if not written:
        messages.info(request, _("Nothing was changed."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then takes a notice away now or after its last day; it can be undone."""
    activity = get_object_or_404(Activity.objects.select_related("organization"), pk=pk)
    require(request.user, "withdraw", activity)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last: Any = form.cleaned_data["last"]
        try:
            number = own_changes.end(activity, last=last, by=request.user)
        except ValidationError as error:
            form.add_error("last" if last else None, error.messages)
        else:
            said = _("It is taken away after its last day.") if last else _("It was taken away.")
            return _done(request, said, number)
    status = 422 if form.is_bound else 200
    context = {"activity": activity, "form": form}
    return render(request, "telling/own_end.html", context, status=status)
