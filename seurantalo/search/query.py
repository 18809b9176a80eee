"""One query, many doors: page, API, feed, saved link and portal block carry this object.

The names in an address are Finnish and short (`q`, `kunta`, `teema` …) and the same in every door.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from seurantalo.records.schemas import ActivityKind, ChannelKind

CODE = re.compile(r"^[a-z0-9åäö._-]{1,60}$", re.IGNORECASE)
Codes = Annotated[tuple[str, ...], Field(max_length=40)]
Kind = ActivityKind | Literal["organization"]
Weekday = Literal["ma", "ti", "ke", "to", "pe", "la", "su"]
WEEKDAYS: tuple[Weekday, ...] = ("ma", "ti", "ke", "to", "pe", "la", "su")


class SearchQuery(BaseModel):
    """What somebody is looking for. Every field may be empty; the empty query is everything."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")

    words: str = Field("", alias="q", max_length=300)
    kind: tuple[Kind, ...] = Field((), alias="laji")
    theme: Codes = Field((), alias="teema")
    target_group: Codes = Field((), alias="kohderyhma")
    life_situation: Codes = Field((), alias="tilanne")
    municipality: Codes = Field((), alias="kunta")
    district: Codes = Field((), alias="alue")
    region: Codes = Field((), alias="maakunta")
    county: Codes = Field((), alias="hyvinvointialue")
    place: str = Field("", alias="paikka", max_length=200, description="typed place or address")
    latitude: float | None = Field(None, alias="lat", ge=-90, le=90)
    longitude: float | None = Field(None, alias="lon", ge=-180, le=180)
    kilometres: float = Field(10.0, alias="km", gt=0, le=500)
    when: Literal["", "tanaan", "huomenna", "viikko", "viikonloppu", "kuukausi"] = Field(
        "", alias="milloin"
    )
    start: date | None = Field(None, alias="alku")
    end: date | None = Field(None, alias="loppu")
    weekday: tuple[Weekday, ...] = Field((), alias="paiva")
    time_of_day: tuple[Literal["aamu", "paiva", "ilta"], ...] = Field((), alias="aika")
    language: Codes = Field((), alias="kieli")
    age: int | None = Field(None, alias="ika", ge=0, le=120)
    price: tuple[Literal["free", "paid"], ...] = Field((), alias="hinta")
    channel: tuple[ChannelKind, ...] = Field((), alias="tapa")
    accessibility: Codes = Field((), alias="esteettomyys", description="all must be there")
    organization: int | None = Field(None, alias="jarjesto", ge=1)
    newer_than_days: int | None = Field(None, alias="uudet", ge=1, le=3650)
    public_services: Literal["", "vain", "ei"] = Field("", alias="julkiset")
    literal: bool = Field(False, alias="sellaisenaan", description="no place names in words")
    sort: Literal["", "relevance", "soonest", "nearest", "newest"] = Field("", alias="jarjestys")
    page: int = Field(1, alias="sivu", ge=1, le=500)

    @field_validator("*", mode="before")
    @classmethod
    def _no_control_characters(cls, value: Any) -> Any:
        """A NUL or a lone surrogate is no word of any language, and PostgreSQL refuses it."""
        if isinstance(value, str):
            spaced = "".join(c if c.isprintable() else " " * c.isspace() for c in value)
            return "".join(c for c in spaced if not "\ud800" <= c <= "\udfff").strip()
        return value

    @field_validator("latitude", "longitude")
    @classmethod
    def _ten_metres(cls, value: float | None) -> float | None:
        """Nearer than that nobody needs to know where the reader is."""
        return None if value is None else round(value, 4)

    @field_validator("kilometres")
    @classmethod
    def _hundred_metres(cls, value: float) -> float:
        return max(0.1, round(value, 1))

    @field_validator(
        "theme",
        "target_group",
        "life_situation",
        "municipality",
        "district",
        "region",
        "county",
        "language",
        "accessibility",
    )
    @classmethod
    def _codes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for code in value:
            if not CODE.fullmatch(code):
                raise ValueError("not a code")
        return tuple(dict.fromkeys(value))

    @classmethod
    def read(cls, parameters: Iterable[tuple[str, list[str]]]) -> tuple[SearchQuery, list[str]]:
        """The query of an address' parameters, and the names of those that made no sense.

        A wrong value never stops a search: it is left out and named, so that the page can say so.
        `parameters` is what `QueryDict.lists()` gives.
        """
        given = {name: values for name, values in parameters if name in ALIASES}
        data: dict[str, Any] = {
            name: [v for v in values if v.strip()] if name in MULTIPLE else values[-1].strip()
            for name, values in given.items()
        }
        data = {name: value for name, value in data.items() if value not in ("", [])}
        for name, longest in LONGEST.items():
            if name in data:
                data[name] = data[name][:longest]
        refused: list[str] = []
        while True:
            try:
                return cls.model_validate(data), refused
            except ValidationError as error:
                wrong = {str(problem["loc"][0]) for problem in error.errors()}
                refused.extend(sorted(wrong))
                data = {name: value for name, value in data.items() if name not in wrong}

    def pairs(self, **changes: Any) -> list[tuple[str, str]]:
        """(name, value) pairs of the address, defaults left out; `changes` by field name."""
        changed = self.model_copy(update=changes) if changes else self
        result: list[tuple[str, str]] = []
        for name, info in type(self).model_fields.items():
            value = getattr(changed, name)
            if value == info.default or value in (None, "", ()):
                continue
            values = value if isinstance(value, tuple) else (value,)
            result += [(info.alias or name, _printed(each)) for each in values]
        return result

    def to_querystring(self, **changes: Any) -> str:
        """The part of an address after "?"; the same query always prints the same."""
        return urlencode(self.pairs(**changes))

    @property
    def point(self) -> tuple[float, float] | None:
        """Where the reader is (WGS84 latitude and longitude), when she told both."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


def _printed(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


LONGEST = {"q": 300, "paikka": 200}  # a page pasted into a field is cut, not refused
ALIASES = {info.alias or name for name, info in SearchQuery.model_fields.items()}
MULTIPLE = {
    info.alias or name
    for name, info in SearchQuery.model_fields.items()
    if isinstance(info.default, tuple)
}
