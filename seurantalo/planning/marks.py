"""With how much one's own coming dates collide, for all that a calendar shows at once.

As `advising` says it of one plan, without words and free times. What is near is read area by area
for all the dates there, by one umbrella under which each of them fits; then every date is scored by
itself. So thirty plans ask the database no more often than three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from seurantalo.activities.queries import published
from seurantalo.common.coordinates import distance_km
from seurantalo.common.time import now
from seurantalo.places.nearness import Point
from seurantalo.planning import advising, candidates
from seurantalo.planning.candidates import Candidate
from seurantalo.planning.collisions import MARGIN, Occasion, score
from seurantalo.planning.crowds import crowd
from seurantalo.planning.models import Verdict
from seurantalo.planning.narrowing import Span
from seurantalo.planning.shapes import SeenPlan
from seurantalo.ui.periods import Stretch

Marks = Mapping[tuple[int, datetime], int]
NEAR_KM = 10.0  # what is planned no further apart is read together
MOST_AREAS = 12  # so many places far from each other; dates in yet another are not marked


class Own(NamedTuple):
    """A date of one's own plan, and what the plan cannot collide with: itself and its notice."""

    plan: int
    occasion: Occasion
    itself: frozenset[str]

    @property
    def key(self) -> str:
        """As verdicts know the plan."""
        return f"plan:{self.plan}"


@dataclass
class Area:
    """Dates near one point."""

    point: Point
    dates: list[Own] = field(default_factory=list)


def marks_of(plans: Iterable[SeenPlan], stretch: Stretch, *, by: Any) -> Marks:
    """With how many things the coming dates of her own plans collide, by plan and start.

    Only dates in the stretch; what she said is no clash is not counted, nor more than `advising` shows.
    """
    own = list(_coming(plans, stretch))
    if not own:
        return {}
    told = candidates.planned(spans_of(own), by=by, margin=MARGIN)
    planned = [candidate for candidate, _plan in told]
    found: dict[Own, set[str]] = {each: _clashing(each, planned) for each in own}
    for area in areas_of(own):
        near = candidates.public(umbrella(area), spans_of(area.dates), margin=MARGIN)
        for each in area.dates:
            found[each] |= _clashing(each, near)
    found = _worth_telling(found)
    return {
        (each.plan, each.occasion.start): min(len(keys), advising.MOST)
        for each, keys in found.items()
        if keys
    }


def _coming(plans: Iterable[SeenPlan], stretch: Stretch) -> Iterable[Own]:
    moment = now()
    for plan in plans:
        if plan.hers:
            asked = advising.about_plan(plan)
            itself = frozenset({f"plan:{plan.id}", f"activity:{plan.activity}"})
            for date in asked.dates:
                if date.end > moment and date.start < stretch.ends and date.end > stretch.begins:
                    yield Own(plan.id, date, itself)


def spans_of(dates: Iterable[Own]) -> list[Span]:
    """When they are; what overlaps is one span."""
    spans: list[Span] = []
    for start, end in sorted((each.occasion.start, each.occasion.end) for each in dates):
        if spans and start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
        else:
            spans.append(Span(start, end))
    return spans


def areas_of(dates: Iterable[Own]) -> list[Area]:
    """The dates by where they are, the areas of the soonest first.

    What has no known place is in none. The same places make the same areas however many the dates.
    """
    by_point: dict[Point, list[Own]] = defaultdict(list)
    for each in sorted(dates, key=lambda date: date.occasion.start):
        if each.occasion.point is not None:
            by_point[each.occasion.point].append(each)
    areas: list[Area] = []
    for point in sorted(by_point):
        near = (area for area in areas if distance_km(area.point, point) <= NEAR_KM)
        area = next(near, None)
        if area is None:
            area = Area(point)
            areas.append(area)
        area.dates += by_point[point]
    areas.sort(key=lambda area: min(each.occasion.start for each in area.dates))
    return areas[:MOST_AREAS]


def umbrella(area: Area) -> Occasion:
    """An occasion that may clash with whatever one of the dates may clash with.

    The database leaves out what is too far by 1.5 - 1.5 (way / reach)². Seen from a point `off`
    kilometres away that leaves out nothing more when the reach is 2 `off` wider; the reach of a
    pair is the half of both, so 4 `off` for this side.
    """
    held = [each.occasion for each in area.dates]
    people = [each.people for each in held]
    off = max(distance_km(area.point, each.point) for each in held if each.point)
    everybody = crowd(
        frozenset[str]().union(*(each.groups for each in people)),
        (),
        (min(each.ages[0] for each in people), max(each.ages[1] for each in people)),
        (),
        "volunteering",  # whatever it is about
    )
    return replace(
        held[0],
        point=area.point,
        reach=max(each.reach for each in held) + 4 * off,
        people=everybody,
        weight=max(each.weight for each in held),
        draw=max(1.0, *(each.draw for each in held)),
    )


def _clashing(own: Own, near: Sequence[Candidate]) -> set[str]:
    """The keys of what collides with a date."""
    first, last = own.occasion.start - MARGIN, own.occasion.end + MARGIN
    return {
        each.key
        for each in near
        if each.occasion.start <= last and each.occasion.end >= first
        if each.key not in own.itself and score(own.occasion, each.occasion).clashes
    }


def _worth_telling(found: Mapping[Own, Collection[str]]) -> dict[Own, set[str]]:
    """Without what she said is no clash, and without what is public no more."""
    keys = {key for some in found.values() for key in some if key.startswith("activity:")}
    shown = published().filter(pk__in=[int(key.partition(":")[2]) for key in keys])
    gone = keys - {f"activity:{pk}" for pk in shown.values_list("pk", flat=True)} if keys else keys
    said: dict[str, set[str]] = defaultdict(set)
    kept = Verdict.objects.filter(
        mine__in={own.key for own in found}, said=Verdict.Said.NO_CLASH
    ).values_list("mine", "other")
    for mine, other in kept:
        said[mine].add(other)
    return {own: {*some} - gone - said[own.key] for own, some in found.items()}
