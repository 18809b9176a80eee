"""Wagtail's signals become ours, whichever door published: command, review, schedule or admin."""

from typing import Any

from seurantalo.publishing import signals
from seurantalo.publishing.models import Publishable


def forward_published(instance: Any, **kwargs: Any) -> None:
    """A new public version (a revision scheduled for later is not one yet)."""
    if isinstance(instance, Publishable) and instance.live:
        signals.published.send(sender=type(instance), instance=instance)


def forward_unpublished(instance: Any, **kwargs: Any) -> None:
    """No public version any more."""
    if isinstance(instance, Publishable):
        signals.withdrawn.send(sender=type(instance), instance=instance)
