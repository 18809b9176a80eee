"""Coordinators and national administrators prove who they are twice: an app or a passkey besides.

Who has no second factor yet may read what everybody may, set one up, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from seurantalo.accounts import policies, queries
from seurantalo.accounts.models import User

OWN_PAGES = ("account", "mfa_", "usersessions_", "socialaccount_", "javascript")


def is_open(request: HttpRequest) -> bool:
    """May the page be used without the second factor?

    Never one of another's address space: the admin site calls its list of people `accounts_user…`.
    """
    match = request.resolver_match
    if match is None or match.namespaces:
        return False
    name = match.url_name or ""
    if name.startswith(OWN_PAGES) or name == "sign-out":
        return True
    return request.method in {"GET", "HEAD"} and name in settings.OPEN_WITHOUT_SECOND_FACTOR


class AskSecondFactor:
    """Middleware: leads an official without a second factor to setting one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing before the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """The way to the second factor, or None when the page may be shown."""
        if not settings.REQUIRE_SECOND_FACTOR or is_open(request):
            return None
        user = getattr(request, "seen_by", request.user)
        if not isinstance(user, User) or not policies.is_official(user):
            return None
        if queries.has_second_factor(user):
            return None
        messages.info(
            request,
            _(
                "You look after others' information, so your account needs a second lock. "
                "It takes two minutes: choose a passkey or an app on your phone."
            ),
        )
        back = {"next": request.get_full_path()} if request.method == "GET" else {}
        return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode(back)}")
