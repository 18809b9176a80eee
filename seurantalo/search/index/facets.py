"""Values by which hits are filtered and counted: themes, areas, prices …

A document's values of one facet are kept as the number of their *combination*. There are far fewer
combinations than documents (a municipality brings its region and county along), so counting is one
`bincount` over one column however many values a document has, and a filter is one look-up.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from seurantalo.search.index.columns import Column, Ids, Mask, spans

KEPT_MASKS = 128  # per facet, one bit per document each
Combination = tuple[int, ...]


class FacetWriter:
    """Gathers one facet of the documents of a new segment."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {}
        self.combinations: dict[Combination, int] = {(): 0}
        self.column: dict[int, int] = {}

    def add(self, document: int, values: Iterable[str]) -> None:
        """Notes the values of a document."""
        numbers = {self.values.setdefault(value, len(self.values)) for value in values}
        combination = tuple(sorted(numbers))
        self.column[document] = self.combinations.setdefault(combination, len(self.combinations))

    def arrays(self, documents: int) -> dict[str, NDArray[np.integer]]:
        """What `Facet` is made of, beside the values themselves."""
        column = np.zeros(documents, np.min_scalar_type(2 * len(self.combinations)))
        column[list(self.column)] = list(self.column.values())
        first, members = _ragged(list(self.combinations))
        return {"column": column, "first": first, "members": members}


class Facet:
    """One facet of all documents. Values and combinations only grow; see `Column`."""

    def __init__(
        self, values: Sequence[str], column: NDArray[np.integer], first: Ids, members: Ids
    ) -> None:
        self.values = list(values)
        self.column = Column(column)
        self._numbers = {value: number for number, value in enumerate(self.values)}
        self._combinations = (first, members)  # replaced together
        self._known: dict[Combination, int] | None = None
        self._base = len(column)
        self._base_counts: Ids | None = None
        self._masks: OrderedDict[frozenset[str], NDArray[np.uint8]] = OrderedDict()

    def put(self, document: int, values: Iterable[str]) -> None:
        """Sets the values of a document no reader knows yet."""
        for value in values:
            if value not in self._numbers:
                self.values.append(value)
                self._numbers[value] = len(self.values) - 1
        combination = tuple(sorted({self._numbers[value] for value in values}))
        if self._known is None:
            first, members = (part.tolist() for part in self._combinations)
            ranges = pairwise(first)
            self._known = {tuple(members[a:b]): n for n, (a, b) in enumerate(ranges)}
        if combination not in self._known:
            first, members = self._combinations
            self._combinations = (
                np.append(first, first[-1] + len(combination)),
                np.append(members, np.array(combination, np.int64)),
            )
            self._known[combination] = len(self._known)
        self.column.put(document, self._known[combination])

    def allowing(self, values: Iterable[str]) -> Mask:
        """For each combination: has it one of these values?"""
        first, members = self._combinations
        wanted = np.zeros(len(self.values) + 1, bool)
        wanted[[self._numbers.get(value, -1) for value in values]] = True
        wanted[-1] = False  # where unknown values went
        allowed = np.zeros(len(first) - 1, bool)
        owners = np.repeat(np.arange(len(first) - 1), np.diff(first))
        allowed[owners[wanted.take(members)]] = True
        return allowed

    def has(self, documents: Ids, values: Iterable[str]) -> Mask:
        """For each of these documents: has it one of these values?"""
        return self.allowing(values).take(self.column.take(documents))

    def mask(self, values: frozenset[str], count: int) -> Mask:
        """The same for all documents below `count`; the segment's part is remembered."""
        column, base = self.column.array, self._base
        allowed = self.allowing(values)
        bits = self._masks.pop(values, None)
        result = np.empty(count, bool)
        if bits is None:
            result[:base] = allowed.take(column[:base])
            bits = np.packbits(result[:base])
        else:
            result[:base] = np.unpackbits(bits, count=base)
        self._masks[values] = bits
        if len(self._masks) > KEPT_MASKS:
            self._masks.popitem(last=False)
        result[base:] = allowed.take(column[base:count])
        return result

    def counts(self, documents: Ids) -> dict[str, int]:
        """How many of these documents have each value; values without any are left out."""
        return self._by_value(np.bincount(self.column.take(documents)))

    def counts_of_all(self, without: Ids, count: int) -> dict[str, int]:
        """The counts over all documents below `count`, some left out; the base is remembered."""
        column = self.column.array
        if self._base_counts is None:
            self._base_counts = np.bincount(column[: self._base])
        counts = np.zeros(len(self._combinations[0]) - 1, np.int64)
        counts[: len(self._base_counts)] += self._base_counts
        for numbers, sign in ((column[self._base : count], 1), (column.take(without), -1)):
            part = np.bincount(numbers)
            counts[: len(part)] += sign * part
        return self._by_value(counts)

    def _by_value(self, counts: Ids) -> dict[str, int]:
        first, members = self._combinations
        used = np.flatnonzero(counts)
        sizes = first[used + 1] - first[used]
        numbers = members.take(spans(first[used], sizes))
        # Sums of whole numbers below 2**53 are exact.
        totals = np.bincount(numbers, np.repeat(counts[used], sizes))
        present = np.flatnonzero(totals)
        return dict(
            zip(
                map(self.values.__getitem__, present.tolist()),
                totals[present].astype(np.int64).tolist(),
                strict=True,
            )
        )


def _ragged(rows: Sequence[Combination]) -> tuple[Ids, Ids]:
    first = np.zeros(len(rows) + 1, np.int64)
    first[1:] = np.cumsum([len(row) for row in rows])
    return first, np.array([number for row in rows for number in row], np.int64)


Facets = Mapping[str, Facet]
