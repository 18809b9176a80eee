"""Who holds what together, when organisations or activities are merged, and parted again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from seurantalo.activities.models import Activity, Partner
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing

ACCEPTED = Partner.Status.ACCEPTED
Row = Mapping[str, Any]


def kept_of(merged: Organization, into: Organization) -> list[dict[str, Any]]:
    """The rows of both, of all that the first has to do with: what a merge may change."""
    theirs = Partner.objects.filter(organization=merged).values("activity")
    concerned = Q(activity__organization=merged) | Q(activity__in=theirs)
    rows = Partner.objects.filter(concerned, organization__in=[merged, into])
    return [_told(row) for row in rows.order_by("pk")]


def follow(merged: Organization, into: Organization, rows: Iterable[Row], *, by: Any) -> None:
    """What the first holds with others, the second does; nobody holds anything with itself.

    Called when what is its own has followed already.
    """
    for told in rows:
        own = Partner.objects.filter(activity=told["activity"])
        if told["organization"] != merged.pk:
            continue
        if own.filter(organization=into).exists():
            if told["status"] == ACCEPTED:
                own.filter(organization=into).update(status=ACCEPTED)
            own.filter(organization=merged).delete()
        else:
            own.filter(organization=merged).update(organization=into)
    _tell(rows, by)


def part(merged: Organization, into: Organization, rows: Iterable[Row], *, by: Any) -> None:
    """Put the rows back as they were. Called when what is its own has come back already."""
    there = set(Activity.objects.filter(pk__in=_pks(rows)).values_list("pk", flat=True))
    Partner.objects.filter(activity__in=there, organization=into).delete()
    for told in rows:
        if told["activity"] in there:
            _put(told, told["activity"])
    _tell(rows, by)


def join(merged: Activity, into: Activity, *, by: Any) -> list[dict[str, Any]]:
    """Who held the notice that is no longer one holds the other; answers the rows that were made."""
    held = {row.organization_id for row in into.partners.all()} | {into.organization_id}
    made = []
    for row in merged.partners.filter(status=ACCEPTED).exclude(organization__in=held):
        told = {**_told(row), "activity": into.pk}
        _put(told, into.pk)
        made.append(told)
    _tell(made, by)
    return made


def disjoin(into: Activity, rows: Iterable[Row], *, by: Any) -> None:
    """Parted again, they hold the one they held."""
    pks = [told["organization"] for told in rows]
    Partner.objects.filter(activity=into, organization__in=pks).delete()
    _tell(rows, by)


def _told(row: Partner) -> dict[str, Any]:
    """A row as a merge keeps it."""
    return {
        "activity": row.activity_id,
        "organization": row.organization_id,
        "status": row.status,
        "since": row.since.isoformat(),
    }


def _put(told: Row, activity: int) -> None:
    if Organization.objects.filter(pk=told["organization"]).exists():
        Partner.objects.update_or_create(
            activity_id=activity,
            organization_id=told["organization"],
            defaults={"status": told["status"], "since": datetime.fromisoformat(told["since"])},
        )


def _pks(rows: Iterable[Row]) -> set[int]:
    return {told["activity"] for told in rows}


def _tell(rows: Iterable[Row], by: Any) -> None:
    """Let those who listen hear who holds them now; the first of all is no partner."""
    pks = _pks(rows)
    Partner.objects.filter(activity__in=pks, organization=F("activity__organization")).delete()
    for activity in Activity.objects.filter(pk__in=pks).order_by("pk"):
        publishing.tell_again(activity, by=by, action="seurantalo.follow")
