"""A week town by town: how much there is on each day, and what is planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from seurantalo.activities.models import Channel
from seurantalo.common.text import Text
from seurantalo.places.models import Area
from seurantalo.planning.calendar_query import CalendarQuery
from seurantalo.planning.happenings import NO_CLASHES, Where, plan_entries, times_of
from seurantalo.planning.marks import Marks
from seurantalo.planning.shapes import SeenPlan
from seurantalo.ui.calendar import Entry, by_day
from seurantalo.ui.periods import Stretch
from seurantalo.ui.templatetags.ui import plain

MOST_TOWNS = 60
DEPTHS = 4


class Cell(NamedTuple):
    """A day in a town: how much is public, what is planned, how deep its colour is (0–4)."""

    day: date
    public: int
    plans: tuple[Entry, ...]
    depth: int
    url: str

    @property
    def all(self) -> int:
        """How much there is in all."""
        return self.public + len(self.plans)


@dataclass(frozen=True)
class Lane:
    """The week of a town; with no `code` what has no town yet."""

    code: str
    name: Text
    cells: tuple[Cell, ...]

    @property
    def all(self) -> int:
        """How much there is in the week."""
        return sum(cell.all for cell in self.cells)


def lanes(
    query: CalendarQuery,
    where: Where,
    stretch: Stretch,
    plans: Collection[SeenPlan],
    towns: QuerySet[Area] | None,
    open_day: Callable[[date, str], str],
    clashes: Marks = NO_CLASHES,
) -> list[Lane]:
    """The towns where something is, those with most of them first when there are very many."""
    days = stretch.days
    public = _public(query, where, stretch)
    planned = _planned(plans, query, stretch, clashes)
    names = dict(
        (towns if towns is not None else Area.objects.filter(kind="municipality")).values_list(
            "code", "name"
        )
    )
    codes = {code for code, _day in (*public, *planned)} & {*names, ""}
    most = max(
        [public.get(key, 0) + len(planned.get(key, ())) for key in (*public, *planned)], default=0
    )

    def cell(code: str, day: date) -> Cell:
        told, thought = public.get((code, day), 0), tuple(planned.get((code, day), ()))
        return Cell(day, told, thought, depth(told + len(thought), most), open_day(day, code))

    found = [
        Lane(code, names.get(code, Text()), tuple(cell(code, day) for day in days))
        for code in codes
    ]
    found.sort(key=lambda lane: -lane.all)
    return sorted(found[:MOST_TOWNS], key=lambda lane: (not lane.code, plain(lane.name).casefold()))


def depth(number: int, most: int) -> int:
    """How deep the colour of a number is beside the greatest: 0 nothing, 4 the most."""
    return 0 if not number or not most else max(1, -(-number * DEPTHS // max(most, DEPTHS)))


def _public(query: CalendarQuery, where: Where, stretch: Stretch) -> dict[tuple[str, date], int]:
    """How many public times each town has on each day."""
    times = times_of(query, where, stretch).exclude(status="cancelled")
    towns = _towns(times.values("activity"))
    counts: dict[tuple[str, date], int] = defaultdict(int)
    rows = times.values_list("activity", "start", "end", "whole_day")
    for activity, start, end, whole_day in rows:
        for code in towns.get(activity, ()):
            for day in days_of(start, end, whole_day):
                counts[code, day] += 1
    return {key: n for key, n in counts.items() if stretch.first <= key[1] <= stretch.last}


def _towns(activities: Any) -> dict[int, set[str]]:
    """The towns of activities by key."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Channel.objects.filter(activity__in=activities, location__municipality__isnull=False)
    for activity, code in rows.values_list("activity", "location__municipality__code").distinct():
        found[activity].add(code)
    return found


def days_of(start: datetime, end: datetime, whole_day: bool) -> Iterable[date]:
    """The local days a time is shown on, as a calendar shows it."""
    return by_day([Entry(start, end, Text(), "", whole_day=whole_day)])


def _planned(
    plans: Iterable[SeenPlan], query: CalendarQuery, stretch: Stretch, clashes: Marks
) -> dict[tuple[str, date], list[Entry]]:
    """The dates of plans by town and day."""
    found: dict[tuple[str, date], list[Entry]] = {}
    for plan in plans:
        for day, entries in by_day(plan_entries([plan], query, stretch, clashes)).items():
            if stretch.first <= day <= stretch.last:
                found.setdefault((plan.municipality_code, day), []).extend(entries)
    return found
