"""The words a search needs, read once a minute: terms, areas and place names.

They are facts and small lists that coordinators edit now and then; a worker that shows a new label
a minute late is better than two queries on every page.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from seurantalo.common.text import Text
from seurantalo.places import queries as places
from seurantalo.places.names import PlaceNames
from seurantalo.records.schemas import AreaKind, AreaRecord
from seurantalo.taxonomy import queries as taxonomy
from seurantalo.taxonomy.queries import VocabularyEntry

KEPT_SECONDS = 60.0


@dataclass(frozen=True)
class Vocabulary:
    """Every term and area by its code, at one moment.

    `areas` maps (kind, code) to the area; `groups` maps a municipality's or district's code to the
    areas it lies in; `members` the other way round, a group to its municipalities' codes.
    """

    entries: tuple[VocabularyEntry, ...]
    areas: Mapping[tuple[AreaKind, str], places.KnownArea]
    names: PlaceNames

    @cached_property
    def terms(self) -> dict[tuple[str, str], VocabularyEntry]:
        """The terms by (taxonomy, code)."""
        return {(entry.taxonomy, entry.code): entry for entry in self.entries}

    def of(self, name: str) -> list[VocabularyEntry]:
        """The terms of a taxonomy, in their order."""
        return [entry for entry in self.entries if entry.taxonomy == name]

    def label(self, name: str, code: str) -> Text:
        """The label of a term, or its code when there is none."""
        entry = self.terms.get((name, code))
        return entry.label if entry else Text(fi=code)

    def area(self, kind: AreaKind, code: str) -> AreaRecord | None:
        """An area of today by its code."""
        known = self.areas.get((kind, code))
        return known.record if known else None
