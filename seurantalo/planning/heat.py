"""How busy and how empty the days of a month are: by evening, by part of the day, by whom it is for."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.common.time import say_weekday
from seurantalo.planning import calendars, happenings
from seurantalo.planning.calendars import Looking
from seurantalo.planning.lanes import depth
from seurantalo.taxonomy import queries as taxonomy
from seurantalo.ui import periods
from seurantalo.ui.calendar import PARTS, Entry, by_day, part_of
from seurantalo.ui.templatetags.ui import language

MOST_TIMES = 50_000
MOST_QUIET = 5
WEEKDAYS = range(7)


@dataclass(frozen=True)
class Heat:
    """What there is in a month: on each day by its parts, and on evenings by whom it is for.

    `groups` maps the code of a target group to how much it has on each weekday's evenings.
    `cut`: there was more than could be counted.
    """

    days: dict[date, Counter[str]]
    groups: dict[str, Counter[int]]
    cut: bool = False

    def evening(self, day: date) -> int:
        """How much there is on an evening; what lasts all day is there too."""
        return self.days[day]["evening"] + self.days[day]["whole"]


class Square(NamedTuple):
    """A day of the picture: its number, the depth of its colour, where it leads."""

    day: date
    number: int
    depth: int
    url: str
    x: int
    y: int
    notes: tuple[str, ...]
    in_month: bool = True


class Row(NamedTuple):
    """A row of a table: its name and (number, depth) pairs."""

    label: str | Promise | Text
    cells: list[tuple[int, int]]


def month_of(look: Looking, first: date) -> Heat:
    """Count the month: what is public and happens, and what is planned and she may see."""
    stretch = periods.stretch("luettelo", first)
    rows = list(_public(look, stretch))
    plans = happenings.plans_of(look.query, look.where, stretch, look.user)
    groups = _groups({activity for activity, _entry in rows})
    told: list[tuple[Entry, Iterable[str]]] = [(entry, groups.get(pk, ())) for pk, entry in rows]
    for plan in plans:
        hers = [term.code for term in plan.target_groups]
        told += [(e, hers) for e in happenings.plan_entries([plan], look.query, stretch)]
    heat = Heat(
        {day: Counter[str]() for day in stretch.days}, defaultdict(Counter), len(rows) >= MOST_TIMES
    )
    for entry, codes in told:
        for day in by_day([entry]):
            if day in heat.days:
                _count(heat, day, part_of(entry, day), codes)
    return heat


def _count(heat: Heat, day: date, part: str, groups: Iterable[str]) -> None:
    heat.days[day][part] += 1
    if part in ("evening", "whole"):
        for code in groups:
            heat.groups[code][day.weekday()] += 1


def _public(look: Looking, stretch: periods.Stretch) -> Iterator[tuple[int, Entry]]:
    """The public times of the stretch that are not cancelled, each with its activity's key."""
    times = happenings.times_of(look.query, look.where, stretch).exclude(status="cancelled")
    rows = times.values_list("activity", "start", "end", "whole_day")
    for activity, start, end, whole_day in rows[:MOST_TIMES]:
        yield activity, Entry(start, end, Text(), "", whole_day=whole_day)


def _groups(activities: set[int]) -> dict[int, set[str]]:
    """For whom each activity is, by code."""
    links = Activity.terms.through.objects.filter(term__taxonomy__code="target_group")
    found: dict[int, set[str]] = defaultdict(set)
    for activity, code in links.values_list("activity", "term__code"):
        if activity in activities:
            found[activity].add(code)
    return found


def context_of(look: Looking, heat: Heat, *, on: date, today: date) -> dict[str, Any]:
    """The context of the page."""
    squares = picture(look, heat, on)
    quiet = quiet_evenings(heat, today)
    busiest = max(heat.days, key=heat.evening)
    return {
        **calendars.around(look, view="kuukausi", on=on, today=today, name="planning-heat"),
        "squares": squares,
        "weeks": [squares[start : start + 7] for start in range(0, len(squares), 7)],
        "height": 46 * (len(squares) // 7) + 30,
        "weekdays": [square.day for square in squares[:7]],
        "parts": parts_table(heat),
        "part_names": [label for _name, label, _hour in PARTS],
        "groups": groups_table(heat),
        "quiet": [
            (day, calendars.new_plan(look, day) or look.query.address("paiva", day))
            for day in quiet
        ],
        "busiest": busiest if heat.evening(busiest) else None,
        "busiest_number": heat.evening(busiest),
        "cut": heat.cut,
        "csv_url": f"{look.query.address('kuukausi', on, 'planning-heat')}&muoto=csv",
        "calendar_url": look.query.address("kuukausi", on),
    }


def picture(look: Looking, heat: Heat, first: date) -> list[Square]:
    """The evenings of the month in whole weeks, for the picture and for the table beside it."""
    whole = periods.stretch("kuukausi", first)
    notes = happenings.notes(look.where, whole)
    most = max(map(heat.evening, heat.days))
    squares = []
    for ahead, day in enumerate(whole.days):
        inside = day in heat.days
        number = heat.evening(day) if inside else 0
        squares.append(
            Square(
                day=day,
                number=number,
                depth=depth(number, most),
                url=look.query.address("paiva", day),
                x=64 * (ahead % 7),
                y=46 * (ahead // 7) + 30,
                notes=notes.get(day, ()),
                in_month=inside,
            )
        )
    return squares


def quiet_evenings(heat: Heat, today: date) -> list[date]:
    """The emptiest evenings still to come, the soonest first."""
    coming = [day for day in heat.days if day > today]
    emptiest = sorted(coming, key=lambda day: (heat.evening(day), day))[:MOST_QUIET]
    return sorted(emptiest)


def parts_table(heat: Heat) -> list[Row]:
    """How much each weekday has in each part of the day."""
    totals = {weekday: Counter[str]() for weekday in WEEKDAYS}
    for day, counts in heat.days.items():
        totals[day.weekday()].update(counts)
    most = max((max(each.values(), default=0) for each in totals.values()), default=0)
    names = periods.weekday_names()
    return [
        Row(
            names[weekday], [(n := totals[weekday][part], depth(n, most)) for part, _l, _h in PARTS]
        )
        for weekday in WEEKDAYS
    ]


def groups_table(heat: Heat) -> list[Row]:
    """How much there is on each weekday's evenings for whom; only for whom there is something."""
    most = max((max(each.values()) for each in heat.groups.values() if each), default=0)
    return [
        Row(term.label, [(n := counts[weekday], depth(n, most)) for weekday in WEEKDAYS])
        for term in taxonomy.in_use("target_group")
        if (counts := heat.groups.get(term.code))
    ]


def as_csv(heat: Heat, first: date) -> HttpResponse:
    """The days of the month by parts, as spreadsheets in Finland read it: semicolons and a BOM."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="vilkkaus-{first:%Y-%m}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Day"), _("Weekday"), *(str(label) for _n, label, _h in PARTS), _("In all")])
    for day, counts in heat.days.items():
        weekday = say_weekday(day, language()).split()[0]
        numbers = [counts[name] for name, _l, _h in PARTS]
        writer.writerow([day.isoformat(), weekday, *numbers, sum(numbers)])
    return response
