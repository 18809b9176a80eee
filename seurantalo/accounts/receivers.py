"""What follows when something happened in allauth."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from seurantalo.accounts.models import User


def show_recovery_codes(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """Who has just set up a lock is not asked to open it again to see her recovery codes.

    Its digits work only once, so she could not before they change. allauth has no public name for
    noting this; test_she_sets_up_an_app_and_gets_recovery_codes tells when it moves.
    """
    record_authentication(
        request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )
