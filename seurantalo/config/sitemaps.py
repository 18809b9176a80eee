"""What search engines may visit: every public page, in every language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from seurantalo.activities import queries as activities
from seurantalo.organizations import queries as organizations
from seurantalo.places import queries as places
from seurantalo.taxonomy import queries as taxonomy

LANGUAGES = ["fi", "sv", "en", "se"]


class _InEveryLanguage(Sequence[tuple[Any, str]]):
    """Rows in each language, read from the database one page at a time."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return self.rows.count() * len(LANGUAGES)

    def __getitem__(self, wanted: Any) -> Any:
        """The pairs of a page: its length is a multiple of the number of languages."""
        each = len(LANGUAGES)
        rows = self.rows[wanted.start // each : -(-wanted.stop // each)]
        return [(row, language) for row in rows for language in LANGUAGES]


class _Published(Sitemap[Any]):
    """Records of one kind, with the day of their public version."""

    i18n, alternates, x_default = True, True, True
    languages = LANGUAGES
    limit = 5000
    view: str
    published: Callable[[], QuerySet[Any]]

    def items(self) -> QuerySet[Any]:
        """In the order of their ids."""
        return type(self).published().order_by("pk")

    def _items(self) -> Any:  # Django's own would read the whole country at once
        return _InEveryLanguage(self.items())

    def get_latest_lastmod(self) -> Any:
        """When anything of it changed last."""
        return self.items().aggregate(latest=Max("last_published_at"))["latest"]

    def location(self, item: Any) -> str:
        """The page."""
        return reverse(self.view, args=[item.pk])

    def lastmod(self, item: Any) -> Any:
        """When the public version changed."""
        return item.modified


class Activities(_Published):
    """Every public activity."""

    view = "activity"
    published = staticmethod(activities.published)


class Organizations(_Published):
    """Every public organisation."""

    view = "organization"
    published = staticmethod(organizations.published)


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
