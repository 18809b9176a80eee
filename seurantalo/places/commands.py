"""The writes of the room: facts from `data/`, the squares of the map, places as people tell them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.places import queries, tiles
from seurantalo.places.models import Area, Location, Membership, PostalCode
from seurantalo.publishing import signals
from seurantalo.records.content import AreaCode, PlaceContent

DATA = Path(__file__).parent / "data"
# The nineteen regions are laid out by hand: (column, row), row 0 in the north.
REGION_TILES = {
    "19": (2, 0), "17": (2, 1), "18": (3, 1), "15": (0, 2), "16": (1, 2), "13": (2, 2),
    "11": (3, 2), "12": (4, 2), "04": (0, 3), "14": (1, 3), "06": (2, 3), "10": (3, 3),
    "02": (1, 4), "05": (2, 4), "07": (3, 4), "09": (4, 4), "21": (0, 5), "01": (2, 5),
    "08": (3, 5),
}  # fmt: skip


class Loaded(NamedTuple):
    """How many rows a load made, changed, removed and found already right."""

    created: int
    changed: int
    removed: int
    unchanged: int


@transaction.atomic
def load_facts() -> dict[str, Loaded]:
    """Bring the areas, their memberships and the postal codes to what `data/` says.

    Run again, it changes nothing. Facts edited in the database are set back: edit the files.
    Areas that left the files stay, because others point at them. Answers counts by table.
    """
    areas = _sync(Area, _area_rows(), ("kind", "code"), remove=False)
    ids = _ids()
    replaced = _sync(Area, _replacements(ids), ("kind", "code"), remove=False)
    queries.forget_names()
    return {
        "areas": areas._replace(changed=areas.changed + replaced.changed),
        "memberships": _sync(
            Membership, _membership_rows(ids), ("member_id", "group_id", "valid_from")
        ),
        "postal_codes": _sync(PostalCode, _postal_rows(ids), ("code",)),
    }


def place_tiles(path: Path = DATA / "tiles.csv") -> int:
    """Compute the squares of the schematic map from the centres of the municipalities.

    Writes `path`, which `load_facts` reads; answers how many squares there are.
    """
    centres = [
        row for row in _read("areas.csv") if row["kind"] == "municipality" and row["easting"]
    ]
    points = np.array([(float(row["easting"]), float(row["northing"])) for row in centres])
    squares = [
        ("municipality", row["code"], x, y)
        for row, (x, y) in zip(centres, tiles.place(points), strict=True)
    ]
    squares += [("region", code, x, y) for code, (x, y) in sorted(REGION_TILES.items())]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["kind", "code", "x", "y"])
        writer.writerows(squares)
    return len(squares)


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _sync(
    model: type[Model], rows: Iterable[dict[str, Any]], key: tuple[str, ...], remove: bool = True
) -> Loaded:
    """Make the table equal to the rows, touching only what differs."""
    known = {tuple(getattr(obj, k) for k in key): obj for obj in model._default_manager.all()}
    seen, new, changed, fields = set(), [], [], set()
    for row in rows:
        ident = tuple(row[k] for k in key)
        seen.add(ident)
        if (obj := known.get(ident)) is None:
            new.append(model(**row))
        elif differing := {name for name, value in row.items() if getattr(obj, name) != value}:
            for name in differing:
                setattr(obj, name, row[name])
            fields |= differing
            changed.append(obj)
    gone = [obj.pk for ident, obj in known.items() if ident not in seen] if remove else []
    model._default_manager.bulk_create(new, batch_size=500)
    if changed:
        model._default_manager.bulk_update(changed, sorted(fields), batch_size=100)
    for start in range(0, len(gone), 500):
        model._default_manager.filter(pk__in=gone[start : start + 500]).delete()
    return Loaded(len(new), len(changed), len(gone), len(seen) - len(new) - len(changed))


def _area_rows() -> Iterator[dict[str, Any]]:
    squares = {(row["kind"], row["code"]): row for row in _read("tiles.csv")}
    for row in _read("areas.csv"):
        square = squares.get((row["kind"], row["code"]))
        yield {
            "kind": row["kind"],
            "code": row["code"],
            "name": Text({lang: row[f"name_{lang}"] for lang in ("fi", "sv", "en", "se")}),
            "words": _words(row["words"]),
            "locative": row["locative"],
            "languages": row["languages"].split(),
            "latitude": float(row["latitude"]) if row["latitude"] else None,
            "longitude": float(row["longitude"]) if row["longitude"] else None,
            "tile_x": int(square["x"]) if square else None,
            "tile_y": int(square["y"]) if square else None,
            "valid_from": _date(row["valid_from"]),
            "valid_to": _date(row["valid_to"]),
        }


def _words(text: str) -> dict[str, list[str]]:
    """ "fi:Stadi;fi:Hesa" → {"fi": ["Stadi", "Hesa"]}."""
    words: dict[str, list[str]] = {}
    for part in filter(None, text.split(";")):
        lang, _, word = part.partition(":")
        words.setdefault(lang, []).append(word)
    return words


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _ids() -> dict[tuple[str, str], int]:
    return {(kind, code): pk for pk, kind, code in Area.objects.values_list("pk", "kind", "code")}


def _replacements(ids: dict[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    for row in _read("areas.csv"):
        if row["replaced_by"]:
            yield {
                "kind": row["kind"],
                "code": row["code"],
                "replaced_by_id": ids[row["kind"], row["replaced_by"]],
            }


def _membership_rows(ids: dict[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    for row in _read("memberships.csv"):
        yield {
            "member_id": ids[row["member_kind"], row["member"]],
            "group_id": ids[row["group_kind"], row["group"]],
            "valid_from": date.fromisoformat(row["valid_from"]),
            "valid_to": _date(row["valid_to"]),
        }


def _postal_rows(ids: dict[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    for row in _read("postal_codes.csv"):
        yield {
            "code": row["code"],
            "name": Text(fi=row["name_fi"], sv=row["name_sv"]),
            "municipality_id": ids["municipality", row["municipality"]],
            "district_id": ids["district", row["district"]] if row["district"] else None,
        }


@transaction.atomic
def mend(location: Location) -> None:
    """Keep a changed location and tell those who listen: it may have become confidential.

    The caller has asked whether the person may.
    """
    location.save()
    signals.mended.send(sender=Location, instance=location)


def area_of(told: AreaCode) -> Area:
    """The area of a code today (an abolished municipality gives its successor).

    Raises ValidationError when there is none.
    """
    area = queries.area(told.kind, told.code)
    if area is None:
        raise ValidationError(_("There is no area “%(code)s”."), params={"code": told.code})
    return area


def locate(told: PlaceContent) -> Location:
    """The location of a place as told, made when nobody told it before.

    Raises ValidationError when the municipality or the district is unknown.
    """
    municipality = told.municipality and area_of(
        AreaCode(kind="municipality", code=told.municipality)
    )
    district = told.district and area_of(AreaCode(kind="district", code=told.district))
    fields = told.model_dump(exclude={"municipality", "district"})
    return Location.objects.filter(
        municipality=municipality or None, district=district or None, **fields
    ).first() or Location.objects.create(
        municipality=municipality or None, district=district or None, **fields
    )
