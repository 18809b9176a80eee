"""People, for national administrators. Coordinators are made at the desk: `roles.grant`."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from seurantalo.accounts import commands
from seurantalo.accounts.models import User

# What gives rights over everybody: only who has them may give them.
OFFICES = ("is_staff", "is_superuser", "groups")


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    """A person, known by her email address."""

    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "is_staff", "is_active"]
    search_fields = ["email", "first_name", "last_name"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("person"), {"fields": ["first_name", "last_name", "language"]}),
        (_("rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "usable_password", "password1", "password2"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Staff who are not national administrators give no offices."""
        return () if request.user.is_superuser else OFFICES

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nor do they touch an administrator: her password would be the whole service."""
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody is deleted here, where `leaving` is not heard: close the account instead."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """An address changed here is one nobody has proved yet."""
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            commands.set_address(obj)

    def _may_touch(self, request: HttpRequest, obj: User | None) -> bool:
        return bool(request.user.is_superuser) or obj is None or not obj.is_superuser
