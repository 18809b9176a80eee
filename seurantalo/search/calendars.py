"""The times of what a query finds, laid out as a month, a week, a day or a list of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from babel.dates import format_date
from django.urls import reverse

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Occurrence
from seurantalo.common.time import local_day, now
from seurantalo.search import choices, filters, queries, vocabulary
from seurantalo.search.calendar_choices import Choice, controls, kept, months_for, towns
from seurantalo.search.presenting import Linked, address, language
from seurantalo.search.query import SearchQuery
from seurantalo.search.results import Results
from seurantalo.ui import calendar, periods
from seurantalo.ui.calendar import DayLinks, Entry
from seurantalo.ui.periods import Stretch
from seurantalo.ui.rhythms import Rhythm, rhythm

MOST = 400


class View(NamedTuple):
    """One way to look at a stretch of time."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Shown:
    """The times between two days of what a query finds; `left_out` so many things found are not in."""

    entries: list[Entry]
    results: Results

    @property
    def left_out(self) -> int:
        """How many of the things found the calendar has no room for."""
        return max(0, self.results.total - len(self.results.found))


def shown(query: SearchQuery, stretch: Stretch, *, facets: tuple[str, ...] = ()) -> Shown:
    """What happens in a stretch of days.

    The index knows only what is to come: of days gone by everything found is asked when it was.
    """
    gone = stretch.first < local_day(now())
    days = {"start": None, "end": None} if gone else {"start": stretch.first, "end": stretch.last}
    found = queries.find(
        queries.of_activities(query).model_copy(update={"when": "", "sort": "soonest", **days}),
        lang=language(),
        facets=facets,
        per_page=MOST,
        widen=False,
        now=stretch.begins,
    )
    cards = {int(each.card.id): each.card for each in found.found}
    around = periods.four_weeks(stretch)
    times = list(activities.between(cards, around.begins, around.ends))
    often = _rhythms(times)
    entries = [
        Entry(
            start=each.start,
            end=each.end,
            name=cards[each.activity_id].name,
            url=reverse("activity", args=[each.activity_id]),
            place=cards[each.activity_id].place,
            whole_day=each.whole_day,
            status=each.status,
            by=tuple(org.name for org in cards[each.activity_id].organizations),
            rhythm=often[each.activity_id],
        )
        for each in times
        if each.start < stretch.ends and each.end > stretch.begins
        if filters.suits(query, each.start)
    ]
    return Shown(entries, found)


def _rhythms(times: Iterable[Occurrence]) -> dict[int, Rhythm]:
    """How often each activity is held, by its times of four weeks or more."""
    days: dict[int, set[date]] = defaultdict(set)
    lasts: dict[int, timedelta] = defaultdict(timedelta)
    for each in times:
        days[each.activity_id].add(local_day(each.start))
        lasts[each.activity_id] = max(lasts[each.activity_id], each.end - each.start)
    return {key: rhythm(on, lasts[key]) for key, on in days.items()}


def month_of(query: SearchQuery, asked: str) -> dict[str, Any]:
    """The context of the calendar view of a search; `asked` is "2026-12" or anything else."""
    today = local_day(now())
    day = periods.day_of(f"{asked}-01", today)
    stretch = periods.stretch("kuukausi", day)

    def url(to: date) -> str:
        joint = "&" if query.pairs() else "?"
        return f"{address(query, page=1)}{joint}nakyma=kalenteri&kuu={to:%Y-%m}"

    links = _links(query)
    return {
        "month": calendar.month(day, shown(query, stretch).entries, today, links),
        "month_label": periods.label("kuukausi", day),
        "previous": url(stretch.before),
        "following": url(stretch.after),
        "previous_label": periods.short_label("kuukausi", stretch.before),
        "following_label": periods.short_label("kuukausi", stretch.after),
    }


def calendar_of(query: SearchQuery, *, view: str, day: str, today: date) -> dict[str, Any]:
    """The context of the calendar page."""
    view = periods.view_of(view)
    on = periods.day_of(day, today)
    stretch = periods.stretch(view, on)
    found = shown(query, stretch, facets=("area",))
    asked = found.results.answered
    placed = query if asked.municipality == query.municipality else _placed(query, asked)
    names = periods.view_names()
    words = vocabulary.current()
    return {
        "view": view,
        "views": [View(n, _calendar_url(query, v, on), v == view) for v, n in names.items()],
        "period_label": periods.label(view, on),
        "previous": _calendar_url(query, view, stretch.before),
        "following": _calendar_url(query, view, stretch.after),
        "previous_label": periods.short_label(view, stretch.before),
        "following_label": periods.short_label(view, stretch.after),
        "today_url": _calendar_url(query, view, today),
        "chips": _chips(query, view, on),
        "controls": controls(placed, words),
        "words": query.words,
        "kept": [*kept(query), ("nakyma", view), ("pvm", f"{on:%Y-%m-%d}")],
        "towns": [] if placed.municipality else _towns(query, found.results, view, on),
        **(_months(placed, today) if placed.municipality else {}),
        "left_out": found.left_out,
        "ics": address(query, "search-ics"),
        "search_url": address(query),
        **_laid_out(view, on, found.entries, today, _links(query)),
    }


def _laid_out(
    view: str, on: date, entries: Iterable[Entry], today: date, links: DayLinks
) -> dict[str, Any]:
    """The entries as the view has them, by the name of its template."""
    stretch = periods.stretch(view, on)
    if view == "kuukausi":
        return {"month": calendar.month(on, entries, today, links)}
    if view == "viikko":
        return {"week": calendar.week(stretch.first, entries, today, links)}
    if view == "paiva":
        return {"hours": calendar.hours(on, entries)}
    return {"agenda": calendar.agenda(entries, stretch.first, stretch.last, links)}


def _links(query: SearchQuery) -> DayLinks:
    return DayLinks(
        partial(_calendar_url, query, "paiva"),
        list_url_of=partial(_calendar_url, query, "luettelo"),
    )


def _placed(query: SearchQuery, asked: SearchQuery) -> SearchQuery:
    """The query with the town that was typed as the filter it was read as."""
    return query.model_copy(
        update={"municipality": asked.municipality, "place": "", "words": asked.words}
    )


def _chips(query: SearchQuery, view: str, on: date) -> list[Linked]:
    """The filters in force, each with the same stretch of the calendar without it."""

    def here(url: str) -> str:
        joint = "&" if "?" in url else "?"
        calendar_url = url.replace(reverse("search"), reverse("calendar"), 1)
        return f"{calendar_url}{joint}nakyma={view}&pvm={on:%Y-%m-%d}"

    chips = choices.chips(query, vocabulary.current())
    return [replace(chip, url=here(chip.url)) for chip in chips]


def _towns(query: SearchQuery, results: Results, view: str, on: date) -> list[Linked]:
    """The towns where something of this happens in the stretch, each with its own calendar."""
    return [
        Linked(town.label, _calendar_url(town.query, view, on), count=town.count)
        for town in towns(query, results.counts.get("area", {}), vocabulary.current())
    ]


def _months(query: SearchQuery, today: date) -> dict[str, Any]:
    """For whom there is something in which month, each a link to that month's list."""

    def link(choice: Choice, first: date) -> Linked | None:
        if not choice.count:
            return None
        url = _calendar_url(choice.query, "luettelo", first)
        return Linked(periods.label("kuukausi", first), url, count=choice.count)

    rows = months_for(query, today, vocabulary.current())
    firsts = [first for first, _choice in rows[0][1]] if rows else []
    return {
        "months": [(label, [link(choice, first) for first, choice in row]) for label, row in rows],
        "month_names": [format_date(first, "LLL", locale=language()) for first in firsts],
    }


def _calendar_url(query: SearchQuery, view: str, day: date) -> str:
    joint = "&" if query.pairs(page=1) else "?"
    return f"{address(query, 'calendar', page=1)}{joint}nakyma={view}&pvm={day:%Y-%m-%d}"
