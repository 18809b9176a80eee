"""What associations are like, before they live anywhere: the patterns of `data/*.toml`.

Texts may hold {name}, {gen} and {in}: the place's name, genitive and "in it". A text or a time may
be a list of wordings, of which each place takes one, so that neighbours are no copies.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from seurantalo.common.text import Text
from seurantalo.records.schemas import ActivityKind, ChannelKind, PriceKind

DATA = Path(__file__).parent / "data"


def _several(told: Any) -> Any:
    """One wording or many → many."""
    return told if isinstance(told, list | tuple) else (told,)


Wordings = Annotated[tuple[Text, ...], BeforeValidator(_several)]
Times = Annotated[tuple[str, ...], BeforeValidator(_several)]


class _Filed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ActivityPattern(_Filed):
    """Something such associations do.

    `when` is written as people write times; with `once` it is one coming day, in one of `months`
    when they are given. `term` means from September to May, and not at Christmas. `ages` are the youngest and the oldest.
    """

    kind: ActivityKind
    name: Wordings
    summary: Wordings = ()
    description: Wordings = ()
    themes: tuple[str, ...]
    target_groups: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ages: tuple[int, ...] = Field(default=(), max_length=2)
    price: PriceKind = "free"
    price_text: Wordings = ()
    channel: ChannelKind = "place"
    venue: str = ""
    when: Times = ()
    once: bool = False
    months: tuple[int, ...] = ()
    term: bool = False
    registration: bool = False
    confidential: bool = False


class Archetype(_Filed):
    """A kind of association. `rare` ones are not in every place; `only` names their areas.

    `belongs_to` is the archetype of the district organisation whose branch it is. A `regional` one
    serves its region, a `national` one the country.
    """

    code: str
    name: Wordings
    kind: str = "association"
    themes: tuple[str, ...]
    summary: Wordings
    description: Wordings = ()
    rare: bool = False
    only: tuple[str, ...] = ()
    belongs_to: str = ""
    regional: bool = False
    national: bool = False
    confidential: bool = False
    languages: tuple[str, ...] = ("fi",)
    activity: tuple[ActivityPattern, ...] = Field(default=())

    def codes(self) -> Iterator[tuple[str, str]]:
        """Every (taxonomy, code) it names."""
        yield "organization_kind", self.kind
        yield from (("theme", code) for code in self.themes)
        for each in self.activity:
            yield from (("theme", code) for code in each.themes)
            yield from (("target_group", code) for code in each.target_groups)
            yield from (("format", code) for code in each.formats)
            yield from (("accessibility", code) for code in each.accessibility)


@cache
def archetypes() -> dict[str, Archetype]:
    """All archetypes by code, in the order of their files."""
    found: dict[str, Archetype] = {}
    for path in sorted(DATA.glob("[0-9]*.toml")):
        for told in tomllib.loads(path.read_text(encoding="utf-8"))["organization"]:
            one = Archetype.model_validate(told)
            if one.code in found:
                raise ValueError(f"{path.name}: {one.code} is told twice")
            found[one.code] = one
    return found


def unknown_codes(known: Mapping[str, Collection[str]]) -> list[str]:
    """The codes that no taxonomy has, each as "theme kuoro (in choir)"; `known` by taxonomy."""
    return sorted(
        {
            f"{taxonomy} {code} (in {one.code})"
            for one in archetypes().values()
            for taxonomy, code in one.codes()
            if code not in known.get(taxonomy, ())
        }
    )
