"""How often a thing is held, by the days it begins on: what is seldom deserves the first place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import IntEnum

WEEK = timedelta(days=7)
LONG = 2 * WEEK  # so much of the same is no news any more
FAR_APART = timedelta(days=12)
EVERY_OTHER_DAY = timedelta(days=2)


class Rhythm(IntEnum):
    """How often it is held, the rarest first."""

    SELDOM = 0
    WEEKLY = 1
    DAILY = 2


def rhythm(days: Collection[date], lasts: timedelta = timedelta()) -> Rhythm:
    """The rhythm of a thing that begins on these days, of four weeks or more; one time `lasts` so.

    - Seldom: once, within one week (a festival), or its days are twelve or more apart on average
      (every other week, monthly).
    - Daily: less than two days apart on average for two weeks or more (from Monday to Friday), or
      one time lasts two weeks or more (an exhibition).
    - Weekly: whatever is between.
    """
    if lasts >= LONG:
        return Rhythm.DAILY
    length = max(days) - min(days) if days else timedelta()
    if length < WEEK:
        return Rhythm.SELDOM
    apart = length / (len(set(days)) - 1)
    if apart >= FAR_APART:
        return Rhythm.SELDOM
    daily = apart < EVERY_OTHER_DAY and length >= LONG - timedelta(days=3)
    return Rhythm.DAILY if daily else Rhythm.WEEKLY
