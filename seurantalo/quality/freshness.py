"""When it is time to ask whether something is still true: the rhythm of each kind and region.

Pure functions of days. What goes on is asked about every so many months; hobbies, where the
region wants it so, when a term begins: in the middle of August and after Epiphany. Events are
never asked about: they end by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from dateutil.relativedelta import relativedelta

TERM_STARTS = ((1, 7), (8, 15))
# Whoever told of a term so shortly before it began is not asked again when it does.
TOLD_FOR_THE_TERM = timedelta(days=45)
# What would be due so soon goes into the same letter: one letter in a month rather than four.
GATHERED = timedelta(days=30)


class Rhythm(Protocol):
    """The part of a region's rule that says when one asks, reminds, marks and hides."""

    confirm_months: int
    confirm_hobbies_at_term_start: bool
    remind_after_days: int
    mark_after_days: int
    hide_after_days: int


class Asked(Protocol):
    """How far the asking about one thing has come."""

    asked: date
    unreachable: bool
    reminded: date | None
    marked: date | None
    hidden: date | None


def due(kind: str, confirmed: date, rhythm: Rhythm) -> date | None:
    """The day from which a thing last confirmed on `confirmed` is to be asked about; None: never.

    `kind` is that of the activity, or "organization".
    """
    if kind == "event":
        return None
    if kind == "hobby" and rhythm.confirm_hobbies_at_term_start:
        return next_term(confirmed + TOLD_FOR_THE_TERM)
    if not rhythm.confirm_months:
        return None
    return confirmed + relativedelta(months=rhythm.confirm_months)


def next_term(day: date) -> date:
    """The first start of a term that is not before `day`."""
    starts = [date(year, *start) for year in (day.year, day.year + 1) for start in TERM_STARTS]
    return next(start for start in starts if start >= day)


def may_be_due(kind: str, confirmed: date, rhythms: Iterable[Rhythm], *, by: date) -> bool:
    """Whether any of these rhythms would have it asked by a day: a cheap look before the true one."""
    days = (due(kind, confirmed, rhythm) for rhythm in rhythms)
    return any(day is not None and day <= by for day in days)


def to_remind(asking: Asked, rhythm: Rhythm, today: date) -> bool:
    """Whether it is time for the second letter: there is one, and never after it is hidden."""
    return (
        not asking.unreachable
        and asking.reminded is None
        and asking.hidden is None
        and today >= asking.asked + timedelta(days=rhythm.remind_after_days)
    )


def to_mark(asking: Asked, rhythm: Rhythm, today: date) -> bool:
    """Whether it is time to tell readers that nobody has confirmed it.

    Counted from the second letter where there is one, so that a night that was missed, or letters
    that were switched off for a while, take nobody's time to answer.
    """
    if asking.marked is not None:
        return False
    if asking.unreachable:
        return today >= asking.asked + timedelta(days=rhythm.mark_after_days)
    left = timedelta(days=rhythm.mark_after_days - rhythm.remind_after_days)
    return asking.reminded is not None and today >= asking.reminded + left


def to_hide(asking: Asked, rhythm: Rhythm, today: date) -> bool:
    """Whether readers are better off without it: it has been marked long enough."""
    if asking.hidden is not None or asking.marked is None:
        return False
    left = timedelta(days=max(1, rhythm.hide_after_days - rhythm.mark_after_days))
    return today >= asking.marked + left
