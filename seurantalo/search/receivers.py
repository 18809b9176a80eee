"""The index follows every publication and withdrawal, in the same transaction."""

from typing import Any

from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Location
from seurantalo.search import commands


def follow(instance: Any, **kwargs: Any) -> None:
    """What is public has changed: bring its documents up to it."""
    if isinstance(instance, Activity):
        commands.index_activities([instance.pk])
    elif isinstance(instance, Organization):
        commands.index_organization(instance)


def follow_mended(instance: Any, **kwargs: Any) -> None:
    """A place was mended: the documents and cards of what meets there have its old address.

    Or the times of an activity, of which one is full now or has room again.
    """
    if isinstance(instance, Location):
        commands.index_place(instance)
    elif isinstance(instance, Activity):
        commands.index_activities([instance.pk])
