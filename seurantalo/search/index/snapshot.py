"""The index as one reader sees it: a segment and the changes since, as one row of documents.

Documents are numbered: those of the segment first, then every changed or new one in the order it
came. The growing parts (`Store`) are shared by all snapshots; what a change replaces or deletes is
marked in `Snapshot.alive`, which is copied, so a reader's view never moves under it.
"""

from __future__ import annotations

from array import array
from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from seurantalo.search.index.columns import Column, Ids, Mask, Numbers, Scratch, keep_freed_memory
from seurantalo.search.index.facets import Facet
from seurantalo.search.index.lexicon import Lexicon, Spelling
from seurantalo.search.index.occurrences import Occurrences
from seurantalo.search.index.plan import (
    QUALITY_WEIGHT,
    STEPS,
    Document,
    impact_steps,
    seconds,
    steps,
)
from seurantalo.search.index.points import Points
from seurantalo.search.index.postings import Postings
from seurantalo.search.index.segments import Segment


class Store:
    """Everything about all documents, old versions included. It only grows."""

    def __init__(self, segment: Segment) -> None:
        keep_freed_memory()
        self.segment = segment
        self.base = segment.documents
        self.lexicon = Lexicon(**segment.group("lexicon"))
        self.spelling = Spelling(**segment.group("spelling"))
        self.postings = Postings(self.lexicon, base=self.base, **segment.group("postings"))
        self.occurrences = Occurrences(0, segment.group("occurrences"))
        self.points = Points(0, segment.group("points"))
        self.facets = {
            name: Facet(values, **segment.group(f"facet{number}"))
            for number, (name, values) in enumerate(segment.header["facets"].items())
        }
        columns = segment.group("columns")
        self._keys, self._numbers, self.ranks = (
            columns["keys"],
            columns["numbers"],
            columns["ranks"],
        )
        self.bonus = Column(QUALITY_WEIGHT * (columns["quality"] / STEPS))
        self.minimum_age = Column(columns["minimum_age"])
        self.maximum_age = Column(columns["maximum_age"])
        self.created = Column(columns["created"])
        self.recent: list[str] = []  # their keys
        self.scheduled, self.times = array("I"), array("q")
        self.located, self.degrees = array("I"), array("d")
        self.scratch = Scratch()

    def put(self, document: Document) -> int:
        """Adds a document after all others; returns its number."""
        number = self.base + len(self.recent)
        for term, impact in document.terms.items():
            self.postings.add(term, number, impact_steps(impact))
        for name in document.facets.keys() - self.facets.keys():
            none = np.zeros(self.base, np.uint8)
            self.facets[name] = Facet((), none, np.zeros(2, np.int64), np.zeros(0, np.int64))
        for name, facet in self.facets.items():
            facet.put(number, document.facets.get(name, ()))
        self.bonus.put(number, QUALITY_WEIGHT * (steps(document.quality) / STEPS))
        self.minimum_age.put(number, document.minimum_age)
        self.maximum_age.put(number, document.maximum_age)
        self.created.put(number, document.created)
        for start, end in document.occurrences:
            self.times.extend((seconds(start), seconds(end)))
            self.scheduled.append(number)
        for point in document.points:
            self.degrees.extend(point)
            self.located.append(number)
        self.recent.append(document.key)
        return number

    def place(self, key: str) -> tuple[int, int]:
        """Where a key stands or would stand among the segment's keys, and its number or -1."""
        wanted = key.encode()
        at = int(np.searchsorted(self._keys, wanted)) if self.base else 0
        known = at < self.base and bytes(self._keys[at]) == wanted
        return at, int(self._numbers[at]) if known else -1

    def key(self, number: int) -> str:
        """The key of a document."""
        if number < self.base:
            return bytes(self._keys[self.ranks[number]]).decode()
        return self.recent[number - self.base]


@dataclass(frozen=True)
class Snapshot:
    """What is true after change `seq`: the documents below `count` that are `alive`.

    `ranks` orders the documents since the segment by key among all; `dead` are the numbers of the
    documents that are not alive, ascending.
    """

    store: Store
    seq: int
    count: int
    alive: Mask
    dead: Ids
    ranks: Numbers
    _frequencies: dict[str, int] = field(default_factory=dict)

    @property
    def live(self) -> int:
        """How many documents there are to be found."""
        return self.count - len(self.dead)

    def rank(self, documents: Ids) -> Numbers:
        """The order of these documents' keys."""
        base = self.store.base
        if len(self.ranks) == 0:
            return self.store.ranks.take(documents).astype(np.float64)
        ranks = np.empty(len(documents))
        recent = documents >= base
        ranks[~recent] = self.store.ranks.take(documents[~recent])
        ranks[recent] = self.ranks.take(documents[recent] - base)
        return ranks

    def frequency(self, term: str) -> int:
        """How many living documents have the term."""
        known = self._frequencies.get(term)
        if known is None:
            known = self._frequencies[term] = self._count(term)
        return known

    def _count(self, term: str) -> int:
        documents, _ = self.store.postings.segment(term)
        total = len(documents)
        if len(self.dead) * 16 < total:
            gone = self.dead[: np.searchsorted(self.dead, self.store.base)].astype(np.uint32)
            low = np.searchsorted(documents, gone)
            total -= int((documents.take(low, mode="clip") == gone).sum())
        else:
            total = int(self.alive.take(documents).sum())
        since, _ = self.store.postings.since(term, self.count)
        return total + int(self.alive.take(since).sum())

    @cached_property
    def occurrences(self) -> tuple[Occurrences, ...]:
        """Those of the segment and, when there are any, those since."""
        store, recent = self.store, self.count - self.store.base
        if not recent:
            return (store.occurrences,)
        owners = np.array(store.scheduled, np.uint32)
        owners = owners[: np.searchsorted(owners, self.count)]
        times = np.array(store.times, np.int64).reshape(-1, 2)[: len(owners)]
        arrays = Occurrences.arrays(owners, times[:, 0], times[:, 1], store.base, recent)
        return store.occurrences, Occurrences(store.base, arrays)

    @cached_property
    def points(self) -> tuple[Points, ...]:
        """Those of the segment and, when there are any, those since."""
        store, recent = self.store, self.count - self.store.base
        if not recent:
            return (store.points,)
        owners = np.array(store.located, np.uint32)
        owners = owners[: np.searchsorted(owners, self.count)]
        degrees = np.array(store.degrees).reshape(-1, 2)[: len(owners)]
        return store.points, Points(store.base, Points.arrays(owners, degrees, store.base, recent))


class Changes:
    """The writer's side of a store: takes changes and makes the next snapshot. One at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._newest: dict[str, int] = {}  # number of the newest version of a changed key, or -1
        self._new: list[tuple[str, int]] = []  # keys the segment lacks, in order, and their places
        self._known_ranks = array("d")  # of every recent document whose key the segment has
        self.snapshot = Snapshot(
            store,
            store.segment.seq,
            store.base,
            np.ones(store.base, bool),
            np.zeros(0, np.int64),
            np.zeros(0),
        )

    def apply(self, seq: int, changes: Iterable[tuple[str, Document | None]]) -> Snapshot:
        """Takes (key, document, or None when it is gone) pairs; they are true after change `seq`."""
        store, replaced = self._store, []
        for key, document in changes:
            place, known = store.place(key)
            if key not in self._newest and known < 0:
                insort(self._new, (key, place))
            replaced.append(self._newest.get(key, known))
            self._newest[key] = -1 if document is None else store.put(document)
            if document is not None:
                self._known_ranks.append(place)
        gone = np.array([number for number in replaced if number >= 0], np.int64)
        alive = np.ones(store.base + len(store.recent), bool)
        alive[: self.snapshot.count] = self.snapshot.alive
        alive[gone] = False
        dead = np.union1d(self.snapshot.dead, gone)
        self.snapshot = Snapshot(store, seq, len(alive), alive, dead, self._ranks())
        return self.snapshot

    def _ranks(self) -> Numbers:
        """A known key keeps its place, a new one gets a fraction between its neighbours."""
        ranks = np.array(self._known_ranks)
        count = len(self._new)
        numbers = np.fromiter((self._newest[key] for key, _ in self._new), np.int64, count)
        places = np.fromiter((place for _, place in self._new), float, count)
        fractions = np.arange(1, count + 1) / (count + 1)
        alive = numbers >= 0
        ranks[numbers[alive] - self._store.base] = (places - 1 + fractions)[alive]
        return ranks
