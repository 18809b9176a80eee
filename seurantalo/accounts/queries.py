"""Every read of people: whom a citizen may ask."""

from __future__ import annotations

from collections.abc import Collection

from seurantalo.accounts.models import RegionalRole
from seurantalo.records.schemas import ContactPointRecord


def contacts_of(regions: Collection[str]) -> tuple[ContactPointRecord, ...]:
    """The human contacts that the coordinators of these regions (codes) give to citizens."""
    roles = RegionalRole.objects.filter(area__kind="region", area__code__in=regions)
    return tuple(
        contact.record()
        for role in roles.filter(user__is_active=True).order_by("pk")
        for contact in role.contacts
    )
