"""What search engines may visit: every public page, in every language."""

from __future__ import annotations

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from seurantalo.activities import queries as activities
from seurantalo.organizations import queries as organizations
from seurantalo.places import queries as places
from seurantalo.taxonomy import queries as taxonomy

LANGUAGES = ["fi", "sv", "en", "se"]


class _Published(Sitemap[Any]):
    """Records of one kind, with the day of their public version."""

    i18n, alternates, x_default = True, True, True
    languages = LANGUAGES
    limit = 5000
    view = ""

    def location(self, item: Any) -> str:
        """The page."""
        return reverse(self.view, args=[item.pk])

    def lastmod(self, item: Any) -> Any:
        """When the public version changed."""
        return item.modified


class Activities(_Published):
    """Every public activity."""

    view = "activity"

    def items(self) -> QuerySet[Any]:
        """In the order of their ids."""
        return activities.published().order_by("pk")


class Organizations(_Published):
    """Every public organisation."""

    view = "organization"

    def items(self) -> QuerySet[Any]:
        """In the order of their ids."""
        return organizations.published().order_by("pk")


class Pages(Sitemap[Any]):
    """Pages of places and themes, and those that only tell."""

    i18n, alternates, x_default = True, True, True
    languages = LANGUAGES

    def items(self) -> list[tuple[str, list[str]]]:
        """(name of the address, its arguments)."""
        names = ("front", "themes", "municipalities", "about", "accessibility", "privacy")
        return [
            *((name, []) for name in names),
            *(("municipality", [area.code]) for area in places.areas("municipality")),
            *(("theme", [term.code]) for term in taxonomy.in_use("theme")),
        ]

    def location(self, item: tuple[str, list[str]]) -> str:
        """The page."""
        return reverse(item[0], args=item[1])


SITEMAPS: dict[str, type[Sitemap[Any]]] = {
    "activities": Activities,
    "organizations": Organizations,
    "pages": Pages,
}
