"""What the room does by itself: follows changes, reminds, tells organisers, erases."""

from __future__ import annotations

import logging

from django.tasks import task

from seurantalo.jobs.registry import every
from seurantalo.signups import commands

logger = logging.getLogger(__name__)


@task()
def follow(pk: int) -> None:
    """Tell what changed of an activity to those who come, and fill free places."""
    commands.follow(pk)


@task()
def remind() -> None:
    """Write to those whose time is tomorrow."""
    logger.info("%s reminders", commands.remind())


@task()
def send_news() -> None:
    """Tell organisers of new sign-ups."""
    logger.info("%s letters about sign-ups", commands.send_news())


@task()
def erase_old() -> None:
    """Erase the sign-ups whose date has come."""
    logger.info("%s sign-ups were erased", commands.erase_old())


every("signups.erased", erase_old, days=1, at="03:45")
every("signups.news", send_news, days=1, at="07:30")
every("signups.reminders", remind, days=1, at="10:00")
