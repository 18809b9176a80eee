"""When an activity becomes public its times are written; when it is withdrawn they go."""

from typing import Any

from seurantalo.activities import merging, partners_merged
from seurantalo.activities.commands import materialize_occurrences, mend_place
from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Location


def write_times(instance: Any, **kwargs: Any) -> None:
    """A new public version may have new times."""
    if isinstance(instance, Activity):
        materialize_occurrences(instance)


def follow_place(instance: Any, **kwargs: Any) -> None:
    """A place was mended: what meets there is found where it is now.

    A time with a place of its own keeps that as words; they must not tell what became confidential.
    """
    if isinstance(instance, Location):
        mend_place(instance)


def forget_times(instance: Any, **kwargs: Any) -> None:
    """What is not public happens nowhere."""
    if isinstance(instance, Activity):
        instance.occurrences.all().delete()


def follow_merge(instance: Any, into: Any, merge: Any, by: Any, **kwargs: Any) -> None:
    """What a merged organisation does and holds with others, the one it became a part of does.

    Who held a merged activity holds the one it became a part of.
    """
    moved = merge.kept["moved"]
    if isinstance(instance, Organization):
        moved["partners"] = partners_merged.kept_of(instance, into)
        own = Activity.objects.filter(organization=instance).values_list("pk", flat=True)
        moved["activities"] = merging.move(own, to=into, by=by)
        partners_merged.follow(instance, into, moved["partners"], by=by)
    elif isinstance(instance, Activity):
        moved["partners"] = partners_merged.join(instance, into, by=by)


def follow_back(instance: Any, into: Any, merge: Any, by: Any, **kwargs: Any) -> None:
    """And when the two are parted again, its own come back to it."""
    moved = merge.kept["moved"]
    if isinstance(instance, Organization):
        own = moved.get("activities", [])
        still = Activity.objects.filter(pk__in=own, organization=into)
        merging.move(still.values_list("pk", flat=True), to=instance, by=by)
        partners_merged.part(instance, into, moved.get("partners", []), by=by)
    elif isinstance(instance, Activity):
        partners_merged.disjoin(into, moved.get("partners", []), by=by)
