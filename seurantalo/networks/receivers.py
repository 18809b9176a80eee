"""What the room hears: organisations that were merged are in the networks of both."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from seurantalo.networks.models import NetworkMember
from seurantalo.networks.queries import MEMBER
from seurantalo.organizations.models import Organization


def follow_merge(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Where the merged one is, the one it became a part of is; in both once, by the better right."""
    if not isinstance(instance, Organization):
        return
    rows = NetworkMember.objects.filter(organization=instance)
    networks = list(rows.values_list("network", flat=True))
    both = NetworkMember.objects.filter(network__in=networks, organization__in=[instance, into])
    merge.kept["moved"]["networks"] = [_told(row) for row in both.order_by("pk")]
    for row in list(rows):
        there = NetworkMember.objects.filter(network=row.network_id, organization=into).first()
        if there is None:
            row.organization = into
            row.save(update_fields=["organization"])
            continue
        if row.status == MEMBER:
            there.leads = row.leads or (there.leads and there.status == MEMBER)
            there.status = MEMBER
            there.save(update_fields=["status", "leads"])
        row.delete()


def follow_back(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Parted again, each is where it was, in the networks that are left."""
    if not isinstance(instance, Organization):
        return
    kept = merge.kept["moved"].get("networks", [])
    networks = {told["network"] for told in kept}
    NetworkMember.objects.filter(network__in=networks, organization=into).delete()
    for told in kept:
        NetworkMember.objects.update_or_create(
            network_id=told["network"],
            organization_id=told["organization"],
            defaults={
                "status": told["status"],
                "leads": told["leads"],
                "since": datetime.fromisoformat(told["since"]),
            },
        )


def _told(row: NetworkMember) -> dict[str, Any]:
    """A row as a merge keeps it."""
    return {
        "network": row.network_id,
        "organization": row.organization_id,
        "status": row.status,
        "leads": row.leads,
        "since": row.since.isoformat(),
    }
