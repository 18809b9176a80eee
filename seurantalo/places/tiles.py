"""The schematic map: every municipality a square of the same size, roughly where it lies.

A real map shows Utsjoki large and Kauniainen as a dot; here each can be touched and read. The
squares are computed once by `place_tiles` and kept in `data/tiles.csv`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

# Rows of the grid for n squares: Finland is about twice as high as wide, and the map has holes.
SPARE_CELLS = 1.45
HEIGHT_TO_WIDTH = 1.7
# How much of a position is its rank (evens out the crowded south) instead of its metres.
RANK_SHARE = 0.5


def place(points: Points) -> list[tuple[int, int]]:
    """(column, row) for each (easting, northing) point in metres; row 0 is the northernmost.

    The squares are shared out so that the sum of squared displacements is least; the same points
    always give the same map. No two points share a square.
    """
    columns = int(np.ceil(np.sqrt(len(points) * SPARE_CELLS / HEIGHT_TO_WIDTH)))
    rows = int(np.ceil(len(points) * SPARE_CELLS / columns))
    wanted = wanted_positions(points, columns, rows)
    cells = np.array([(x, y) for y in range(rows) for x in range(columns)], dtype=float)
    cost = ((wanted[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    chosen = cells[assign(cost)].astype(int)
    chosen -= chosen.min(axis=0)
    return [(int(x), int(y)) for x, y in chosen]


def wanted_positions(points: Points, columns: int, rows: int) -> Points:
    """Where each point would like to be on the grid, in squares, between metres and rank."""
    flipped = points * np.array([1.0, -1.0])
    low, high = flipped.min(axis=0), flipped.max(axis=0)
    linear = (flipped - low) / np.where(high > low, high - low, 1.0)
    ranks = flipped.argsort(axis=0, kind="stable").argsort(axis=0) / max(len(points) - 1, 1)
    mixed = RANK_SHARE * ranks + (1 - RANK_SHARE) * linear
    return np.asarray(mixed * np.array([columns - 1, rows - 1]))


def assign(cost: Points) -> NDArray[np.int64]:
    """For each row of the cost matrix its column, each used once at most, the sum least.

    The Hungarian algorithm by shortest augmenting paths; needs as many columns as rows, or more.
    """
    count, width = cost.shape
    if width < count:
        raise ValueError("fewer squares than areas")
    row_price, column_price = np.zeros(count + 1), np.zeros(width + 1)
    owner = np.zeros(width + 1, dtype=int)
    for row in range(1, count + 1):
        owner[0] = row
        before = _shortest_path(cost, row_price, column_price, owner)
        column = int(before[-1])
        while column:
            previous = int(before[column])
            owner[column], column = owner[previous], previous
    answer = np.zeros(count, dtype=np.int64)
    taken = np.flatnonzero(owner[1:])
    answer[owner[taken + 1] - 1] = taken
    return answer


def _shortest_path(
    cost: Points, row_price: Points, column_price: Points, owner: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Find the cheapest free column for the row in owner[0], keeping the prices right.

    Answers the column before each on the path; the free column found is appended at the end.
    """
    least = np.full(len(owner), np.inf)
    before = np.zeros(len(owner), dtype=int)
    used = np.zeros(len(owner), dtype=bool)
    column = 0
    while owner[column]:
        used[column] = True
        row = owner[column]
        reduced = cost[row - 1] - row_price[row] - column_price[1:]
        better = ~used[1:] & (reduced < least[1:])
        least[1:][better], before[1:][better] = reduced[better], column
        column = int(np.where(used, np.inf, least)[1:].argmin()) + 1
        step = least[column]
        row_price[owner[used]] += step
        column_price[used] -= step
        least[~used] -= step
    return np.append(before, column)
