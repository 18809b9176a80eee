"""A plan as somebody tells it: what a form gives and a command takes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from seurantalo.places.models import Area


@dataclass(frozen=True)
class TimeTold:
    """One date; `pk` is that of the date it changes, None of a new one."""

    start: datetime
    end: datetime
    whole_day: bool = False
    stage: str = "idea"
    pk: int | None = None


@dataclass(frozen=True)
class PlanTold:
    """All that is told of a plan. `terms` and `networks` are rows, coordinates WGS84 degrees."""

    name: str
    times: tuple[TimeTold, ...]
    text: str = ""
    kind: str = "event"
    municipality: Area | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    terms: tuple[Any, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: tuple[str, ...] = ()
    expected: int | None = None
    audience: str = "region"
    networks: tuple[Any, ...] = ()
    shown: str = "all"
    hint: str = ""
    seeks: tuple[str, ...] = ()
    seeks_text: str = ""

    def columns(self) -> dict[str, Any]:
        """What is kept in the row itself."""
        return {
            **{name: getattr(self, name) for name in COLUMNS},
            "languages": list(self.languages),
            **{f"seeks_{mark}": mark in self.seeks for mark in MARKS},
        }


MARKS = ("partner", "room", "volunteers")
COLUMNS = (
    "name",
    "text",
    "kind",
    "municipality",
    "place",
    "latitude",
    "longitude",
    "minimum_age",
    "maximum_age",
    "expected",
    "audience",
    "shown",
    "hint",
    "seeks_text",
)
