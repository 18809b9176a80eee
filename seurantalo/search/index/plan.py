"""The seam of the engine: what it is given to keep, what it is asked, what it answers.

The engine knows no Finnish, no database and no record: strings, numbers and times only. The words
of a document and of a query come from `search.analysis` and `search.ranking`; the same `Plan` is
answered by the brute-force reference in the tests, which defines what is right. Both compute with
the few functions of this file, so that rounding never makes them differ.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

Sort = Literal["relevance", "soonest", "nearest", "newest"]

LOCAL = ZoneInfo("Europe/Helsinki")  # the clock of weekdays and hours
EARTH_KILOMETRES = 6371.0088
STEPS = 255  # impacts and quality are kept in this many steps, one byte each
QUALITY_WEIGHT = 0.1


def steps(share: float) -> int:
    """A share in 0…1 as the engine keeps it: whole steps of 1/255."""
    return max(0, min(STEPS, round(share * STEPS)))


def impact_steps(impact: float) -> int:
    """The impact of a term, in steps: a term that is there weighs at least one."""
    return max(1, steps(impact))


def seconds(moment: datetime) -> int:
    """An aware time as whole Unix seconds, rounded down."""
    return math.floor(moment.timestamp())


def idf(live: int, frequency: int) -> float:
    """How telling a term is that `frequency` of `live` documents have (BM25)."""
    return math.log(1 + (live - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True, slots=True)
class Document:
    """One record as the engine keeps it.

    `key` is "activity:12" or "organization:7". `terms` maps an index term to its impact in 0…1
    (field weights, term frequency and length already folded in by `ranking.impacts`). `facets`
    maps a facet name ("kind", "theme", "area" …) to its values. `points` are WGS84 degrees
    (latitude, longitude). `occurrences` are aware (start, end) pairs, soonest first, kept to the
    second. Ages are whole years, inclusive; 0 and 255 when all are welcome. `quality` in 0…1 is what
    the record itself deserves (freshness, completeness); `created` is the Unix time in seconds.
    Impacts and quality are kept in 255 steps.
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
    clause's highest weight (the word itself; the first of equals), N and df counted over live
    documents. Weights and importance are above 0; a clause without alternatives is left out.
    """

    alternatives: tuple[tuple[str, float], ...]
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class Near:
    """A circle: WGS84 centre in degrees, radius in kilometres.

    Distances are haversine with R = 6371.0088 km, rounded to the metre before they are compared.
    """

    latitude: float
    longitude: float
    kilometres: float


@dataclass(frozen=True, slots=True)
class When:
    """Occurrences that overlap [start, end) and also suit the weekdays and the time of day.

    `weekdays` are 0 (Monday) … 6 of the local start, empty for all; `hours` the local start as
    (from, to) in minutes of the day, half open; None for all. `start`/`end` are aware, taken to the
    second; None is open. An occurrence overlaps when it starts before `end` and ends after `start`
    or starts at `start` or later (one without duration counts too).
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

    `filters` maps a facet to the values of which a document must have one; `exclude` likewise none,
    `every` all of them. Facet counts leave their own filter out (disjunctive), but not `every`, where
    one more value narrows; they are asked for by name in `facets`.
    Order: by `sort`, then score, then key ascending; documents with nothing to sort by come last.
    "nearest" sorts by `Hit.kilometres`, "soonest" by the start of `Hit.next`, "newest" by `created`.
    """

    now: datetime
    clauses: tuple[Clause, ...] = ()
    coverage: float = 0.5
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    exclude: Mapping[str, frozenset[str]] = field(default_factory=dict)
    every: Mapping[str, frozenset[str]] = field(default_factory=dict)
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
    `Plan.when`: of equal starts the one that ends first, in UTC. `kilometres` is the distance to the
    nearest point, to the metre, when the plan has `near`.
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
