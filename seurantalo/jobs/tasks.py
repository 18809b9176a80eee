"""What the room itself does every night."""

from __future__ import annotations

from django.tasks import task

from seurantalo.jobs import commands, registry


@task
def tidy() -> int:
    """Forget what was done long ago."""
    return commands.tidy()


registry.every("jobs: tidy", tidy, days=1, at="04:20")
