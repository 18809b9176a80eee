"""The history of a thing: who, when and what; two versions side by side; an earlier one again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from seurantalo.common.numbers import whole
from seurantalo.desk import review_queue
from seurantalo.desk.history_forms import ScheduleForm
from seurantalo.desk.organiser import edit_url, page_url
from seurantalo.desk.sections import words
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries
from seurantalo.publishing.policies import may

EVENTS_PER_PAGE = 40


def _thing(request: HttpRequest, kind: str, pk: int) -> Any:
    """What a member or a coordinator looks at; others learn not even that it exists."""
    thing = review_queue.stored(kind, pk)
    if thing is None or not may(request.user, "view", thing):
        raise Http404
    if not may(request.user, "change", thing):
        raise PermissionDenied
    return thing


def _frame(thing: Any, kind: str) -> dict[str, Any]:
    latest = queries.latest(thing)
    return {
        "thing": thing,
        "kind": kind,
        "title": words(latest.name),
        "page_url": page_url(thing),
        "edit_url": edit_url(thing),
    }


@login_required
@require_GET
def history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Everything that was done to it, and any two of its versions compared."""
    thing = _thing(request, kind, pk)
    events = Paginator(queries.history(thing), EVENTS_PER_PAGE)
    versions = queries.versions(thing)
    older, newer = (whole(request.GET.get(name, "")) for name in ("vanha", "uusi"))
    pair = [queries.version(thing, each) for each in (older, newer)]
    changes = None
    if pair[0] and pair[1]:
        first, second = sorted((each for each in pair if each), key=lambda each: each.pk)
        changes = queries.compare_words(
            queries.as_told(thing, first), queries.as_told(thing, second)
        )
        older, newer = first.pk, second.pk
    context = {
        **_frame(thing, kind),
        "events": events.get_page(request.GET.get("sivu")),
        "versions": versions,
        "older": older or (versions[1].pk if len(versions) > 1 else None),
        "newer": newer or (versions[0].pk if versions else None),
        "changes": changes,
        "may_publish": may(request.user, "publish", thing),
        "scheduled": next((each for each in versions if each.scheduled), None),
    }
    return render(request, "desk/history.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, kind: str, pk: int, version: int) -> HttpResponse:
    """Bring an earlier version back, as a draft or at once; it can be undone."""
    thing = _thing(request, kind, pk)
    revision = queries.version(thing, version)
    if revision is None:
        raise Http404
    public = request.POST.get("deed") == "publish"
    try:
        with publishing.batch(request.user) as number:
            publishing.restore(thing, revision, by=request.user, public=public)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("history", kind, pk)
    told = (
        _("The earlier version is public again.")
        if public
        else _("The earlier version is your draft now. Look through it and send it.")
    )
    messages.success(request, told, extra_tags=f"undo:{number}")
    return redirect("history", kind, pk)


@login_required
@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """When it becomes public and when that ends."""
    thing = _thing(request, kind, pk)
    form = ScheduleForm(request.POST or None, initial=ScheduleForm.told_of(queries.latest(thing)))
    if request.method == "POST" and form.is_valid() and _scheduled(request, thing, form):
        messages.success(request, _told(thing, form))
        return redirect(reverse("history", args=[kind, pk]))
    context = {
        **_frame(thing, kind),
        "form": form,
        "may_publish": may(request.user, "publish", thing),
        "settled": thing.live and not thing.has_unpublished_changes,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/history_schedule.html", context, status=status)


def _scheduled(request: HttpRequest, thing: Any, form: ScheduleForm) -> bool:
    try:
        publishing.schedule(thing, at=form.at, until=form.until, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _told(thing: Any, form: ScheduleForm) -> str:
    if form.at or form.until:
        return _("The times are kept.")
    return _("There are no times for it any more.")
