"""The seam of the engine: what it is given to keep, what it is asked, what it answers.

The engine knows no Finnish, no database and no record: strings, numbers and times only. The words
of a document and of a query come from `search.analysis` and `search.ranking`; the same `Plan` is
answered by the brute-force reference in the tests, which defines what is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Sort = Literal["relevance", "soonest", "nearest", "newest"]


@dataclass(frozen=True, slots=True)
class Document:
    """One record as the engine keeps it.

    `key` is "activity:12" or "organization:7". `terms` maps an index term to its impact in 0…1
    (field weights, term frequency and length already folded in by `ranking.impacts`). `facets`
    maps a facet name ("kind", "theme", "area" …) to its values. `points` are WGS84 degrees
    (latitude, longitude). `occurrences` are aware (start, end) pairs, soonest first. Ages are whole
    years, inclusive; 0 and 255 when all are welcome. `quality` in 0…1 is what the record itself
    deserves (freshness, completeness); `created` is the Unix time in seconds.
    """

    key: str
    terms: Mapping[str, float]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    points: tuple[tuple[float, float], ...] = ()
    occurrences: tuple[tuple[datetime, datetime], ...] = ()
    minimum_age: int = 0
    maximum_age: int = 255
    created: int = 0
    quality: float = 0.5


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing the reader said: alternatives as (index term, weight in 0…1).

    A document's score for the clause is the best of weight × idf × impact over the alternatives,
    times `importance`. idf = ln(1 + (N − df + 0.5) / (df + 0.5)) of the alternative with the
    clause's highest weight (the word itself), N and df counted over live documents.
    """

    alternatives: tuple[tuple[str, float], ...]
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class Near:
    """A circle: WGS84 centre in degrees, radius in kilometres (haversine, R = 6371.0088 km)."""

    latitude: float
    longitude: float
    kilometres: float


@dataclass(frozen=True, slots=True)
class When:
    """Occurrences that overlap [start, end) and also suit the weekdays and the time of day.

    `weekdays` are 0 (Monday) … 6 of the local start, empty for all; `hours` the local start as
    (from, to) in minutes of the day, half open; None for all. `start`/`end` are aware; None is open.
    """

    start: datetime | None = None
    end: datetime | None = None
    weekdays: frozenset[int] = frozenset()
    hours: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A query, ready to be answered.

    A document is a hit when it passes every filter and, if there are clauses, when the clauses it
    matches carry at least `coverage` (0…1) of the summed importance × idf of all clauses (a hit
    matches one clause at least). Its score is the sum of its clause scores × (matched share)²,
    + the bonus of each `prefer` facet value it has, + 0.1 × quality.

    `filters` maps a facet to the values of which a document must have one; `exclude` likewise none.
    Facet counts leave their own filter out (disjunctive); they are asked for by name in `facets`.
    Order: by `sort`, then score, then key ascending; documents with nothing to sort by come last.
    """

    now: datetime
    clauses: tuple[Clause, ...] = ()
    coverage: float = 0.5
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    exclude: Mapping[str, frozenset[str]] = field(default_factory=dict)
    prefer: tuple[tuple[str, str, float], ...] = ()
    near: Near | None = None
    when: When | None = None
    ages: tuple[int, int] | None = None
    created_since: int | None = None
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document.

    `matched` has for each clause the alternative that scored best, or "" when none did. `next` is
    the soonest (start, end) at or after `Plan.now` (an occurrence still going on counts) that suits
    `Plan.when`. `kilometres` is the distance to the nearest point when the plan has `near`.
    """

    key: str
    score: float
    matched: tuple[str, ...] = ()
    next: tuple[datetime, datetime] | None = None
    kilometres: float | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """The page asked for, the total, and the counts of each facet asked for."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
