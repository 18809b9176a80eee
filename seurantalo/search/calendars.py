"""The times of what a query finds, laid out as a month, a week or a list of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import gettext as _

from seurantalo.activities import queries as activities
from seurantalo.common.time import helsinki, local_day, now
from seurantalo.search import choices, filters, queries, vocabulary
from seurantalo.search.presenting import address, language
from seurantalo.search.query import SearchQuery
from seurantalo.ui.calendar import Entry, agenda, month

MOST = 400
VIEWS = ("kuukausi", "viikko", "luettelo")


class View(NamedTuple):
    """One way to look at a stretch of time."""

    label: str
    url: str
    current: bool


class Stretch(NamedTuple):
    """The days shown, both held, and the days by which one goes back and on."""

    first: date
    last: date
    before: date
    after: date


def entries(query: SearchQuery, first: date, last: date) -> list[Entry]:
    """The times between two days (both held) of what the query finds."""
    found = queries.find(
        queries.of_activities(query).model_copy(
            update={"when": "", "start": first, "end": last, "sort": "soonest"}
        ),
        lang=language(),
        facets=(),
        per_page=MOST,
        widen=False,
        now=_midnight(first),
    )
    cards = {int(each.card.id): each.card for each in found.found}
    times = activities.between(cards, _midnight(first), _midnight(last + timedelta(days=1)))
    return [
        Entry(
            start=each.start,
            end=each.end,
            name=cards[each.activity_id].name,
            url=reverse("activity", args=[each.activity_id]),
            place=cards[each.activity_id].place,
            whole_day=each.whole_day,
            status=each.status,
        )
        for each in times
        if filters.suits(query, each.start)
    ]


def month_of(query: SearchQuery, asked: str) -> dict[str, Any]:
    """The context of the calendar view of a search; `asked` is "2026-12" or anything else."""
    today = local_day(now())
    shown = _day(f"{asked}-01", today)
    stretch = _stretch("kuukausi", shown)

    def url(day: date) -> str:
        joint = "&" if query.pairs() else "?"
        return f"{address(query, page=1)}{joint}nakyma=kalenteri&kuu={day:%Y-%m}"

    return {
        "month": month(
            shown,
            entries(query, stretch.first, stretch.last),
            today,
            partial(_calendar_url, query, "luettelo"),
        ),
        "month_label": _label("kuukausi", shown),
        "previous": url(stretch.before),
        "following": url(stretch.after),
    }


def calendar_of(query: SearchQuery, *, view: str, day: str, today: date) -> dict[str, Any]:
    """The context of the calendar page."""
    view = view if view in VIEWS else "kuukausi"
    shown = _day(day, today)
    stretch = _stretch(view, shown)
    found = entries(query, stretch.first, stretch.last)
    names = {"kuukausi": _("Month"), "viikko": _("Week"), "luettelo": _("List")}
    context: dict[str, Any] = {
        "view": view,
        "views": [View(n, _calendar_url(query, v, shown), v == view) for v, n in names.items()],
        "period_label": _label(view, shown),
        "previous": _calendar_url(query, view, stretch.before),
        "following": _calendar_url(query, view, stretch.after),
        "today_url": _calendar_url(query, view, today),
        "chips": [
            replace(chip, url=chip.url.replace(reverse("search"), reverse("calendar"), 1))
            for chip in choices.chips(query, vocabulary.current())
        ],
        "ics": address(query, "search-ics"),
        "search_url": address(query),
    }
    if view == "kuukausi":
        days = partial(_calendar_url, query, "luettelo")
        return {**context, "month": month(shown, found, today, days)}
    return {**context, "agenda": agenda(found, stretch.first, stretch.last)}


def _stretch(view: str, shown: date) -> Stretch:
    if view == "viikko":
        monday = shown - timedelta(days=shown.weekday())
        week = timedelta(days=7)
        return Stretch(monday, monday + timedelta(days=6), monday - week, monday + week)
    if view == "luettelo":
        later = shown + timedelta(days=14)
        return Stretch(shown, later - timedelta(days=1), shown - timedelta(days=14), later)
    first = shown.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    monday = first - timedelta(days=first.weekday())
    sunday = after - timedelta(days=1)
    sunday += timedelta(days=6 - sunday.weekday())
    return Stretch(monday, sunday, (first - timedelta(days=1)).replace(day=1), after)


def _label(view: str, shown: date) -> str:
    lang = language()
    if view == "viikko":
        return _("week %(n)s, %(year)s") % dict(
            zip(("year", "n"), shown.isocalendar(), strict=False)
        )
    if view == "luettelo":
        return _("from %(day)s") % {"day": format_date(shown, "d.M.y", locale=lang)}
    return format_date(shown, "LLLL y", locale=lang)


def _calendar_url(query: SearchQuery, view: str, day: date) -> str:
    joint = "&" if query.pairs(page=1) else "?"
    return f"{address(query, 'calendar', page=1)}{joint}nakyma={view}&pvm={day:%Y-%m-%d}"


def _day(asked: str, today: date) -> date:
    """The day asked for; today when it is none, or further than anybody plans."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return today
    return day if abs(day.year - today.year) <= 5 else today


def _midnight(day: date) -> datetime:
    return helsinki(datetime.combine(day, datetime.min.time()))
