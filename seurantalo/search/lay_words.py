"""Everyday words that lead to themes, and words that mean the same.

The taxonomy gives each theme its everyday words and phrases ("en saa unta"); `synonyms.toml` says
which single words mean the same in notices of associations. Both are read with the same analysis
as documents and queries, so that every inflection leads there.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    """A phrase of the taxonomy: for each of its words the base forms, and where it leads."""

    text: str
    words: tuple[frozenset[str], ...]
    leads: tuple[str, ...]


class LayWords:
    """All everyday words, ready to be looked for in a text. Immutable; share it."""

    def __init__(self, entries: Iterable[VocabularyEntry], analyser: Analyser) -> None:
        """Analyse every label and word of the entries, about 100 µs each."""
        used = [entry for entry in entries if entry.taxonomy in TAXONOMIES]
        self.labels = {_term(entry): entry.label for entry in used}
        self.parents = {
            _term(entry): f"{entry.taxonomy}:{entry.parent}" for entry in used if entry.parent
        }
        self._phrases = _phrases(used, analyser)
        self._index: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, phrase in enumerate(self._phrases):
            for place, forms in enumerate(phrase.words):
                for form in forms:
                    self._index[form].append((number, place))

    def has(self, form: str) -> bool:
        """Whether a base form is a word of any phrase."""
        return form in self._index

    def find(self, words: Sequence[Terms]) -> list[Led]:
        """The themes that a text leads to, the surest first, each once.

        `words` are the analysed words in order. All words of a phrase must be there, near each
        other; of a phrase of three or more one may be missing.
        """
        found: dict[int, dict[int, tuple[float, int]]] = {}
        for position, terms in enumerate(words):
            for form, sureness in _forms(terms).items():
                for number, place in self._index.get(form, ()):
                    said = found.setdefault(number, {})
                    said[place] = max(said.get(place, (0.0, 0)), (sureness, position))
        best: dict[str, Led] = {}
        for number, said in found.items():
            for led in _led(self._phrases[number], said):
                if led.term not in best or led.strength > best[led.term].strength:
                    best[led.term] = led
        return sorted(best.values(), key=lambda led: (-led.strength, led.term))


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
    return [Phrase(text, words, tuple(leads)) for words, (text, leads) in led.items()]


def _texts(entry: VocabularyEntry) -> Iterable[tuple[str, str]]:
    """(language, text) of the label and every everyday word."""
    for lang, label in entry.label.items():
        # "Ystävät ja yksinäisyys" is two words that lead there.
        yield from ((lang, text) for text in BETWEEN.split(label) if lang in LANGUAGES)
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


def _forms(terms: Terms) -> dict[str, float]:
    forms = dict.fromkeys((*terms.members, *terms.inner), BY_PART)
    forms.update(dict.fromkeys(terms.roots, BY_PART if terms.members else BY_ROOT))
    forms.update(dict.fromkeys(terms.lemmas, BY_LEMMA))
    return forms


def _led(phrase: Phrase, said: Mapping[int, tuple[float, int]]) -> Iterable[Led]:
    """Where a phrase leads when enough of it was said."""
    wanted = len(phrase.words)
    missing = wanted - len(said)
    if missing > (1 if wanted > 2 else 0):
        return
    positions = sorted({position for _, position in said.values()})
    if positions[-1] - positions[0] > WINDOW:
        return
    sureness = sum(sure for sure, _ in said.values()) / wanted
    strength = sureness / math.sqrt(len(phrase.leads))
    for term in phrase.leads:
        yield Led(term, phrase.text, tuple(positions), strength)
