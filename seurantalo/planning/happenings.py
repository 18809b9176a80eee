"""What happens and what is planned in a stretch of days, as a calendar of organisers shows it.

What is public comes from the times of activities, plans only as `shapes.seen` lets them be seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from seurantalo.activities.models import Activity, Channel, Occurrence
from seurantalo.activities.queries import published
from seurantalo.common.text import Text
from seurantalo.common.time import ONE_DAY
from seurantalo.places import days
from seurantalo.places.models import Area
from seurantalo.places.models import Membership as AreaMembership
from seurantalo.places.queries import place_record
from seurantalo.planning import queries, shapes
from seurantalo.planning.calendar_query import CalendarQuery
from seurantalo.planning.marks import Marks
from seurantalo.planning.models import BigDay, Plan, PlanTime
from seurantalo.planning.shapes import SeenPlan, SeenTime
from seurantalo.ui.calendar import Entry
from seurantalo.ui.periods import Stretch
from seurantalo.ui.templatetags.ui import language

MOST = 600
NO_CLASHES: Marks = {}


@dataclass(frozen=True)
class Where:
    """The area looked at: a municipality, else regions (their codes), else the whole country."""

    municipality: str = ""
    regions: tuple[str, ...] = ()

    def towns(self) -> QuerySet[Area] | None:
        """The municipalities; None means anywhere, also online."""
        towns = Area.objects.filter(kind="municipality")
        if self.municipality:
            return towns.filter(code=self.municipality)
        if not self.regions:
            return None
        inside = AreaMembership.objects.filter(
            group__kind="region", group__code__in=self.regions, member__kind="municipality"
        )
        return towns.filter(pk__in=inside.values("member"))


def activities_of(query: CalendarQuery, where: Where) -> QuerySet[Activity]:
    """The public activities that fit."""
    found = published()
    if (towns := where.towns()) is not None:
        there = Channel.objects.filter(location__municipality__in=towns)
        found = found.filter(pk__in=there.values("activity"))
    if query.kind:
        found = found.filter(kind=query.kind)
    for taxonomy, code in (("target_group", query.target_group), ("theme", query.theme)):
        if code:
            found = found.filter(Exists(_terms(taxonomy, code)))
    if query.words:
        found = found.filter(pk__in=_named(found, query.words))
    return found


def _named(found: QuerySet[Activity], words: str) -> list[int]:
    """Those whose name, or whose organiser's, has all the words; databases fold letters their own way."""
    wanted = words.casefold().split()
    rows = found.values_list("pk", "name", "organization__name")
    said = ((pk, " ".join((*name.values(), *by.values())).casefold()) for pk, name, by in rows)
    return [pk for pk, names in said if all(word in names for word in wanted)]


def _terms(taxonomy: str, code: str) -> QuerySet[Any]:
    links: QuerySet[Any] = Activity.terms.through.objects.filter(
        activity=OuterRef("pk"), term__taxonomy__code=taxonomy
    )
    return links.filter(Q(term__code=code) | Q(term__parent__code=code))


def times_of(query: CalendarQuery, where: Where, stretch: Stretch) -> QuerySet[Occurrence]:
    """The public times that touch the days, the soonest first; those of plans alone are none."""
    if query.only_plans:
        return Occurrence.objects.none()
    touching = Occurrence.objects.filter(
        activity__in=activities_of(query, where).values("pk"),
        start__lt=stretch.ends,
        end__gt=stretch.begins,
    )
    return touching.exclude(status=Occurrence.Status.TENTATIVE).order_by("start", "pk")


def public_entries(
    query: CalendarQuery, where: Where, stretch: Stretch
) -> tuple[list[Entry], bool]:
    """What is public, at most `MOST`, and whether there is more."""
    found = times_of(query, where, stretch).select_related("activity__organization")
    rows = list(found[: MOST + 1])
    places = _places(row.activity_id for row in rows[:MOST])
    entries = [
        Entry(
            start=row.start,
            end=row.end,
            name=row.activity.name,
            url=reverse("activity", args=[row.activity_id]),
            place=places.get((row.activity_id, row.channel), Text()),
            whole_day=row.whole_day,
            status=row.status,
            by=(row.activity.organization.name,),
        )
        for row in rows[:MOST]
    ]
    return entries, len(rows) > MOST


def _places(activities: Iterable[int]) -> dict[tuple[int, int], Text]:
    """The place of each channel by activity and number; of a confidential one the town."""
    channels = Channel.objects.filter(activity__in=set(activities)).order_by("activity", "pk")
    told: dict[tuple[int, int], Text] = {}
    numbers: dict[int, int] = {}
    for each in channels.select_related("location__municipality", "location__district"):
        number = numbers[each.activity_id] = numbers.get(each.activity_id, -1) + 1
        if each.location:
            place = place_record(each.location)
            town = place.municipality.name if place.municipality else Text()
            told[each.activity_id, number] = place.name or town
    return told


def plans_of(
    query: CalendarQuery,
    where: Where,
    stretch: Stretch,
    user: Any,
    among: QuerySet[Any] | None = None,
) -> list[SeenPlan]:
    """The plans with dates in the stretch, as this person sees them: those that are still plans.

    `among`: others that she may see, by `sight`. Whom or what a plan is for is asked of what she
    sees: of a hint it is not known. Her own are there wherever they are, until she asks for a place.
    """
    visible = queries.planned_for(user) if among is None else among
    found = visible.filter(
        Exists(_dates(query).filter(start__lt=stretch.ends, end__gt=stretch.begins))
    )
    if (towns := where.towns()) is not None:
        nowhere_yet = Q() if where.municipality else Q(municipality=None)
        own = Q() if query.municipality or query.region else Q(hers=True)
        found = found.filter(Q(municipality__in=towns) | nowhere_yet | own)
    if query.network:
        found = found.filter(networks=int(query.network), audience=Plan.Audience.NETWORKS)
    if query.seeking:
        found = found.filter(seeks_partner=True)
    seen = [shapes.seen(plan, by=user) for plan in queries.with_everything(found)]
    return [plan for plan in seen if _suits(plan, query)]


def _dates(query: CalendarQuery) -> QuerySet[Any]:
    dates = PlanTime.objects.filter(plan=OuterRef("pk"))
    return dates.filter(stage=query.stage) if query.stage else dates


def _suits(plan: SeenPlan, query: CalendarQuery) -> bool:
    """Whether what is seen of a plan fits: whom it is for, about what, its kind and its words."""
    told = (*plan.themes, *plan.target_groups)
    terms = {(term.taxonomy, code) for term in told for code in (term.code, term.parent)}
    said = " ".join((plan.title, plan.text, plan.place, plan.seeks_text)).casefold()
    return (
        (not query.target_group or ("target_group", query.target_group) in terms)
        and (not query.theme or ("theme", query.theme) in terms)
        and (not query.kind or plan.kind == query.kind)
        and all(word in said for word in query.words.casefold().split())
    )


def plan_entries(
    plans: Iterable[SeenPlan],
    query: CalendarQuery,
    stretch: Stretch,
    clashes: Marks = NO_CLASHES,
) -> list[Entry]:
    """Their dates that touch the stretch; `clashes` says how many each date has."""
    return [
        Entry(
            start=time.start,
            end=time.end,
            name=Text(fi=plan.title),
            url=reverse("plan", args=[plan.id]),
            place=Text(fi=plan.place) if plan.place else plan.municipality,
            whole_day=time.whole_day,
            by=tuple(host.name for host in plan.hosts),
            stage=time.stage,
            own=plan.hers,
            clashes=clashes.get((plan.id, time.start), 0),
        )
        for plan in plans
        for time in plan.times
        if _shown(time, query, stretch)
    ]


def _shown(time: SeenTime, query: CalendarQuery, stretch: Stretch) -> bool:
    touches = time.start < stretch.ends and time.end > stretch.begins
    return touches and query.stage in ("", time.stage)


def notes(where: Where, stretch: Stretch) -> dict[date, tuple[str, ...]]:
    """What else each day is, in words: a public holiday, a school break, a big day of the area."""
    lang = language()
    told: dict[date, list[str]] = {}

    def note(first: date, last: date, words: Text) -> None:
        day, last = max(first, stretch.first), min(last, stretch.last)
        while day <= last:
            told.setdefault(day, []).append(words.pick(lang).text)
            day += ONE_DAY

    for holiday in days.public_holidays(stretch.first, stretch.last):
        note(holiday.day, holiday.day, holiday.name)
    area = where.municipality or (where.regions[0] if len(where.regions) == 1 else "")
    for each in days.school_breaks(area, stretch.first, stretch.last) if area else ():
        note(each.first, each.last, each.name)
    for big in big_days(where, stretch):
        note(big.first, big.last, big.name)
    return {day: tuple(dict.fromkeys(words)) for day, words in told.items()}


def big_days(where: Where, stretch: Stretch) -> QuerySet[BigDay]:
    """The big days that touch the stretch, of the country, the regions looked at and their towns."""
    touching = BigDay.objects.filter(first__lte=stretch.last, last__gte=stretch.first)
    towns = where.towns()
    if towns is None:
        return touching
    around = AreaMembership.objects.filter(member__in=towns).values("group")
    return touching.filter(Q(area__in=towns) | Q(area__in=around) | Q(area__kind="country"))
