"""Whom attempts are counted for: the person, or the address a stranger calls from."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def caller(request: HttpRequest) -> str:
    """The key for `common.limits`: "7" for a person, "192.0.2.1" for a stranger.

    Behind proxies of ours (SEURANTALO_TRUSTED_PROXIES) the stranger's own address, not theirs: or
    the whole country would share one.
    """
    if request.user.pk:
        return str(request.user.pk)
    return str(get_adapter(request).get_client_ip(request))
