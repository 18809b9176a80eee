"""Accounts that nobody uses: warned of in time, then removed. Nobody is asked twice for nothing."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from seurantalo.accounts import commands, letters, queries
from seurantalo.mail import commands as mail

UNPROVED_DAYS = 7
BATCH = 500
logger = logging.getLogger(__name__)


def warn(now: datetime | None = None) -> int:
    """Write to those who have been away for so long that their account is about to be removed.

    A warning of an earlier absence, after which she came back, does not count. How many were written.
    """
    now = now or timezone.now()
    since = now - relativedelta(months=settings.ACCOUNT_WARN_AFTER_MONTHS)
    written = 0
    for user in queries.not_warned(queries.away_since(since))[:BATCH]:
        day = removal_day(now)
        mail.write(letters.unused, day, to=user)
        commands.record_warning(user, at=now)
        written += 1
    return written


def removal_day(now: datetime) -> datetime:
    """When somebody who is warned now is removed at the earliest."""
    months = settings.ACCOUNT_REMOVE_AFTER_MONTHS - settings.ACCOUNT_WARN_AFTER_MONTHS
    return now + relativedelta(months=months)


def remove(now: datetime | None = None) -> int:
    """Remove those who were warned a month ago or more and did not come; how many.

    One who cannot be removed because something works in her name stays, and the log says so.
    """
    now = now or timezone.now()
    since = now - relativedelta(months=settings.ACCOUNT_REMOVE_AFTER_MONTHS)
    months = settings.ACCOUNT_REMOVE_AFTER_MONTHS - settings.ACCOUNT_WARN_AFTER_MONTHS
    warned = now - relativedelta(months=months)
    removed = 0
    for user in queries.away_since(since).filter(warned__lte=warned)[:BATCH]:
        email, language = user.email, user.language
        try:
            commands.erase(user, by=None)
        except ValidationError as kept:
            logger.warning("An unused account was kept: %s", kept.messages[0])
            continue
        mail.write(letters.removed, to=email, language=language)
        removed += 1
    return removed


def clear_unproved(now: datetime | None = None) -> int:
    """Remove accounts whose address nobody proved in a week: a mistyped one, or a stranger's."""
    since = (now or timezone.now()) - timedelta(days=UNPROVED_DAYS)
    people = list(queries.never_came(since)[:BATCH])
    for user in people:
        commands.erase(user, by=None)
    return len(people)
