"""Around a list of results: its orders, views, pages and notices, and the map it is counted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.places.queries import AreaKey, Tile
from seurantalo.search.query import SearchQuery
from seurantalo.search.results import PER_PAGE, Results
from seurantalo.search.vocabulary import Vocabulary
from seurantalo.ui import tiles


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that lead somewhere."""

    label: str | Promise | Text
    url: str
    plain: str | Text = ""
    icon: str = ""
    count: int | None = None
    children: tuple[Any, ...] = ()


def language() -> str:
    """The reader's language."""
    return get_language() or "fi"


def address(query: SearchQuery, name: str = "search", **changes: Any) -> str:
    """The address of a query (with changes by field name) at the page, a feed or a view."""
    querystring = query.to_querystring(**changes)
    return reverse(name) + (f"?{querystring}" if querystring else "")


class Sort(NamedTuple):
    """One order of the results."""

    value: str
    label: str
    chosen: bool


def sorts(query: SearchQuery) -> list[Sort]:
    """The orders that make sense for the query."""
    names = {"": _("Best first"), "soonest": _("Soonest first"), "newest": _("Newest first")}
    if query.point:
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
        own: AreaKey = ("municipality", tile.area.code)
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
        if (area := words.area(kind, code))
    )
