"""The coming times of one's own notice: what they are, and what a person says of one of them.

Everything is said by an `OccurrenceChange`, counted on by `activities.commands`, so what is undone
is told once more and not forgotten: a calendar that heard of it must hear again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities import commands, queries, recurrence
from seurantalo.activities.models import Activity, Channel, Occurrence
from seurantalo.activities.recurrence import Span
from seurantalo.activities.splitting import holding
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, ONE_DAY, helsinki
from seurantalo.records.content import OccurrenceChange
from seurantalo.records.schemas import ScheduleRecord

PLACED = ("place", "hybrid")


class OwnTime(NamedTuple):
    """One time of a notice, with its way to take part and what became different of it."""

    activity: Activity
    occurrence: Occurrence
    channel: Channel
    change: OccurrenceChange

    @property
    def key(self) -> str:
        """Its name in addresses: "0-20261124T1800"."""
        return key_of(self.occurrence)

    @property
    def moved(self) -> bool:
        """Whether it is at another time than planned."""
        return bool(self.occurrence.start != self.occurrence.original_start)

    @property
    def schedule(self) -> ScheduleRecord | None:
        """The schedule that planned it."""
        number = holding(self.channel.schedules, self.occurrence.original_start)
        return None if number is None else self.channel.schedules[number]

    @property
    def planned(self) -> Span:
        """When it was planned to be."""
        begins = self.occurrence.original_start.astimezone(HELSINKI)
        spans = recurrence.expand(self.schedule, begins, begins + ONE_DAY) if self.schedule else ()
        whole = (span for span in spans if span.original_start == begins)
        return next(whole, Span(begins, begins, begins))


def key_of(occurrence: Occurrence) -> str:
    """A time's name in addresses, by its channel and when it was planned."""
    planned = occurrence.original_start.astimezone(HELSINKI)
    return f"{occurrence.channel}-{planned:%Y%m%dT%H%M}"


def coming(activity: Activity) -> QuerySet[Occurrence]:
    """The times that are not over, also the tentative ones, with their own places."""
    times = activity.occurrences.filter(end__gte=timezone.now())
    return queries.with_places(times).order_by("start", "channel")


def own_times(activity: Activity, occurrences: Any) -> list[OwnTime]:
    """Times with their channels and changes."""
    channels = list(activity.channels.select_related("location__municipality"))
    return [_own(activity, channels, each) for each in occurrences if each.channel < len(channels)]


def find(activity: Activity, key: str) -> OwnTime | None:
    """The coming time of a key, None when there is none."""
    number, _dash, clock = key.partition("-")
    try:
        planned = helsinki(datetime.strptime(clock, "%Y%m%dT%H%M"))
        found = coming(activity).filter(channel=int(number), original_start=planned)
    except ValueError:
        return None
    return next(iter(own_times(activity, found)), None)


def _own(activity: Activity, channels: list[Channel], occurrence: Occurrence) -> OwnTime:
    channel, planned = channels[occurrence.channel], occurrence.original_start
    blank = OccurrenceChange(original_start=planned, status="scheduled")
    told = {change.original_start: change for change in channel.changes}
    return OwnTime(activity, occurrence, channel, told.get(planned, blank))


# -- What is said of one ------------------------------------------------------------------------------


def cancelled(time: OwnTime, reason: str, lang: str) -> OccurrenceChange:
    """It is not, and why; where it would have been is kept for when it is after all."""
    note = Text({lang: reason}) if reason else Text()
    return time.change.model_copy(update={"status": "cancelled", "note": note})


def restored(time: OwnTime) -> OccurrenceChange:
    """It is after all; the reason why it was not goes."""
    return as_it_is(time.change.model_copy(update={"note": Text()}))


def filled(time: OwnTime, *, full: bool) -> OccurrenceChange:
    """Nobody fits in any more, or some do again."""
    told = as_it_is(time.change)
    return told.model_copy(update={"status": "full"}) if full else told


def as_it_is(change: OccurrenceChange) -> OccurrenceChange:
    """The change of a time that happens: moved, or as planned."""
    status = "moved" if change.start or change.end else "scheduled"
    return change.model_copy(update={"status": status})


def say(time: OwnTime, change: OccurrenceChange, *, by: Any) -> dict[str, Any]:
    """Tell it to everybody; gives what to undo it by. Raises ValidationError, PermissionDenied."""
    number = time.occurrence.channel
    commands.change_occurrence(time.activity, change, channel=number, by=by)
    return {
        "activity": time.activity.pk,
        "channel": number,
        "before": time.change.model_dump(mode="json"),
    }


def unsay(activity: Activity, kept: dict[str, Any], *, by: Any) -> None:
    """Tell of a time what was told before.

    Raises ValidationError when something else was told of it since.
    """
    before = OccurrenceChange.model_validate(kept["before"])
    channels = list(activity.channels.all())[kept["channel"] :][:1]
    changes = [change for channel in channels for change in channel.changes]
    now = next((each for each in changes if each.original_start == before.original_start), None)
    if now is None or now.sequence != before.sequence + 1:
        raise ValidationError(_("Something was changed since, and was left as it is."))
    commands.change_occurrence(activity, before, channel=kept["channel"], by=by)
