"""A plan to an answer: narrow, count, put in order, cut out the page."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from seurantalo.search.index.columns import Ids, Mask, Numbers
from seurantalo.search.index.matching import Weighed, Words, matched_terms, weigh
from seurantalo.search.index.occurrences import Window
from seurantalo.search.index.ordering import page
from seurantalo.search.index.plan import Hit, Hits, Near, Plan, seconds
from seurantalo.search.index.selection import Universe
from seurantalo.search.index.snapshot import Snapshot


def answer(snapshot: Snapshot, plan: Plan) -> Hits:
    """What `Plan` says, for the documents of this snapshot."""
    clauses = [weigh(snapshot, clause) for clause in plan.clauses]
    words = Words(snapshot, clauses, plan.coverage) if any(c.weight for c in clauses) else None
    universe = gather(snapshot, plan, words)
    selection = universe.select()
    counts = {name: _counts(universe, name) for name in plan.facets}
    if not selection.total or plan.offset >= selection.total or plan.limit <= 0:
        return Hits(selection.total, (), counts)
    ids, scores = page(plan, snapshot, selection, words)
    return Hits(selection.total, _hits(snapshot, plan, clauses, ids, scores), counts)


def gather(snapshot: Snapshot, plan: Plan, words: Words | None) -> Universe:
    """The documents the plan allows; filters whose facet is asked for stay named."""
    universe = Universe(snapshot, words.documents if words else None)
    if plan.near:
        universe.restrict(_within(snapshot, plan.near))
    if plan.when:
        during = _during(snapshot, plan)
        universe.narrow(lambda: during, during.take)
    _narrow_by_columns(universe, plan)
    _narrow_by_facets(universe, plan)
    return universe


def _narrow_by_facets(universe: Universe, plan: Plan) -> None:
    for name, values in plan.exclude.items():
        _filter(universe, name, values, excluded=True)
    for name, values in plan.every.items():
        for value in sorted(values):
            _filter(universe, name, frozenset({value}))
    for name, values in plan.filters.items():
        if name not in plan.facets:
            _filter(universe, name, values)
    for name, values in plan.filters.items():
        if name in plan.facets:
            _filter(universe, name, values, named=True)


def _within(snapshot: Snapshot, near: Near) -> Ids:
    found = np.zeros(snapshot.count, bool)
    for points in snapshot.points:
        found[points.within(near)[0]] = True
    return np.flatnonzero(found)


def _during(snapshot: Snapshot, plan: Plan) -> Mask:
    found = np.zeros(snapshot.count, bool)
    window = Window.of(plan.when)
    for occurrences in snapshot.occurrences:
        found[occurrences.within(window)] = True
    return found


def _narrow_by_columns(universe: Universe, plan: Plan) -> None:
    store, count = universe.snapshot.store, universe.snapshot.count
    if plan.ages:
        youngest, oldest = plan.ages
        low, high = store.minimum_age, store.maximum_age
        universe.narrow(
            lambda: (low.array[:count] <= oldest) & (high.array[:count] >= youngest),
            lambda ids: (low.take(ids) <= oldest) & (high.take(ids) >= youngest),
        )
    if plan.created_since is not None:
        since, created = plan.created_since, store.created
        universe.narrow(
            lambda: created.array[:count] >= since, lambda ids: created.take(ids) >= since
        )


def _filter(
    universe: Universe,
    name: str,
    values: frozenset[str],
    *,
    excluded: bool = False,
    named: bool = False,
) -> None:
    snapshot = universe.snapshot
    facet = snapshot.store.facets.get(name)

    def over_all() -> Mask:
        if facet is None:
            return np.full(snapshot.count, excluded)
        mask = facet.mask(values, snapshot.count)
        return ~mask if excluded else mask

    def of(ids: Ids) -> Mask:
        if facet is None:
            return np.full(len(ids), excluded)
        mask = facet.has(ids, values)
        return ~mask if excluded else mask

    if named:
        universe.name(name, over_all, of)
    else:
        universe.narrow(over_all, of)


def _counts(universe: Universe, name: str) -> dict[str, int]:
    snapshot = universe.snapshot
    facet = snapshot.store.facets.get(name)
    if facet is None:
        return {}
    selection = universe.select(without=name)
    if selection.total == snapshot.live:
        return facet.counts_of_all(snapshot.dead, snapshot.count)
    return facet.counts(selection.ids)


def _hits(
    snapshot: Snapshot, plan: Plan, clauses: list[Weighed], ids: Ids, scores: Numbers
) -> tuple[Hit, ...]:
    words = matched_terms(snapshot, clauses, ids)
    following = _next(snapshot, plan, ids)
    distances = _distances(snapshot, plan.near, ids) if plan.near else None
    return tuple(
        Hit(
            key=snapshot.store.key(number),
            score=score,
            matched=words[at],
            next=following.get(at),
            kilometres=distances.get(at) if distances else None,
        )
        for at, (number, score) in enumerate(zip(ids.tolist(), scores.tolist(), strict=True))
    )


def _next(snapshot: Snapshot, plan: Plan, ids: Ids) -> dict[int, tuple[datetime, datetime]]:
    """For each position in `ids` that has one, the next suiting occurrence."""
    window = Window.of(plan.when, not_before=seconds(plan.now))
    found = {}
    for part, occurrences in _parts(snapshot, ids, snapshot.occurrences):
        positions, starts, ends = occurrences.next_of(ids[part], window)
        for at, start, end in zip(
            part[positions].tolist(), starts.tolist(), ends.tolist(), strict=True
        ):
            found[at] = (datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))
    return found


def _distances(snapshot: Snapshot, near: Near, ids: Ids) -> dict[int, float]:
    found: dict[int, float] = {}
    for part, points in _parts(snapshot, ids, snapshot.points):
        distances = points.nearest(ids[part], near)
        found |= zip(part.tolist(), distances.tolist(), strict=True)
    return found


def _parts[T](snapshot: Snapshot, ids: Ids, tables: tuple[T, ...]) -> list[tuple[Ids, T]]:
    """Which positions of `ids` each table (of the segment, of the changes) knows about."""
    recent = ids >= snapshot.store.base
    parts = [np.flatnonzero(~recent), np.flatnonzero(recent)]
    return [(part, table) for part, table in zip(parts, tables, strict=False) if len(part)]
