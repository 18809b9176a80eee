"""What follows for the freshness of a thing when it was published or withdrawn."""

from __future__ import annotations

from typing import Any

from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.publishing.policies import kind_of
from seurantalo.quality import commands, duplicates, links
from seurantalo.quality.models import Asking


def close_question(instance: Any, **kwargs: Any) -> None:
    """A confirmed or mended thing is not asked about any more.

    What is, is asked of its first organiser, who may be another now.
    """
    if isinstance(instance, Activity):
        asked = Asking.objects.filter(kind="activity", object_id=instance.pk)
        asked.exclude(organization=instance.organization_id).update(
            organization=instance.organization_id
        )
    if isinstance(instance, Activity | Organization):
        commands.close_by_publication(instance)


def drop_question(instance: Any, **kwargs: Any) -> None:
    """Neither is one that was withdrawn."""
    if isinstance(instance, Activity | Organization):
        commands.close_by_withdrawal(instance)


def follow_links(instance: Any, **kwargs: Any) -> None:
    """The links of a new public version are looked after, those of the old one are not."""
    if isinstance(instance, Activity | Organization):
        links.follow(instance)


def drop_links(instance: Any, **kwargs: Any) -> None:
    """What is not public leads nowhere."""
    if isinstance(instance, Activity | Organization):
        links.forget(instance)


def follow_merge(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Two that were merged are no pair any more; questions about what moved are its new one's."""
    duplicates.follow_merge(kind_of(instance), merge)
    if isinstance(instance, Organization):
        _ask(merge, into)


def follow_back(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Parted again, they may still be one."""
    duplicates.follow_merge(kind_of(instance), merge, undone=True)
    if isinstance(instance, Organization):
        _ask(merge, instance)


def _ask(merge: Any, organization: Organization) -> None:
    moved = merge.kept["moved"].get("activities", [])
    Asking.objects.filter(kind="activity", object_id__in=moved).update(organization=organization)
