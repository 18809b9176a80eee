"""A plan as the notice it may become: what was planned fills in the questions of /ilmoita."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import get_language

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, local_day
from seurantalo.planning.models import Plan, PlanTime
from seurantalo.records.content import ActivityContent, ChannelContent, PlaceContent
from seurantalo.records.schemas import ScheduleRecord

SHORT = 300  # what was told of it in so few letters says it shortly enough


def content_of(plan: Plan) -> ActivityContent:
    """The plan as content: its confirmed dates, or all that are ahead when none is confirmed."""
    lang = (get_language() or "fi").split("-")[0]
    terms = list(plan.terms.select_related("taxonomy"))
    area = plan.municipality
    place = PlaceContent(
        name=Text({lang: plan.place}),
        municipality=area.code if area else "",
        latitude=plan.latitude,
        longitude=plan.longitude,
    )
    channel = ChannelContent(kind="place", place=place, schedules=_schedules(_chosen(plan)))
    return ActivityContent(
        kind=plan.kind,
        name=Text({lang: plan.name}),
        **{"summary" if len(plan.text) <= SHORT else "description": Text({lang: plan.text})},
        themes=tuple(each.code for each in terms if each.taxonomy.code == "theme"),
        target_groups=tuple(each.code for each in terms if each.taxonomy.code == "target_group"),
        minimum_age=plan.minimum_age,
        maximum_age=plan.maximum_age,
        languages=tuple(plan.languages) or (lang,),
        channels=(channel,),
        images=(),
    )


def _chosen(plan: Plan) -> list[PlanTime]:
    ahead = [each for each in plan.times.all() if each.end >= timezone.now()]
    sure = [each for each in ahead if each.stage == PlanTime.Stage.CONFIRMED]
    return sure or ahead


def _schedules(times: list[PlanTime]) -> tuple[ScheduleRecord, ...]:
    """Dates of the same length are one list of dates."""
    lists: dict[tuple[timedelta, bool], list[PlanTime]] = {}
    for each in times:
        lists.setdefault((_length(each), each.whole_day), []).append(each)
    return tuple(
        ScheduleRecord(
            dtstart=some[0].start.astimezone(HELSINKI),
            duration=length,
            whole_day=whole_day,
            rdates=tuple(each.start.astimezone(HELSINKI) for each in some[1:]),
        )
        for (length, whole_day), some in lists.items()
    )


def _length(time: PlanTime) -> timedelta:
    """How long it lasts by the clock: a whole day is one also when the clocks are turned."""
    if time.whole_day:
        return local_day(time.end) - local_day(time.start)
    return time.end - time.start
