"""The themes of a PTV service, out of its service classes and the words it is described by.

A class of PTV is often wider than our themes: P27.1 "Exercise and sports" is swimming, dancing and
horses. Of several themes of a class only those count whose words the service itself uses (in its
name, keywords or ontology terms); when it uses none, their common top theme.
"""

from __future__ import annotations

from collections.abc import Iterator

from seurantalo.common.text import Text
from seurantalo.interop.codes import Codes
from seurantalo.records.formats.ptv import Service
from seurantalo.taxonomy.models import Scheme
from seurantalo.taxonomy.queries import VocabularyEntry

MOST = 4
SHORTEST_WORD = 5  # letters; shorter ones begin too many other words
LONGEST_ENDING = 2  # letters of an ending: "uimahallit" speaks of "uimahalli"


def themes(service: Service, codes: Codes) -> tuple[str, ...]:
    """The codes of our themes, those of the first class first; () when nothing fits."""
    said = frozenset(_said(service))
    found: dict[str, None] = {}
    for service_class in service.service_classes:
        candidates = [codes.themes[code] for code in _candidates(service_class, codes)]
        spoken = [one for one in candidates if _speaks_of(one, said)]
        found |= dict.fromkeys(one.code for one in spoken or _common(candidates))
    parents = {codes.themes[code].parent for code in found}
    return tuple(code for code in found if code not in parents)[:MOST]


def _candidates(service_class: str, codes: Codes) -> tuple[str, ...]:
    table = codes.mappings.get(Scheme.PTV_SERVICE_CLASS.value, {})
    if service_class in table:
        return table[service_class]
    main = table.get(service_class.partition(".")[0], ())
    return tuple(code for code in main if codes.themes[code].parent is None)


def _common(candidates: list[VocabularyEntry]) -> list[VocabularyEntry]:
    """What can be said without knowing more: a lone theme, or the top theme among several."""
    return candidates if len(candidates) == 1 else [one for one in candidates if not one.parent]


def _said(service: Service) -> Iterator[str]:
    texts: list[Text] = [*service.ontology_terms, *service.keywords, service.content.name]
    for text in texts:
        phrase = text.get("fi", "").casefold()
        yield phrase
        yield from phrase.replace(",", " ").split()


def _speaks_of(theme: VocabularyEntry, said: frozenset[str]) -> bool:
    words = {*theme.words.get("fi", ()), *(label for label in theme.label.values())}
    long = [word.casefold() for word in words if len(word) >= SHORTEST_WORD]
    return any(
        phrase.startswith(word) and len(phrase) - len(word) <= LONGEST_ENDING
        for word in long
        for phrase in said
    )
