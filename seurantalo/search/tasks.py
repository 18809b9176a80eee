"""What the passing of time asks of public records, and what the search does by night."""

from __future__ import annotations

from itertools import batched

from django.tasks import task

from seurantalo.activities.commands import roll_horizon
from seurantalo.activities.models import Activity
from seurantalo.jobs.registry import every
from seurantalo.organizations.models import Organization
from seurantalo.publishing.commands import publish_due
from seurantalo.search import commands, tombstones


@task
def pass_time() -> tuple[int, int]:
    """Publish what is due, withdraw what has expired, and move the horizon of times on.

    How many were published or withdrawn, and how many activities got more times.
    """
    changed = publish_due([Organization, Activity])
    rolled = roll_horizon()
    for pks in batched(rolled, commands.BATCH):
        commands.index_activities(pks)
    return changed, len(rolled)


@task
def forget_gaps() -> None:
    """Remove old searches that found nothing."""
    commands.forget_gaps()


@task
def forget_tombstones() -> None:
    """Remove what told calendars of activities withdrawn two months ago."""
    tombstones.forget_old()


every("tick", pass_time, minutes=15)
every("gaps-forgotten", forget_gaps, days=1, at="03:40")
every("tombstones-forgotten", forget_tombstones, days=1, at="03:45")
