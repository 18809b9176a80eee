"""What planners said of the advice they got, and how often it was a false alarm."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from seurantalo.places import queries as places
from seurantalo.places.days import region_of
from seurantalo.places.models import Area
from seurantalo.planning import advising, queries, shapes
from seurantalo.planning.commands import require
from seurantalo.planning.models import Plan, Verdict

BANDS = (0.5, 0.6, 0.7, 0.8, 0.9)


@transaction.atomic
def remember(plan: Plan, *, by: Any, dismissed: Collection[str] = ()) -> None:
    """Keep what the planner is advised of her plan as it is now, and what she said of it before.

    Called when a plan is kept: what it no longer collides with, she has moved away from.
    """
    require(by, "change", plan)
    now = {each.key: each for each in _advised(plan, by)}
    kept = {row.other: row for row in Verdict.objects.filter(mine=f"plan:{plan.pk}")}
    region = _region(plan)
    for key, each in now.items():
        row = kept.get(key) or Verdict(mine=f"plan:{plan.pk}", other=key)
        row.score, row.region = each.score, region
        row.save()
        if key in dismissed or row.said == Verdict.Said.MOVED:
            _say(row, Verdict.Said.NO_CLASH if key in dismissed else Verdict.Said.NOTHING, by)
    for key, row in kept.items():
        if key not in now and row.said == Verdict.Said.NOTHING:
            _say(row, Verdict.Said.MOVED, by)


@transaction.atomic
def say(plan: Plan, other: str, *, no_clash: bool, by: Any) -> None:
    """Say that an advice about one's plan is no clash, or take that back; nothing else is changed."""
    require(by, "change", plan)
    advised = {each.key: each for each in _advised(plan, by)}
    row = Verdict.objects.filter(mine=f"plan:{plan.pk}", other=other).first()
    if row is None and other in advised:
        row = Verdict(mine=f"plan:{plan.pk}", other=other, score=advised[other].score)
        row.region = _region(plan)
        row.save()
    if row is not None:
        _say(row, Verdict.Said.NO_CLASH if no_clash else Verdict.Said.NOTHING, by)


def _say(row: Verdict, said: Verdict.Said, by: Any) -> None:
    row.said, row.said_by = said, by
    row.said_at = timezone.now()
    row.save(update_fields=["said", "said_by", "said_at"])


def _advised(plan: Plan, by: Any) -> list[advising.Advised]:
    row = queries.with_everything(queries.visible_to(by).filter(pk=plan.pk)).get()
    advices = advising.for_plan(shapes.seen(row, by=by), by=by, free=False)
    return [each for advice in advices for each in (*advice.clashes, *advice.dismissed)]


def _region(plan: Plan) -> Area | None:
    code = region_of(plan.municipality.code) if plan.municipality else ""
    return places.area("region", code) if code else None


class Tally(NamedTuple):
    """How often advice was given, and what was said of it."""

    label: Any
    shown: int
    no_clash: int
    moved: int

    @property
    def false_alarms(self) -> int | None:
        """Per cent of the advice that was called no clash."""
        return round(100 * self.no_clash / self.shown) if self.shown else None


SAID = {
    "shown": Count("pk"),
    "no_clash": Count("pk", filter=Q(said=Verdict.Said.NO_CLASH)),
    "moved": Count("pk", filter=Q(said=Verdict.Said.MOVED)),
}


def overall() -> Tally:
    """All the advice that planners have got."""
    return Tally("", **Verdict.objects.aggregate(**SAID))


def by_score() -> list[Tally]:
    """By how bad the clash was said to be: (from, to) of each band."""
    ends = (*BANDS[1:], 1.01)
    return [
        Tally(
            (low, min(high, 1.0)),
            **Verdict.objects.filter(score__gte=low, score__lt=high).aggregate(**SAID),
        )
        for low, high in zip(BANDS, ends, strict=True)
    ]


def by_region() -> list[Tally]:
    """By the planner's region; None where it is not known."""
    rows = Verdict.objects.values("region").annotate(**SAID).order_by("region")
    names = dict(Area.objects.filter(kind="region").values_list("pk", "name"))
    return [
        Tally(names.get(row["region"]), **{said: row[said] for said in SAID})  # type: ignore[literal-required]  # annotated
        for row in rows
    ]
