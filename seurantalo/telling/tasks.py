"""What the room does by itself at night."""

from __future__ import annotations

from django.tasks import task

from seurantalo.jobs.registry import every
from seurantalo.telling import commands


@task
def sweep_reports() -> int:
    """Delete what was begun and left."""
    return commands.sweep()


every("reports left behind", sweep_reports, days=1, at="03:40")
