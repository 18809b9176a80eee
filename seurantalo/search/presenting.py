"""Results as a page shows them: filters to choose, filters chosen, orders, pages, maps, months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.common.time import say_weekday
from seurantalo.places.queries import AreaKey, Tile
from seurantalo.search.query import WEEKDAYS, SearchQuery
from seurantalo.search.results import PER_PAGE, Results
from seurantalo.search.vocabulary import Vocabulary
from seurantalo.ui import tiles
from seurantalo.ui.templatetags.ui import LABELS, language_name

SHOWN_OPTIONS = 8


class Linked(NamedTuple):
    """Words that lead somewhere."""

    label: str | Text
    url: str
    plain: str | Text = ""
    icon: str = ""
    count: int | None = None
    children: tuple[Any, ...] = ()


class Option(NamedTuple):
    """One value of a filter."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of filters: the first `options`, and `more` behind a fold."""

    name: str
    label: str
    options: tuple[Option, ...]
    more: tuple[Option, ...] = ()
    open: bool = False


def language() -> str:
    """The reader's language."""
    return get_language() or "fi"


def address(query: SearchQuery, name: str = "search", **changes: Any) -> str:
    """The address of a query (with changes by field name) at the page, a feed or a view."""
    querystring = query.to_querystring(**changes)
    return reverse(name) + (f"?{querystring}" if querystring else "")


# -- Filters to choose ------------------------------------------------------------------------------


def facets(results: Results, words: Vocabulary) -> list[Facet]:
    """The filters of the side: only what would find something, or is chosen already."""
    query, counts = results.answered, results.counts
    lang = language()

    def labelled(taxonomy: str) -> dict[str, str]:
        return {entry.code: entry.label.pick(lang).text for entry in words.of(taxonomy)}

    themes = {
        entry.code: entry.label.pick(lang).text
        for entry in words.of("theme")
        if not entry.parent or entry.code in query.theme or entry.parent in query.theme
    }
    spoken = {code: language_name(code) for code in counts.get("language", {})}
    groups = [
        _facet("kind", _("What kind"), {k: str(v) for k, v in LABELS["kind"].items()}, results),
        _facet("theme", _("About what"), themes, results),
        _facet("target_group", _("For whom"), labelled("target_group"), results),
        _when(query),
        _facet("price", _("Price"), {k: str(v) for k, v in LABELS["price"].items()}, results),
        _facet("channel", _("How"), {k: str(v) for k, v in LABELS["channel"].items()}, results),
        _facet("accessibility", _("Accessibility"), labelled("accessibility"), results),
        _facet("language", _("Language"), spoken, results, folded=True),
    ]
    return [group for group in groups if group.options]


def _facet(
    field: str, label: str, names: Mapping[str, str], results: Results, *, folded: bool = False
) -> Facet:
    chosen = getattr(results.answered, field)
    counts = results.counts.get(field, {})
    options = [
        Option(code, name, counts.get(code, 0), code in chosen)
        for code, name in names.items()
        if counts.get(code) or code in chosen
    ]
    if field in ("theme", "target_group", "language", "accessibility"):
        options.sort(key=lambda option: (-(option.count or 0), option.label))
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
    options = tuple(
        Option(code, name, None, code == query.when) for code, name in when_words().items()
    )
    return Facet("milloin", _("When"), options, open=bool(query.when))


def kept(query: SearchQuery) -> list[tuple[str, str]]:
    """The parameters that no visible control of the form carries."""
    shown = {"q", "paikka", "laji", "teema", "kohderyhma", "hinta", "tapa", "esteettomyys"}
    shown |= {"kieli", "milloin", "jarjestys", "sivu"}
    return [(name, value) for name, value in query.pairs() if name not in shown]


# -- Filters chosen ---------------------------------------------------------------------------------


def chips(query: SearchQuery, words: Vocabulary) -> list[Linked]:
    """Every filter in force, in words, with the address without it."""
    return [Linked(label, url) for label, url in _chips(query, words)]


def _chips(query: SearchQuery, words: Vocabulary) -> Iterator[tuple[str, str]]:
    for field, names in _named(query, words).items():
        chosen = getattr(query, field)
        for value in chosen:
            rest = tuple(each for each in chosen if each != value)
            yield names.get(value, value), address(query, page=1, **{field: rest})
    if query.latitude is not None:
        near = _("within %(km)s km") % {"km": f"{query.kilometres:g}"}
        yield near, address(query, page=1, latitude=None, longitude=None, place="")
    if query.when:
        yield when_words()[query.when], address(query, page=1, when="")
    if query.start or query.end:
        ends = [
            say_weekday(day, language(), year=True) if day else ""
            for day in (query.start, query.end)
        ]
        yield " – ".join(ends).strip(), address(query, page=1, start=None, end=None)
    if query.age is not None:
        yield _("age %(age)s") % {"age": query.age}, address(query, page=1, age=None)
    if query.organization:
        yield _("one organisation"), address(query, page=1, organization=None)
    if query.newer_than_days:
        days = _("newer than %(n)s days") % {"n": query.newer_than_days}
        yield days, address(query, page=1, newer_than_days=None)
    if query.public_services:
        only = {"vain": _("public services only"), "ei": _("no public services")}
        yield only[query.public_services], address(query, page=1, public_services="")


def _named(query: SearchQuery, words: Vocabulary) -> dict[str, dict[str, str]]:
    """The fields with several values: field → value → words."""
    lang = language()

    def terms(taxonomy: str, codes: Iterable[str]) -> dict[str, str]:
        return {code: words.label(taxonomy, code).pick(lang).text for code in codes}

    def areas(kind: Any, codes: Iterable[str]) -> dict[str, str]:
        return {c: a.name.pick(lang).text for c in codes if (a := words.area(kind, c))}

    def labels(family: str) -> dict[str, str]:
        return {code: str(name) for code, name in LABELS[family].items()}

    times = {"aamu": _("mornings"), "paiva": _("daytime"), "ilta": _("evenings")}
    days = dict(zip(WEEKDAYS, weekday_names(), strict=True))
    return {
        "municipality": areas("municipality", query.municipality),
        "district": areas("district", query.district),
        "region": areas("region", query.region),
        "county": areas("county", query.county),
        "kind": labels("kind"),
        "theme": terms("theme", query.theme),
        "target_group": terms("target_group", query.target_group),
        "life_situation": terms("life_situation", query.life_situation),
        "price": labels("price"),
        "channel": labels("channel"),
        "accessibility": terms("accessibility", query.accessibility),
        "language": {code: language_name(code) for code in query.language},
        "weekday": days,
        "time_of_day": times,
    }


def weekday_names() -> list[str]:
    """Monday to Sunday in the reader's language."""
    return [
        _("Mondays"),
        _("Tuesdays"),
        _("Wednesdays"),
        _("Thursdays"),
        _("Fridays"),
        _("Saturdays"),
        _("Sundays"),
    ]


def described(query: SearchQuery, words: Vocabulary) -> str:
    """The query in words: for titles, feeds and shared links."""
    parts = [query.words, query.place, *(label for label, _url in _chips(query, words))]
    return ", ".join(part for part in parts if part)


# -- Around the list --------------------------------------------------------------------------------


class Sort(NamedTuple):
    """One order of the results."""

    value: str
    label: str
    chosen: bool


def sorts(query: SearchQuery) -> list[Sort]:
    """The orders that make sense for the query."""
    names = {"": _("Best first"), "soonest": _("Soonest first"), "newest": _("Newest first")}
    if query.latitude is not None:
        names["nearest"] = _("Nearest first")
    return [Sort(value, name, value == query.sort) for value, name in names.items()]


class View(NamedTuple):
    """One way to look at the same results."""

    name: str
    label: str
    icon: str
    url: str
    current: bool


def views(query: SearchQuery, current: str) -> list[View]:
    """List, map and calendar of one query."""
    names = {
        "lista": (_("List"), "list"),
        "kartta": (_("Map"), "map"),
        "kalenteri": (_("Calendar"), "calendar"),
    }
    base = address(query, page=1)
    joint = "&" if "?" in base else "?"
    return [
        View(
            name,
            label,
            icon,
            base if name == "lista" else f"{base}{joint}nakyma={name}",
            name == current,
        )
        for name, (label, icon) in names.items()
    ]


class PageLink(NamedTuple):
    """One page in the pager; no number is a gap."""

    number: int | None
    url: str = ""
    current: bool = False


def pager(query: SearchQuery, total: int, *, view: str = "lista") -> dict[str, Any]:
    """Links to the pages around this one, the first and the last."""
    last, here = -(-total // PER_PAGE), query.page
    tail = "" if view == "lista" else f"&nakyma={view}"

    def url(page: int) -> str:
        return address(query, page=page) + (
            tail if page > 1 or query.pairs() else tail.replace("&", "?")
        )

    near = {1, last, *range(here - 1, here + 2)}
    numbers = sorted(page for page in near if 1 <= page <= last)
    links: list[PageLink] = []
    for number in numbers:
        if links and links[-1].number and number - links[-1].number > 1:
            links.append(PageLink(None))
        links.append(PageLink(number, url(number), number == here))
    return {
        "pages": links,
        "previous": url(here - 1) if here > 1 else "",
        "next": url(here + 1) if here < last else "",
    }


def notices(results: Results, refused: list[str]) -> list[str]:
    """What the reader should know about how she was understood."""
    told = []
    if refused:
        told.append(
            _("Part of the address made no sense and was left out: %(names)s.")
            % {"names": ", ".join(refused)}
        )
    if results.unknown_place:
        told.append(
            _(
                "We do not know the place “%(place)s”. Try the name of a municipality or a postal code."
            )
            % {"place": results.unknown_place}
        )
    if results.widened:
        told.append(
            _("Nothing was found with exactly these choices. We looked %(how)s.")
            % {"how": ", ".join(results.widened)}
        )
    return told


def understood(results: Results, words: Vocabulary) -> list[Linked]:
    """The places read from the words, each with the way back to the bare words."""
    return [
        Linked(
            _("“%(word)s” was read as a place.") % {"word": place.surface},
            address(results.query, literal=True, page=1),
        )
        for place in results.understanding.places
    ]


def corrected(results: Results) -> Linked | None:
    """The query with its misspelt words mended, when some were."""
    corrections = results.understanding.corrections
    if not corrections:
        return None
    mended = " ".join(corrections.get(word.lower(), word) for word in results.query.words.split())
    return Linked(mended, address(results.query, words=mended, page=1))


def nearest_themes(results: Results, words: Vocabulary) -> list[Linked]:
    """The themes the words lead to, else the widest ones."""
    codes = [theme.term.partition(":")[2] for theme in results.understanding.themes]
    known = [entry for code in codes if (entry := words.terms.get(("theme", code)))]
    top = [entry for entry in words.of("theme") if not entry.parent]
    return [Linked(e.label, reverse("theme", args=[e.code])) for e in known or top]


def map_of(
    drawn: list[Tile], counts: Mapping[str, int], *, by: str, words: Vocabulary
) -> tiles.TileMap | None:
    """A tile map: of the country with a link for each region, or of a region's municipalities.

    `counts` are those of the facet "area".
    """
    if not drawn:
        return None
    lang = language()
    groups: dict[AreaKey, list[tiles.Tile]] = {}
    for tile in drawn:
        own = ("municipality", tile.area.code)
        known = words.areas.get(own)
        key = (
            next((g for g in known.groups if g[0] == "region"), own)
            if known and by == "region"
            else own
        )
        count = counts.get(f"in:municipality:{tile.area.code}", 0)
        name = tile.area.name.pick(lang).text
        groups.setdefault(key, []).append(tiles.Tile(tile.column, tile.row, count, name))
    return tiles.tile_map(
        tiles.TileGroup(
            label=area.name.pick(lang).text,
            url=reverse("municipality", args=[code])
            if kind == "municipality"
            else address(SearchQuery(region=(code,))),
            count=counts.get(f"in:{kind}:{code}", 0),
            tiles=tuple(squares),
        )
        for (kind, code), squares in sorted(groups.items())
        if (area := words.area(kind, code))  # type: ignore[arg-type]
    )
