"""What is measured: our search with each analyser, and two baselines beside it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import OSA

from benchmarks.relevance.collection import Collection, Notice
from seurantalo.search import ranking
from seurantalo.search.analysis import analyser, fold, tokens
from seurantalo.search.documents import Language, guessed_themes
from seurantalo.search.index.plan import Clause, idf, impact_steps, STEPS
from seurantalo.search.lay_words import LayWords, Synonyms
from seurantalo.search.ranking import FieldTerms
from seurantalo.search.understanding import Knowledge, Understanding, understand

Ranked = list[tuple[str, float]]


@dataclass
class Postings:
    """A small index in memory: the same answers as the engine for words, and its lexicon."""

    live: int = 0
    by_term: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, key: str, terms: dict[str, float]) -> None:
        self.live += 1
        for term, impact in terms.items():
            self.by_term[term][key] = impact_steps(impact) / STEPS

    def frequency(self, term: str) -> int:
        return len(self.by_term[term]) if term in self.by_term else 0

    def suggest(self, prefix: str, n: int) -> list[str]:
        found = [term for term in self.by_term if term.startswith(prefix) and ":" not in term]
        return sorted(found, key=lambda term: (-len(self.by_term[term]), term))[:n]

    def neighbours(self, word: str) -> list[str]:
        edits = 1 if len(word) <= 5 else 2
        near = [(OSA.distance(word, term), term) for term in self.by_term if ":" not in term]
        return [term for distance, term in sorted(near) if 0 < distance <= edits]

    def answer(self, clauses: Iterable[Clause], coverage: float) -> Ranked:
        """As `plan.Plan` says, without filters."""
        scores: dict[str, float] = defaultdict(float)
        matched: dict[str, float] = defaultdict(float)
        total = 0.0
        for clause in clauses:
            main = max(clause.alternatives, key=lambda pair: pair[1])[0]
            worth = idf(self.live, self.frequency(main))
            total += worth * clause.importance
            best: dict[str, float] = {}
            for term, weight in clause.alternatives:
                for key, impact in self.by_term.get(term, {}).items():
                    best[key] = max(best.get(key, 0.0), weight * worth * impact)
            for key, score in best.items():
                scores[key] += score * clause.importance
                matched[key] += worth * clause.importance
        found = {k: s * (matched[k] / total) ** 2 for k, s in scores.items()}
        enough = {k: s for k, s in found.items() if matched[k] >= coverage * total}
        return sorted(enough.items(), key=lambda pair: (-pair[1], pair[0]))


class Ours:
    """The search of the project over a collection; place names stay words."""

    def __init__(self, collection: Collection, name: str) -> None:
        self.analyser = analyser(name)
        self.postings = Postings()
        lay_words = LayWords(vocabulary(), self.analyser)
        self.language = Language(self.analyser, lay_words)
        self.knowledge = Knowledge(self.analyser, lay_words, Synonyms(self.analyser))
        for notice in collection.notices:
            self.postings.add(notice.id, self.terms(notice))

    def terms(self, notice: Notice) -> dict[str, float]:
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
        return understand(
            words, lang, knowledge=self.knowledge, lexicon=self.postings, literal=True
        )

    def rank(self, words: str, lang: str = "fi") -> Ranked:
        understanding = self.understand(words, lang)
        return self.postings.answer(understanding.clauses, ranking.COVERAGE)


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
def vocabulary() -> tuple[object, ...]:
    """The taxonomy as its data files have it, loaded into a database in memory."""
    return ()


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
