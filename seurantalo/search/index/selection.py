"""A growing answer: documents, narrowed by one condition after another."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from seurantalo.search.index.columns import Ids, Mask
from seurantalo.search.index.snapshot import Snapshot


class Selection:
    """Some documents, as a list of numbers or as a mask over all, whichever is at hand."""

    def __init__(self, *, ids: Ids | None = None, mask: Mask | None = None, count: int = 0) -> None:
        self._ids, self._mask, self._count = ids, mask, count

    @cached_property
    def ids(self) -> Ids:
        """The numbers, ascending."""
        if self._ids is not None:
            return self._ids
        return np.arange(self._count) if self._mask is None else np.flatnonzero(self._mask)

    @cached_property
    def mask(self) -> Mask:
        """True for each of the documents."""
        if self._mask is not None:
            return self._mask
        if self._ids is None:
            return np.ones(self._count, bool)
        mask = np.zeros(self._count, bool)
        mask[self._ids] = True
        return mask

    @cached_property
    def total(self) -> int:
        """How many they are."""
        if self._ids is not None:
            return len(self._ids)
        return self._count if self._mask is None else int(np.count_nonzero(self._mask))


class Universe:
    """All documents, or those that words or a circle brought, under conditions.

    A condition with a name can be left out again, for the counts of its own facet.
    """

    def __init__(self, snapshot: Snapshot, ids: Ids | None = None) -> None:
        self.snapshot, self.ids = snapshot, ids
        self._mask: Mask | None = None  # over all documents, while `ids` is None
        self._named: dict[str, Mask] = {}
        if ids is None and len(snapshot.dead):
            self._mask = snapshot.alive

    def narrow(self, over_all: Callable[[], Mask], of: Callable[[Ids], Mask]) -> None:
        """Keeps the documents for which the condition holds."""
        if self.ids is None:
            mask = over_all()
            self._mask = mask if self._mask is None else self._mask & mask
            return
        self._keep(np.flatnonzero(of(self.ids)))

    def restrict(self, ids: Ids) -> None:
        """Keeps the documents that are among these, which ascend."""
        if self.ids is None:
            self.ids = ids if self._mask is None else ids[self._mask.take(ids)]
            self._mask = None
            return
        mask = np.zeros(self.snapshot.count, bool)
        mask[ids] = True
        self._keep(np.flatnonzero(mask.take(self.ids)))

    def _keep(self, positions: Ids) -> None:
        if self.ids is None or len(positions) == len(self.ids):
            return
        self.ids = self.ids.take(positions)

    def name(self, name: str, over_all: Callable[[], Mask], of: Callable[[Ids], Mask]) -> None:
        """Adds a condition that can be left out; after all calls of `narrow` and `restrict`."""
        self._named[name] = over_all() if self.ids is None else of(self.ids)

    def has(self, name: str) -> bool:
        """Whether there is a condition of that name."""
        return name in self._named

    def select(self, without: str | None = None) -> Selection:
        """The documents that pass every condition, or every one but `without`."""
        masks = [mask for name, mask in self._named.items() if name != without]
        count = self.snapshot.count
        if self.ids is None:
            masks += [self._mask] if self._mask is not None else []
            return Selection(mask=np.logical_and.reduce(masks) if masks else None, count=count)
        if not masks:
            return Selection(ids=self.ids, count=count)
        return Selection(ids=self.ids.take(_all_true(masks)), count=count)


def _all_true(masks: list[Mask]) -> Ids:
    return np.flatnonzero(masks[0] if len(masks) == 1 else np.logical_and.reduce(masks))
