"""What follows in this room when something below was published, withdrawn or mended."""

from __future__ import annotations

from typing import Any

from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Location
from seurantalo.planning import appeals, inbound, moving
from seurantalo.planning.models import Appeal, Plan


def follow_merge(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Plans belong to the organisation, and lead to the notice, that things became a part of."""
    if isinstance(instance, Organization):
        merge.kept["moved"].update(moving.follow_merge(instance, into))
    if isinstance(instance, Activity):
        became = Plan.objects.filter(activity=instance)
        merge.kept["moved"]["plans"] = list(became.values_list("pk", flat=True))
        became.update(activity=into)


def follow_back(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Parted again, each has its own."""
    moved = merge.kept["moved"]
    if isinstance(instance, Organization):
        moving.follow_back(instance, into, moved)
    if isinstance(instance, Activity):
        own = Plan.objects.filter(pk__in=moved.get("plans", []), activity=into)
        own.update(activity=instance)


def take_answer(sender: Any, event: Any, **kwargs: Any) -> None:
    """A mail provider hands over a mail: an answer to a message about a plan, if it is one."""
    if event.message is not None:
        inbound.receive(event.message)


def write_appeal(instance: Any, **kwargs: Any) -> None:
    """A new public version may be for others, elsewhere; its times are written already."""
    if isinstance(instance, Activity):
        appeals.write(instance.pk)


def forget_appeal(instance: Any, **kwargs: Any) -> None:
    """What is not public draws nobody."""
    if isinstance(instance, Activity):
        Appeal.objects.filter(pk=instance.pk).delete()


def follow_place(instance: Any, **kwargs: Any) -> None:
    """A place was mended: what meets there is where it is now, or told nowhere."""
    if isinstance(instance, Location):
        there = Activity.objects.filter(live=True, channels__location=instance)
        appeals.write(*there.values_list("pk", flat=True))
