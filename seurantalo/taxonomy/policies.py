"""Who may change the words under which everything is found."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


def may_change_terms(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user may edit, add and replace terms; the words are shared by the whole country."""
    return bool(user.is_active) and user.has_perm("taxonomy.change_term")  # type: ignore[union-attr]
