"""What the room does by itself: tells those who follow a plan what changed."""

from __future__ import annotations

from django.tasks import task

from seurantalo.planning import following


@task()
def tell_change(pk: int) -> None:
    """Write to those who follow what somebody changed some minutes ago."""
    following.tell(pk)
