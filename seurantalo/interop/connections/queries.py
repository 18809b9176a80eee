"""Every read of connected sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from seurantalo.accounts.models import User
from seurantalo.activities.wording import describe_all
from seurantalo.interop import policies
from seurantalo.interop.found_events import all_over
from seurantalo.interop.models import ConnectedEvent, Connection
from seurantalo.organizations.models import Membership, Organization
from seurantalo.records.formats.reading.found import FoundEvent

FAILURES_TOLD = 3


def of_organizations(organizations: Collection[Organization]) -> QuerySet[Connection]:
    """The connected sources of organisations, with how many events follow them."""
    found = Connection.objects.filter(organization__in=organizations)
    return (
        found.exclude(state=Connection.State.NEW)
        .select_related("organization")
        .annotate(
            following=Count("events", filter=Q(events__state=ConnectedEvent.State.HERE)),
            missed=Count("events", filter=Q(events__state=ConnectedEvent.State.MISSING)),
        )
        .order_by("name", "pk")
    )


def to_answer(organizations: Collection[Organization]) -> list[Connection]:
    """Those that need a person: they ask, or could not be read for a while."""
    found = of_organizations(organizations).filter(Q(missed__gt=0) | Q(failures__gte=FAILURES_TOLD))
    return list(found)


def missing(connection: Connection) -> list[ConnectedEvent]:
    """What the source no longer has and nobody has answered for."""
    found = connection.events.filter(state=ConnectedEvent.State.MISSING, activity__isnull=False)
    return list(found.select_related("activity"))


def recent(connection: Connection, most: int = 50) -> list[ConnectedEvent]:
    """What has come and is here, the newest first."""
    found = connection.events.filter(activity__isnull=False)
    return list(found.select_related("activity").order_by("-pk")[:most])


def shown(events: Iterable[FoundEvent]) -> list[dict[str, Any]]:
    """What would come, to be looked at: the coming ones, the soonest first. Nothing private."""
    today = timezone.localdate()
    coming = [
        event
        for event in events
        if not event.hidden and event.standing != "cancelled" and not all_over(event, today)
    ]
    coming.sort(key=lambda event: str(event.schedule.dtstart) if event.schedule else "")
    return [
        {
            "name": str(event.name),
            "when": dict(describe_all(event.schedules)) if event.schedules else {},
            "where": event.where[:200] or ("" if not event.online else "online"),
            "tentative": event.standing == "tentative",
        }
        for event in coming
    ]


def marks_of(connection: Connection) -> dict[str, str]:
    """The marks of a feed's entries as they were last taken in."""
    if connection.kind != Connection.Kind.FEED:
        return {}
    return dict(connection.events.exclude(mark="").values_list("uid", "mark"))


def people_of(organization: Organization) -> list[User]:
    """Whom a source's trouble is told: the managers, else the editors."""
    members = Membership.objects.filter(organization=organization, user__is_active=True)
    found = list(members.select_related("user").order_by("pk"))
    managers = [one.user for one in found if one.role == Membership.Role.MANAGER]
    return managers or [one.user for one in found]


def speaker(connection: Connection) -> User | None:
    """In whose name it is written: who connected it, or another of its people; None when nobody."""
    asked = [connection.user] if connection.user else []
    for user in (*asked, *people_of(connection.organization)):
        if user.is_active and policies.may_connect(user, connection.organization):
            return user
    return None


def of_user(user: Any) -> list[dict[str, Any]]:
    """The sources a person connected, for her own data; of an address only whose server it is."""
    found = Connection.objects.filter(user=user).order_by("pk")
    return [
        {"name": one.name, "kind": one.kind, "host": one.host, "created": one.created.isoformat()}
        for one in found
    ]
