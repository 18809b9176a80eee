"""What is measured: our search with each analyser, and two baselines beside it."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from benchmarks.relevance.collection import Collection, Notice
from seurantalo.search import ranking
from seurantalo.search.analysis import analyser, fold, tokens
from seurantalo.search.documents import Language, guessed_themes
from seurantalo.search.index.index import Index
from seurantalo.search.index.plan import Document, Plan, idf
from seurantalo.search.lay_words import LayWords, Synonyms
from seurantalo.search.ranking import FieldTerms
from seurantalo.search.understanding import Knowledge, Understanding, understand
from seurantalo.taxonomy import term_files
from seurantalo.taxonomy.queries import VocabularyEntry

Ranked = list[tuple[str, float]]
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Ours:
    """The search of the project over a collection; place names stay words."""

    def __init__(self, collection: Collection, name: str) -> None:
        self.analyser = analyser(name)
        lay_words = LayWords(vocabulary(), self.analyser)
        self.language = Language(self.analyser, lay_words)
        self.knowledge = Knowledge(self.analyser, lay_words, Synonyms(self.analyser))
        with tempfile.TemporaryDirectory() as folder:
            documents = (Document(each.id, self.terms(each)) for each in collection.notices)
            Index.build(documents, Path(folder), 1)
            self.index = Index.open(Path(folder))

    def terms(self, notice: Notice) -> dict[str, float]:
        """The index terms of a notice, as `documents.document` makes them of a record."""
        fields = [
            FieldTerms(name, terms)
            for name, texts in notice.texts.items()
            for lang, text in texts.items()
            if (terms := self.language.terms(text, lang))
        ]
        terms = ranking.impacts(fields)
        for term, impact in guessed_themes(fields, self.language.lay_words).items():
            terms[term] = max(impact, terms.get(term, 0.0))
        for code in notice.themes:
            terms[f"theme:{code}"] = ranking.THEME_CHOSEN
        return terms

    def understand(self, words: str, lang: str) -> Understanding:
        """What a query means, with place names as words."""
        return understand(words, lang, knowledge=self.knowledge, lexicon=self.index, literal=True)

    def rank(self, words: str, lang: str = "fi") -> Ranked:
        """The documents found, best first."""
        understanding = self.understand(words, lang)
        if understanding.is_hopeless:
            return []
        plan = Plan(NOW, understanding.clauses, ranking.COVERAGE, limit=100)
        return [(hit.key, hit.score) for hit in self.index.answer(plan).hits]


class Baseline:
    """BM25 (k1 1.2, b 0.75) over all texts of a document, with the units of `units`."""

    def __init__(self, collection: Collection, units: Callable[[str], list[str]]) -> None:
        self.units = units
        self.counts = {
            notice.id: Counter(
                units(" ".join(t for texts in notice.texts.values() for t in texts.values()))
            )
            for notice in collection.notices
        }
        self.lengths = {key: counts.total() for key, counts in self.counts.items()}
        self.usual = sum(self.lengths.values()) / len(self.lengths)
        self.frequency = Counter(unit for counts in self.counts.values() for unit in counts)

    def rank(self, words: str, lang: str = "fi") -> Ranked:
        """The documents found, best first."""
        wanted = Counter(self.units(words))
        scores = {}
        for key, counts in self.counts.items():
            longer = 0.25 + 0.75 * self.lengths[key] / self.usual
            score = sum(
                times
                * idf(len(self.counts), self.frequency[unit])
                * counts[unit]
                * 2.2
                / (counts[unit] + 1.2 * longer)
                for unit, times in wanted.items()
                if unit in counts
            )
            if score > 0:
                scores[key] = score
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def grams(text: str) -> list[str]:
    """The folded character 4-grams of the words, with the edges marked."""
    padded = (f"_{fold(word)}_" for word in tokens(text))
    return [word[n : n + 4] for word in padded for n in range(max(1, len(word) - 3))]


@cache
def vocabulary() -> tuple[VocabularyEntry, ...]:
    """The taxonomy as its data files have it; no database is asked."""
    return tuple(
        VocabularyEntry(
            taxonomy=taxonomy.code,
            code=term.code,
            parent=term.parent or None,
            label=term.label,
            plain=term.plain,
            words=term.words,
            leads_to=term.leads_to,
        )
        for taxonomy in term_files.read()
        for term in taxonomy.terms
        if not term.deprecated
    )


def ndcg(ranked: Ranked, grades: dict[str, int], n: int = 10) -> float:
    """nDCG@n with gains 2^grade − 1."""

    def gain(values: Iterable[int]) -> float:
        return sum((2**g - 1) / math.log2(place + 2) for place, g in enumerate(values))

    best = gain(sorted(grades.values(), reverse=True)[:n])
    return gain(grades.get(key, 0) for key, _score in ranked[:n]) / best if best else 0.0


def recall(ranked: Ranked, grades: dict[str, int], n: int = 20, least: int = 2) -> float:
    """The share of documents graded at least `least` among the first n (of n at most)."""
    wanted = {key for key, grade in grades.items() if grade >= least}
    found = sum(key in wanted for key, _score in ranked[:n])
    return found / min(n, len(wanted)) if wanted else 0.0
