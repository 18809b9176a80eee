"""Who asks the API: by a key (`Authorization: Bearer seura_…`) or by the session of the pages.

A key acts as its person, never as a coordinator or an administrator (`policies.via_key`).
"""

from __future__ import annotations

import re
from datetime import timedelta
from hmac import compare_digest
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from seurantalo.accounts.commands import digest
from seurantalo.accounts.models import ApiKey, User

FORM = re.compile(r"seura_([0-9a-f]{10})_([\w-]{43})")
NOTED_EVERY = timedelta(hours=1)


def authenticate(token: str) -> User | None:
    """The person of a key that still opens; None for a wrong, revoked or closed person's one."""
    match = FORM.fullmatch(token)
    if not match:
        return None
    key = ApiKey.objects.select_related("user").filter(prefix=match[1], revoked=None).first()
    if key is None or not compare_digest(key.digest, digest(match[2])) or not key.user.is_active:
        return None
    now = timezone.now()
    if key.last_used is None or now - key.last_used > NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used=now)
    key.user.via_key = True
    return key.user


class KeyOrSession(AuthBase):
    """For ninja's `auth=`: a key in the header, or a session with its CSRF token."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Any | None:
        """The person, also set as `request.user`; None (401) when nobody can be told."""
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            user = authenticate(token.strip())
            if user is not None:
                request.user = user
            return user
        if not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise HttpError(403, "CSRF check failed: send the X-CSRFToken header")
        return request.user
