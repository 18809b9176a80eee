"""Suggestions while typing: themes, places, organisations and activities that the words begin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from seurantalo.records.schemas import CardRecord
from seurantalo.search import queries, vocabulary
from seurantalo.search.analysis import fold
from seurantalo.search.query import SearchQuery
from seurantalo.search.vocabulary import Vocabulary

OF_EACH = 3
SHORTEST, SHORTEST_UNDERSTOOD = 2, 4  # letters
Suggestion = dict[str, Any]


def suggest(typed: str, *, lang: str, only: str = "") -> list[Suggestion]:
    """At most three of each kind; only places with `only="place"`.

    Each is {"type", "label", "detail"} and "url" to go to or "q" to fill the field with.
    """
    begun = fold(" ".join(typed.split())[:100])
    if len(begun) < SHORTEST:
        return []
    words = vocabulary.current()
    if only == "place":
        return _places(begun, lang, words, of_each=8)
    return [
        *_themes(begun, lang, words),
        *_places(begun, lang, words, of_each=OF_EACH),
        *_records(typed, begun, lang),
    ]


def _begins(text: str, begun: str) -> bool:
    folded = fold(text)
    return folded.startswith(begun) or f" {begun}" in folded


def _themes(begun: str, lang: str, words: Vocabulary) -> list[Suggestion]:
    found: dict[str, Suggestion] = {}
    for entry in words.of("theme"):
        label = entry.label.pick(lang).text
        said = next((w for each in entry.words.values() for w in each if _begins(w, begun)), "")
        if _begins(label, begun) or said:
            found[entry.code] = {
                "type": "theme",
                "label": label,
                "detail": "" if _begins(label, begun) else said,
                "url": reverse("theme", args=[entry.code]),
            }
    by_name = sorted(found.values(), key=lambda each: bool(each["detail"]))
    return by_name[:OF_EACH]


def _places(begun: str, lang: str, words: Vocabulary, *, of_each: int) -> list[Suggestion]:
    found: dict[tuple[str, str], Suggestion] = {}
    order = ("municipality", "district", "region", "county")
    for (kind, _code), area in words.areas.items():
        names = (*area.record.name.values(),)
        if kind in order and any(fold(name).startswith(begun) for name in names):
            label = area.record.name.pick(lang).text
            above = words.groups(area.record.kind, area.record.code)
            found[(area.record.kind, area.record.code)] = {
                "type": "place",
                "label": label,
                "detail": above[0].name.pick(lang).text if above else "",
                "q": label,
            }
    best = sorted(found.items(), key=lambda pair: (order.index(pair[0][0]), pair[1]["label"]))
    return [suggestion for _key, suggestion in best[:of_each]]


def _records(typed: str, begun: str, lang: str) -> list[Suggestion]:
    query = SearchQuery(words=typed[:100], literal=True)
    found = (
        queries.beginning(query.words)
        if len(begun) < SHORTEST_UNDERSTOOD
        else queries.find(query, lang=lang, facets=(), per_page=30, widen=False).found
    )
    named = [
        each.card for each in found if any(_begins(name, begun) for name in each.card.name.values())
    ]
    organizations = [card for card in named if card.type == "organization"]
    activities = [card for card in named if card.type == "activity"]
    return [_record(card, lang) for card in [*organizations[:OF_EACH], *activities[:OF_EACH]]]


def _record(card: CardRecord, lang: str) -> Suggestion:
    whose = ", ".join(each.name.pick(lang).text for each in card.organizations)
    where = ", ".join(area.name.pick(lang).text for area in card.areas[:2])
    return {
        "type": card.kind,
        "label": card.name.pick(lang).text,
        "detail": whose or where,
        "url": reverse(card.type, args=[card.id]),
    }
