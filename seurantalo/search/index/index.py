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
from seurantalo.search.index.snapshot import Changes, Store

SHORT_LIST = 16


class Index:
    """Answers plans; any number of threads may ask while one applies changes.

    A reader takes the current snapshot and needs no lock. `seq` is the last change it knows.
    """

    def __init__(self, directory: Path, segment: Segment, seen: str) -> None:
        self._directory, self._seen = directory, seen
        self._changes = Changes(Store(segment))
        self._applying = Lock()

    @classmethod
    def open(cls, directory: Path, source: str = "") -> Index:
        """The index in a directory; empty when there is none or it follows another change log.

        `source` names the log, so that the files of another database are never mistaken for ours.
        """
        seen = segments.current(directory)
        segment = segments.open_current(directory)
        if segment is None or segment.header["source"] != source:
            return cls.empty(directory)
        return cls(directory, segment, seen)

    @classmethod
    def empty(cls, directory: Path) -> Index:
        """An index without documents, whatever the directory has."""
        return cls(directory, Segment.empty(), segments.current(directory))

    @staticmethod
    def build(documents: Iterable[Document], directory: Path, seq: int, source: str = "") -> None:
        """Writes a new segment of all documents beside the current one and makes it current.

        `seq` is the last change of the log `source` that the documents are sure to contain. Those
        who read the old segment go on; they see the new one when they `open` again. Raises
        `segments.Busy` when another process is building.
        """
        segments.write(documents, directory, seq, source)

    @property
    def seq(self) -> int:
        """The last change that is in."""
        return self._changes.snapshot.seq

    @property
    def changed(self) -> int:
        """How many documents have been changed since the segment: the reason to build anew."""
        snapshot = self._changes.snapshot
        return snapshot.count - snapshot.store.base

    @property
    def live(self) -> int:
        """How many documents there are to be found."""
        return self._changes.snapshot.live

    def superseded(self) -> bool:
        """Whether another segment has become current since this one was opened."""
        return segments.current(self._directory) != self._seen

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

    def suggest(self, prefix: str, n: int = 8) -> list[str]:
        """The commonest n words that start with `prefix`."""
        snapshot = self._changes.snapshot
        store = snapshot.store
        numbers = store.lexicon.starting(prefix)
        words: set[str] = {term for term in store.postings.recent if term.startswith(prefix)}
        if numbers:
            sizes = store.postings.segment_sizes(numbers)
            few = min(len(sizes), n + SHORT_LIST)
            commonest = np.argpartition(-sizes, few - 1)[:few]
            words.update(store.lexicon.term(numbers[at]) for at in commonest.tolist())
        counted = [(-snapshot.frequency(word), word) for word in words if is_word(word)]
        return [word for negative, word in sorted(counted) if negative][:n]

    def neighbours(self, word: str, n: int = 8) -> list[str]:
        """Words spelt nearly so, likeliest first: fewest slips, the same first letter, commonest.

        Slips (optimal string alignment) are letters added, left out, changed, or two swapped; one
        is forgiven in a short word, two in a longer one.
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
            (slips, candidate[0] != word[0], -frequency, candidate)
            for candidate, slips in nearest_spellings(word, candidates)
            if (frequency := snapshot.frequency(candidate))
        ]
        return [candidate for *_, candidate in sorted(found)][:n]
