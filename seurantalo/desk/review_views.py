"""The review queue and its items: what changed, and one press to publish or to return."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.desk import commands, review_item, review_queue
from seurantalo.desk.deeds import DONE
from seurantalo.desk.review_deeds import DECISIONS
from seurantalo.desk.review_forms import ReturnForm
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import may


@login_required
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """All that waits for this coordinator, the oldest first; many can be decided at once."""
    if not coordinates_somewhere(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _decide_many(request)
    wish = review_queue.Wish.read(request.GET)
    found = review_queue.rows(request.user, wish)
    shown = review_queue.chosen(found, wish)
    page = Paginator(shown, review_queue.PER_PAGE).get_page(request.GET.get("sivu"))
    context = {
        "page": page,
        "total": len(shown),
        "wish": wish,
        "kinds": [
            (f"?{urlencode({'nayta': key})}" if key else "?", label, key == wish.show)
            for key, label in review_queue.WAITING.items()
        ],
        "areas": review_queue.area_choices(found),
        "organizations": review_queue.organization_choices(found),
        "deed": "check" if wish.show == "jalkikateen" else "approve",
        "pager": _pager(request, page),
    }
    return render(request, "desk/review.html", context)


def _decide_many(request: HttpRequest) -> HttpResponse:
    """Approve, or note as looked at, all that were ticked."""
    deed = request.POST.get("deed", "")
    back = redirect(f"{reverse('review')}?{request.GET.urlencode()}")
    if deed not in ("approve", "check"):
        return back
    try:
        outcome = commands.do(deed, request.POST.getlist("thing"), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back
    for problem in outcome.problems[:5]:
        messages.error(request, problem)
    if outcome.done:
        told = str(DONE[deed] % {"n": outcome.done})
        messages.success(request, told, extra_tags=f"undo:{outcome.batch}")
    return back


def _pager(request: HttpRequest, page: Any) -> dict[str, Any]:
    def url(number: int) -> str:
        told = request.GET.copy()
        told["sivu"] = str(number)
        return f"?{told.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number)
    return {
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
        "pages": [
            {"number": n, "url": url(n), "current": n == page.number}
            if isinstance(n, int)
            else {"number": None}
            for n in numbers
        ],
    }


def _thing(request: HttpRequest, kind: str, pk: int) -> Any:
    thing = review_queue.stored(kind, pk)
    if thing is None:
        raise Http404
    if not may(request.user, "approve", thing):
        raise PermissionDenied
    return thing


@login_required
@require_GET
def item(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One thing: what would change, side by side, and what can be decided."""
    thing = _thing(request, kind, pk)
    return _show(request, thing, ReturnForm())


def _show(request: HttpRequest, thing: Any, form: ReturnForm, status: int = 200) -> HttpResponse:
    context = review_item.look(thing, request.user)
    template = "desk/review_item.html" if context["open"] else "desk/review_decided.html"
    return render(request, template, {**context, "form": form}, status=status)


@login_required
@require_POST
def decide(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Do what the pressed button says; whatever hinders it is told on the item's page."""
    thing = _thing(request, kind, pk)
    deed = request.POST.get("deed", "")
    form = ReturnForm(request.POST if deed == "return" else None)
    if deed == "return" and not form.is_valid():
        return _show(request, thing, form, status=422)
    decision = DECISIONS.get(deed)
    if decision is None:
        return redirect("review-item", kind, pk)
    try:
        with publishing.batch(request.user) as number:
            told, stays, undoable = decision(thing, request, form)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("review-item", kind, pk)
    messages.success(request, told, extra_tags=f"undo:{number}" if undoable else "")
    return redirect("review-item", kind, pk) if stays else redirect("review")
