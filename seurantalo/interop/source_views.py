"""Connected sources: one's own, looking at a new one, settings, answering, disconnecting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seurantalo.common.fetching import Refused
from seurantalo.common.limits import consume
from seurantalo.interop import policies
from seurantalo.interop.connections import commands, queries, trouble
from seurantalo.interop.models import Connection
from seurantalo.interop.report import Unreadable
from seurantalo.interop.source_forms import SettingsForm, SourceForm
from seurantalo.interop.whose import organizations_of

LOOKS = 20  # addresses a person may have looked at in an hour
READS = 10  # readings of one source a person may ask for in an hour


@login_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """What is connected to her organisations, and how it goes."""
    found = queries.of_organizations(organizations_of(request))
    rows = [(each, trouble.words(each)) for each in found]
    return render(request, "interop/sources.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_new(request: HttpRequest) -> HttpResponse:
    """The address of a new source, which is looked at before anything is connected."""
    form = SourceForm(request.POST or None, organizations=organizations_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            if not consume("source", str(request.user.pk), LOOKS, 3600):
                raise Unreadable(_("You have tried many addresses. Try again in an hour."))
            found = commands.look_at(
                form.cleaned_data["url"],
                organization=form.chosen,
                by=request.user,
                credentials=form.credentials,
            )
            return redirect("source", found.pk)
        except (Refused, Unreadable) as error:
            form.add_error("url", str(error))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "interop/source_new.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source: what would come of a new one; how a connected one goes; its settings."""
    found = _own(request, pk)
    straight = policies.may_publish(request.user, found.organization)
    form = SettingsForm(found, request.POST or None, straight=straight)
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, found, form)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "source": found,
        "form": form,
        "is_new": found.state == Connection.State.NEW,
        "missing": queries.missing(found),
        "recent": queries.recent(found),
        "trouble": trouble.words(found),
        "counts": trouble.counts(found),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "interop/source.html", context, status=status)


def _kept(request: HttpRequest, found: Connection, form: SettingsForm) -> HttpResponse:
    if found.state == Connection.State.NEW:
        commands.connect(found, form.cleaned_data, by=request.user)
        messages.success(request, _("Connected. The events come in a moment."))
    else:
        commands.change(found, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. The next reading goes by these."))
    return redirect("source", found.pk)


@login_required
@require_POST
def source_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it read now."""
    found = _own(request, pk)
    if consume("source-read", f"{request.user.pk}:{pk}", READS, 3600):
        commands.read_soon(found, by=request.user)
        messages.success(request, _("It is read in a moment."))
    else:
        messages.error(request, _("It has been read many times just now. Try again in an hour."))
    return redirect("source", pk)


@login_required
@require_POST
def source_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of what the source no longer has."""
    found = _own(request, pk)
    said = request.POST.get("answer")
    if said not in ("away", "keep"):
        messages.error(request, _("Choose what becomes of them."))
        return redirect("source", pk)
    count = commands.answer(found, said, by=request.user)  # type: ignore[arg-type]  # one of two
    if said == "away":
        told = ngettext("%(n)s event was taken away.", "%(n)s events were taken away.", count)
    else:
        told = ngettext("%(n)s event stays as your own.", "%(n)s events stay as your own.", count)
    messages.success(request, told % {"n": count})
    return redirect("source", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_disconnect(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks what stays, and reads it no more."""
    found = _own(request, pk)
    if request.method == "POST":
        leave: Any = "away" if request.POST.get("leave") == "away" else "keep"
        commands.disconnect(found, leave, by=request.user)
        messages.success(request, _("Disconnected."))
        return redirect("sources")
    return render(request, "interop/source_disconnect.html", {"source": found})


def _own(request: HttpRequest, pk: int) -> Connection:
    """A source she may answer for; of others it is not even told that they exist."""
    found = Connection.objects.select_related("organization").filter(pk=pk).first()
    if found is None or not policies.may_connect(request.user, found.organization):
        raise Http404
    return found
