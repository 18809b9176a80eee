"""Filters to choose and filters chosen: the side of a page of results, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.common.time import say_weekday
from seurantalo.records.schemas import AreaKind
from seurantalo.search import queries
from seurantalo.search.presenting import Linked, address, language
from seurantalo.search.query import WEEKDAYS, SearchQuery
from seurantalo.search.results import Results
from seurantalo.search.vocabulary import Vocabulary
from seurantalo.ui.templatetags.ui import LABELS, language_name, plain

SHOWN_OPTIONS = 8
Label = str | Promise | Text


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter."""

    value: str
    label: Label
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of filters: the first `options`, and `more` behind a fold; of a `single` only one."""

    name: str
    label: str
    options: tuple[Option, ...]
    more: tuple[Option, ...] = ()
    open: bool = False
    single: bool = False


# -- Filters to choose ------------------------------------------------------------------------------


def facets(results: Results, words: Vocabulary) -> list[Facet]:
    """The filters of the side: only what would find something, or is chosen already."""
    query, counts = results.answered, results.counts

    def labelled(taxonomy: str) -> dict[str, Label]:
        return {entry.code: entry.label for entry in words.of(taxonomy)}

    themes: dict[str, Label] = {
        entry.code: entry.label
        for entry in words.of("theme")
        if not entry.parent or entry.code in query.theme or entry.parent in query.theme
    }
    spoken: dict[str, Label] = {code: language_name(code) for code in counts.get("language", {})}
    groups = [
        _facet("kind", _("What kind"), LABELS["kind"], results),
        _facet("theme", _("About what"), themes, results),
        _facet("target_group", _("For whom"), labelled("target_group"), results),
        _when(query),
        _days("weekday", "paiva", _("Weekday"), query),
        _days("time_of_day", "aika", _("Time of day"), query),
        _facet("price", _("Price"), LABELS["price"], results),
        _facet("channel", _("How"), LABELS["channel"], results),
        _facet("accessibility", _("Accessibility"), labelled("accessibility"), results),
        _facet("language", _("Language"), spoken, results, folded=True),
    ]
    return [group for group in groups if group.options]


def _facet(
    field: str, label: str, names: Mapping[str, Label], results: Results, *, folded: bool = False
) -> Facet:
    chosen = getattr(results.answered, field)
    counts = results.counts.get(field, {})
    options = [
        Option(code, name, counts.get(code, 0), code in chosen)
        for code, name in names.items()
        if counts.get(code) or code in chosen
    ]
    if field in ("theme", "target_group", "language", "accessibility"):
        options.sort(key=lambda option: (-(option.count or 0), plain(option.label)))
    shown = [o for n, o in enumerate(options) if n < SHOWN_OPTIONS or o.chosen]
    return Facet(
        name=SearchQuery.model_fields[field].alias or field,
        label=label,
        options=tuple(shown),
        more=tuple(option for option in options if option not in shown),
        open=bool(chosen) or (field in ("kind", "theme") and not folded),
    )


def when_words() -> dict[str, str]:
    """The stretches of time of `SearchQuery.when`, in words."""
    return {
        "tanaan": _("Today"),
        "huomenna": _("Tomorrow"),
        "viikonloppu": _("At the weekend"),
        "viikko": _("Within a week"),
        "kuukausi": _("Within a month"),
    }


def _when(query: SearchQuery) -> Facet:
    names = {"": _("Any time"), **when_words()}
    options = tuple(Option(code, name, None, code == query.when) for code, name in names.items())
    return Facet("milloin", _("When"), options, open=bool(query.when), single=True)


def _days(field: str, name: str, label: str, query: SearchQuery) -> Facet:
    chosen = getattr(query, field)
    names = {"weekday": weekdays, "time_of_day": times_of_day}[field]()
    options = tuple(Option(code, words, None, code in chosen) for code, words in names.items())
    return Facet(name, label, options, open=bool(chosen))


def kept(query: SearchQuery) -> list[tuple[str, str]]:
    """The parameters that no visible control of the form carries."""
    shown = {"q", "paikka", "laji", "teema", "kohderyhma", "hinta", "tapa", "esteettomyys"}
    shown |= {"kieli", "milloin", "paiva", "aika", "jarjestys", "sivu", "alku", "loppu", "ika"}
    return [(name, value) for name, value in query.pairs() if name not in shown]


# -- Filters chosen ---------------------------------------------------------------------------------


def chips(query: SearchQuery, words: Vocabulary) -> list[Linked]:
    """Every filter in force, in words, with the address without it."""
    return [Linked(label, url) for label, url in _chips(query, words)]


def _chips(query: SearchQuery, words: Vocabulary) -> Iterator[tuple[Label, str]]:
    def without(**changes: Any) -> str:
        return address(query, page=1, **changes)

    for field, names in _named(query, words).items():
        chosen = getattr(query, field)
        for value in chosen:
            rest = tuple(each for each in chosen if each != value)
            yield names.get(value, value), without(**{field: rest})
    if query.point:
        here = query.place or _("near me")
        near = _("%(place)s, within %(km)s km") % {"place": here, "km": f"{query.kilometres:g}"}
        yield near, without(latitude=None, longitude=None, place="", kilometres=10.0)
    if query.when:
        yield when_words()[query.when], without(when="")
    if query.start or query.end:
        yield _range(query), without(start=None, end=None)
    for field, said in _single(query).items():
        yield said, without(**{field: type(query).model_fields[field].default})


def _range(query: SearchQuery) -> str:
    days = [
        say_weekday(day, language(), year=True) if day else "" for day in (query.start, query.end)
    ]
    return " – ".join(days).strip()


def _single(query: SearchQuery) -> dict[str, str]:
    """The other fields with one value, those that are set: field → words."""
    said: dict[str, str] = {}
    if query.age is not None:
        said["age"] = _("age %(age)s") % {"age": query.age}
    if query.organization:
        key = f"organization:{query.organization}"
        card = queries.cards([key]).get(key)
        said["organization"] = card.name.pick(language()).text if card else _("one organisation")
    if query.newer_than_days:
        said["newer_than_days"] = _("newer than %(n)s days") % {"n": query.newer_than_days}
    if query.public_services:
        only = {"vain": _("public services only"), "ei": _("no public services")}
        said["public_services"] = only[query.public_services]
    return said


def _named(query: SearchQuery, words: Vocabulary) -> dict[str, Mapping[str, Label]]:
    """The fields with several values: field → value → words."""

    def terms(taxonomy: str, codes: Iterable[str]) -> dict[str, Label]:
        return {code: words.label(taxonomy, code) for code in codes}

    def areas(kind: AreaKind, codes: Iterable[str]) -> dict[str, Label]:
        return {code: area.name for code in codes if (area := words.area(kind, code))}

    return {
        "municipality": areas("municipality", query.municipality),
        "district": areas("district", query.district),
        "region": areas("region", query.region),
        "county": areas("county", query.county),
        "kind": LABELS["kind"],
        "theme": terms("theme", query.theme),
        "target_group": terms("target_group", query.target_group),
        "life_situation": terms("life_situation", query.life_situation),
        "price": LABELS["price"],
        "channel": LABELS["channel"],
        "accessibility": terms("accessibility", query.accessibility),
        "language": {code: language_name(code) for code in query.language},
        "weekday": weekdays(),
        "time_of_day": times_of_day(),
    }


def weekdays() -> dict[str, str]:
    """Monday to Sunday, in the words of a repeated day."""
    names = (
        _("Mondays"),
        _("Tuesdays"),
        _("Wednesdays"),
        _("Thursdays"),
        _("Fridays"),
        _("Saturdays"),
        _("Sundays"),
    )
    return dict(zip(WEEKDAYS, names, strict=True))


def times_of_day() -> dict[str, str]:
    """Morning to evening."""
    return {"aamu": _("mornings"), "paiva": _("daytime"), "ilta": _("evenings")}


def suggested(results: Results, words: Vocabulary) -> list[Linked]:
    """The filters that words of the query ask for ("iltaisin", "ilmainen"), not yet in force."""
    query, found = results.answered, []
    changes: dict[str, Any]
    for field, value, _said in results.understanding.suggestions:
        if field == "when":
            label, changes = when_words()[value], {field: value}
        else:
            label = str(_named(query, words)[field].get(value, value))
            changes = {field: tuple(dict.fromkeys((*getattr(query, field), value)))}
        if getattr(query, field) != changes[field]:
            found.append(Linked(label, address(query, page=1, **changes)))
    return found


def described(query: SearchQuery, words: Vocabulary) -> str:
    """The query in words: for titles, feeds and shared links."""
    place = "" if query.point else query.place
    parts = [query.words, place, *(plain(label) for label, _url in _chips(query, words))]
    return ", ".join(part for part in parts if part)
