"""What the room does by itself: every night it makes sure that everything can be recognised."""

from __future__ import annotations

from django.tasks import task

from seurantalo.jobs.registry import every
from seurantalo.organizations import duplicates


@task()
def remember_all() -> None:
    """Keep the clues of every organisation, also of those told before clues were kept."""
    duplicates.remember_all()


every("organizations.clues", remember_all, days=1, at="02:20")
