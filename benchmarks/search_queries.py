"""What is asked of the corpus, by class; always the same for the same index."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from benchmarks.corpus import GROUPS, NOW, SUB_THEMES, Writer, analysed
from seurantalo.search.analysis import analyser
from seurantalo.search.index import Clause, Index, Near, Plan, When
from seurantalo.search.lay_words import LayWords, Synonyms
from seurantalo.search.ranking import COVERAGE
from seurantalo.search.understanding import Knowledge, understand

SEED = 11
SIX = ("kind", "theme", "target_group", "area", "price", "channel")
PER_CLASS = 200


class Asker:
    """Makes plans as people's questions lead to them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.random = random.Random(SEED)
        self.writer = Writer()
        self.writer.random = self.random
        self.knowledge = Knowledge(analyser(), LayWords((), analyser()), Synonyms(analyser()))

    def said(self) -> str:
        """One to three words, inflected, as the documents have them."""
        theme = self.writer.theme()
        return " ".join(self.writer.word(theme) for _ in range(self.random.choice([1, 1, 2, 2, 3])))

    def words(self) -> tuple[Clause, ...]:
        """The clauses that the service makes of what somebody said."""
        while True:
            found = understand(
                self.said(), "fi", knowledge=self.knowledge, lexicon=self.index, literal=True
            )
            if found.clauses:
                return found.clauses

    def filters(self, *names: str) -> dict[str, frozenset[str]]:
        """Choices in some facets: a municipality, a theme, a price …"""
        country = self.writer.country
        code = self.random.choices(country.codes, country.weights)[0]
        choices = {
            "area": f"in:municipality:{code}",
            "theme": f"t{self.writer.theme() // SUB_THEMES}",
            "kind": self.random.choice(["hobby", "support", "event"]),
            "price": "free",
            "target_group": self.random.choice(GROUPS),
        }
        return {name: frozenset({choices[name]}) for name in names}

    def some_filters(self) -> dict[str, frozenset[str]]:
        """One or two filters."""
        return self.filters(
            *self.random.choice([("area",), ("theme",), ("kind", "area"), ("area", "theme")])
        )

    def near(self, low: float, high: float) -> Near:
        """A circle around somebody at home."""
        country = self.writer.country
        code = self.random.choices(country.codes, country.weights)[0]
        latitude, longitude = country.centres[code]
        return Near(
            latitude + self.random.gauss(0, 0.03),
            longitude + self.random.gauss(0, 0.06),
            round(self.random.uniform(low, high), 1),
        )

    def when(self) -> When:
        """Today, this week, a weekend or a month; sometimes evenings only."""
        first = NOW + timedelta(days=self.random.randrange(0, 60))
        days = self.random.choice([1, 2, 7, 7, 30])
        evenings = (17 * 60, 24 * 60) if self.random.random() < 0.25 else None
        return When(first, first + timedelta(days=days), hours=evenings)


CLASSES: dict[str, Callable[[Asker], Plan]] = {
    "text": lambda a: Plan(NOW, a.words(), COVERAGE),
    "text + filter": lambda a: Plan(NOW, a.words(), COVERAGE, a.some_filters()),
    "text + 6 facets": lambda a: Plan(NOW, a.words(), COVERAGE, facets=SIX),
    "text + filter + 6 facets": lambda a: Plan(
        NOW, a.words(), COVERAGE, a.some_filters(), facets=SIX
    ),
    "browse, next": lambda a: Plan(NOW, filters=a.some_filters(), sort="soonest"),
    "browse, next + 6 facets": lambda a: Plan(
        NOW, filters=a.some_filters(), sort="soonest", facets=SIX
    ),
    "date range": lambda a: Plan(NOW, filters=a.some_filters(), when=a.when(), sort="soonest"),
    "near, distance": lambda a: Plan(NOW, near=a.near(3, 30), sort="nearest"),
    "map": lambda a: Plan(NOW, filters=a.filters("theme"), near=a.near(20, 60), limit=200),
    "near, week, free, seniors + 6 facets": lambda a: Plan(
        NOW,
        filters=a.filters("price"),
        near=a.near(5, 20),
        when=When(NOW, NOW + timedelta(days=7)),
        ages=(65, 110),
        sort="soonest",
        facets=SIX,
    ),
    "everything + 6 facets": lambda a: Plan(NOW, sort="soonest", facets=SIX),
}


def plans(index: Index, name: str, number: int = PER_CLASS) -> list[Plan]:
    """The questions of a class."""
    asker = Asker(index)
    return [CLASSES[name](asker) for _ in range(number)]


def prefixes(index: Index, number: int = PER_CLASS) -> list[str]:
    """The beginnings of words, two to six letters, as somebody types them."""
    asker = Asker(index)
    return [asker.said().split()[0][: asker.random.randint(2, 6)] for _ in range(number)]


def slips(index: Index, number: int = PER_CLASS) -> list[str]:
    """Words with a letter left out, doubled, changed or swapped."""
    asker, found = Asker(index), []
    while len(found) < number:
        word = analysed(asker.said().split()[0]).lemmas[0]
        if len(word) < 5:
            continue
        at = asker.random.randrange(1, len(word) - 1)
        found.append(
            asker.random.choice(
                [
                    word[:at] + word[at + 1 :],
                    word[:at] + word[at] + word[at:],
                    word[:at] + "e" + word[at + 1 :],
                    word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                ]
            )
        )
    return found
