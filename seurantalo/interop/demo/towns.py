"""Where the demo happens: the real places, with invented houses and streets near their centres."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from seurantalo.common.text import Text
from seurantalo.interop.demo.archetypes import DATA
from seurantalo.places.inflection import decline, in_place
from seurantalo.places.models import Area, PostalCode
from seurantalo.records.content import AreaCode, PlaceContent

SPREAD = 0.006  # degrees of latitude: houses lie within some 700 metres of the centre


@dataclass(frozen=True)
class Town:
    """A municipality or a district of one; `region` is the code of its region."""

    area: Area
    municipality: Area
    region: Area
    postal_code: str

    @property
    def code(self) -> str:
        """The code of the area: "297" or "297-nilsia"."""
        return str(self.area.code)

    @property
    def area_code(self) -> AreaCode:
        """The area as contents name it."""
        return AreaCode.model_validate({"kind": self.area.kind, "code": self.area.code})

    def words(self, lang: str, *, of_region: bool = False) -> dict[str, str]:
        """What stands for {name}, {gen} and {in} in a text of the language."""
        area = self.region if of_region else self.area
        name = area.name.pick(lang).text
        if not lang.startswith("fi"):
            return {"name": name, "gen": name, "in": name}
        genitive = decline(name)["genitive"][0]
        return {"name": name, "gen": genitive, "in": in_place(name, area.locative)}

    def fill(self, text: Text, *, of_region: bool = False) -> Text:
        """The text with the place's names in it."""
        return Text(
            {
                lang: told.format(**self.words(lang, of_region=of_region))
                for lang, told in text.items()
            }
        )

    def house(self, kind: str) -> House:
        """The house of a kind ("hall", "pool"): always the same one in a town."""
        told = _houses()[kind]
        chance = Random(f"{self.code} {kind}")  # noqa: S311 - the same houses every time
        number, street = chance.randint(1, 38), chance.choice(_streets())
        place = PlaceContent(
            name=self.fill(Text(told["name"])),
            street_address=Text(fi=f"{street} {number}"),
            postal_code=self.postal_code,
            municipality=self.municipality.code,
            district=self.code if self.area.kind == "district" else "",
            latitude=round(float(self.area.latitude or 0) + chance.uniform(-1, 1) * SPREAD, 5),
            longitude=round(float(self.area.longitude or 0) + chance.uniform(-2, 2) * SPREAD, 5),
            directions=Text(told.get("directions", {})),
        )
        return House(place, tuple(told.get("accessibility", ())))


@dataclass(frozen=True)
class House:
    """A place where things happen, and how accessible it is."""

    place: PlaceContent
    accessibility: tuple[str, ...]


def town(code: str) -> Town:
    """The town of an area code. Raises LookupError when there is no such area."""
    kind = "district" if "-" in code else "municipality"
    try:
        area = Area.objects.get(kind=kind, code=code)
        municipality = Area.objects.get(kind="municipality", code=code.partition("-")[0])
    except Area.DoesNotExist as error:
        raise LookupError(f"there is no {kind} {code}: run load_places") from error
    region = Area.objects.get(
        kind="region", members__member=municipality, members__valid_to__isnull=True
    )
    return Town(area, municipality, region, _postal_code(area, municipality))


def usual_houses() -> list[str]:
    """The kinds of houses where anything may happen."""
    return [kind for kind, told in _houses().items() if told.get("usual", False)]


def _postal_code(area: Area, municipality: Area) -> str:
    of_it = PostalCode.objects.filter(municipality=municipality).order_by("code")
    if area.kind == "district":
        of_it = of_it.filter(district=area) if of_it.filter(district=area) else of_it
    # Codes of streets end in zero, those of centres often in two; the others are post boxes.
    order = [each for end in ("00", "0", "") for each in of_it if each.code.endswith(end)]
    named = [each for each in order if each.name.get("fi") == area.name.get("fi")]
    return str((named or order)[0].code)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((DATA / "houses.toml").read_text(encoding="utf-8"))


def _houses() -> dict[str, dict[str, Any]]:
    houses: dict[str, dict[str, Any]] = _told()["house"]
    return houses


def _streets() -> list[str]:
    streets: list[str] = _told()["streets"]
    return streets
