"""The index follows every publication and withdrawal, in the same transaction."""

from typing import Any

from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.search import commands


def follow(instance: Any, **kwargs: Any) -> None:
    """What is public has changed: bring its documents up to it."""
    if isinstance(instance, Activity):
        commands.index_activities([instance.pk])
    elif isinstance(instance, Organization):
        commands.index_organization(instance)
