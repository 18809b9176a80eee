"""When an activity becomes public its times are written; when it is withdrawn they go."""

from typing import Any

from seurantalo.activities import merging
from seurantalo.activities.commands import materialize_occurrences
from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization


def write_times(instance: Any, **kwargs: Any) -> None:
    """A new public version may have new times."""
    if isinstance(instance, Activity):
        materialize_occurrences(instance)


def forget_times(instance: Any, **kwargs: Any) -> None:
    """What is not public happens nowhere."""
    if isinstance(instance, Activity):
        instance.occurrences.all().delete()


def follow_organization(instance: Any, into: Any, merge: Any, by: Any, **kwargs: Any) -> None:
    """What a merged organisation does, the one it became a part of does."""
    if isinstance(instance, Organization):
        own = Activity.objects.filter(organization=instance).values_list("pk", flat=True)
        merge.kept["moved"]["activities"] = merging.move(own, to=into, by=by)


def follow_back(instance: Any, into: Any, merge: Any, by: Any, **kwargs: Any) -> None:
    """And when the two are parted again, its own come back to it."""
    if isinstance(instance, Organization):
        moved = merge.kept["moved"].get("activities", [])
        still = Activity.objects.filter(pk__in=moved, organization=into)
        merging.move(still.values_list("pk", flat=True), to=instance, by=by)
