"""The pages of what was told twice: the list, the two side by side, one press, and undoing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.desk import review_queue
from seurantalo.desk.duplicates import Both, ChoicesForm, look
from seurantalo.desk.sections import words
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.models import Merge
from seurantalo.publishing.policies import may
from seurantalo.quality import duplicates

PER_PAGE = 20


@login_required
@require_GET
def pairs(request: HttpRequest) -> HttpResponse:
    """What may have been told twice in her regions, the surest first; or what was said of it."""
    if not coordinates_somewhere(request.user):
        raise PermissionDenied
    dismissed = request.GET.get("nayta") == "eri"
    found = duplicates.pairs_for(request.user, status="dismissed" if dismissed else "open")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("sivu"))
    things = duplicates.both(page.object_list)
    rows = [
        (
            pair,
            things[pair.kind, pair.first],
            things[pair.kind, pair.second],
            duplicates.reasons(pair),
        )
        for pair in page.object_list
        if (pair.kind, pair.first) in things and (pair.kind, pair.second) in things
    ]
    context = {"page": page, "rows": rows, "dismissed": dismissed, "total": page.paginator.count}
    return render(request, "desk/duplicates.html", context)


def _both(request: HttpRequest, kind: str, pk: int, other: int) -> Both:
    """The one that goes (`pk`) and the one that stays (`other`), if she may merge both."""
    goes, stays = review_queue.stored(kind, pk), review_queue.stored(kind, other)
    if goes is None or stays is None or pk == other:
        raise Http404
    if not may(request.user, "merge", goes) or not may(request.user, "merge", stays):
        raise PermissionDenied
    return look(kind, goes, stays)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, kind: str, pk: int, other: int) -> HttpResponse:
    """Two side by side: choose which stays and whose words, then make them one."""
    both = _both(request, kind, pk, other)
    form = ChoicesForm(both, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = publishing.merge(
                both.goes, into=both.stays, by=request.user, choices=form.choices
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("They are one now. It can be undone for thirty days."))
            return redirect("merged", done.pk)
    context = {
        "both": both,
        "form": form,
        "goes": words(both.goes.name),
        "stays": words(both.stays.name),
    }
    return render(
        request, "desk/duplicates_merge.html", context, status=422 if form.errors else 200
    )


@login_required
@require_POST
def say(request: HttpRequest, kind: str, pk: int, other: int) -> HttpResponse:
    """Remember that they are not the same, or that they may be after all."""
    _both(request, kind, pk, other)
    decision = duplicates.DECISIONS.get(request.POST.get("deed", ""))
    if decision is None:
        raise Http404
    decision(kind, pk, other, by=request.user)
    if decision is duplicates.dismiss:
        messages.success(request, _("Noted: not the same. You will not be asked again."))
    else:
        messages.success(request, _("It is on the list again."))
    mine = coordinates_somewhere(request.user)
    return redirect("duplicates") if mine else redirect("desk")


@login_required
@require_http_methods(["GET", "POST"])
def merged(request: HttpRequest, pk: int) -> HttpResponse:
    """A merge that was made, and the button that undoes it."""
    found = get_object_or_404(Merge.objects.select_related("content_type"), pk=pk)
    model: Any = found.content_type.model_class()
    goes = get_object_or_404(model, pk=found.merged_id)
    stays = get_object_or_404(model, pk=found.into_id)
    if not may(request.user, "merge", goes) or not may(request.user, "merge", stays):
        raise PermissionDenied
    if request.method == "POST":
        try:
            publishing.unmerge(found, by=request.user)
            messages.success(request, _("Undone. Everything is as it was."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("merged", found.pk)
    context = {
        "merge": found, "kind": found.content_type.model,
        "goes": goes, "stays": stays, "name": words(stays.name), "old": words(goes.name),
    }  # fmt: skip
    return render(request, "desk/duplicates_merged.html", context)
