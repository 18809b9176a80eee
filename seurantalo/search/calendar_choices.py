"""What one narrows a calendar down by: the fields of its form, towns, and for whom by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.search import queries
from seurantalo.search.presenting import language
from seurantalo.search.query import SearchQuery
from seurantalo.search.vocabulary import Vocabulary
from seurantalo.ui import periods
from seurantalo.ui.templatetags.ui import LABELS, plain

MONTHS_AHEAD = 12


class Option(NamedTuple):
    """One value to choose."""

    value: str
    label: str | Promise | Text
    chosen: bool


class Control(NamedTuple):
    """One field of the form: its parameter, its label and what can be chosen."""

    name: str
    label: str
    anything: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Choice:
    """A narrower query, and how much it finds."""

    label: Text
    query: SearchQuery
    count: int


def controls(query: SearchQuery, words: Vocabulary) -> list[Control]:
    """Where, for whom, about what and what kind; of several chosen the first is in the field."""

    def field(name: str, label: str, anything: str, values: Mapping[str, Any]) -> Control:
        chosen = next(iter(getattr(query, name)), "")
        options = [Option(code, said, code == chosen) for code, said in values.items()]
        return Control(_alias(name), label, anything, options)

    towns = words.members(("country", "FI"), "municipality")
    everywhere = {each.record.code: each.record.name for each in towns}
    themes = [e for e in words.of("theme") if not e.parent or e.code in query.theme]
    return [
        field("municipality", _("Where"), _("Everywhere"), _by_name(everywhere)),
        field(
            "target_group",
            _("For whom"),
            _("For all"),
            {entry.code: entry.label for entry in words.of("target_group")},
        ),
        field("theme", _("About what"), _("About anything"), {e.code: e.label for e in themes}),
        field(
            "kind",
            _("What kind"),
            _("Of any kind"),
            {kind: LABELS["kind"][kind] for kind in queries.ACTIVITIES},
        ),
    ]


def kept(query: SearchQuery) -> list[tuple[str, str]]:
    """The parameters of the query that no field of the form carries, the second of several too."""
    shown = {_alias(name) for name in ("municipality", "target_group", "theme", "kind")}
    seen: set[str] = {"q", "sivu", "alku", "loppu", "milloin", "jarjestys"}
    rest = []
    for name, value in query.pairs():
        if name in shown - seen:
            seen.add(name)
        elif name in shown or name not in seen:
            rest.append((name, value))
    return rest


def towns(query: SearchQuery, counts: Mapping[str, int], words: Vocabulary) -> list[Choice]:
    """The towns where something of the query happens, by name."""
    found = [
        Choice(town.name, query.model_copy(update={"municipality": (town.code,)}), count)
        for town in (each.record for each in words.members(("country", "FI"), "municipality"))
        if (count := counts.get(f"in:municipality:{town.code}", 0))
    ]
    return sorted(found, key=lambda choice: plain(choice.label).casefold())


def months_for(
    query: SearchQuery, today: date, words: Vocabulary
) -> list[tuple[Text, list[tuple[date, Choice]]]]:
    """For whom the query finds something in each of the next twelve months: rows of a table."""
    firsts = [periods.months_on(today.replace(day=1), ahead) for ahead in range(MONTHS_AHEAD)]
    spans = [(max(first, today), periods.months_on(first, 1) - periods.DAY) for first in firsts]
    counts = queries.counted(
        query.model_copy(update={"target_group": ()}), spans, "target_group", lang=language()
    )
    rows = []
    for entry in words.of("target_group"):
        narrowed = query.model_copy(update={"target_group": (entry.code,)})
        row = [
            (first, Choice(entry.label, narrowed, found.get(entry.code, 0)))
            for first, found in zip(firsts, counts, strict=True)
        ]
        if any(choice.count for _first, choice in row):
            rows.append((entry.label, row))
    return rows


def _by_name(names: Mapping[str, Text]) -> dict[str, Text]:
    return dict(sorted(names.items(), key=lambda pair: plain(pair[1]).casefold()))


def _alias(name: str) -> str:
    return SearchQuery.model_fields[name].alias or name
