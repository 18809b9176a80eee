"""What the room does by itself at night: keeps clues by which all is recognised, forgets names."""

from __future__ import annotations

from django.tasks import task

from seurantalo.jobs.registry import every
from seurantalo.organizations import commands, duplicates


@task()
def remember_all() -> None:
    """Keep the clues of every organisation, also of those told before clues were kept."""
    duplicates.remember_all()


@task()
def forget_speakers() -> None:
    """Forget the names of those who rang long ago."""
    commands.forget_speakers()


every("organizations.speakers", forget_speakers, days=1, at="03:55")
every("organizations.clues", remember_all, days=1, at="02:20")
