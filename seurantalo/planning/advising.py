"""Advice while a date is chosen: what it would collide with, why, and when it would be free.

Advice never forbids. What a person may not see of a plan the advice does not tell either.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any
from urllib.parse import quote

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from seurantalo.activities.models import Activity
from seurantalo.activities.queries import path_of, published
from seurantalo.common.time import local_day
from seurantalo.places import nearness
from seurantalo.planning import candidates, remarks, slots
from seurantalo.planning.candidates import Candidate
from seurantalo.planning.collisions import FORMATS, MARGIN, Occasion, occasion, score
from seurantalo.planning.models import Verdict
from seurantalo.planning.narrowing import Span
from seurantalo.planning.shapes import SeenPlan
from seurantalo.planning.slots import Slot
from seurantalo.planning.told import PlanTold
from seurantalo.planning.wording import why
from seurantalo.records.content import ActivityContent

MOST = 6  # the worst ones; more would not be read


@dataclass(frozen=True)
class Advised:
    """One thing the date would collide with; `key` is "activity:12" or "plan:5".

    `write` is where one writes to its organiser; `stage` the word for how sure a plan is;
    `dismissed` that the planner has said it is no clash.
    """

    key: str
    title: str
    url: str
    start: datetime
    end: datetime
    whole_day: bool
    why: str
    score: float
    write: str = ""
    stage: str = ""
    dismissed: bool = False


@dataclass(frozen=True)
class Advice:
    """All there is to say of one date; `number` is its place among the dates asked.

    `slots` is None when free dates were not looked for.
    """

    number: int
    start: datetime
    end: datetime
    clashes: tuple[Advised, ...]
    dismissed: tuple[Advised, ...]
    remarks: tuple[str, ...]
    slots: tuple[Slot, ...] | None


@dataclass(frozen=True)
class Asked:
    """What is asked about: dates for the same people in one place, and whose it is.

    `plan` and `activity` are its own keys, which it cannot collide with; `dismissed` what was said
    to be no clash in a form that is not kept yet.
    """

    dates: tuple[Occasion, ...]
    municipality: str = ""
    plan: int | None = None
    activity: int | None = None
    dismissed: Collection[str] = ()

    @property
    def heaviest(self) -> Occasion:
        """Its dates differ in how sure they are alone; what the surest passes by, all of them do."""
        return max(self.dates, key=lambda each: each.weight)

    @property
    def mine(self) -> str:
        """By what name verdicts know it; "" while it is not kept."""
        if self.plan is None:
            return f"activity:{self.activity}" if self.activity else ""
        return f"plan:{self.plan}"


def advise(
    asked: Asked,
    *,
    by: Any,
    margin: timedelta = MARGIN,
    today: date | None = None,
    free: bool = True,
) -> list[Advice]:
    """Advice on each date, in a fixed number of questions to the database.

    Without `free` no free dates are looked for: they take longer than all the rest.
    """
    if not asked.dates:
        return []
    day = today or timezone.localdate()
    tried = [Span(each.start, each.end) for each in asked.dates]
    others = [slots.proposals(each, today=day) for each in asked.dates if free]
    looked_at = [*tried, *chain.from_iterable(others)]
    near = candidates.public(asked.heaviest, tried, margin=margin, leave_out=asked.activity)
    plans = dict[str, SeenPlan]()
    for candidate, plan in candidates.planned(
        looked_at, by=by, margin=margin, leave_out=asked.plan
    ):
        plans[candidate.key] = plan
        near.append(candidate)
    worst = [_worst(each, near, margin) for each in asked.dates]
    said = no_clashes(asked)
    open_ones = [n for n, some in enumerate(worst) if any(each[0].key not in said for each in some)]
    days = remarks.about({local_day(span.start) for span in looked_at}, asked.municipality)
    quiet = _free(asked, open_ones, near, days, margin=margin, today=day) if free else None
    titles = _Titles({each.key for some in worst for each, _score, _why in some}, plans)
    return [
        _advice(number, each, some, titles, said, days.said(local_day(each.start)),
                None if quiet is None else quiet.get(number, ()))
        for number, (each, some) in enumerate(zip(asked.dates, worst, strict=True))
    ]  # fmt: skip


def _free(
    asked: Asked,
    numbers: Sequence[int],
    near: Sequence[Candidate],
    days: remarks.Days,
    *,
    margin: timedelta,
    today: date,
) -> dict[int, Sequence[Slot]]:
    """Free dates in the place of those that clash; most questions have none and end here."""
    dates = {number: asked.dates[number] for number in numbers}
    other = [span for each in dates.values() for span in slots.proposals(each, today=today)]
    leave_out = asked.activity
    found = candidates.public(asked.heaviest, other, margin=margin, leave_out=leave_out)
    return {
        number: slots.free(each, [*near, *found], today=today, margin=margin, kept=days.kept)
        for number, each in dates.items()
    }


Scored = tuple[Candidate, float, str]


def _worst(asked: Occasion, near: Sequence[Candidate], margin: timedelta) -> list[Scored]:
    """The worst clashes of a date, each thing once."""
    best: dict[str, Scored] = {}
    for each in near:
        found = score(asked, each.occasion, margin=margin)
        if found.clashes and found.score > best.get(each.key, (each, 0.0, ""))[1]:
            best[each.key] = (each, found.score, why(found))
    return sorted(best.values(), key=lambda scored: (-scored[1], scored[0].key))[:MOST]


def _advice(
    number: int,
    asked: Occasion,
    some: Sequence[Scored],
    titles: _Titles,
    said: Collection[str],
    told: Sequence[str],
    free: Sequence[Slot] | None,
) -> Advice:
    advised = [titles.advised(*each, dismissed=each[0].key in said) for each in some]
    known = [each for each in advised if each is not None]
    open_ones = tuple(each for each in known if not each.dismissed)
    return Advice(
        number=number,
        start=asked.start,
        end=asked.end,
        clashes=open_ones,
        dismissed=tuple(each for each in known if each.dismissed),
        remarks=tuple(told),
        slots=None if free is None else tuple(free if open_ones else ()),
    )


class _Titles:
    """The names and addresses of what is advised, read once for all dates."""

    def __init__(self, keys: Collection[str], plans: dict[str, SeenPlan]) -> None:
        pks = [int(key.partition(":")[2]) for key in keys if key.startswith("activity:")]
        rows = published().filter(pk__in=pks).select_related("organization") if pks else ()
        self.activities = {f"activity:{row.pk}": row for row in rows}
        self.plans = plans

    def advised(
        self, candidate: Candidate, worth: float, reason: str, *, dismissed: bool
    ) -> Advised | None:
        """A clash as the page shows it; None when it is public no more."""
        told: dict[str, Any] = {
            "key": candidate.key,
            "start": candidate.occasion.start,
            "end": candidate.occasion.end,
            "whole_day": candidate.occasion.whole_day,
            "why": reason,
            "score": worth,
            "dismissed": dismissed,
        }
        if plan := self.plans.get(candidate.key):
            address = reverse("plan", args=[plan.id])
            stages = {time.start: time.stage_label for time in plan.times}
            stage = stages.get(candidate.occasion.start, "")
            return Advised(title=plan.title, url=address, write=address, stage=stage, **told)
        row = self.activities.get(candidate.key)
        if row is None:
            return None
        title = row.name.pick(get_language() or "fi").text
        return Advised(title=title, url=path_of(row), write=_letter_to(row, title), **told)


def _letter_to(activity: Activity, title: str) -> str:
    """A letter to the public address of the activity or of its organiser."""
    known = [*activity.contacts, *activity.organization.contacts]
    address = next((each.email for each in known if each.email), "")
    subject = _("About the date of: %(title)s") % {"title": title}
    return f"mailto:{address}?subject={quote(subject)}" if address else ""


def later(advices: Sequence[Advice]) -> bool:
    """Whether there are free dates still to be looked for."""
    return any(each.clashes and each.slots is None for each in advices)


def in_short(advices: Sequence[Advice]) -> str:
    """How many things may clash, for those who hear the page; "" when no date was asked about."""
    if not advices:
        return ""
    found = sum(len(each.clashes) for each in advices)
    if not found:
        return _("Nothing for the same people is near at that time.")
    said = ngettext("One thing may clash", "%(found)s things may clash", found)
    return said % {"found": found}


def no_clashes(asked: Asked) -> set[str]:
    """What was said to be no clash with it."""
    said = set(asked.dismissed)
    if not asked.mine:
        return said
    kept = Verdict.objects.filter(Q(mine=asked.mine), said=Verdict.Said.NO_CLASH)
    return said | set(kept.values_list("other", flat=True))


def about_told(
    told: PlanTold, *, plan: int | None = None, dismissed: Collection[str] = ()
) -> Asked:
    """What a plan form asks, as far as it is filled in."""
    codes: dict[str, list[str]] = {"target_group": [], "theme": []}
    for term in told.terms:
        codes[term.taxonomy.code].append(term.code)
    dates = tuple(
        occasion(
            start=time.start,
            end=time.end,
            whole_day=time.whole_day,
            stage=time.stage,
            latitude=told.latitude,
            longitude=told.longitude,
            target_groups=codes["target_group"],
            themes=codes["theme"],
            minimum_age=told.minimum_age,
            maximum_age=told.maximum_age,
            languages=told.languages,
            kind=told.kind or "event",
            expected=told.expected,
        )
        for time in told.times
    )
    town = told.municipality.code if told.municipality else ""
    return Asked(dates, town, plan=plan, dismissed=dismissed)


def about_content(
    told: ActivityContent,
    times: Sequence[Span],
    *,
    weekly: bool = False,
    activity: int | None = None,
) -> Asked:
    """What a notice on its way asks, as far as it is told; its place by the first that is named."""
    place = next((each.place for each in told.channels if each.place), None)
    town = place.municipality if place else ""
    point = nearness.centre_of(town) or (None, None)
    if place and place.latitude is not None and place.longitude is not None:
        point = (place.latitude, place.longitude)
    dates = tuple(
        occasion(
            start=span.start,
            end=span.end,
            latitude=point[0],
            longitude=point[1],
            target_groups=told.target_groups,
            themes=told.themes,
            minimum_age=told.minimum_age,
            maximum_age=told.maximum_age,
            languages=told.languages,
            kind=told.kind,
            format=max(told.formats, key=lambda each: FORMATS.get(each, 0.0), default=""),
            weekly=weekly,
            online=not place and any(each.kind == "online" for each in told.channels),
        )
        for span in times
    )
    return Asked(dates, town, activity=activity)


def about_plan(plan: SeenPlan) -> Asked:
    """What one's own plan asks."""
    dates = tuple(candidates.of_plan(plan, time) for time in plan.times)
    return Asked(dates, plan.municipality_code, plan=plan.id, activity=plan.activity)


def for_plan(plan: SeenPlan, *, by: Any, free: bool = True) -> list[Advice]:
    """Advice on the coming dates of a plan one may see whole; without `free` no free dates."""
    asked = about_plan(plan)
    now = timezone.now()
    ahead = tuple(each for each in asked.dates if each.end > now)
    return advise(Asked(ahead, asked.municipality, asked.plan, asked.activity), by=by, free=free)
