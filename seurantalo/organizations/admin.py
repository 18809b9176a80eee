"""The tables in Django's administration: to look at; people have their own pages for the work."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from seurantalo.organizations.models import Claim, RegionRule


@admin.register(RegionRule)
class RegionRuleAdmin(admin.ModelAdmin[RegionRule]):
    """How each region keeps its information true."""

    list_display = ["area", "review", "confirm_months"]


@admin.register(Claim)
class ClaimAdmin(admin.ModelAdmin[Claim]):
    """Who asked for what, and who decided; decided on its own page, never here."""

    list_display = ["organization", "user", "status", "created", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["organization", "user", "decided_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False
