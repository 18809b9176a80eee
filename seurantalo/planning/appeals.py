"""To whom and where what is public appeals, in one narrow row each; derived, so rebuilt by command."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import batched, pairwise
from statistics import median

from django.db import transaction

from seurantalo.activities.models import Activity, Occurrence
from seurantalo.activities.queries import published, record, with_everything
from seurantalo.places.models import Area
from seurantalo.planning.collisions import FORMATS, ORDINARY
from seurantalo.planning.crowds import audience, topics
from seurantalo.planning.models import Appeal
from seurantalo.records.schemas import ActivityRecord, PlaceRecord

CHUNK = 500
OFTEN = timedelta(days=8)
MANY_WEEKS = 5  # a play that runs for three weeks is no weekly club
Span = tuple[datetime, datetime]
Progress = Callable[[Iterable[Activity], int], Iterable[Activity]]


def quietly(activities: Iterable[Activity], total: int) -> Iterable[Activity]:
    """No progress is shown."""
    return activities


@transaction.atomic
def write(*pks: int) -> None:
    """Write the rows of these activities anew; those not public lose theirs."""
    rows = list(with_everything(published().filter(pk__in=pks), times=0))
    _write(rows)
    Appeal.objects.filter(pk__in=set(pks) - {row.pk for row in rows}).delete()


def rebuild(progress: Progress = quietly) -> int:
    """Write all of them anew; how many there are."""
    public = published().order_by("pk")
    found = with_everything(public, times=0).iterator(chunk_size=CHUNK)
    written = 0
    for rows in batched(progress(found, public.count()), CHUNK):
        with transaction.atomic():
            written += _write(rows)
    Appeal.objects.exclude(pk__in=published().values("pk")).delete()
    return written


def _write(activities: Iterable[Activity]) -> int:
    records = [(activity.pk, record(activity)) for activity in activities]
    times: dict[int, list[Span]] = defaultdict(list)
    rows = Occurrence.objects.filter(activity__in=[pk for pk, _ in records])
    for pk, start, end in rows.order_by("start").values_list("activity", "start", "end"):
        times[pk].append((start, end))
    areas = dict(Area.objects.filter(kind="municipality").values_list("code", "pk"))
    appeals = [_appeal(pk, each, times[pk], areas) for pk, each in records]
    names = [field.name for field in Appeal._meta.concrete_fields if not field.primary_key]
    Appeal.objects.bulk_create(
        appeals, update_conflicts=True, unique_fields=["activity"], update_fields=names
    )
    return len(appeals)


def _appeal(pk: int, told: ActivityRecord, times: list[Span], areas: dict[str, int]) -> Appeal:
    place = _place(told)
    limits = [channel.registration.limit for channel in told.channels if channel.registration]
    groups = [term.code for term in told.target_groups]
    themes = {code for term in told.themes for code in (term.code, term.parent) if code}
    longest = max((end - start for start, end in times), default=timedelta())
    home = place.municipality if place else None
    return Appeal(
        activity_id=pk,
        kind=told.kind,
        format=max((term.code for term in told.formats), key=_draws, default=""),
        municipality_id=areas.get(home.code) if home else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        themes=sorted(themes),
        target_groups=sorted(groups),
        audience=audience(groups),
        topics=topics(themes),
        minimum_age=told.minimum_age,
        maximum_age=told.maximum_age,
        languages=sorted(told.languages),
        online=all(channel.kind in ("online", "phone") for channel in told.channels),
        weekly=weekly(start for start, _ in times),
        expected=max(limits, default=0) or None,
        longest=min(longest.days, 32_000),
    )


def _draws(form: str) -> float:
    return FORMATS.get(form, ORDINARY)


def _place(told: ActivityRecord) -> PlaceRecord | None:
    """The first place one knows the point of, else the first that names a municipality."""
    known = [channel.place for channel in told.channels if channel.place]
    pointed = [place for place in known if place.latitude is not None]
    return next(iter([*pointed, *known]), None)


def weekly(starts: Iterable[datetime]) -> bool:
    """Whether these times, in order, come again every week or oftener for weeks on end."""
    known = list(starts)
    weeks = {start.isocalendar()[:2] for start in known}
    return (
        len(weeks) >= MANY_WEEKS
        and median((b - a).total_seconds() for a, b in pairwise(known)) <= OFTEN.total_seconds()
    )
