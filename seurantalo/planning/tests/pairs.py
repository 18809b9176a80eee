"""The labelled pairs of `data/pairs.csv`: notices of March 2027 as people would judge them."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from math import cos, radians
from pathlib import Path
from typing import Any, NamedTuple

from seurantalo.common.time import helsinki
from seurantalo.planning.collisions import Occasion, occasion

DATA = Path(__file__).parent / "data"
AREAS = Path(__file__).parents[2] / "places" / "data" / "areas.csv"


class Pair(NamedTuple):
    """Two occasions and what a person says of them; `part` is "tune" or "check"."""

    name: str
    a: Occasion
    b: Occasion
    clash: bool
    part: str
    why: str


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _points() -> dict[str, tuple[float, float]]:
    return {
        row["name_fi"]: (float(row["latitude"]), float(row["longitude"]))
        for row in _rows(AREAS)
        if row["kind"] == "municipality" and row["latitude"]
    }


def _place(told: str) -> dict[str, float]:
    """ "Savonlinna+12" is twelve kilometres to the east of its centre."""
    if not told:
        return {}
    town, _, east = told.partition("+")
    latitude, longitude = _points()[town]
    step = float(east or 0) / (111.2 * cos(radians(latitude)))
    return {"latitude": latitude, "longitude": longitude + step}


def _occasion(row: dict[str, str]) -> Occasion:
    hour, minute = row["time"].split(":")
    start = helsinki(datetime(2027, 3, int(row["day"]), int(hour), int(minute)))
    low, _, high = row["ages"].partition("-")
    values: dict[str, Any] = {
        name: row[name].split() for name in ("target_groups", "themes", "languages")
    }
    return occasion(
        start=start,
        end=start + timedelta(hours=float(row["hours"])),
        minimum_age=int(low) if low else None,
        maximum_age=int(high) if high else None,
        kind=row["kind"],
        format=row["format"],
        expected=int(row["expected"]) if row["expected"] else None,
        stage=row.get("stage") or "confirmed",
        weekly=bool(row["weekly"]),
        online=bool(row["online"]),
        **values,
        **_place(row["place"]),
    )


def pairs() -> list[Pair]:
    """All of them; the parts are told apart by a hash of what they say, not by hand."""
    notices = {row["notice"]: row for row in _rows(DATA / "notices.csv")}
    return [_pair(row, notices) for row in _rows(DATA / "pairs.csv")]


def _pair(row: dict[str, str], notices: dict[str, dict[str, str]]) -> Pair:
    told = {name.removeprefix("b_"): value for name, value in row.items() if name.startswith("b_")}
    other, _, value = told.pop("other").replace("groups=", "target_groups=").partition("=")
    changed = {name: value for name, value in told.items() if value} | (
        {other: value} if other else {}
    )
    changed = {"expected" if name == "size" else name: value for name, value in changed.items()}
    name = f"{row['a']} – {row['b']} {changed or ''}".strip()
    part = "tune" if sha256(name.encode()).digest()[0] % 2 else "check"
    second = _occasion(notices[row["b"]] | changed)
    return Pair(name, _occasion(notices[row["a"]]), second, row["clash"] == "yes", part, row["why"])
