"""Who comes, for those who arrange it: the list, its files, adding, writing, closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from seurantalo.activities.models import Activity
from seurantalo.signups import commands, keeping, policies, queries, sheets
from seurantalo.signups.about import when
from seurantalo.signups.beside import words
from seurantalo.signups.forms import AddForm, KeepForm, MessageForm, time_words
from seurantalo.signups.models import SignUp
from seurantalo.signups.queries import Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COMING = 12  # times shown at first


def _own(request: HttpRequest, pk: int) -> Activity:
    """The activity, for its own people; for others it is as if it were not there.

    An administrator who looks as one of them does not learn who comes.
    """
    if hasattr(request, "seen_by"):
        raise PermissionDenied
    activity = get_object_or_404(Activity.objects.select_related("organization"), pk=pk)
    if not policies.may_handle(request.user, activity):
        raise Http404
    return activity


def _sheet(activity: Activity, key: str) -> Sheet:
    found = queries.sheet_of(activity, key)
    if found is None:
        raise Http404
    return found


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def sign_ups(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, time by time. Some ten queries, however many come."""
    activity = _own(request, pk)
    found = queries.sheets(activity)
    with_people = [each for each in found if each.signups]
    shown = found if "kaikki" in request.GET else found[:COMING]
    listed = [each for each in found if each in shown or each in with_people]
    context = {
        "activity": activity,
        "sheets": [_shown(each) for each in listed],
        "hidden": len(found) - len(listed),
        "anybody": any(each.active for each in found),
        "total": sum(each.people for each in found),
        "keep": KeepForm(initial={"days": keeping.days_of(activity)}),
        "days": keeping.days_of(activity),
    }
    return render(request, "signups/list.html", context)


def _shown(sheet: Sheet) -> dict[str, Any]:
    """One time as the page tells it."""
    offer = sheet.offer
    return {
        "sheet": sheet,
        "key": queries.key_of(sheet),
        "when": _when(sheet),
        "words": words(offer) if offer else _("Not in the times any more"),
        "limit": offer.rule.limit if offer and offer.limited else 0,
        "may_add": bool(offer and offer.state not in ("past", "cancelled")),
        "may_close": bool(offer and offer.takes),
        "closed": bool(offer and offer.state == "closed"),
        "written": any(each.email for each in sheet.active),
    }


def _when(sheet: Sheet) -> str:
    if sheet.offer:
        return time_words(sheet.offer)
    return when(sheet.start) if sheet.time.original_start else _("All the times")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def as_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The list as CSV or as a workbook."""
    found = queries.sheets(_own(request, pk))
    write, told = {
        "csv": (sheets.write_csv, "text/csv; charset=utf-8"),
        "xlsx": (sheets.write_xlsx, XLSX),
    }[kind]
    response = HttpResponse(write(found), content_type=told)
    name = f"{_('sign-ups')}-{pk}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign somebody up who rang or asked at the door."""
    activity = _own(request, pk)
    offers = [
        each.offer
        for each in queries.sheets(activity)
        if each.offer and each.offer.state not in ("past", "cancelled")
    ]
    form = AddForm(
        request.POST if request.method == "POST" else None,
        offers=offers,
        initial={"time": request.GET.get("kerta", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made, new = commands.sign_up(activity, form.offer.time, form.told, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _added(made) if new else _("That address has signed up already.")
            messages.success(request, said)
            return redirect("sign-ups", pk)
    context = {"activity": activity, "form": form}
    return render(request, "signups/add.html", context, status=422 if form.errors else 200)


def _added(made: SignUp) -> str:
    if made.status == SignUp.Status.WAITING:
        return _("%(name)s is on the waiting list.") % {"name": made.name}
    return _("%(name)s was added.") % {"name": made.name}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int, signup: int) -> HttpResponse:
    """One who comes: cancel (this page is the confirmation) or give a place."""
    activity = _own(request, pk)
    found = get_object_or_404(
        SignUp.objects.select_related("activity").exclude(status=SignUp.Status.CANCELLED),
        pk=signup,
        activity=activity,
    )
    if request.method != "POST":
        context = {"activity": activity, "signup": found, "when": when(found.start)}
        return render(request, "signups/one.html", context)

    def change() -> str:
        if "place" in request.POST:
            commands.give_place(found, by=request.user)
            return _("%(name)s has a place now.") % {"name": found.name}
        commands.cancel(found, by=request.user)
        return _("The sign-up of %(name)s was cancelled.") % {"name": found.name}

    return _done(request, pk, change)


@login_required
@require_POST
def close(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Close a time early, or open it again."""
    activity = _own(request, pk)
    time = _sheet(activity, key).time

    def change() -> str:
        if "open" in request.POST:
            commands.open_again(activity, time, by=request.user)
            return _("Sign-ups are taken again.")
        commands.close(activity, time, by=request.user)
        return _("No more sign-ups are taken for that time.")

    return _done(request, pk, change)


@login_required
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose how long they are kept."""
    activity, form = _own(request, pk), KeepForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, " ".join(str(each) for found in form.errors.values() for each in found)
        )
        return redirect("sign-ups", pk)

    def change() -> str:
        commands.keep_for(activity, form.cleaned_data["days"], by=request.user)
        return _("Saved.")

    return _done(request, pk, change)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Write to all of a time: first it is looked at, then it is sent."""
    activity = _own(request, pk)
    sheet = _sheet(activity, key)
    readers = [each for each in sheet.active if each.email]
    form = MessageForm(request.POST if request.method == "POST" else None)
    look = False
    if request.method == "POST" and form.is_valid():
        look = "send" not in request.POST and "mend" not in request.POST
        if "send" in request.POST:
            try:
                count = commands.write_to(
                    activity, sheet.time, by=request.user, **form.cleaned_data
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                sent = ngettext(
                    "%(n)s letter is on its way.", "%(n)s letters are on their way.", count
                )
                messages.success(request, sent % {"n": count})
                return redirect("sign-ups", pk)
    context = {
        "activity": activity,
        "form": form,
        "look": look,
        "when": _when(sheet),
        "readers": len(readers),
        "by_phone": [each for each in sheet.active if not each.email],
    }
    return render(request, "signups/write.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, pk: int, change: Callable[[], str]) -> HttpResponse:
    """Make a change and say what happened, on the list."""
    try:
        messages.success(request, change())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("sign-ups", pk)
