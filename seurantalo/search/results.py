"""What a search answers, ready to be shown: the same for page, API and feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from seurantalo.common.text import Text
from seurantalo.records.schemas import CardRecord, ContactPointRecord
from seurantalo.search.query import SearchQuery
from seurantalo.taxonomy.crisis import HelpLine

PER_PAGE = 20


@dataclass(frozen=True)
class Result:
    """One found thing: its card, why it matched, when it next happens, how far it is (km)."""

    card: CardRecord
    reasons: tuple[Text, ...] = ()
    next: tuple[datetime, datetime] | None = None
    kilometres: float | None = None


@dataclass(frozen=True)
class FacetValue:
    """One choice of a facet: `href` is the query with it chosen, or left out when it is."""

    value: str
    label: Text
    count: int
    chosen: bool
    href: str
    level: int = 0


@dataclass(frozen=True)
class Facet:
    """A group of choices; `name` is the parameter in the address."""

    name: str
    label: str
    values: tuple[FacetValue, ...]

    @property
    def chosen(self) -> int:
        """How many of the values are chosen."""
        return sum(value.chosen for value in self.values)


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, and the address without it."""

    label: str
    href: str


@dataclass(frozen=True)
class Results:
    """A page of results with all that belongs around it.

    `query` is what was asked, `answered` what was answered: they differ when a place was read from
    the words, or when nothing was found and the search was widened; `notes` say so in words.
    """

    query: SearchQuery
    answered: SearchQuery
    total: int
    items: tuple[Result, ...]
    facets: tuple[Facet, ...] = ()
    chips: tuple[Chip, ...] = ()
    notes: tuple[str, ...] = ()
    widened: bool = False
    crisis: tuple[HelpLine, ...] = ()
    nearest_themes: tuple[FacetValue, ...] = ()
    contacts: tuple[ContactPointRecord, ...] = ()
    municipality_counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are, of `PER_PAGE` results."""
        return -(-self.total // PER_PAGE)
