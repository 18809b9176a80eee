"""The cast: people as the tests and the demo know them."""

from __future__ import annotations

from typing import Any

from seurantalo.accounts import commands
from seurantalo.accounts.models import RegionalRole, User
from seurantalo.places.models import Area


def person(name: str, **fields: Any) -> User:
    """Somebody who signs in: person("Aino") is aino@seurantalo.example."""
    email = f"{name.casefold()}@seurantalo.example"
    found, made = User.objects.get_or_create(email=email, defaults={"first_name": name, **fields})
    if made:
        found.set_unusable_password()
        found.save()
        commands.vouch(found)
    return found


def coordinator(name: str, *, region: str, **fields: Any) -> User:
    """The coordinator of a region, by its code."""
    user = person(name, **fields)
    area = Area.objects.get(kind="region", code=region)
    RegionalRole.objects.get_or_create(user=user, area=area)
    return user


def national_admin(name: str, **fields: Any) -> User:
    """One who looks after the whole country."""
    return person(name, is_staff=True, is_superuser=True, **fields)
