"""Days that change what people do: public holidays, and when the schools are closed.

Holidays are reckoned by the library `holidays`; school breaks are facts of `data/`, by region,
because each municipality decides for itself but mostly as its neighbours do.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import holidays

from seurantalo.common.text import Text
from seurantalo.common.time import ONE_DAY
from seurantalo.places import queries
from seurantalo.places.commands import DATA

LANGUAGES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}
BREAKS = {
    "autumn": Text(fi="syysloma", sv="höstlov", en="autumn break"),
    "christmas": Text(fi="joululoma", sv="jullov", en="Christmas break"),
    "winter": Text(fi="talviloma", sv="sportlov", en="winter break"),
    "summer": Text(fi="kesäloma", sv="sommarlov", en="summer break"),
}


class Holiday(NamedTuple):
    """A public holiday, or an eve that is kept like one (Midsummer, Christmas)."""

    day: date
    name: Text


class SchoolBreak(NamedTuple):
    """Days without school in a region, both ends included.

    `kind` is "autumn", "christmas", "winter" or "summer"; a `doubtful` one is not decided
    everywhere in the region, or differs from town to town.
    """

    kind: str
    first: date
    last: date
    doubtful: bool

    @property
    def name(self) -> Text:
        """What people call it."""
        return BREAKS[self.kind]


def public_holidays(first: date, last: date) -> list[Holiday]:
    """The public holidays of Finland from the first day to the last, in order."""
    years = range(first.year, last.year + 1)
    return [each for year in years for each in _holidays(year) if first <= each.day <= last]


def school_breaks(area_code: str, first: date, last: date) -> list[SchoolBreak]:
    """The school breaks of a region ("11") or of a municipality ("297") that touch these days.

    In order; none for an unknown code, or of years that nobody has decided yet.
    """
    found = _breaks().get(region_of(area_code), ())
    return [each for each in found if each.first <= last and each.last >= first]


def region_of(area_code: str) -> str:
    """The code of the region a municipality lies in today; a region's own; "" when unknown."""
    if len(area_code) != len("297"):
        return area_code
    town = queries.area("municipality", area_code)
    return next(iter(queries.regions_of([town])), "") if town else ""


def days_off(
    area_code: str, first: date, last: date, *, school: bool = False, public: bool = False
) -> set[date]:
    """Every day of the school breaks, and every public holiday, as wanted."""
    found: set[date] = set()
    if public:
        found |= {each.day for each in public_holidays(first, last)}
    if school:
        found |= set(_each_day(school_breaks(area_code, first, last)))
    return {day for day in found if first <= day <= last}


def _each_day(breaks: Iterable[SchoolBreak]) -> Iterator[date]:
    for each in breaks:
        yield from (
            each.first + ONE_DAY * step for step in range((each.last - each.first).days + 1)
        )


@lru_cache(maxsize=64)
def _holidays(year: int) -> tuple[Holiday, ...]:
    """The holidays of a year by day, each in three languages."""
    told = {
        lang: holidays.country_holidays("FI", years=year, language=locale)
        for lang, locale in LANGUAGES.items()
    }
    return tuple(
        Holiday(day, Text({lang: names[day] for lang, names in told.items()}))
        for day in sorted(told["fi"])
    )


@lru_cache(maxsize=1)
def _breaks() -> dict[str, tuple[SchoolBreak, ...]]:
    found: dict[str, tuple[SchoolBreak, ...]] = {}
    with (DATA / "school_breaks.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told = SchoolBreak(
                row["kind"],
                date.fromisoformat(row["first"]),
                date.fromisoformat(row["last"]),
                bool(row["doubtful"]),
            )
            found[row["region"]] = (*found.get(row["region"], ()), told)
    return found
