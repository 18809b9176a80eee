"""Words to documents: which match enough of what was said, and how well.

A hit must carry a share of the weight of all clauses, so it must have one of the weightier ones:
the commonest clauses, which together cannot reach the share, are never read through but only
looked up in the documents that the others bring. This keeps soft matching as cheap as strict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from seurantalo.search.index.columns import Ids, Numbers
from seurantalo.search.index.plan import STEPS, Clause, idf
from seurantalo.search.index.postings import Impacts
from seurantalo.search.index.snapshot import Snapshot

IMPACTS = np.arange(STEPS + 1) / STEPS
LOOK_UP = 8  # a look-up by bisection costs about as much as reading so many postings


@dataclass(frozen=True, slots=True)
class Alternative:
    """A term of a clause, in how many documents it is, and what it is worth at full impact."""

    term: str
    size: int
    worth: float
    importance: float

    def scores(self, impacts: Impacts) -> Numbers:
        """The scores of documents with these impacts; 0 for 0."""
        if len(impacts) < STEPS:
            return self.worth * IMPACTS.take(impacts) * self.importance
        return (self.worth * IMPACTS * self.importance).take(impacts)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A clause with what it weighs and how many postings its alternatives have."""

    weight: float
    size: int
    alternatives: tuple[Alternative, ...]


def weigh(snapshot: Snapshot, clause: Clause) -> Weighed:
    """A clause by what its words are worth in this index."""
    if not clause.alternatives:
        return Weighed(0.0, 0, ())
    word, _ = max(clause.alternatives, key=itemgetter(1))
    worth = idf(snapshot.live, snapshot.frequency(word))
    alternatives = tuple(
        Alternative(term, size, weight * worth, clause.importance)
        for term, weight in clause.alternatives
        if (size := snapshot.frequency(term))
    )
    size = sum(alternative.size for alternative in alternatives)
    return Weighed(clause.importance * worth, size, alternatives)


class Words:
    """What was said, over a snapshot: `documents` that match enough of it, ascending, and scores.

    When every clause is enough by itself, only those documents are scored that are asked for: the
    ones that pass the filters, or the ones on the page.
    """

    def __init__(self, snapshot: Snapshot, clauses: Sequence[Weighed], coverage: float) -> None:
        self._clauses = [clause for clause in clauses if clause.weight]
        self._reading = Reading(snapshot)
        self._total = 0.0
        for clause in self._clauses:  # not sum(): it rounds otherwise than adding one by one
            self._total += clause.weight
        needed = coverage * self._total
        self.documents = self._reading.documents(_leading(self._clauses, needed))
        self._scores: Numbers | None = None
        if any(clause.weight < needed for clause in self._clauses):
            scores, matched = self._score(self.documents)
            enough = np.flatnonzero(matched >= needed)
            self.documents, self._scores = self.documents.take(enough), scores.take(enough)

    def scores(self, documents: Ids) -> Numbers:
        """What their words score, of some of `documents`."""
        if self._scores is None:
            return self._score(documents)[0]
        if documents is self.documents:
            return self._scores
        return self._scores.take(np.searchsorted(self.documents, documents))

    def _score(self, documents: Ids) -> tuple[Numbers, Numbers]:
        """The scores, and the weight of the clauses matched."""
        scores, matched = np.zeros(len(documents)), np.zeros(len(documents))
        for clause in self._clauses:
            values = self._reading.values(clause, documents)
            scores += values
            matched += (values > 0) * clause.weight
        if len(self._clauses) > 1:
            share = matched / self._total
            scores *= share * share
        return scores, matched


def _leading(clauses: Sequence[Weighed], needed: float) -> list[Weighed]:
    """Clauses of which every hit has one: the rest together weigh less than is needed."""
    leading, spare = [], needed * (1 - 1e-9)  # sums differ a little with their order
    for clause in sorted(clauses, key=lambda clause: -clause.size):
        if clause.weight < spare:
            spare -= clause.weight
        else:
            leading.append(clause)
    return leading


class Reading:
    """One query's way through the postings; each list is read from the disk once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._lists: dict[str, tuple[Ids, Impacts]] = {}

    def _read(self, term: str) -> tuple[Ids, Impacts]:
        if term not in self._lists:
            self._lists[term] = self._snapshot.store.postings.read(term, self._snapshot.count)
        return self._lists[term]

    def documents(self, clauses: Sequence[Weighed]) -> Ids:
        """The living documents that have any of the clauses, ascending."""
        terms = {alternative.term for clause in clauses for alternative in clause.alternatives}
        if len(terms) == 1 and not len(self._snapshot.dead):
            return self._read(terms.pop())[0]
        found = np.zeros(self._snapshot.count, bool)
        for term in terms:
            found[self._read(term)[0]] = True
        if len(self._snapshot.dead):
            found &= self._snapshot.alive
        return np.flatnonzero(found)

    def values(self, clause: Weighed, documents: Ids) -> Numbers:
        """The clause's score of each of these documents, 0 where it does not match."""
        if len(clause.alternatives) == 1:
            alternative = clause.alternatives[0]
            known = self._lists.get(alternative.term)
            if known is not None and known[0] is documents:
                return alternative.scores(known[1])
        if len(documents) * LOOK_UP * len(clause.alternatives) < clause.size:
            return self._looked_up(clause, documents)
        return self._read_through(clause, documents)

    def _looked_up(self, clause: Weighed, documents: Ids) -> Numbers:
        best = np.zeros(len(documents))
        postings, count = self._snapshot.store.postings, self._snapshot.count
        for alternative in clause.alternatives:
            impacts = postings.look_up(alternative.term, documents, count)
            np.maximum(best, alternative.scores(impacts), out=best)
        return best

    def _read_through(self, clause: Weighed, documents: Ids) -> Numbers:
        row = self._snapshot.store.scratch.lend(self._snapshot.count)
        try:
            for alternative in clause.alternatives:
                owners, impacts = self._read(alternative.term)
                values = alternative.scores(impacts)
                if alternative is not clause.alternatives[0]:
                    np.maximum(values, row.take(owners), out=values)
                row[owners] = values
            return row.take(documents)
        finally:
            if clause.size > len(row) // 8:
                row[:] = 0.0
            else:
                for alternative in clause.alternatives:
                    row[self._read(alternative.term)[0]] = 0.0


def matched_terms(
    snapshot: Snapshot, clauses: Sequence[Weighed], documents: Ids
) -> list[tuple[str, ...]]:
    """For each document the alternative that scored best in each clause, "" when none did."""
    columns = []
    postings, count = snapshot.store.postings, snapshot.count
    for clause in clauses:
        scores = np.zeros((len(clause.alternatives) + 1, len(documents)))
        for row, alternative in enumerate(clause.alternatives, 1):
            scores[row] = alternative.scores(postings.look_up(alternative.term, documents, count))
        names = ["", *(alternative.term for alternative in clause.alternatives)]
        columns.append([names[best] for best in scores.argmax(axis=0).tolist()])
    return list(zip(*columns, strict=True)) if columns else [()] * len(documents)
