"""What makes a hit good: every weight of the search, in one place, each with its reason.

A document's words become impacts in 0…1 (BM25F: fields weighted, frequency and length damped); a
query's words become clauses of weighted alternatives. `index.plan` says how the engine sums them.
The weights were set on the development half of `benchmarks/relevance` and checked on the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from seurantalo.search.analysis import Terms
from seurantalo.search.index.plan import idf

# -- Documents ------------------------------------------------------------------------------------


class FieldWeight(NamedTuple):
    """How much a word in a field says, the usual length of the field in words, and how much
    a longer text than usual dilutes its words (0 not at all, 1 in full)."""

    weight: float
    usual_length: float
    dilution: float


FIELDS = {
    # What it is called is what it is.
    "name": FieldWeight(3.0, 4, 0.3),
    "alternate_name": FieldWeight(2.5, 3, 0.3),
    # Written for being found and read first.
    "summary": FieldWeight(1.6, 14, 0.4),
    "description": FieldWeight(1.0, 60, 0.6),
    # Whose it is: somebody who types an association's name wants its activities too.
    "organization": FieldWeight(1.0, 3, 0.2),
    # Where: so that a place that was not understood as a filter still finds.
    "place": FieldWeight(0.8, 4, 0.2),
    # Labels of target groups, forms and the kind of organisation.
    "label": FieldWeight(0.8, 4, 0.3),
}
# A word's base form tells most; a member of a compound less ("ystävätoiminta": ystävä), and so does
# the word behind it ("uinti": uida). Of several possible base forms only one is meant.
LEMMA, OTHER_LEMMA, INNER, PART, ROOT = 1.0, 0.7, 0.7, 0.5, 0.6
# The unaccented twin of a word that no dictionary has ("café", names).
FOLDED = 0.7
# How soon more of the same stops counting.
SATURATION = 1.3
# Impact of a theme that a person chose for the record, of the theme above it, and at most of one
# guessed from the text by everyday words.
THEME_CHOSEN, THEME_PARENT, THEME_GUESSED = 0.75, 0.4, 0.5
# How far a theme's everyday word in a field is believed to tell what the whole is about.
GUESS_BY_FIELD = {"name": 0.8, "alternate_name": 0.6, "summary": 0.6, "description": 0.3}
WEAKEST_GUESS, MOST_GUESSES = 0.3, 6


class FieldTerms(NamedTuple):
    """The analysed words of one field in one language, stop words left out."""

    field: str
    terms: tuple[Terms, ...]


def impacts(fields: Iterable[FieldTerms]) -> dict[str, float]:
    """Index term → impact in 0…1, by BM25F over the fields.

    Terms of all languages share one space: a name is the same in each.
    """
    weights: dict[str, float] = {}
    for field, words in fields:
        setting = FIELDS[field]
        longer = 1 - setting.dilution + setting.dilution * len(words) / setting.usual_length
        unit = setting.weight / longer
        for word in words:
            for term, share in shares(word).items():
                weights[term] = weights.get(term, 0.0) + unit * share
    return {term: weight / (weight + SATURATION) for term, weight in weights.items()}


@lru_cache(maxsize=100_000)
def shares(word: Terms) -> Mapping[str, float]:
    """What one analysed word of a document says: term → share in 0…1."""
    result = dict.fromkeys(word.members, PART)
    result.update(dict.fromkeys(word.roots, PART * ROOT if word.members else ROOT))
    result.update(dict.fromkeys(word.inner, INNER))
    result.update(dict.fromkeys(word.lemmas, OTHER_LEMMA))
    result[word.lemmas[0]] = LEMMA
    return result


# -- Queries --------------------------------------------------------------------------------------

# Alternatives of a query word, by how surely they mean the same.
SAME = 1.0
ALSO_LEMMA = 0.95  # "jumppaan": jumppa, but also jumpata
FRAMING_LEMMA = 0.4  # "muista": muistaa; "muu" is the less likely wish
QUERY_ROOT = 0.75  # "uinti": uida, uiminen
LITERAL = 0.9  # from this weight on, an alternative is the word itself
JOINED = 0.95  # "ystävä toiminta": ystävätoiminta
SYNONYM = 0.6  # "kaveri": ystävä
ROOT_SYNONYM = 0.4
FOREIGN = 0.9  # the word is known in another language than the reader's
CORRECTION = (0.85, 0.5, 0.35)  # by likelihood
PREFIX = 0.5  # "jump": jumppa
KIN = 0.6  # words that begin alike, times their likeness
THEME_OF_COMPOUND = 0.85  # when a compound as a whole leads to it, surer than its members
THEME = 0.6  # the theme that an everyday word leads to
# A compound is asked for by its members, each a clause of its own, so that the rarer one ("reuma" of
# "reumajumppa") leads; the compound itself and compounds inside it that share the member are surer.
INNER_COMPOUND = 0.9
MEMBER = 0.75

# How much a word of the query matters.
WEAK = 0.25  # "etsin", "tarvitsen"
PERSON = 0.85  # "dementia äidillä": about dementia more than about mothers
TIME = 0.3  # "tänään", "ilmainen": offered as filters
PLACE = 0.9
ELSEWHERE = 0.25  # a place as a word, when nothing was found in it and the search was widened

# Alternatives beyond these cost time; faint ones would count as much for coverage as the word itself.
MOST_ALTERNATIVES, FAINTEST = 24, 0.15

# A hit must match at least this share of what was said, by importance and rarity.
COVERAGE = 0.35


def member_importance(members: int) -> float:
    """The importance of each member of a compound: together they say more than one short word."""
    return 1 / math.sqrt(members)


def weigh(
    alternatives: Mapping[str, float], frequencies: Mapping[str, int], documents: int
) -> tuple[tuple[str, float], ...]:
    """The alternatives of a clause, best first, as the engine wants them.

    Terms that no document has are left out. The engine gives all alternatives the idf of the first;
    a commoner alternative ("ryhmä" of "vertaistukiryhmä") is weighted down by its own.
    """
    there = [(term, w) for term, w in alternatives.items() if frequencies.get(term)]
    if not there:
        return ()
    rarity = {term: idf(documents, frequencies[term]) for term, _weight in there}
    said = [pair for pair in there if pair[1] >= LITERAL]
    # Said literally, no rarer synonym may outrank it; else the rarest of good substitutes leads.
    main, best = (
        max(said, key=lambda pair: (pair[1], pair[0]))
        if said
        else max(there, key=lambda pair: (pair[1] * rarity[pair[0]], pair[0]))
    )
    weighed = [
        (term, round(min(weight, best, weight * rarity[term] / rarity[main]), 4))
        for term, weight in there
        if term != main
    ]
    weighed = [pair for pair in weighed if pair[1] >= FAINTEST]
    weighed.sort(key=lambda pair: (-pair[1], pair[0]))
    return ((main, best), *weighed[: MOST_ALTERNATIVES - 1])
