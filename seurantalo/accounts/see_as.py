"""A national administrator sees the service as somebody else does: recorded, and reading only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from seurantalo.accounts import policies
from seurantalo.accounts.models import User
from seurantalo.common.http import error_page

KEY = "see_as"
# What is hers alone stays hers: her account, her keys, the download of what we know of her.
PRIVATE = ("account", "mfa_", "usersessions_", "socialaccount_", "api-key", "calendar-key")
STOP = {"see-as-stop", "sign-out"}


class SeeAs:
    """Middleware: `request.user` is the one looked as, `request.seen_by` the administrator."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Puts the other in place while the administrator still may."""
        if request.user.is_authenticated and (pk := request.session.get(KEY)):
            other = User.objects.filter(pk=pk).first()
            if other is not None and policies.may_see_as(request.user, other):
                request.seen_by = request.user  # type: ignore[attr-defined]
                request.user = other
            else:
                del request.session[KEY]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """A refusal for what would change something or is private; None for what may be seen."""
        if not hasattr(request, "seen_by"):
            return None
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        if name in STOP:
            return None
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            reason = _(
                "You are looking as somebody else: nothing can be changed. Stop looking first."
            )
            return error_page(request, 403, reason)
        if name.startswith(PRIVATE):
            return error_page(
                request, 403, _("This page is for the person alone. Stop looking first.")
            )
        return None
