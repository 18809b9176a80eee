"""Where things are: which documents within so many kilometres."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seurantalo.search.index.columns import Ids, Numbers, spans
from seurantalo.search.index.plan import EARTH_KILOMETRES, Near

ROW, COLUMN = 0.05, 0.1  # the grid's cell in degrees, about 5.5 × 5.5 km in Finland
COLUMNS = 4096  # more than 360 / 0.1, so that cells of a row are consecutive numbers


def on_sphere(latitudes: NDArray[Any], longitudes: NDArray[Any]) -> Numbers:
    """WGS84 degrees as points on the unit sphere, shape (n, 3)."""
    φ, λ = np.radians(latitudes), np.radians(longitudes)
    return np.stack([np.cos(φ) * np.cos(λ), np.cos(φ) * np.sin(λ), np.sin(φ)], axis=-1)


def kilometres(haversines: Numbers) -> Numbers:
    """Distances of haversines (sin² of half the angle), to the metre."""
    angles = 2 * np.arcsin(np.sqrt(np.clip(haversines, 0, 1)))
    return np.round(EARTH_KILOMETRES * angles, 3)


def haversine(distance: float) -> float:
    """The inverse of `kilometres`."""
    return math.sin(min(distance / (2 * EARTH_KILOMETRES), math.pi / 2)) ** 2


class Points:
    """The points of some documents, sorted by the cell of a grid, immutable.

    `owners` are document numbers from `base` up; `first` and `places` list each document's rows.
    """

    def __init__(self, base: int, arrays: dict[str, NDArray[Any]]) -> None:
        self.base = base
        self.cells: Ids = arrays["cells"]
        self.owners: NDArray[np.uint32] = arrays["owners"]
        self.sphere: Numbers = arrays["sphere"]
        self.first: Ids = arrays["first"]
        self.places: NDArray[np.uint32] = arrays["places"]

    @staticmethod
    def arrays(
        owners: NDArray[np.uint32], degrees: Numbers, base: int, documents: int
    ) -> dict[str, NDArray[Any]]:
        """What `Points` is made of; `degrees` has a row (latitude, longitude) for each owner."""
        cells = _row(degrees[:, 0]) * COLUMNS + _column(degrees[:, 1])
        order = np.lexsort((owners, cells))
        owners = owners[order]
        first = np.zeros(documents + 1, np.int64)
        first[1:] = np.cumsum(np.bincount(owners - np.uint32(base), minlength=documents))
        return {
            "cells": cells[order],
            "owners": owners,
            "sphere": on_sphere(degrees[order, 0], degrees[order, 1]),
            "first": first,
            "places": np.argsort(owners, kind="stable").astype(np.uint32),
        }

    def within(self, near: Near) -> tuple[Ids, Numbers]:
        """Documents (some many times) and haversines of the points in the circle."""
        centre = on_sphere(np.array(near.latitude), np.array(near.longitude))
        owners, haversines = [], []
        for low, high in self._ranges(near):
            found = ((self.sphere[low:high] - centre) ** 2).sum(axis=1) / 4
            # Half a metre more than asked: distances are rounded before they are compared.
            inside = np.flatnonzero(found <= haversine(near.kilometres + 0.0006))
            owners.append(self.owners[low:high].take(inside))
            haversines.append(found.take(inside))
        if not owners:
            return np.zeros(0, np.int64), np.zeros(0)
        candidates, values = np.concatenate(owners).astype(np.int64), np.concatenate(haversines)
        inside = np.flatnonzero(
            (values <= haversine(max(near.kilometres - 0.0006, 0)))
            | (kilometres(values) <= near.kilometres)
        )
        return candidates.take(inside), values.take(inside)

    def nearest(self, documents: Ids, near: Near) -> Numbers:
        """The kilometres from the centre to each document's nearest point; it must have one."""
        begin = self.first[documents - self.base]
        sizes = self.first[documents - self.base + 1] - begin
        rows = self.places[spans(begin, sizes)]
        centre = on_sphere(np.array(near.latitude), np.array(near.longitude))
        haversines = ((self.sphere[rows] - centre) ** 2).sum(axis=1) / 4
        return kilometres(np.minimum.reduceat(haversines, np.cumsum(sizes) - sizes))

    def _ranges(self, near: Near) -> list[tuple[int, int]]:
        """Ranges of rows that hold every point of the circle."""
        angle = (near.kilometres + 0.001) / EARTH_KILOMETRES
        latitude = math.radians(near.latitude)
        south, north = latitude - angle, latitude + angle
        if south <= -math.pi / 2 or north >= math.pi / 2:
            return [(0, len(self.cells))]  # a pole inside: every longitude is near
        half = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(latitude))))
        west, east = near.longitude - half, near.longitude + half
        if west < -180 or east > 180:
            west, east = -180.0, 180.0
        lowest, highest = _row(np.degrees([south, north])).tolist()
        first, last = _column(np.array([west, east])).tolist()
        rows = np.arange(lowest, highest + 1) * COLUMNS
        low = np.searchsorted(self.cells, rows + first)
        high = np.searchsorted(self.cells, rows + last, side="right")
        return [(a, b) for a, b in zip(low.tolist(), high.tolist(), strict=True) if a < b]


def _row(latitudes: NDArray[Any]) -> Ids:
    return np.floor((latitudes + 90) / ROW).astype(np.int64)


def _column(longitudes: NDArray[Any]) -> Ids:
    return np.floor((longitudes + 180) / COLUMN).astype(np.int64)
