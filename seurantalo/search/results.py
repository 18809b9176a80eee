"""What a search answers: the same for page, API and feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from seurantalo.common.time import wall_clock
from seurantalo.places.queries import AreaKey
from seurantalo.records.schemas import CardRecord
from seurantalo.search.query import SearchQuery
from seurantalo.search.understanding import Understanding
from seurantalo.taxonomy.crisis import HelpLine

PER_PAGE = 20


@dataclass(frozen=True)
class Found:
    """One found thing: its card, why it matched, its next time, how far it is (km)."""

    card: CardRecord
    reasons: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    kilometres: float | None = None

    @property
    def whole_day(self) -> bool:
        """Whether its next time is told as days, not hours: from midnight to midnight."""
        if self.start is None or self.end is None:
            return False
        start, end = wall_clock(self.start), wall_clock(self.end)
        return start.hour == start.minute == 0 and (end - start) % timedelta(days=1) == timedelta()


@dataclass(frozen=True)
class Results:
    """A page of results with all that belongs around it.

    `query` is what was asked and `answered` what was answered: they differ when a place was read
    from the words or typed, and when nothing was found and the search was widened (`widened` says
    how, in words). `around` are the areas asked about, `counts` facet → value → count, right for
    the other filters chosen.
    """

    query: SearchQuery
    answered: SearchQuery
    total: int
    found: tuple[Found, ...]
    understanding: Understanding
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    widened: tuple[str, ...] = ()
    around: tuple[AreaKey, ...] = ()
    unknown_place: str = ""
    crisis: tuple[HelpLine, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are, of `PER_PAGE` results."""
        return -(-self.total // PER_PAGE)
