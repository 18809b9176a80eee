"""When things happen: which documents in a stretch of time, and which of them soonest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seurantalo.search.index.columns import Ids, Mask, spans
from seurantalo.search.index.plan import LOCAL, When, seconds

DAY = 86_400
WEEK_MINUTES = 7 * 1440
EVER = 2**62


@dataclass(frozen=True, slots=True)
class Window:
    """`When` in whole seconds; `minutes` allows minutes of the local week, None allows all."""

    start: int
    end: int
    minutes: Mask | None

    @classmethod
    def of(cls, when: When | None, not_before: int | None = None) -> Window:
        """The window of a plan's `when`, cut at `not_before`."""
        when = when or When()
        start = seconds(when.start) if when.start else -EVER
        if not_before is not None:
            start = max(start, not_before)
        minutes = None
        if when.weekdays or when.hours:
            minutes = np.zeros(WEEK_MINUTES, bool)
            low, high = when.hours or (0, 1440)
            for day in when.weekdays or range(7):
                minutes[day * 1440 + low : day * 1440 + high] = True
        return cls(start, seconds(when.end) if when.end else EVER, minutes)


def minutes_of_week(starts: Ids) -> NDArray[np.uint16]:
    """The minute of the local week (0 is Monday 0.00) of Unix seconds."""
    # Clocks are turned on whole hours of UTC, so an offset per hour is enough.
    hours, of = np.unique(starts // 3600, return_inverse=True)
    offsets = [_offset(hour * 3600) for hour in hours.tolist()]
    local = starts + np.array(offsets, np.int64)[of] if len(starts) else starts
    return ((local // 60 + 3 * 1440) % WEEK_MINUTES).astype(np.uint16)  # 1.1.1970 was a Thursday


def _offset(moment: int) -> int:
    offset = datetime.fromtimestamp(moment, UTC).astimezone(LOCAL).utcoffset()
    return int(offset.total_seconds()) if offset else 0


class Occurrences:
    """All occurrences of some documents in the order of time, immutable.

    `owners` are document numbers from `base` up; `first` and `places` list each document's rows.
    `lasting` are the rows longer than a day: all others that reach into a window started at most a
    day before it, which keeps the search for them short.
    """

    def __init__(self, base: int, arrays: dict[str, NDArray[Any]]) -> None:
        self.base = base
        self.starts: Ids = arrays["starts"]
        self.ends: Ids = arrays["ends"]
        self.minutes: NDArray[np.uint16] = arrays["minutes"]
        self.owners: NDArray[np.uint32] = arrays["owners"]
        self.first: Ids = arrays["first"]
        self.places: NDArray[np.uint32] = arrays["places"]
        self.lasting: Ids = arrays["lasting"]

    @staticmethod
    def arrays(
        owners: NDArray[np.uint32], starts: Ids, ends: Ids, base: int, documents: int
    ) -> dict[str, NDArray[Any]]:
        """What `Occurrences` is made of."""
        order = np.lexsort((owners, ends, starts))
        owners, starts, ends = owners[order], starts[order], ends[order]
        first = np.zeros(documents + 1, np.int64)
        first[1:] = np.cumsum(np.bincount(owners - np.uint32(base), minlength=documents))
        return {
            "starts": starts,
            "ends": ends,
            "minutes": minutes_of_week(starts),
            "owners": owners,
            "first": first,
            "places": np.argsort(owners, kind="stable").astype(np.uint32),
            "lasting": np.flatnonzero(ends - starts > DAY),
        }

    def within(self, window: Window) -> Ids:
        """The documents (some many times) that have an occurrence in the window."""
        middle = int(np.searchsorted(self.starts, window.start))
        high = max(middle, int(np.searchsorted(self.starts, window.end)))
        early = self._reaching_into(window, middle)
        if window.minutes is None:
            return np.concatenate([self.owners[middle:high], self.owners[early]]).astype(np.int64)
        rows = np.append(np.arange(middle, high), early)
        return self._owners(rows[window.minutes.take(self.minutes.take(rows))])

    def following(self, window: Window, wanted: Mask, k: int) -> tuple[Ids, Ids]:
        """At least the first k wanted documents by their first start in the window, and the starts.

        Those with the same start as the last one come along; fewer only when there are no more.
        """
        middle = int(np.searchsorted(self.starts, window.start))
        high = max(middle, int(np.searchsorted(self.starts, window.end)))
        documents = starts = np.zeros(0, np.int64)
        for rows in self._blocks(self._reaching_into(window, middle), middle, high):
            owners = self._owners(rows)
            keep = wanted.take(owners)
            if window.minutes is not None:
                keep &= window.minutes.take(self.minutes.take(rows))
            documents = np.append(documents, owners[keep])
            starts = np.append(starts, self.starts[rows[keep]])
            documents, at = np.unique(documents, return_index=True)
            starts = starts[at]
            if len(starts) >= k:
                last = np.partition(starts, k - 1)[k - 1]
                if last < self.starts[rows[-1]]:  # all its equals have been seen
                    break
        return documents, starts

    def next_of(self, documents: Ids, window: Window) -> tuple[Ids, Ids, Ids]:
        """(position in `documents`, start, end) of those that have an occurrence in the window."""
        begin = self.first[documents - self.base]
        sizes = self.first[documents - self.base + 1] - begin
        rows = self.places[spans(begin, sizes)].astype(np.int64)
        starts, ends = self.starts[rows], self.ends[rows]
        suits = (starts < window.end) & ((ends > window.start) | (starts >= window.start))
        if window.minutes is not None:
            suits &= window.minutes.take(self.minutes.take(rows))
        chosen = np.flatnonzero(suits)
        positions = np.repeat(np.arange(len(documents)), sizes)[chosen]
        positions, at = np.unique(positions, return_index=True)  # rows of one document ascend
        return positions, starts[chosen[at]], ends[chosen[at]]

    def _owners(self, rows: Ids) -> Ids:
        return self.owners.take(rows).astype(np.int64)

    def _reaching_into(self, window: Window, middle: int) -> Ids:
        """The rows that start before the window and end in it or after it, ascending."""
        low = int(np.searchsorted(self.starts, window.start - DAY))
        rows = np.append(self.lasting[self.lasting < low], np.arange(low, middle))
        rows = rows[self.ends.take(rows) > window.start]
        return rows[self.starts.take(rows) < window.end]

    @staticmethod
    def _blocks(early: Ids, middle: int, high: int) -> Iterator[Ids]:
        if len(early):
            yield early
        size = 4096
        while middle < high:
            yield np.arange(middle, min(middle + size, high))
            middle, size = middle + size, size * 2
