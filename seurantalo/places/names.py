"""Names of places as people write them: inflected, in several languages, without dots.

Pure Python. `PlaceNames` finds the names of areas among the words of a query. Both local series
are accepted of every name; `inflection` makes the forms.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from seurantalo.places.inflection import INNER, OUTER, PARISH_MARK, Case, decline

# Names that are also ordinary words, first names or brands, and Swedish words that look like
# names: in lower case, alone in the middle of a query, they are not taken for places.
ORDINARY_WORDS = frozenset({
    "aura", "böle", "eno", "eura", "finland", "gamlas", "geta", "haga", "haka", "hamina",
    "hanko", "hesa", "ii", "inari", "ingå", "juva", "kaakkuri", "kaavi", "kallio", "kamppi", "kannus",
    "karis", "karjaa", "kerava", "kisko", "kolari", "koski", "kotka", "kuru", "lahti", "lammi",
    "lappi", "laukaa", "lavia", "lieto", "loppi", "lovisa", "luoto", "maksamaa", "malm",
    "malmi", "masku", "multia", "nokia", "nurmo", "pello", "perho", "pohja", "pojo", "pori",
    "rauma", "rusko", "ruukki", "salla", "salo", "sauvo", "sievi", "simo", "soini", "soukka", "stadi",
    "storå", "sulkava", "sund", "suomi", "tervo", "teuva", "tre", "tuulos", "vaala", "valtimo",
    "varkaus", "vasa", "veteli", "vihanti", "vihti", "viikki", "vik", "virrat",
})  # fmt: skip
BEFORE = frozenset({"i", "på", "in"})
AFTER_GENITIVE = frozenset({
    "alue", "alueella", "alueelle", "alueelta", "alueen", "kaupungin", "kaupungissa",
    "kaupunki", "kunnan", "kunnassa", "kunta", "lähellä", "maakunnan", "maakunnassa",
    "maakunta", "seudulla", "seudulle", "seudulta", "seudun", "seutu",
})  # fmt: skip

MARKS = str.maketrans("äöåáâàčđŋšŧžéü", "aoaaaacdnstzeu")


def fold(text: str) -> str:
    """Small letters without the marks people leave out: Jyväskylä → jyvaskyla."""
    return text.lower().translate(MARKS)


class Name(NamedTuple):
    """One name of an area in one language; `key` is its kind and code: "municipality:297"."""

    key: str
    lang: str
    text: str
    locative: str = ""


class Found(NamedTuple):
    """A place in words[start:end]; not `certain` when it may be an ordinary word."""

    start: int
    end: int
    area_key: str
    surface: str
    certain: bool


class _Form(NamedTuple):
    key: str
    genitive: bool
    ordinary: bool


def name_forms(name: Name) -> list[tuple[str, Case]]:
    """Every form in which the name is recognised, with its case."""
    if name.lang == "fi":
        return [(form, case) for case, forms in decline(name.text).items() for form in forms]
    genitive = name.text if name.text.endswith(("s", "x", "z")) else f"{name.text}s"
    return [(name.text, "nominative"), (genitive, "genitive")]


class PlaceNames:
    """All names of all areas, ready to be found among the words of a query.

    Names given earlier win when two areas share a form.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._exact: dict[str, _Form] = {}
        self._folded: dict[str, str] = {}
        self._longest: dict[str, int] = {}
        for name in names:
            for form, case in name_forms(name):
                self._add(name, form, case)

    def __len__(self) -> int:
        return len(self._exact)

    def _add(self, name: Name, text: str, case: Case) -> None:
        local = {"inner": INNER, "outer": OUTER}.get(name.locative, INNER + OUTER)
        ordinary = PARISH_MARK.sub("", name.text).lower() in ORDINARY_WORDS and case not in local
        form = _normal(text)
        self._exact.setdefault(form, _Form(name.key, case == "genitive", ordinary))
        self._folded.setdefault(fold(form), form)
        first = fold(form.partition(" ")[0])
        self._longest[first] = max(self._longest.get(first, 0), form.count(" ") + 1)

    def find(self, words: list[str]) -> list[Found]:
        """The places among the words, in order, the longest name first, never overlapping.

        "i Vasa", "Kuopion seudulla" are taken whole. Each word is one element, hyphens inside it.
        """
        found: list[Found] = []
        normal = [_normal(word) for word in words]
        at = 0
        while at < len(words):
            hit = self._longest_at(normal, at)
            if hit:
                found.append(self._with_neighbours(words, at, *hit, found[-1].end if found else 0))
            at = found[-1].end if hit else at + 1
        return found

    def guess(self, text: str) -> str | None:
        """The key of the one area whose name is a letter or two from the text, or None.

        For a field where only a place can be meant: in a sentence too much would look like one.
        """
        typed = fold(_normal(text))
        if len(typed) < 5:
            return None
        near = process.extract(
            typed, self._folded.keys(), scorer=OSA.distance, score_cutoff=1 + (len(typed) > 7)
        )
        hits = [
            (away, self._exact[self._folded[form]].key)
            for form, away, _ in near
            if form[0] == typed[0]
        ]
        nearest = {key for away, key in hits if away == hits[0][0]}
        return nearest.pop() if len(nearest) == 1 else None

    def _longest_at(self, normal: list[str], at: int) -> tuple[int, _Form] | None:
        most = self._longest.get(fold(normal[at].partition(" ")[0]), 0)
        for end in range(min(len(normal), at + most), at, -1):
            if form := self._lookup(" ".join(normal[at:end])):
                return end, form
        return None

    def _lookup(self, text: str) -> _Form | None:
        if form := self._exact.get(text):
            return form
        full = self._folded.get(fold(text))
        # Dots may be missing, never be too many: "jyväskyla" is Jyväskylä, "väsa" is not Vasa.
        if full and all(typed in (known, fold(known)) for typed, known in zip(text, full)):  # noqa: B905 - same length by folding
            return self._exact[full]
        return None

    def _with_neighbours(
        self, words: list[str], start: int, end: int, form: _Form, floor: int
    ) -> Found:
        alone = end - start == len(words)
        certain = not form.ordinary or alone or words[start][:1].isupper()
        surface = " ".join(words[start:end])
        if start > floor and words[start - 1].lower() in BEFORE:
            start -= 1
        if form.genitive and end < len(words) and words[end].lower() in AFTER_GENITIVE:
            end += 1
        return Found(start, end, form.key, surface, certain)


def _normal(text: str) -> str:
    """Small letters, hyphens as spaces, no punctuation at the edges of words."""
    parts = text.lower().replace("-", " ").replace("–", " ").split()
    return " ".join(part for part in (part.strip(".,;:!?\"'()»”") for part in parts) if part)
