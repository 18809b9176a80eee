"""Everyday words that lead to themes, and words that mean the same.

The taxonomy gives each theme its everyday words and phrases ("en saa unta"); `synonyms.toml` says
which single words mean the same in notices of associations. Both are read with the same analysis
as documents and queries, so that every inflection leads there.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from seurantalo.search.analysis import Analyser, Terms, stop_words, tokens, weak_words
from seurantalo.taxonomy.queries import VocabularyEntry

SYNONYMS = Path(__file__).parent / "analysis" / "data" / "synonyms.toml"
LANGUAGES = ("fi", "sv", "en", "se")
# What a text can be about or for. Languages, prices and accessibility are filters of their own.
TAXONOMIES = ("theme", "target_group", "life_situation")
BETWEEN = re.compile(r"\s+(?:ja|och|and)\s+|[,/&;]")
# How surely a word of the text is the word of the phrase.
BY_LEMMA, BY_ROOT, BY_PART = 1.0, 0.8, 0.5
# Words of a phrase further apart than this do not belong together.
WINDOW = 7


class Led(NamedTuple):
    """A theme to which words lead.

    `term` is its index term ("theme:peer-support"), `phrase` the everyday phrase as it stands in the
    taxonomy, `positions` the words of the text that said it, `strength` in 0…1 how surely.
    """

    term: str
    phrase: str
    positions: tuple[int, ...]
    strength: float


class Phrase(NamedTuple):
    """A phrase of the taxonomy: for each of its words the base forms, and where it leads.

    `others` are the words without the rarest, by which it is looked up. One that leads to many
    themes leads to each a little: its `share`.
    """

    text: str
    words: tuple[frozenset[str], ...]
    leads: tuple[str, ...]
    share: float
    others: tuple[frozenset[str], ...] = ()


# A word of a text: its position and how surely it is the form looked for. By form, all that were said.
Occurrence = tuple[int, float]
Said = dict[str, list[Occurrence]]


class LayWords:
    """All everyday words, ready to be looked for in a text. Immutable; share it."""

    def __init__(self, entries: Iterable[VocabularyEntry], analyser: Analyser) -> None:
        """Analyse every label and word of the entries, about 100 µs each."""
        used = [entry for entry in entries if entry.taxonomy in TAXONOMIES]
        self.labels = {_term(entry): entry.label for entry in used}
        self.parents = {
            _term(entry): f"{entry.taxonomy}:{entry.parent}" for entry in used if entry.parent
        }
        phrases = _phrases(used, analyser)
        common = Counter(form for phrase in phrases for forms in phrase.words for form in forms)
        self._known = frozenset(common)
        # A phrase is looked for where its rarest word stands.
        self._words: dict[str, list[Phrase]] = defaultdict(list)
        self._longer: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            counts = [sum(common[form] for form in forms) for forms in phrase.words]
            rarest = phrase.words[counts.index(min(counts))]
            for form in rarest:
                (self._words if len(counts) == 1 else self._longer)[form].append(
                    phrase._replace(others=tuple(w for w in phrase.words if w is not rarest))
                )

    def has(self, form: str) -> bool:
        """Whether a base form is a word of any phrase."""
        return form in self._known

    def find(self, words: Sequence[Terms]) -> list[Led]:
        """The themes that a text leads to, the surest first, each once.

        `words` are the analysed words in order. All words of a phrase must be there, near each
        other.
        """
        best: dict[str, Led] = {}
        for led in self._all(self._said(words)):
            known = best.get(led.term)
            if known is None or led.strength > known.strength:
                best[led.term] = led
        return sorted(best.values(), key=lambda led: (-led.strength, led.term))

    def _said(self, words: Sequence[Terms]) -> Said:
        """The forms of the text that are in any phrase, and where."""
        said: Said = {}
        for position, terms in enumerate(words):
            for form, sureness in _forms(terms).items():
                if form in self._known:
                    said.setdefault(form, []).append((position, sureness))
        return said

    def _all(self, said: Said) -> Iterable[Led]:
        there = set(said)
        for form, occurrences in said.items():
            position, sureness = max(occurrences, key=_sureness)
            for phrase in self._words.get(form, ()):
                for term in phrase.leads:
                    yield Led(term, phrase.text, (position,), sureness * phrase.share)
            for phrase in self._longer.get(form, ()):
                if not any(forms.isdisjoint(there) for forms in phrase.others):
                    yield from _led(phrase, occurrences, said)


class Synonyms:
    """Words that mean the same, by base form, over the languages. Immutable; share it."""

    def __init__(self, analyser: Analyser) -> None:
        """Read and analyse the list."""
        with SYNONYMS.open("rb") as file:
            groups = tomllib.load(file)["groups"]
        self._groups: dict[str, dict[str, None]] = defaultdict(dict)
        for group in groups:
            same = {
                analyser.analyse(word, lang).lemmas[0]: None
                for lang, words in group.items()
                for word in words.replace("_", "-").split()
            }
            for word in same:
                self._groups[word].update(same)

    def of(self, word: str) -> list[str]:
        """The words that mean the same as a base form, without itself."""
        return [other for other in self._groups.get(word, ()) if other != word]


def _term(entry: VocabularyEntry) -> str:
    return f"{entry.taxonomy}:{entry.code}"


def _phrases(entries: Iterable[VocabularyEntry], analyser: Analyser) -> list[Phrase]:
    """Every phrase once, with all the themes it leads to."""
    led: dict[tuple[frozenset[str], ...], tuple[str, dict[str, None]]] = {}
    for entry in entries:
        leads = [f"theme:{code}" for code in entry.leads_to] or [_term(entry)]
        for lang, text in _texts(entry):
            if words := _phrase(text, lang, analyser):
                led.setdefault(words, (text, {}))[1].update(dict.fromkeys(leads))
    return [
        Phrase(text, words, tuple(leads), 1 / math.sqrt(len(leads)))
        for words, (text, leads) in led.items()
    ]


def _texts(entry: VocabularyEntry) -> Iterable[tuple[str, str]]:
    """(language, text) of the label and every everyday word."""
    for lang, label in entry.label.items():
        # "Ystävät ja yksinäisyys" is two words that lead there.
        pieces = (text.strip(" -–") for text in BETWEEN.split(label))
        yield from ((lang, text) for text in pieces if text and lang in LANGUAGES)
    for lang, words in entry.words.items():
        yield from ((lang, word) for word in words)


def _phrase(text: str, lang: str, analyser: Analyser) -> tuple[frozenset[str], ...]:
    """The base forms of each word that says something, in order."""
    stops = stop_words(lang)
    said = [token for token in tokens(text) if token not in stops]
    forms = [frozenset(analyser.analyse(token, lang).lemmas) for token in said]
    telling = [
        each
        for token, each in zip(said, forms, strict=True)
        if token not in weak_words() and not each <= weak_words()
    ]
    return tuple(telling or forms)


@lru_cache(maxsize=100_000)
def _forms(terms: Terms) -> Mapping[str, float]:
    forms = dict.fromkeys((*terms.members, *terms.inner), BY_PART)
    forms.update(dict.fromkeys(terms.roots, BY_PART if terms.members else BY_ROOT))
    forms.update(dict.fromkeys(terms.lemmas, BY_LEMMA))
    return forms


def _sureness(occurrence: Occurrence) -> float:
    return occurrence[1]


def _led(phrase: Phrase, occurrences: Sequence[Occurrence], said: Said) -> Iterable[Led]:
    """Where a phrase leads when its other words stand near an occurrence of its rarest."""
    for occurrence in occurrences:
        chosen = _together(phrase, occurrence, said)
        sureness = sum(map(_sureness, chosen)) / len(phrase.words)
        positions = tuple(sorted({position for position, _sure in chosen}))
        for term in phrase.leads if len(chosen) == len(phrase.words) else ():
            yield Led(term, phrase.text, positions, sureness * phrase.share)


def _together(phrase: Phrase, occurrence: Occurrence, said: Said) -> list[Occurrence]:
    """An occurrence of each word of the phrase near the given one, as far as there are."""
    chosen = [occurrence]
    for forms in phrase.others:
        near = [
            other
            for form in forms
            for other in said.get(form, ())
            if other not in chosen and abs(other[0] - occurrence[0]) <= WINDOW
        ]
        chosen += [max(near, key=_sureness)] if near else []
    return chosen
