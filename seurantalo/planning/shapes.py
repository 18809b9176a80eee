"""What one person may know of a plan: pages, calendars, feeds and advice read this, never the row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from seurantalo.common.text import Text
from seurantalo.organizations.models import Organization
from seurantalo.planning.models import Plan, PlanTime
from seurantalo.planning.told import PlanTold
from seurantalo.records.schemas import TermRecord
from seurantalo.taxonomy import queries as taxonomy


@dataclass(frozen=True)
class SeenTime:
    """One date; `stage` is its code ("idea"), `stage_label` its word for people."""

    id: int
    start: datetime
    end: datetime
    whole_day: bool
    stage: str
    stage_label: str


@dataclass(frozen=True)
class Host:
    """An organisation that plans it."""

    id: int
    name: Text


@dataclass(frozen=True)
class SeenPlan:
    """A plan as one person may see it; of a hint only the hint, the town, dates and marks.

    `hers`: her own to change. `whole`: nothing was left out. `seeks` are codes: "partner",
    "room", "volunteers". What is not whole has no hosts, words, place, terms, ages or size.
    """

    id: int
    title: str
    hers: bool
    whole: bool
    kind: str
    times: tuple[SeenTime, ...]
    municipality: Text
    municipality_code: str
    seeks: tuple[str, ...]
    audience: str
    modified: datetime
    dropped: bool = False
    activity: int | None = None
    hosts: tuple[Host, ...] = ()
    text: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    themes: tuple[TermRecord, ...] = ()
    target_groups: tuple[TermRecord, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: tuple[str, ...] = ()
    expected: int | None = None
    seeks_text: str = ""


def seen(plan: Plan, *, by: Any) -> SeenPlan:
    """The plan as this person may see it; it comes from `queries.visible_to(by)`.

    Loaded with `queries.with_everything` it starts no query.
    """
    row: Any = plan
    if getattr(row, "seen_by", None) != by.pk:
        raise ValueError("a plan is read as the person for whom it was asked")
    return shape(plan, hers=row.hers, whole=row.whole)


def preview(told: PlanTold, organization: Organization) -> SeenPlan:
    """What others will see of what is being told, before it is kept."""
    plan = Plan(organization=organization, **told.columns())
    whole = plan.shown == Plan.Shown.ALL
    row: Any = plan
    row.told_times = [
        PlanTime(start=each.start, end=each.end, whole_day=each.whole_day, stage=each.stage)
        for each in told.times
    ]
    row.told_terms, row.together = told.terms, []
    return shape(plan, hers=False, whole=whole)


def shape(plan: Plan, *, hers: bool, whole: bool) -> SeenPlan:
    """The plan with all or only with what a hint shows."""
    area = plan.municipality
    return SeenPlan(
        id=plan.pk,
        title=plan.name if whole else plan.hint,
        hers=hers,
        whole=whole,
        kind=plan.kind if whole else "",
        times=tuple(_time(each) for each in _told(plan, "times")),
        municipality=area.name if area else Text(),
        municipality_code=area.code if area else "",
        seeks=seeking(plan),
        audience=plan.audience if hers else "",
        modified=plan.modified,
        dropped=plan.dropped_at is not None,
        **_details(plan) if whole else {},
    )


def _told(plan: Plan, name: str) -> Any:
    """The times or terms of a plan, also of one that is not kept yet."""
    told = getattr(plan, f"told_{name}", None)
    return getattr(plan, name).all() if told is None else told


def seeking(plan: Plan) -> tuple[str, ...]:
    """What is looked for: "partner", "room", "volunteers"."""
    marks = {
        "partner": plan.seeks_partner,
        "room": plan.seeks_room,
        "volunteers": plan.seeks_volunteers,
    }
    return tuple(code for code, sought in marks.items() if sought)


def _time(time: PlanTime) -> SeenTime:
    return SeenTime(
        time.pk, time.start, time.end, time.whole_day, time.stage, time.get_stage_display()
    )


def _details(plan: Plan) -> dict[str, Any]:
    """What a hint leaves out."""
    terms = [taxonomy.record(term) for term in _told(plan, "terms")]
    row: Any = plan
    together = [plan.organization, *(each.organization for each in row.together)]
    return {
        "activity": plan.activity_id,
        "hosts": tuple(Host(each.pk, each.name) for each in together),
        "text": plan.text,
        "place": plan.place,
        "latitude": plan.latitude,
        "longitude": plan.longitude,
        "themes": tuple(term for term in terms if term.taxonomy == "theme"),
        "target_groups": tuple(term for term in terms if term.taxonomy == "target_group"),
        "minimum_age": plan.minimum_age,
        "maximum_age": plan.maximum_age,
        "languages": tuple(plan.languages),
        "expected": plan.expected,
        "seeks_text": plan.seeks_text,
    }
