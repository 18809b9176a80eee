"""The planning calendar put together: what is public and what is planned, in five views."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.networks.models import Network
from seurantalo.places import queries as places
from seurantalo.places.models import Area
from seurantalo.planning import happenings, marks, queries
from seurantalo.planning.calendar_query import CalendarQuery
from seurantalo.planning.happenings import Where
from seurantalo.planning.lanes import lanes
from seurantalo.planning.models import PlanTime
from seurantalo.planning.sight import Standing, standing
from seurantalo.taxonomy import queries as taxonomy
from seurantalo.ui import calendar, periods
from seurantalo.ui.calendar import DayLinks, Entry
from seurantalo.ui.templatetags.ui import LABELS, plain


class Link(NamedTuple):
    """Words that lead somewhere."""

    label: str | Promise | Text
    url: str
    current: bool = False


class Option(NamedTuple):
    """One value to choose."""

    value: str
    label: str | Promise | Text
    chosen: bool


class Control(NamedTuple):
    """One field of the form."""

    name: str
    label: str
    anything: str
    options: list[Option]


class Mark(NamedTuple):
    """One thing to tick."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Looking:
    """Who looks at what: the person, as whom, the query and the area it means for her."""

    user: Any
    standing: Standing
    query: CalendarQuery
    where: Where


def looking(user: Any, query: CalendarQuery) -> Looking:
    """The query as this person means it: nowhere in particular is her own regions.

    A network she is not in is not asked about: what is told to it is not hers to know.
    """
    her = standing(user)
    unknown = dict.fromkeys((field for field, known in _known(user, query) if not known), "")
    query = replace(query, **unknown)
    regions = (query.region,) if query.region else tuple(sorted(her.regions or ()))
    return Looking(user, her, query, Where(query.municipality, regions))


def _known(user: Any, query: CalendarQuery) -> Iterable[tuple[str, bool]]:
    """The fields asked whose value might be nothing: is it something to her?"""
    for field in ("municipality", "region"):
        if code := getattr(query, field):
            yield field, Area.objects.filter(kind=field, code=code).exists()
    if query.network:
        yield "network", queries.networks_for(user).filter(pk=query.network).exists()


def calendar_of(look: Looking, *, view: str, on: date, today: date) -> dict[str, Any]:
    """The context of the planning calendar."""
    stretch = periods.stretch("viikko" if view == "kaistat" else view, on)
    query = look.query
    plans = happenings.plans_of(query, look.where, stretch, look.user)
    told = happenings.notes(look.where, stretch)
    clashes = marks.marks_of(plans, stretch, by=look.user)
    context = {**around(look, view=view, on=on, today=today), "view": view, "left_out": False}
    if view == "kaistat":
        towns = look.where.towns()
        open_day = partial(_day_of_a_town, query)
        return {
            **context,
            "lanes": lanes(query, look.where, stretch, plans, towns, open_day, clashes),
            "lane_days": [(day, told.get(day, ())) for day in stretch.days],
        }
    entries, left_out = happenings.public_entries(query, look.where, stretch)
    entries += happenings.plan_entries(plans, query, stretch, clashes)
    pages = partial(query.address, "luettelo")
    links = DayLinks(partial(query.address, "paiva"), partial(new_plan, look), told, pages)
    return {**context, "left_out": left_out, **_laid_out(view, on, entries, today, links)}


def _laid_out(
    view: str, on: date, entries: Iterable[Entry], today: date, links: DayLinks
) -> dict[str, Any]:
    stretch = periods.stretch(view, on)
    if view == "kuukausi":
        return {"month": calendar.month(on, entries, today, links)}
    if view == "viikko":
        return {"week": calendar.week(stretch.first, entries, today, links)}
    if view == "paiva":
        add = links.add_url_of(on)
        return {
            "hours": calendar.hours(on, entries),
            "day_notes": links.notes.get(on, ()),
            "add_url": add,
        }
    return {"agenda": calendar.agenda(entries, stretch.first, stretch.last, links)}


def new_plan(look: Looking, day: date) -> str:
    """Where one plans something on a day; only who has an organisation plans."""
    if not look.standing.own:
        return ""
    told = {"pvm": str(day)} | (
        {"kunta": look.query.municipality} if look.query.municipality else {}
    )
    return f"{reverse('plan-new')}?{urlencode(told)}"


def _day_of_a_town(query: CalendarQuery, day: date, town: str) -> str:
    return query.address("paiva", day, municipality=town)


def around(
    look: Looking, *, view: str, on: date, today: date, name: str = "planning-calendar"
) -> dict[str, Any]:
    """What stands around every view: its name, its neighbours, the form and the chips."""
    span = "viikko" if view == "kaistat" else view
    stretch, query = periods.stretch(span, on), look.query
    names = {**periods.view_names(), "kaistat": _("By town")}
    return {
        "views": [Link(n, query.address(v, on), v == view) for v, n in names.items()],
        "period_label": periods.label(span, on),
        "previous": query.address(view, stretch.before, name),
        "following": query.address(view, stretch.after, name),
        "previous_label": periods.short_label(span, stretch.before),
        "following_label": periods.short_label(span, stretch.after),
        "today_url": query.address(view, today, name),
        "controls": controls(look),
        "marks": [Mark("kumppani", _("Only those looking for a partner"), bool(query.seeking))],
        "words": query.words,
        "kept": [("nakyma", view), ("pvm", str(on)), *_region_kept(query)],
        "chips": chips(look, view, on, name),
        "area_name": area_name(look.where),
        "organiser": bool(look.standing.own or look.standing.regions != frozenset()),
        "query_string": urlencode(query.pairs()),
        "heat_url": query.address("kuukausi", on, "planning-heat"),
    }


def _region_kept(query: CalendarQuery) -> list[tuple[str, str]]:
    return [("maakunta", query.region)] if query.region else []


def controls(look: Looking) -> list[Control]:
    """The fields of the form: where, for whom, about what, what kind, how sure, which network."""
    query = look.query

    def field(
        name: str, label: str, anything: str, values: Iterable[tuple[str, Any]], chosen: str
    ) -> Control:
        return Control(name, label, anything, [Option(v, said, v == chosen) for v, said in values])

    towns = sorted(
        ((area.code, area.name) for area in places.areas("municipality")),
        key=lambda pair: plain(pair[1]).casefold(),
    )
    terms = [(t.taxonomy.code, t.code, t.label, t.parent_id) for t in taxonomy.in_use()]
    groups = [(code, said) for name, code, said, _parent in terms if name == "target_group"]
    themes = [(code, said) for name, code, said, parent in terms if name == "theme" and not parent]
    networks = [(str(each.pk), each.name) for each in queries.networks_for(look.user)]
    kinds = [(kind, LABELS["kind"][kind]) for kind in Activity.Kind.values]
    found = [
        field(
            "kunta", _("Where"), area_name(Where("", look.where.regions)), towns, query.municipality
        ),
        field("kohderyhma", _("For whom"), _("For all"), groups, query.target_group),
        field("teema", _("About what"), _("About anything"), themes, query.theme),
        field("laji", _("What kind"), _("Of any kind"), kinds, query.kind),
        field(
            "vaihe",
            _("How sure"),
            _("All, also what is public"),
            PlanTime.Stage.choices,
            query.stage,
        ),
    ]
    if networks:
        found.append(field("verkosto", _("Network"), _("Any"), networks, query.network))
    return found


def area_name(where: Where) -> str:
    """The area looked at, in words."""
    if where.municipality:
        found: QuerySet[Area] = Area.objects.filter(kind="municipality", code=where.municipality)
    elif where.regions:
        found = Area.objects.filter(kind="region", code__in=where.regions)
    else:
        return _("The whole country")
    return ", ".join(plain(name) for name in found.values_list("name", flat=True))


def chips(look: Looking, view: str, on: date, name: str) -> list[Link]:
    """Every filter in force, in words, with the address without it."""
    query = look.query
    said: dict[str, Any] = {
        "municipality": area_name(look.where) if query.municipality else "",
        "kind": LABELS["kind"].get(query.kind, ""),
        "words": query.words,
        "stage": LABELS["stage"].get(query.stage, ""),
        "seeking": _("Looking for a partner") if query.seeking else "",
    }
    for field, code in (("target_group", query.target_group), ("theme", query.theme)):
        term = taxonomy.in_use(field).filter(code=code).first() if code else None
        said[field] = term.label if term else code
    if query.network:
        said["network"] = Network.objects.filter(pk=query.network).values_list("name", flat=True)[0]
    return [
        Link(words, query.address(view, on, name, **{field: ""}))
        for field, words in said.items()
        if words
    ]
