"""Who somebody is among the rights: the questions the policies of other rooms start from."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser

from seurantalo.accounts.models import RegionalRole, User

Person = User | AnonymousUser


def is_national_admin(user: Person) -> bool:
    """May this person do everything everywhere?"""
    return user.is_active and user.is_superuser


def is_coordinator(user: Person, region_codes: Collection[str]) -> bool:
    """Is this person the regional editor of any of these regions, or a national administrator?

    `region_codes` are the official codes of the regions ("11" is Pohjois-Savo).
    """
    if is_national_admin(user):
        return True
    if isinstance(user, AnonymousUser) or not user.is_active or not region_codes:
        return False
    return user.regional_roles.filter(
        role=RegionalRole.Role.EDITOR, area__kind="region", area__code__in=region_codes
    ).exists()
