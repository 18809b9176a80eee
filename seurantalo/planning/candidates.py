"""What else there is near about the same time: read narrowly, so that a nation's calendar is quick.

Squares of the map and hours of the clock are looked up by an index; what is for other people is left
out by the database. Only what is left is scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from seurantalo.places import nearness
from seurantalo.planning import narrowing, queries, shapes
from seurantalo.planning.collisions import Occasion, occasion
from seurantalo.planning.models import PlanTime
from seurantalo.planning.narrowing import COLUMNS, Span


class Candidate(NamedTuple):
    """What one may collide with: "activity:12" or "plan:5", and when it is."""

    key: str
    occasion: Occasion


def public(
    asked: Occasion, spans: Sequence[Span], *, margin: timedelta, leave_out: int | None = None
) -> list[Candidate]:
    """The public times that may clash with `asked` at one of the spans or within the margin of it.

    Two questions however many spans. `leave_out` is the key of an activity that is its own.
    """
    if asked.point is None and not asked.online:
        return []
    known: dict[int, Occasion] = {}
    found = narrowing.rows(asked, spans, margin)
    return [candidate(row, known) for row in found if row[0] != leave_out]


def candidate(row: tuple[Any, ...], known: dict[int, Occasion]) -> Candidate:
    """A row as an occasion; the many times of one activity share all but when and where."""
    pk, *told, start, end, whole_day, cell = row
    first = known.get(pk)
    if first is None:
        values = dict(zip(COLUMNS[1:], told, strict=True))
        first = known[pk] = occasion(start=start, end=end, expand=False, **values)
    point, reach = first.point, first.reach
    if cell is not None and (point is None or nearness.cell(*point) != cell):
        point = nearness.middle(cell)  # this one time is held elsewhere
        reach = nearness.reach_at(point)
    moved = replace(first, start=start, end=end, whole_day=whole_day, point=point, reach=reach)
    return Candidate(f"activity:{pk}", moved)


def planned(
    spans: Sequence[Span], *, by: Any, margin: timedelta, leave_out: int | None = None
) -> list[tuple[Candidate, shapes.SeenPlan]]:
    """The dates of others' and one's own plans that touch a span, each as this person may see it.

    Of a hint only the town and the hours are known: whom it is for must not be guessed by asking.
    """
    touching = Q()
    for span in spans:
        touching |= Q(start__lte=span.end + margin, end__gte=span.start - margin)
    keys = PlanTime.objects.filter(touching).exclude(plan=leave_out).values("plan")
    rows = queries.with_everything(queries.planned_for(by).filter(pk__in=keys))
    return [each for plan in rows for each in _dates(shapes.seen(plan, by=by))]


def _dates(plan: shapes.SeenPlan) -> Iterator[tuple[Candidate, shapes.SeenPlan]]:
    for time in plan.times:
        yield Candidate(f"plan:{plan.id}", of_plan(plan, time)), plan


def of_plan(plan: shapes.SeenPlan, time: shapes.SeenTime) -> Occasion:
    """One date of a plan, as far as it may be seen."""
    centre = nearness.centre_of(plan.municipality_code) or (None, None)
    known = plan.latitude is not None and plan.longitude is not None
    latitude, longitude = (plan.latitude, plan.longitude) if known else centre
    told: dict[str, Any] = {
        "start": time.start,
        "end": time.end,
        "whole_day": time.whole_day,
        "stage": time.stage,
        "latitude": latitude,
        "longitude": longitude,
    }
    if not plan.whole:
        return occasion(**told, hint=True)
    return occasion(
        **told,
        kind=plan.kind,
        target_groups=[term.code for term in plan.target_groups],
        themes=[code for term in plan.themes for code in (term.code, term.parent) if code],
        minimum_age=plan.minimum_age,
        maximum_age=plan.maximum_age,
        languages=plan.languages,
        expected=plan.expected,
    )
