"""Sources and their runs for the administrators: to look at; imports write them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from seurantalo.interop.models import Link, Run, Source


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nobody writes these by hand."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """No."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No."""
        return False


@admin.register(Source)
class SourceAdmin(ReadOnly):
    """What we read from."""

    list_display = ["code", "name", "user"]


@admin.register(Run)
class RunAdmin(ReadOnly):
    """When it was read and what came of it."""

    list_display = ["source", "started", "finished", "place", "counts"]
    list_filter = ["source"]
    date_hierarchy = "started"


@admin.register(Link)
class LinkAdmin(ReadOnly):
    """Which of theirs is which of ours; deleting one lets the source write the thing anew."""

    list_display = ["external_id", "kind", "object_id", "ours", "source"]
    list_filter = ["source", "kind", "ours"]
    search_fields = ["external_id"]
