"""The post office's doors: no more letters of a kind; the letters of somebody trying the service."""

from __future__ import annotations

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from seurantalo.mail import commands, kinds, opting_out, queries, tray
from seurantalo.mail.rendering import LETTER_CSP


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the address is signed
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks, and on POST no letter of the kind is sent to the address any more."""
    try:
        name, email = opting_out.read(token)
    except (BadSignature, ValueError):
        return render(request, "mail/unsubscribe.html", {"broken": True}, status=404)
    if request.method == "POST":
        act = commands.resubscribe if "again" in request.POST else commands.unsubscribe
        act(name, email)
    kind = kinds.kind(name)
    context = {
        "title": kind.title if kind else name,
        "email": email,
        "gone": queries.unsubscribed(email, name),
        "asked": request.method == "POST",
    }
    return render(request, "mail/unsubscribe.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest) -> HttpResponse:
    """The letters of somebody trying the service out. Nowhere else is there such a page."""
    if tray.folder() is None:
        raise Http404
    if request.method == "POST":
        tray.empty()
        return redirect("post")
    return render(request, "mail/post.html", {"letters": tray.letters()})


@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, as text and as it looks."""
    found = tray.letter(name)
    if found is None:
        raise Http404
    return render(request, "mail/post_letter.html", {"letter": found})


@require_safe
@xframe_options_sameorigin
@csp_override(LETTER_CSP)
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """Its HTML by itself: styles of its own, no scripts."""
    found = tray.letter(name)
    if found is None:
        raise Http404
    return HttpResponse(found.html)
