"""What one word of a query may mean in the index: its alternatives, each with its origin.

A word is looked for as itself (base forms), by what it is made of and derived from, by words that
mean the same, and, when none of that is in the index, as a misspelling or as a beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from rapidfuzz.distance import OSA

from seurantalo.search import ranking
from seurantalo.search.analysis import Analyser, Terms, fold, weak_words
from seurantalo.search.index.plan import Clause
from seurantalo.search.lay_words import LANGUAGES, LayWords, Synonyms

SHORTEST_PREFIX = 4
MOST_COMPLETIONS = 6
MOST_CORRECTIONS = 3
SHORTEST_KIN, KIN_PREFIX, MOST_KIN = 5, 0.6, 16

Kind = Literal[
    "word", "root", "part", "synonym", "correction", "beginning", "joined", "theme", "kin"
]


class Lexicon(Protocol):
    """What an index knows of its own words: `index.Index`, or a list in the tests."""

    @property
    def live(self) -> int:
        """How many documents there are to be found."""

    def frequency(self, term: str) -> int:
        """How many documents have the term."""

    def suggest(self, prefix: str, n: int) -> list[str]:
        """The commonest n words that start so."""

    def neighbours(self, word: str) -> list[str]:
        """Words spelt nearly so, the likeliest first."""


class Origin(NamedTuple):
    """Why a term is an alternative: how surely, in what way, and by which word in between."""

    weight: float
    kind: Kind
    via: str = ""


@dataclass(slots=True)
class Meaning:
    """One word of the query, or one `member` of a compound, and its alternatives by index term."""

    said: str
    terms: Terms
    member: str = ""
    importance: float = 1.0
    alternatives: dict[str, Origin] = field(default_factory=dict)
    corrected: str = ""

    def add(self, term: str, weight: float, kind: Kind, via: str = "") -> None:
        """Keep the surest origin of a term."""
        known = self.alternatives.get(term)
        if weight > 0 and (known is None or known.weight < weight):
            self.alternatives[term] = Origin(weight, kind, via)

    def clause(self, lexicon: Lexicon) -> Clause:
        """The clause for the engine; without alternatives when the index has none of them."""
        weights = {term: origin.weight for term, origin in self.alternatives.items()}
        frequencies = {term: lexicon.frequency(term) for term in weights}
        return Clause(ranking.weigh(weights, frequencies, lexicon.live), self.importance)


class Reader:
    """Reads the words of queries against one state of the index."""

    def __init__(
        self, analyser: Analyser, synonyms: Synonyms, lay_words: LayWords, lexicon: Lexicon
    ) -> None:
        self._analyser = analyser
        self._synonyms = synonyms
        self._lay_words = lay_words
        self._lexicon = lexicon

    def read(self, token: str, lang: str) -> list[Meaning]:
        """The meanings of a word, without the themes it leads to: one, or one for each member."""
        analyses = self._analyses(token, lang)
        terms, weight = analyses[0]
        if len(terms.members) > 1 and len(analyses) == 1:
            return self._members(token, terms, weight)
        meaning = Meaning(token, terms)
        for terms, weight in analyses:
            self._expand(meaning, terms, weight)
        if not self._is_there(meaning.alternatives):
            self._rescue(meaning, lang)
        self._add_kin(meaning)
        return [meaning]

    def _members(self, token: str, terms: Terms, weight: float) -> list[Meaning]:
        """A compound as its members, each of which may also be the compound."""
        meanings = []
        importance = ranking.member_importance(len(terms.members))
        for number, member in enumerate(terms.members):
            meaning = Meaning(token, terms, member, importance)
            for lemma in terms.lemmas:
                meaning.add(lemma, weight, "word")
                self._add_synonyms(meaning, lemma, weight * ranking.SYNONYM)
            for inner in terms.inner:
                if member[:4] in inner:
                    meaning.add(inner, weight * ranking.INNER_COMPOUND, "part")
                    self._add_synonyms(meaning, inner, weight * ranking.ROOT_SYNONYM)
            share = weight * ranking.MEMBER
            roots = terms.roots if number == len(terms.members) - 1 else ()
            self._expand(meaning, Terms((member,), roots=roots), share, "part")
            self._add_kin(meaning, member)
            meanings.append(meaning)
        return meanings

    def join(self, first: list[Meaning], second: list[Meaning], lang: str) -> None:
        """Let two words also mean the compound that they would make ("ystävä toiminta")."""
        one, other = first[0].said, second[0].said
        for joined in (one + other, f"{one}-{other}"):
            lemma = self._analyser.analyse(joined, lang).lemmas[0]
            if self._lexicon.frequency(lemma):
                for meaning in (*first, *second):
                    meaning.add(lemma, ranking.JOINED, "joined", joined)

    def _analyses(self, token: str, lang: str) -> list[tuple[Terms, float]]:
        """The word in the reader's language, or else in those that know it."""
        own = self._analyser.analyse(token, lang)
        if own.known:
            return [(own, ranking.SAME)]
        others = [
            (terms, ranking.FOREIGN)
            for other in LANGUAGES
            if other != lang and (terms := self._analyser.analyse(token, other)).known
        ]
        return others or [(own, ranking.SAME)]

    def _expand(self, meaning: Meaning, terms: Terms, weight: float, kind: Kind = "word") -> None:
        """Add all that a word's analysis leads to, at `weight` of what each would get.

        "muista" is of "muistaa" before it is of "muu", which only frames.
        """
        framing = weak_words() if not set(terms.lemmas) <= weak_words() else frozenset()
        for number, lemma in enumerate(terms.lemmas):
            sureness = ranking.ALSO_LEMMA if number else ranking.SAME
            if lemma in framing and lemma != meaning.said:
                sureness = ranking.FRAMING_LEMMA
            meaning.add(lemma, weight * sureness, kind)
            self._add_synonyms(meaning, lemma, weight * ranking.SYNONYM)
            if (plain := fold(lemma)) != lemma and not terms.known:
                meaning.add(plain, weight * ranking.FOLDED, kind)
        for root in terms.roots:
            meaning.add(root, weight * ranking.QUERY_ROOT, "root")
            self._add_synonyms(meaning, root, weight * ranking.ROOT_SYNONYM)
        for part in (*terms.members, *terms.inner):
            meaning.add(part, weight * ranking.MEMBER, "part")

    def _add_synonyms(self, meaning: Meaning, word: str, weight: float) -> None:
        for other in self._synonyms.of(word):
            meaning.add(other, weight, "synonym", word)

    def _add_kin(self, meaning: Meaning, *words: str) -> None:
        """Words of the index that begin alike, for a word that is not in it or not known.

        Relatives that no analysis knows of: "masentaa" and "masennus". Compounds are met by their
        members.
        """
        for word in words or meaning.terms.lemmas[:2]:
            there = meaning.terms.known and self._lexicon.frequency(word)
            if there or len(word) < SHORTEST_KIN:
                continue
            prefix = word[: max(SHORTEST_KIN - 1, round(len(word) * KIN_PREFIX))]
            for other in self._lexicon.suggest(prefix, MOST_KIN):
                meaning.add(other, ranking.KIN * _likeness(word, other), "kin")

    def _is_there(self, terms: Iterable[str]) -> bool:
        return any(self._lexicon.frequency(term) for term in terms)

    def _rescue(self, meaning: Meaning, lang: str) -> None:
        """For a word that leads nowhere: spellings near it if it is misspelt, and what it begins."""
        terms = meaning.terms
        misspelt = not terms.known and not any(map(self._lay_words.has, terms.lemmas))
        if misspelt:
            self.correct(meaning, lang)
        for word in self._completions(meaning.said, lang):
            share = len(meaning.said) / max(len(word), len(meaning.said))
            meaning.add(word, ranking.PREFIX * share, "beginning", word)

    def correct(self, meaning: Meaning, lang: str) -> None:
        """Let a word also mean the spellings near it that lead somewhere ("sakki": shakki)."""
        corrections = self._corrections(meaning.said, lang)
        for (word, terms), weight in zip(corrections, ranking.CORRECTION, strict=False):
            self._expand(meaning, terms, weight, "correction")
            if not meaning.corrected:
                meaning.corrected, meaning.terms = word, terms

    def _corrections(self, token: str, lang: str) -> list[tuple[str, Terms]]:
        """Spellings near the token that lead to something in the index, the likeliest first."""
        candidates = [
            (word, self._analyser.analyse(word, lang))
            for word in self._analyser.corrections(token, lang)
        ]
        candidates += [(word, Terms((word,))) for word in self._lexicon.neighbours(token)]
        plain = fold(token)

        def unlikely(candidate: tuple[str, Terms]) -> tuple[float, int]:
            word, terms = candidate
            frequency = self._lexicon.frequency(terms.lemmas[0])
            return OSA.distance(plain, fold(word)) + (0 if frequency else 0.9), -frequency

        there = [
            (word, terms)
            for word, terms in candidates
            if OSA.distance(plain, fold(word)) <= (1 if len(plain) < 8 else 2)
            and self._leads_somewhere(terms)
        ]
        return sorted(there, key=unlikely)[:MOST_CORRECTIONS]

    def _leads_somewhere(self, terms: Terms) -> bool:
        same = [other for lemma in terms.lemmas for other in self._synonyms.of(lemma)]
        themes = any(map(self._lay_words.has, terms.lemmas))
        return themes or self._is_there((*terms.lemmas, *terms.members, *same))

    def _completions(self, token: str, lang: str) -> list[str]:
        """Words of the index that begin as the token, or as it without its ending."""
        for cut in range(3 if self._analyser.knows(token, lang) else 5):
            prefix = token[: len(token) - cut]
            if len(prefix) < max(SHORTEST_PREFIX, 0.6 * len(token)):
                break
            if found := self._lexicon.suggest(prefix, MOST_COMPLETIONS):
                return found
        return []


def _likeness(one: str, other: str) -> float:
    """The share of two words that their common beginning makes, in 0…1, squared."""
    same = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return (2 * same / (len(one) + len(other))) ** 2
