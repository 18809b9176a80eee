"""What comes first: scores, orders and the page, without sorting what nobody will see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seurantalo.search.index.columns import Ids, Numbers, kth_smallest
from seurantalo.search.index.matching import Words
from seurantalo.search.index.occurrences import Window
from seurantalo.search.index.plan import Near, Plan, seconds
from seurantalo.search.index.points import haversine, kilometres
from seurantalo.search.index.selection import Selection
from seurantalo.search.index.snapshot import Snapshot

LAST = float("inf")  # documents with nothing to sort by
Key = Callable[[Ids], NDArray[Any]]


def page(
    plan: Plan, snapshot: Snapshot, hits: Selection, words: Words | None
) -> tuple[Ids, Numbers]:
    """The numbers and scores of the hits from `offset`, at most `limit`, in the plan's order.

    `words` is what was said, None when nothing was.
    """
    scored = Scored(plan, snapshot, hits, words)
    k = plan.offset + plan.limit
    if plan.sort == "soonest":
        ids = soonest(plan, snapshot, hits, scored, k)
    elif plan.sort == "nearest" and plan.near:
        ids = nearest(plan.near, snapshot, hits, scored, k)
    elif plan.sort == "newest":
        ids = scored.sorted(hits.ids, -snapshot.store.created.take(hits.ids), k)
    else:
        ids = scored.best(k)
    ids = ids[plan.offset :]
    return ids, scored.of(ids)


class Scored:
    """The scores of the hits, computed for those that are asked for."""

    def __init__(
        self, plan: Plan, snapshot: Snapshot, hits: Selection, words: Words | None
    ) -> None:
        self._snapshot, self._hits, self._words = snapshot, hits, words
        facets = snapshot.store.facets
        self._preferred = [
            (facets[name], value, bonus) for name, value, bonus in plan.prefer if name in facets
        ]

    def of(self, ids: Ids) -> Numbers:
        """The scores of some of the hits."""
        scores = np.zeros(len(ids)) if self._words is None else self._words.scores(ids)
        for facet, value, bonus in self._preferred:
            scores = scores + np.where(facet.has(ids, (value,)), bonus, 0.0)
        quality: Numbers = self._snapshot.store.bonus.take(ids)
        return scores + quality

    def best(self, k: int) -> Ids:
        """The k best hits in order."""
        ids = self._hits.ids
        return ids.take(first(-self.of(ids), k, lambda at: self._snapshot.rank(ids.take(at))))

    def sorted(self, ids: Ids, by: NDArray[Any], k: int) -> Ids:
        """The first k of some hits by a value, then score, then key."""
        return ids.take(
            first(
                by,
                k,
                lambda at: -self.of(ids.take(at)),
                lambda at: self._snapshot.rank(ids.take(at)),
            )
        )


def first(values: NDArray[Any], k: int, *then: Key) -> Ids:
    """The positions of the k smallest values in order, ties decided by the later keys."""
    chosen: list[Ids] = []
    pool, pooled, needed = np.arange(len(values)), values, k
    for key in then:
        if len(pool) <= needed:
            break
        bound = kth_smallest(pooled, needed)
        chosen.append(pool[pooled < bound])
        pool = pool[pooled == bound]
        needed -= len(chosen[-1])
        pooled = key(pool)
    if len(pool) > needed:
        pool = pool[np.argpartition(pooled, needed - 1)[:needed]]
    selected = np.concatenate([*chosen, pool])
    keys = [values.take(selected), *(key(selected) for key in then)]
    return selected.take(np.lexsort(keys[::-1]))


def soonest(plan: Plan, snapshot: Snapshot, hits: Selection, scored: Scored, k: int) -> Ids:
    """The first k hits by their next occurrence; those without one come last."""
    window = Window.of(plan.when, not_before=seconds(plan.now))
    parts = [part.following(window, hits.mask, k) for part in snapshot.occurrences]
    ids = np.concatenate([documents for documents, _ in parts])
    starts = np.concatenate([starts for _, starts in parts])
    if len(ids) >= k or len(ids) == hits.total:
        return scored.sorted(ids, starts, k)
    rest = np.setdiff1d(hits.ids, ids, assume_unique=True)
    timeless = scored.sorted(rest, np.zeros(len(rest)), k - len(ids))
    return np.concatenate([scored.sorted(ids, starts, k), timeless])


def nearest(near: Near, snapshot: Snapshot, hits: Selection, scored: Scored, k: int) -> Ids:
    """The first k hits by their distance."""
    found = [points.within(near) for points in snapshot.points]
    owners = np.concatenate([documents for documents, _ in found])
    values = np.concatenate([haversines for _, haversines in found])
    wanted = np.flatnonzero(hits.mask.take(owners))
    owners, values = owners.take(wanted), values.take(wanted)
    points = min(2 * k, len(values))
    while True:  # one document may have many points
        furthest = kilometres(kth_smallest(values, points)[None])[0]
        close = np.flatnonzero(values <= haversine(furthest + 0.001))
        if len(close) == len(values) or len(np.unique(owners.take(close))) >= k:
            break
        points = min(2 * points, len(values))
    order = close[np.argsort(values.take(close), kind="stable")]
    ids, at = np.unique(owners.take(order), return_index=True)
    return scored.sorted(ids, kilometres(values.take(order.take(at))), k)
