"""The index of one process: opens the current segment, follows changes, answers plans."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Lock

import numpy as np

from seurantalo.search.index import segments
from seurantalo.search.index.answering import answer
from seurantalo.search.index.lexicon import is_word, nearest_spellings
from seurantalo.search.index.plan import Document, Hits, Plan
from seurantalo.search.index.segments import Segment
from seurantalo.search.index.snapshot import Changes, Snapshot, Store

SHORT_LIST = 64


class Index:
    """Answers plans; any number of threads may ask while one applies changes.

    A reader takes the current snapshot and needs no lock. `seq` is the last change it knows.
    """

    def __init__(self, directory: Path, segment: Segment) -> None:
        self._directory, self._segment = directory, segment
        self._changes = Changes(Store(segment))
        self._applying = Lock()

    @classmethod
    def open(cls, directory: Path, version: str = "") -> Index:
        """The index in a directory; empty when there is none, or it was built by another version.

        `version` names what the words were made with: an index of other words finds nothing.
        """
        segment = segments.open_current(directory)
        if segment is None or segment.header["version"] != version:
            segment = Segment.empty()
        return cls(directory, segment)

    @staticmethod
    def build(documents: Iterable[Document], directory: Path, seq: int, version: str = "") -> None:
        """Writes a new segment of all documents beside the current one and makes it current.

        Those who read the old one go on; they see the new one when they `open` again. Raises
        `segments.Busy` when another process is building.
        """
        segments.write(documents, directory, seq, version)

    @property
    def seq(self) -> int:
        """The last change that is in."""
        return self._changes.snapshot.seq

    @property
    def changed(self) -> int:
        """How many documents have been changed since the segment: the reason to build anew."""
        snapshot = self._changes.snapshot
        return snapshot.count - snapshot.store.base

    def __len__(self) -> int:
        """How many documents there are to be found."""
        return self._changes.snapshot.live

    def superseded(self) -> bool:
        """Whether another segment has become current since this one was opened."""
        name = segments.current(self._directory)
        return bool(name) and name != self._segment.name

    def apply(self, seq: int, changes: Iterable[tuple[str, Document | None]]) -> None:
        """Takes changes in order, as (key, document) or (key, None) for one that is gone.

        They are seen by every answer that begins after the call. Changes up to `Index.seq` may
        come again, harmlessly.
        """
        with self._applying:
            self._changes.apply(max(seq, self.seq), changes)

    def answer(self, plan: Plan) -> Hits:
        """What `Plan` says."""
        return answer(self._changes.snapshot, plan)

    def frequency(self, term: str) -> int:
        """How many documents have the term."""
        return self._changes.snapshot.frequency(term)

    def suggest(self, prefix: str, n: int = 8) -> list[tuple[str, int]]:
        """The commonest n words that start with `prefix`, and in how many documents they are."""
        snapshot = self._changes.snapshot
        store = snapshot.store
        numbers = store.lexicon.starting(prefix)
        words: set[str] = {term for term in store.postings.recent if term.startswith(prefix)}
        if numbers:
            sizes = store.postings.segment_sizes(numbers)
            few = min(len(sizes), n + SHORT_LIST)
            commonest = np.argpartition(-sizes, few - 1)[:few]
            words.update(store.lexicon.term(numbers[at]) for at in commonest.tolist())
        return _commonest(snapshot, words, n)

    def neighbours(self, word: str, n: int = 8) -> list[tuple[str, int, int]]:
        """Words spelt nearly so: (word, number of slips, number of documents), likeliest first.

        Optimal string alignment: letters added, left out, changed, or two swapped.
        """
        snapshot = self._changes.snapshot
        store = snapshot.store
        if not is_word(word):
            return []
        candidates = {
            store.lexicon.term(number) for number in store.spelling.similar(word).tolist()
        }
        candidates.update(term for term in list(store.postings.recent) if is_word(term))
        found = [
            (candidate, distance, snapshot.frequency(candidate))
            for candidate, distance in nearest_spellings(word, candidates)
        ]
        found = [each for each in found if each[2]]
        found.sort(key=lambda each: (each[1], each[0][0] != word[0], -each[2], each[0]))
        return found[:n]


def _commonest(snapshot: Snapshot, words: Iterable[str], n: int) -> list[tuple[str, int]]:
    counted = [(word, snapshot.frequency(word)) for word in words if is_word(word)]
    counted.sort(key=lambda each: (-each[1], each[0]))
    return [each for each in counted if each[1]][:n]
