"""Everything the service knows of one person, for her to take along (GDPR, articles 15 and 20).

Each room registers what it holds, in its `AppConfig.ready`:

>>> own_data.register("memberships", queries.own_memberships)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from seurantalo.accounts.models import ApiKey, Look, User

Holding = Callable[[User], Any]
_held: dict[str, Holding] = {}


def register(name: str, function: Holding) -> None:
    """Have `function(user)` answer what JSON can say of her under `name` in her download."""
    _held[name] = function


def of(user: User) -> dict[str, Any]:
    """All that is tied to this person, by the names of what holds it."""
    return {name: function(user) for name, function in sorted(_held.items())}


def account(user: User) -> dict[str, Any]:
    """What this room holds: who she is, how she signs in, what she looks after."""
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language,
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "regions": [str(role.area) for role in user.regional_roles.select_related("area")],
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified")),
        "second_factors": list(
            Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
        ),
        "outside_logins": list(
            SocialAccount.objects.filter(user=user).values("provider", "uid", "extra_data")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user).values("created_at", "ip", "user_agent")
        ),
        "api_keys": list(
            ApiKey.objects.filter(user=user).values("name", "created", "last_used", "revoked")
        ),
        "seen_as_by_administrators": list(
            Look.objects.filter(person=user).values_list("at", flat=True)
        ),
    }
