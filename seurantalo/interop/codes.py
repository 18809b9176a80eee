"""The codes we know, loaded once for an import: areas, postal codes, terms and their mappings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from seurantalo.places.models import Area, PostalCode
from seurantalo.records.content import AreaCode, ChannelContent, PlaceContent
from seurantalo.taxonomy import queries as taxonomy
from seurantalo.taxonomy.models import Scheme, TermMapping


@dataclass(frozen=True)
class Codes:
    """What may be written; unknown codes are left out before the rooms would refuse them."""

    areas: frozenset[tuple[str, str]]
    postal_codes: dict[str, str]
    terms: dict[str, frozenset[str]]
    mappings: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    area_names: dict[str, AreaCode] = field(default_factory=dict)
    themes: dict[str, taxonomy.VocabularyEntry] = field(default_factory=dict)

    def known_areas(self, areas: Iterable[AreaCode]) -> tuple[AreaCode, ...]:
        """The areas that exist, or did until they were merged into others."""
        return tuple(area for area in areas if (area.kind, area.code) in self.areas)

    def settled(self, place: PlaceContent) -> PlaceContent:
        """The place with a municipality we know, by its postal code when the code says nothing."""
        if ("municipality", place.municipality) in self.areas:
            return place
        by_post = self.postal_codes.get(place.postal_code, "")
        return place.model_copy(update={"municipality": by_post})

    def settled_channel(self, channel: ChannelContent) -> ChannelContent:
        """The channel with its place settled."""
        if channel.place is None:
            return channel
        return channel.model_copy(update={"place": self.settled(channel.place)})

    def term(self, taxonomy: str, code: str) -> str:
        """The code when the taxonomy has it, else ""."""
        return code if code in self.terms.get(taxonomy, ()) else ""

    def named(self, taxonomy: str, word: str) -> str:
        """The code of a term by its code, label or everyday word in any language, else ""."""
        return self.words.get(taxonomy, {}).get(" ".join(word.casefold().split()), "")

    def area_named(self, name: str) -> AreaCode | None:
        """The area of a name in any language; a municipality before what is named alike."""
        return self.area_names.get(" ".join(name.casefold().split()))

    def mapped(self, scheme: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Our term codes of somebody else's."""
        table = self.mappings.get(scheme, {})
        return tuple(dict.fromkeys(ours for code in codes for ours in table.get(code, ())))


def load() -> Codes:
    """Reads the codes, in half a dozen queries."""
    words: dict[str, dict[str, str]] = {}
    terms: dict[str, set[str]] = {}
    vocabulary = taxonomy.vocabulary()
    for entry in vocabulary:
        terms.setdefault(entry.taxonomy, set()).add(entry.code)
        table = words.setdefault(entry.taxonomy, {})
        table |= {name.casefold(): entry.code for name in (entry.code, *entry.label.values())}
    for entry in vocabulary:
        for word in (word for several in entry.words.values() for word in several):
            words[entry.taxonomy].setdefault(word.casefold(), entry.code)
    postal = PostalCode.objects.values_list("code", "municipality__code")
    return Codes(
        areas=frozenset(Area.objects.values_list("kind", "code")),
        postal_codes=dict(postal),
        terms={name: frozenset(codes) for name, codes in terms.items()},
        mappings=_mappings(),
        words=words,
        area_names=_area_names(),
        themes={entry.code: entry for entry in vocabulary if entry.taxonomy == "theme"},
    )


def _area_names() -> dict[str, AreaCode]:
    rank = {"municipality": 0, "country": 1, "region": 2, "county": 3, "district": 4}
    areas = sorted(Area.objects.all(), key=lambda area: rank[area.kind], reverse=True)
    names: dict[str, AreaCode] = {}
    for area in areas:
        told = [*area.name.values(), *(word for words in area.words.values() for word in words)]
        code = AreaCode.model_validate({"kind": area.kind, "code": area.code})
        names |= {" ".join(name.casefold().split()): code for name in told}
    return names


# Which of our taxonomies a code list of PTV speaks of.
TAXONOMIES = {
    Scheme.PTV_SERVICE_CLASS.value: "theme",
    Scheme.PTV_TARGET_GROUP.value: "target_group",
}


def _mappings() -> dict[str, dict[str, tuple[str, ...]]]:
    """Scheme → their code → ours. The deeper terms come first: a sub-theme says more."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    rows = TermMapping.objects.filter(term__deprecated=False).order_by("term__order", "term__code")
    for scheme, code, of_taxonomy, term in rows.values_list(
        "scheme", "code", "term__taxonomy__code", "term__code"
    ):
        if TAXONOMIES.get(scheme) == of_taxonomy:
            table = found.setdefault(scheme, {})
            table[code] = (*table.get(code, ()), term)
    return found
