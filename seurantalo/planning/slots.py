"""When it would be free: days near the chosen one with less of a collision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from seurantalo.common.time import helsinki, local_day, wall_clock
from seurantalo.planning.candidates import Candidate
from seurantalo.planning.collisions import MARGIN, THRESHOLD, Occasion, score
from seurantalo.planning.narrowing import Span

WEEKS = (1, -1, 2, -2)
MOST = 3


class Slot(NamedTuple):
    """A time that may be chosen instead, and the worst score there."""

    start: datetime
    end: datetime
    score: float

    @property
    def quiet(self) -> bool:
        """Whether nothing clashes there; else it only clashes less."""
        return self.score < THRESHOLD


def proposals(asked: Occasion, *, today: date) -> list[Span]:
    """The times to look at: the same hour on the week's other days and on the weeks about it.

    The nearest first. Nothing before tomorrow, nothing that touches what is asked; evenings of a
    working week stay in it and weekends stay weekends.
    """
    first = wall_clock(asked.start)
    weekend = first.weekday() >= 5
    days = {first.date() + timedelta(weeks=weeks) for weeks in WEEKS}
    monday = first.date() - timedelta(days=first.weekday())
    days |= {monday + timedelta(days=day) for day in ((5, 6) if weekend else range(5))}
    spans = [_moved(asked, day) for day in days if day > today]
    return sorted(
        (span for span in spans if span.end <= asked.start or span.start >= asked.end),
        key=lambda span: (abs(span.start - asked.start), span.start),
    )


def _moved(asked: Occasion, day: date) -> Span:
    """The same hours of the wall clock on another day."""
    begins, ends = wall_clock(asked.start), wall_clock(asked.end)
    start = datetime.combine(day, begins.time())
    return Span(helsinki(start), helsinki(start + (ends - begins)))


def free(
    asked: Occasion,
    found: Sequence[Candidate],
    *,
    today: date,
    margin: timedelta = MARGIN,
    most: int = MOST,
    kept: Callable[[date], bool] = lambda day: False,
) -> list[Slot]:
    """The nearest proposals with no collision, or when there are none, with a lesser one.

    `found` holds what is near at all the proposed times too. Days `kept` for something else, as
    Christmas Eve, are not proposed, unless it is on such a day that this is to be held.
    """
    on_such = kept(local_day(asked.start))
    own = _worst(asked, found, margin)
    tried = [
        Slot(*span, _worst(replace(asked, start=span.start, end=span.end), found, margin))
        for span in proposals(asked, today=today)
        if on_such or not kept(local_day(span.start))
    ]
    better = [slot for slot in tried if slot.score < own]
    quiet = [slot for slot in better if slot.quiet]
    chosen = (quiet or better)[:most]
    return sorted(chosen, key=lambda slot: (abs(slot.start - asked.start), slot.start))


def _worst(asked: Occasion, found: Sequence[Candidate], margin: timedelta) -> float:
    """The worst score; what is on another day is passed by before it is reckoned."""
    first, last = asked.start - margin, asked.end + margin
    return max(
        (
            score(asked, each.occasion, margin=margin).score
            for each in found
            if each.occasion.start <= last and each.occasion.end >= first
        ),
        default=0.0,
    )
