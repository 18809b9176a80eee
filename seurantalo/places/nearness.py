"""What is near, by how people travel: squares for finding, kilometres for judging.

A square is a tenth of a degree high and a fifth wide, about 11 by 11 km in the middle of Finland.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from math import cos, floor, hypot, inf, radians
from pathlib import Path
from typing import Literal, cast

from seurantalo.common.coordinates import distance_km

ROWS_A_DEGREE, COLUMNS_A_DEGREE = 10, 5
COLUMNS = 360 * COLUMNS_A_DEGREE
KM_A_DEGREE = 111.2  # of latitude
FLAT_DEGREES = 2.0  # so near a flat map errs by less than a tenth
DATA = Path(__file__).parent / "data"

Settlement = Literal["urban", "semi-urban", "rural"]
Point = tuple[float, float]
# How far people go for an evening: across a town, or to the next parish village.
REACH_KM: Mapping[Settlement, float] = {"urban": 10.0, "semi-urban": 22.0, "rural": 38.0}
UNKNOWN_KM = 22.0
TOWN_KM, CONURBATION_KM = 8.0, 25.0


def cell(latitude: float, longitude: float) -> int:
    """The number of the square that holds a WGS84 point in degrees."""
    row = floor((latitude + 90) * ROWS_A_DEGREE)
    return row * COLUMNS + floor((longitude + 180) * COLUMNS_A_DEGREE)


def middle(number: int) -> Point:
    """The WGS84 point in the middle of a square."""
    row, column = divmod(number, COLUMNS)
    return (row + 0.5) / ROWS_A_DEGREE - 90, (column + 0.5) / COLUMNS_A_DEGREE - 180


def cells_within(point: Point, kilometres: float) -> list[int]:
    """The squares of which any part may lie within so many kilometres of a point."""
    latitude, longitude = point
    high = kilometres / KM_A_DEGREE
    wide = high / max(0.2, cos(radians(min(89.0, abs(latitude) + high))))
    south, north = (floor((latitude + way * high + 90) * ROWS_A_DEGREE) for way in (-1, 1))
    west, east = (floor((longitude + way * wide + 180) * COLUMNS_A_DEGREE) for way in (-1, 1))
    return [
        row * COLUMNS + column
        for row in range(south, north + 1)
        for column in range(west, east + 1)
    ]


@cache
def settlements() -> Mapping[str, Settlement]:
    """Whether a municipality is town or countryside, by its code (Statistics Finland's grouping)."""
    with (DATA / "settlement_types.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: cast(Settlement, row["type"]) for row in csv.DictReader(file)}


@cache
def _centres() -> tuple[tuple[str, Point], ...]:
    with (DATA / "areas.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["code"], (float(row["latitude"]), float(row["longitude"])))
            for row in csv.DictReader(file)
            if row["kind"] == "municipality" and row["latitude"] and not row["valid_to"]
        )


def municipality_at(point: Point) -> str:
    """The code of the municipality whose centre is nearest: a guess that needs no borders."""
    return _nearest(point)[0]


def centre_of(municipality: str) -> Point | None:
    """The WGS84 point of a municipality's centre, by its code."""
    return dict(_centres()).get(municipality)


def _nearest(point: Point) -> tuple[str, Point]:
    """The nearest centre: on a flat map first, which is quick, then of the few left on the globe."""
    latitude, longitude = point
    east = cos(radians(latitude))
    flat = [
        (hypot(north - latitude, (away - longitude) * east), (code, (north, away)))
        for code, (north, away) in _centres()
    ]
    closest = min(flat)[0]
    room = closest * 1.2 if closest < FLAT_DEGREES else inf
    return min(
        (known for far, known in flat if far <= room),
        key=lambda known: distance_km(known[1], point),
    )


def reach_km(municipality: str | None) -> float:
    """How far people of a municipality (its code) travel to something ordinary."""
    known = settlements().get(municipality or "")
    return REACH_KM[known] if known else UNKNOWN_KM


@cache
def reach_in(number: int) -> float:
    """By the nearest municipality; the villages about a lonely town travel like a country town.

    Town municipalities are wide since the mergers: 12 km from the market square of one that has
    no other near is countryside, the same way from that of Helsinki is the next suburb.
    """
    point = middle(number)
    code, centre = _nearest(point)
    if settlements().get(code) != "urban" or distance_km(point, centre) < TOWN_KM:
        return reach_km(code)
    neighbours = (
        other
        for other, where in _centres()
        if other != code and settlements().get(other) == "urban"
        if distance_km(where, centre) < CONURBATION_KM
    )
    return REACH_KM["urban" if any(neighbours) else "semi-urban"]


def reach_at(point: Point) -> float:
    """How far people travel who live about a point; the same for all of its square."""
    return reach_in(cell(*point))


def closeness(kilometres: float, reach: float) -> float:
    """1 at the door, 0 from the reach on: falls slowly at first, as in one's own village."""
    return max(0.0, 1.0 - (kilometres / reach) ** 3)
