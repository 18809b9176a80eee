"""For the national administrator: facts to look at, locations to mend."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from seurantalo.places import commands
from seurantalo.places.models import Area, Location, Membership, PostalCode


class FactAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Facts come from the data files by `load_places`: here they are only read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: facts come from files."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never: facts come from files."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never: facts come from files."""
        return False


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    """What the area belongs to, and since when."""

    model = Membership
    fk_name = "member"
    extra = 0


@admin.register(Area)
class AreaAdmin(FactAdmin):
    """Areas by kind."""

    list_display = ["name", "kind", "code", "valid_from", "valid_to", "replaced_by"]
    list_filter = ["kind"]
    list_select_related = ["replaced_by"]
    search_fields = ["code", "name"]
    inlines = [MembershipInline]


@admin.register(PostalCode)
class PostalCodeAdmin(FactAdmin):
    """Postal codes and their municipalities."""

    list_display = ["code", "name", "municipality", "district"]
    list_select_related = ["municipality", "district"]
    search_fields = ["code", "name"]


@admin.register(Location)
class LocationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Locations told by organisations."""

    list_display = ["__str__", "street_address", "postal_code", "municipality", "confidential"]
    list_select_related = ["municipality"]
    list_filter = ["confidential"]
    search_fields = ["name", "street_address", "postal_code"]
    autocomplete_fields = ["municipality", "district"]

    def save_model(self, request: HttpRequest, obj: Location, form: Any, change: bool) -> None:
        """By the command: whatever meets there has to be told anew."""
        commands.mend(obj)
