"""Who somebody is among the rights: the questions the policies of other rooms start from."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser

from seurantalo.accounts.models import RegionalRole, User

Person = User | AnonymousUser


def is_national_admin(user: Person) -> bool:
    """May this person do everything everywhere? Never by an API key."""
    return user.is_active and user.is_superuser and not via_key(user)


def via_key(user: Person) -> bool:
    """Did this person come with an API key? A key acts for herself, never for her office."""
    return getattr(user, "via_key", False)


def is_coordinator(user: Person, region_codes: Collection[str]) -> bool:
    """Is this person the regional editor of any of these regions, or a national administrator?

    `region_codes` are the official codes of the regions ("11" is Pohjois-Savo).
    """
    if is_national_admin(user):
        return True
    if isinstance(user, AnonymousUser) or not user.is_active or not region_codes:
        return False
    if via_key(user):
        return False
    return user.regional_roles.filter(
        role=RegionalRole.Role.EDITOR, area__kind="region", area__code__in=region_codes
    ).exists()


def coordinates_somewhere(user: Person) -> bool:
    """Is this person the regional editor of any region, or a national administrator?"""
    if is_national_admin(user):
        return True
    if isinstance(user, AnonymousUser) or not user.is_active or via_key(user):
        return False
    # Not filtered in the database: a page that asks often has fetched the roles once.
    return any(role.role == RegionalRole.Role.EDITOR for role in user.regional_roles.all())


def is_official(user: Person) -> bool:
    """Does this person look after a region or the country, and so must prove who she is twice?"""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return False
    return user.is_superuser or user.is_staff or user.regional_roles.exists()


def may_see_as(user: Person, other: User) -> bool:
    """May this person look at the service as `other` sees it? Only at those with fewer rights."""
    return is_national_admin(user) and other.is_active and not other.is_superuser
