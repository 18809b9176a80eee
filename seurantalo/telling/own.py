"""A person's own notices, and how it is with each: what she sees when she comes to look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seurantalo.activities.models import Activity, Occurrence
from seurantalo.activities.queries import held_with, hosted_by
from seurantalo.organizations.models import Organization
from seurantalo.publishing.standing import Stand, standings
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.signups.queries import takes_sign_ups

SOON = timedelta(days=30)  # before its last time
WORDS: dict[str, tuple[str | Promise, str]] = {
    "returned": (_("Returned to you"), "tag-mend"),
    "draft": (_("Draft, not sent"), "tag-wait"),
    "stale": (_("Not confirmed lately"), "tag-mend"),
    "ended": (_("No coming times"), "tag-wait"),
    "ends": (_("Ends soon"), "tag-wait"),
    "waiting": (_("A coordinator is looking at it"), "tag-wait"),
    "scheduled": (_("Comes out later"), "tag-wait"),
    "public": (_("Public"), "tag-good"),
    "withdrawn": (_("Withdrawn"), ""),
}
CHANGES: dict[str, str | Promise] = {
    "returned": _("Your changes were returned"),
    "draft": _("Changes not sent"),
    "waiting": _("A coordinator is looking at your changes"),
}


class Notice(NamedTuple):
    """One notice: `status` is the one word for it, `changes` what becomes of a newer draft of it."""

    activity: Activity
    status: str
    changes: str
    comment: str
    next: Occurrence | None

    @property
    def said(self) -> tuple[str | Promise, str]:
        """The status in words, and its look."""
        return WORDS[self.status]

    @property
    def changes_said(self) -> str | Promise:
        """What is going on with the newest words of a public notice."""
        return CHANGES.get(self.changes, "")

    @property
    def takes_sign_ups(self) -> bool:
        """Whether one signs up for it here."""
        return takes_sign_ups(self.activity.channels.all())

    @property
    def live(self) -> bool:
        """Whether everybody sees it."""
        return bool(self.activity.live)


def activities_of(user: Any) -> QuerySet[Activity]:
    """The activities that the organisations she works for hold, alone or with others."""
    own = Organization.objects.filter(memberships__user=user)
    return Activity.objects.filter(hosted_by(own)).select_related("organization")


def notices(user: Any, *, now: datetime | None = None) -> list[Notice]:
    """A person's notices, first those that want something of her. Six queries."""
    moment = now or timezone.now()
    coming = Occurrence.objects.filter(activity=OuterRef("pk"), end__gt=moment).exclude(
        status__in=[Occurrence.Status.TENTATIVE, Occurrence.Status.CANCELLED]
    )
    rows = list(
        activities_of(user)
        .prefetch_related("channels", held_with())
        .annotate(last=Max("occurrences__start"), first_coming=Subquery(coming.values("pk")[:1]))
    )
    stands = standings(rows)
    times = Occurrence.objects.in_bulk([row.first_coming for row in rows if row.first_coming])
    found = [_notice(row, stands[row.pk], times.get(row.first_coming or 0), moment) for row in rows]
    order = list(WORDS)
    return sorted(
        found, key=lambda one: (order.index(one.status), str(one.activity.name).casefold())
    )


def _notice(row: Any, stand: Stand, coming: Occurrence | None, now: datetime) -> Notice:
    status = _public_status(row, coming, now) if row.live else _hidden_status(row, stand)
    changes = stand.standing if row.live and stand.standing != "public" else ""
    return Notice(row, status, changes, stand.comment, coming)


def _hidden_status(row: Any, stand: Stand) -> str:
    if stand.standing in {"waiting", "returned"}:
        return stand.standing
    if row.go_live_at and row.go_live_at > timezone.now():
        return "scheduled"
    return "withdrawn" if row.first_published_at else "draft"


def _public_status(row: Any, coming: Occurrence | None, now: datetime) -> str:
    if row.stale_since:
        return "stale"
    schedules = [each for channel in row.channels.all() for each in channel.schedules]
    if schedules and coming is None:
        return "ended"
    if row.expire_at and row.expire_at < now + SOON:
        return "ends"
    lasting = coming and row.last and row.last < now + SOON
    return "ends" if lasting and len(schedules) and _seasonal(schedules) else "public"


def _seasonal(schedules: Sequence[ScheduleRecord]) -> bool:
    """Whether it repeats: a single event that is near is not "ending"."""
    return any(each.rrule or each.rdates for each in schedules)
