"""The words a search needs, read once a minute: terms, areas, place names, everyday words.

They are facts and lists that coordinators edit now and then; a worker that shows a new label a
minute late is better than five queries on every page.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from seurantalo.common.coordinates import distance_km
from seurantalo.common.text import Text
from seurantalo.places import queries as places
from seurantalo.places.names import PlaceNames
from seurantalo.places.queries import AreaKey, KnownArea, Tile
from seurantalo.records.schemas import AreaKind, AreaRecord
from seurantalo.search.analysis import Analyser, analyser
from seurantalo.search.documents import Language, Surroundings
from seurantalo.search.lay_words import LayWords, Synonyms
from seurantalo.search.understanding import Knowledge
from seurantalo.taxonomy import queries as taxonomy
from seurantalo.taxonomy.queries import VocabularyEntry

KEPT_SECONDS = 60.0


@dataclass(frozen=True)
class Analysed:
    """The terms and what an analyser makes of their words: a second's work, so kept while it lasts."""

    entries: tuple[VocabularyEntry, ...]
    analyser: Analyser

    @cached_property
    def lay_words(self) -> LayWords:
        """The everyday words, analysed."""
        return LayWords(self.entries, self.analyser)

    @cached_property
    def synonyms(self) -> Synonyms:
        """The words that mean the same, analysed."""
        return Synonyms(self.analyser)


@dataclass(frozen=True)
class Vocabulary:
    """Every term and area by its code, at one moment."""

    analysed: Analysed = field(repr=False)
    areas: Mapping[AreaKey, KnownArea]
    names: PlaceNames
    replaced: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def terms(self) -> dict[tuple[str, str], VocabularyEntry]:
        """The terms by (taxonomy, code); a replaced code gives the term that took its place."""
        used = {(entry.taxonomy, entry.code): entry for entry in self.analysed.entries}
        old = {
            (name, code): used[name, new]
            for (name, code), new in self.replaced.items()
            if (name, new) in used
        }
        return old | used

    def codes(self, name: str, asked: Iterable[str]) -> frozenset[str]:
        """The codes in use for those asked for."""
        return frozenset(
            entry.code if (entry := self.terms.get((name, code))) else code for code in asked
        )

    @property
    def knowledge(self) -> Knowledge:
        """What understanding a query needs."""
        known = self.analysed
        return Knowledge(known.analyser, known.lay_words, known.synonyms, self.names)

    @property
    def language(self) -> Language:
        """What analysing a record needs."""
        return Language(self.analysed.analyser, self.analysed.lay_words)

    @cached_property
    def tiles(self) -> list[Tile]:
        """The country as equal squares."""
        return places.schematic_map()

    def of(self, name: str) -> list[VocabularyEntry]:
        """The terms of a taxonomy, in their order."""
        return [entry for entry in self.analysed.entries if entry.taxonomy == name]

    def label(self, name: str, code: str) -> Text:
        """The label of a term, or its code when there is none."""
        entry = self.terms.get((name, code))
        return entry.label if entry else Text(fi=code)

    def area(self, kind: AreaKind, code: str) -> AreaRecord | None:
        """An area of today by its code."""
        known = self.areas.get((kind, code))
        return known.record if known else None

    def groups(self, kind: AreaKind, code: str) -> tuple[AreaRecord, ...]:
        """What an area lies in, whatever the level."""
        known = self.areas.get((kind, code))
        keys = known.groups if known else ()
        return tuple(self.areas[key].record for key in keys if key in self.areas)

    def surroundings(self, area: AreaRecord) -> Surroundings:
        """What a municipality lies in and its centre, for a search document."""
        known = self.areas.get((area.kind, area.code))
        centre = known and (known.latitude, known.longitude)
        return Surroundings(
            groups=self.groups(area.kind, area.code),
            centre=centre if known and None not in (known.latitude, known.longitude) else None,  # type: ignore[arg-type]
        )

    def around(self, point: tuple[float, float]) -> tuple[AreaKey, ...]:
        """The municipality whose centre is nearest to a point (WGS84 latitude, longitude)."""
        centres = [
            (distance_km(point, (area.latitude, area.longitude)), area.record.code)
            for area in self.areas.values()
            if area.record.kind == "municipality"
            and area.latitude is not None
            and area.longitude is not None
        ]
        return (("municipality", min(centres)[1]),) if centres else ()

    def members(self, group: AreaKey, kind: AreaKind) -> list[KnownArea]:
        """The areas of a kind that lie in a group today, by Finnish name."""
        inside = {
            area.record.code: area
            for area in self.areas.values()
            if area.record.kind == kind and group in area.groups
        }
        return sorted(inside.values(), key=lambda area: str(area.record.name))


class _Kept:
    """The vocabulary of this process and when it was read (monotonic seconds)."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.value: Vocabulary | None = None
        self.read_at = -math.inf


_kept = _Kept()


def current() -> Vocabulary:
    """The vocabulary, at most a minute old. One that has not changed keeps its analysed words."""
    with _kept.lock:
        if _kept.value is None or time.monotonic() - _kept.read_at > KEPT_SECONDS:
            _kept.value = _read(_kept.value)
            _kept.read_at = time.monotonic()
        return _kept.value


def _read(before: Vocabulary | None) -> Vocabulary:
    analysed = Analysed(taxonomy.vocabulary(), analyser())
    if before and before.analysed == analysed:
        analysed = before.analysed
    areas, replaced = places.known_areas(), taxonomy.replacements()
    return Vocabulary(analysed, areas, places.place_names(), replaced)


def forget() -> None:
    """Read everything again at the next question, and keep what is still so."""
    with _kept.lock:
        _kept.read_at = -math.inf
