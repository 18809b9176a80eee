"""What people look after when signed in: calls to make, links to mend."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.common.limits import consume
from seurantalo.quality import commands, links, queries
from seurantalo.quality.models import LinkCheck
from seurantalo.quality.rows import call_rows, link_rows

PER_PAGE = 50


@require_GET
@login_required
def confirmations(request: HttpRequest) -> HttpResponse:
    """What nobody has confirmed: whom a coordinator could ring."""
    if not coordinates_somewhere(request.user):
        raise PermissionDenied
    page = _page(request, queries.waiting_for(request.user))
    return render(
        request, "quality/confirmations.html", {"page": page, "rows": call_rows(list(page))}
    )


@require_POST
@login_required
def note_call(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """It was confirmed by phone."""
    thing = queries.thing(kind, pk) if kind in queries.MODELS else None
    if thing is None:
        raise Http404
    try:
        commands.note_call(thing, by=request.user)
        messages.success(request, _("Noted: “%(name)s” was confirmed by phone.") % {"name": thing})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return redirect(target if safe else "confirmations")


@require_GET
@login_required
def broken_links(request: HttpRequest) -> HttpResponse:
    """Links that do not work, in what is hers to mend."""
    page = _page(request, queries.broken_for(request.user))
    return render(
        request, "quality/broken_links.html", {"page": page, "rows": link_rows(list(page))}
    )


@require_POST
@login_required
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody says that a link works now: it is looked at behind the page."""
    link = get_object_or_404(LinkCheck, pk=pk)
    if not queries.broken_for(request.user).filter(link=link).exists():
        raise Http404
    if not consume("quality.link", str(request.user.pk), 20, 3600):
        messages.info(request, _("That was many at once. Try again in an hour."))
    else:
        links.ask_again(link)
        messages.info(request, _("It is tried now. Load this page again in a moment."))
    return redirect("broken-links")


def _page(request: HttpRequest, found: QuerySet[Any]) -> Page[Any]:
    return Paginator(found, PER_PAGE).get_page(request.GET.get("sivu"))
