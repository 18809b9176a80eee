"""People and their regional roles, for national administrators."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from seurantalo.accounts.models import RegionalRole, User


class RegionalRoles(admin.TabularInline[RegionalRole, User]):
    """The regions a person looks after, on her page."""

    model = RegionalRole
    extra = 0


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    """A person, known by her email address."""

    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "is_staff", "is_active"]
    search_fields = ["email", "first_name", "last_name"]
    inlines = [RegionalRoles]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("person"), {"fields": ["first_name", "last_name", "language"]}),
        (_("rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "usable_password", "password1", "password2"]})]
