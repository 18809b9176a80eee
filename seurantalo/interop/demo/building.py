"""The demo, taken in by the same commands that people's own words go through.

`fill` tells the associations of `data/towns.toml` to `interop.sync`, so that telling them again
changes nothing, and what somebody has edited since is left as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, Literal

from django.utils import timezone

from seurantalo.accounts.models import User
from seurantalo.interop import codes, sync
from seurantalo.interop.demo.archetypes import DATA, Archetype, archetypes, unknown_codes
from seurantalo.interop.demo.telling import Association
from seurantalo.interop.demo.towns import Town, town
from seurantalo.interop.models import Source
from seurantalo.interop.report import Report

Size = Literal["full", "small"]
Progress = Callable[[Iterable[Any], int], Iterable[Any]]
TABLES = {"full": ("full", "elsewhere"), "small": ("small",)}
RARE = 0.3  # the weight of a rare archetype beside an ordinary one
SEED = "Seurantalo"


class FaultyDemo(ValueError):
    """The patterns name terms that the taxonomies do not have; the message lists them."""


@dataclass(frozen=True)
class Settled:
    """An archetype that lives in a town, and the numbers of those of its activities it tells."""

    town: Town
    archetype: Archetype
    activities: tuple[int, ...]


def fill(
    size: Size = "full",
    *,
    by: User,
    today: date | None = None,
    progress: Progress = lambda things, total: things,
) -> Report:
    """Take the demo in, or bring it up to date; `by` writes it and must be a national admin.

    Times begin on the Monday of the week of `today`: run in a later week, it moves the coming
    events on. Raises FaultyDemo when the patterns and the taxonomies do not meet.
    """
    if unknown := unknown_codes(codes.load().terms):
        raise FaultyDemo("the demo's patterns name unknown terms:\n" + "\n".join(unknown))
    day = today or timezone.localdate()
    told = list(tell(size, day - timedelta(days=day.weekday())))
    source, _made = Source.objects.get_or_create(
        code="demo", defaults={"name": "Seurantalo", "user": by}
    )
    report = Report()
    for _one in progress(sync.reconcile(source, told, report), len(told)):
        pass
    return report


def tell(size: Size, today: date) -> Iterator[sync.Told]:
    """All that the demo's associations tell, those that have branches first."""
    settled = [one for name in TABLES[size] for one in plan(name)]
    districts = {
        (one.town.region.code, one.archetype.code): f"{one.town.code}/{one.archetype.code}"
        for one in settled
    }
    for one in sorted(settled, key=lambda one: bool(one.archetype.belongs_to)):
        association = Association(one.archetype, one.town, today)
        owner = districts.get((one.town.region.code, one.archetype.belongs_to), "")
        yield sync.Told(association.key, association.content(), owner)
        for number in one.activities:
            yield sync.Told(
                f"{association.key}/{number}", association.activity(number), association.key
            )


def plan(table: str) -> Iterator[Settled]:
    """Who lives where, and what they do: chosen by a seed, the same each time."""
    for code, told in _towns()[table].items():
        chance = Random(f"{SEED} {table} {code}")  # noqa: S311 - the same demo every time
        chosen = _choose(code, told["organizations"], told.get("must", []), chance)
        does = _share(chosen, told["notices"], len(told.get("must", [])), chance)
        here = town(code)
        for archetype in chosen:
            yield Settled(here, archetype, tuple(sorted(does[archetype.code])))


def _choose(code: str, count: int, must: list[str], chance: Random) -> list[Archetype]:
    """The archetypes of a place: those it must have, then others as luck has it."""
    known = archetypes()
    chosen = [known[each] for each in must]
    rest = [
        one
        for one in known.values()
        if one not in chosen and not (one.only or one.national or one.regional)
    ]
    # Weighted sampling without replacement (Efraimidis and Spirakis 2006).
    rest.sort(key=lambda one: chance.random() ** (1 / RARE if one.rare else 1), reverse=True)
    local = [one for one in known.values() if code in one.only and one not in chosen]
    return (chosen + local + rest)[:count]


def _share(chosen: list[Archetype], notices: int, sure: int, chance: Random) -> dict[str, set[int]]:
    """Which activities are told: those of the sure archetypes first, then as luck has it."""
    pairs = [(one.code, number) for one in chosen for number in range(len(one.activity))]
    kept = {one.code for one in chosen[:sure]}
    pairs.sort(key=lambda pair: (pair[0] not in kept, pair[1] > 1, chance.random()))
    if len(pairs) < notices:
        raise FaultyDemo(f"too few activities for {notices} notices: {sorted(kept)}")
    does: dict[str, set[int]] = {one.code: set() for one in chosen}
    for code, number in pairs[:notices]:
        does[code].add(number)
    return does


@cache
def _towns() -> dict[str, dict[str, Any]]:
    return tomllib.loads((DATA / "towns.toml").read_text(encoding="utf-8"))
