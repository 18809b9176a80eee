"""Which documents have a term, and how much it says about each."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from seurantalo.search.index.columns import Ids
from seurantalo.search.index.lexicon import Lexicon

Impacts = NDArray[np.uint8]
NONE = (array("I"), array("B"))
REMEMBERED = 20_000  # places of terms


class Postings:
    """The lists of the segment, mapped from disk, and those of the changes since, in memory.

    Numbers of changed documents start at `base`, so a list stays ascending when the second part
    follows the first. The second part only grows; a reader names the `count` of documents its
    snapshot knows and never sees more.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        first: NDArray[np.int64],
        documents: NDArray[np.uint32],
        impacts: Impacts,
        base: int,
    ) -> None:
        self.lexicon = lexicon
        self.base = base
        self.recent: dict[str, tuple[array[int], array[int]]] = {}
        self._first, self._documents, self._impacts = first, documents, impacts
        self._known: dict[str, slice] = {}

    def add(self, term: str, document: int, impact: int) -> None:
        """Notes that a document no reader knows yet has a term."""
        documents, impacts = self.recent.setdefault(term, (array("I"), array("B")))
        impacts.append(impact)
        documents.append(document)

    def segment(self, term: str) -> tuple[NDArray[np.uint32], Impacts]:
        """The part of the segment; empty for an unknown term."""
        part = self._known.get(term) or self._find(term)
        return self._documents[part], self._impacts[part]

    def _find(self, term: str) -> slice:
        number = self.lexicon.find(term)
        bounds = self._first[number : number + 2].tolist() if number >= 0 else (0, 0)
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        part = self._known[term] = slice(*bounds)
        return part

    def segment_sizes(self, numbers: range) -> NDArray[np.int64]:
        """How many documents of the segment have each of these terms."""
        return np.diff(self._first[numbers.start : numbers.stop + 1])

    def since(self, term: str, count: int) -> tuple[Ids, Impacts]:
        """The part of the changes."""
        documents, impacts = self.recent.get(term, NONE)
        numbers = np.array(documents, np.int64)
        known = int(np.searchsorted(numbers, count))
        return numbers[:known], np.array(impacts, np.uint8)[:known]

    def read(self, term: str, count: int) -> tuple[Ids, Impacts]:
        """All documents below `count` that have the term, ascending, with their impacts."""
        documents, impacts = self.segment(term)
        if term not in self.recent:
            return documents.astype(np.int64), impacts
        more, their_impacts = self.since(term, count)
        return np.concatenate([documents, more]), np.concatenate([impacts, their_impacts])

    def look_up(self, term: str, wanted: Ids, count: int) -> Impacts:
        """The impact of the term in each wanted document, 0 where it is absent."""
        documents, impacts = self.segment(term)
        # One type on both sides, or numpy converts the whole list.
        found = _look_up(documents, impacts, wanted.astype(np.uint32))
        if term in self.recent:
            found = np.maximum(found, _look_up(*self.since(term, count), wanted))
        return found


def _look_up(
    documents: NDArray[np.integer], impacts: Impacts, wanted: NDArray[np.integer]
) -> Impacts:
    if not len(documents):
        return np.zeros(len(wanted), np.uint8)
    at = documents.searchsorted(wanted)
    found = impacts.take(at, mode="clip")
    found[documents.take(at, mode="clip") != wanted] = 0
    return found
