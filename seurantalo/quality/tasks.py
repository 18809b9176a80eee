"""What the room does by itself: asks whether things are true, and tries links, a few at a time."""

from __future__ import annotations

import logging

from django.tasks import task

from seurantalo.common import switches
from seurantalo.jobs.registry import every, patient
from seurantalo.quality import commands, duplicates, links, looks

logger = logging.getLogger(__name__)


@task()
def keep_fresh() -> None:
    """Ask whether things are still true, remind, mark and hide."""
    if not switches.on("freshness-letters"):
        return
    logger.info("Freshness: %s", commands.keep_fresh())


@task()
def check_links() -> None:
    """Try the links whose time has come, for some minutes; the rest in the next hour."""
    if not switches.on("link-checks"):
        return
    looked = links.check_due()
    if looked:
        logger.info("%s links were tried", looked)


@task()
def look_again(pk: int) -> None:
    """Look at one link that its people say works now."""
    links.look_again(pk)


@task()
def collect_links() -> None:
    """Go through all public records for links once more."""
    logger.info("%s links are looked after", links.collect())


@task()
def forget_old_looks() -> None:
    """Remove the counts of looks that nobody asks about any more."""
    looks.forget_old_looks()


@task()
def find_duplicates() -> None:
    """Look for what was told twice."""
    logger.info("%s pairs may be the same", duplicates.look_for_all())


# In the morning, so that the letter lies on top when it is read.
every("freshness", keep_fresh, days=1, at="07:40")
every("links", check_links, hours=1)
every("links-collected", collect_links, days=7, at="02:40")
every("duplicates", find_duplicates, days=1, at="03:30")
every("looks-forgotten", forget_old_looks, days=1, at="03:50")
# An hour later it is tried anyway; a turn that was cut must not be queued up behind itself.
patient(check_links, attempts=1)
