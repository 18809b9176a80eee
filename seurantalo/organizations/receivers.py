"""What the room hears from below."""

from __future__ import annotations

from typing import Any

from seurantalo.organizations import commands
from seurantalo.organizations.duplicates import remember
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.queries import latest


def depart(sender: object, user: Any, **kwargs: object) -> None:
    """Somebody's account is going: no organisation loses its last manager silently."""
    commands.depart(user)


def follow_merge(instance: Any, into: Any, merge: Any, by: Any, **kwargs: object) -> None:
    """Its branches belong to what it became a part of, which is known by both names."""
    if isinstance(instance, Organization):
        own = list(instance.branches.exclude(pk=into.pk).values_list("pk", flat=True))
        merge.kept["moved"]["branches"] = own
        _belong(own, to=into, by=by)
        remember(latest(into))


def follow_back(instance: Any, into: Any, merge: Any, by: Any, **kwargs: object) -> None:
    """Parted again, each has its branches and is known by its own name."""
    if isinstance(instance, Organization):
        own = merge.kept["moved"].get("branches", [])
        still = Organization.objects.filter(pk__in=own, parent=into)
        _belong(still.values_list("pk", flat=True), to=instance, by=by)
        for each in (instance, into):
            remember(latest(Organization.objects.get(pk=each.pk)))


def _belong(branches: Any, *, to: Organization, by: Any) -> None:
    def change(words: Any) -> None:
        words.parent_id = to.pk

    for branch in Organization.objects.filter(pk__in=list(branches)):
        publishing.retell(branch, change, by=by, action="seurantalo.follow")
