"""The reads of the room: areas on a day, places from words, and the public records."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from seurantalo.common.text import Text
from seurantalo.places import nearness
from seurantalo.places.models import Area, Location, Membership, PostalCode
from seurantalo.places.names import Found, Name, PlaceNames
from seurantalo.records.content import PlaceContent
from seurantalo.records.schemas import AreaKind, AreaRecord, PlaceRecord

# When two areas share a name the first kind wins: Ahvenanmaa is the region, Lappi too.
KINDS: tuple[AreaKind, ...] = ("municipality", "region", "county", "district", "country")
COARSE_TO_FINE = ("country", "county", "region", "municipality", "district")
NAMES_SECONDS = 600

AreaKey = tuple[AreaKind, str]


def area(kind: AreaKind, code: str, on: date | None = None) -> Area | None:
    """The area of that code on the day (default: today); an abolished one gives its successor."""
    found = Area.objects.select_related("replaced_by").filter(kind=kind, code=code).first()
    day = on or timezone.localdate()
    while found and found.valid_to and found.valid_to < day and found.replaced_by:
        found = found.replaced_by
    return found


def areas(kind: AreaKind, on: date | None = None) -> QuerySet[Area]:
    """The areas of a kind that exist on the day, by code."""
    return Area.objects.filter(_valid(on), kind=kind).order_by("code")


def members_of(group: Area, kind: AreaKind, on: date | None = None) -> QuerySet[Area]:
    """The areas of `kind` that belong to `group` directly on the day, by code."""
    return areas(kind, on).filter(pk__in=group.members.filter(_valid(on)).values("member"))


def municipalities_of(group: Area, on: date | None = None) -> QuerySet[Area]:
    """The municipalities of any area: of a region, of the country, of a district its own."""
    if group.kind == Area.Kind.COUNTRY:
        return areas("municipality", on)
    if group.kind == Area.Kind.MUNICIPALITY:
        return Area.objects.filter(pk=group.pk)
    if group.kind == Area.Kind.DISTRICT:
        return groups_of(group, on).filter(kind="municipality")
    return members_of(group, "municipality", on)


def groups_of(member: Area, on: date | None = None) -> QuerySet[Area]:
    """What the area belongs to directly on the day: its region, county, municipality."""
    return Area.objects.filter(
        pk__in=member.memberships.filter(_valid(on)).values("group")
    ).order_by("kind", "code")


def regions_of(found: Collection[Area]) -> set[str]:
    """The codes of the regions that these areas are or lie in today, in at most two queries."""
    codes = {area.code for area in found if area.kind == "region"}
    inside = {area.pk for area in found if area.kind in ("municipality", "district")}
    for _step in ("district to municipality", "municipality to region"):
        groups = Membership.objects.filter(_valid(None), member__in=inside)
        around = list(groups.values_list("group_id", "group__kind", "group__code"))
        codes |= {code for _pk, kind, code in around if kind == "region"}
        inside = {pk for pk, kind, _code in around if kind == "municipality"}
        if not inside:
            break
    return codes


class KnownArea(NamedTuple):
    """An area of today with its centre (WGS84 degrees) and all it lies in, nearest first.

    `tile` is its (column, row) on the schematic map.
    """

    record: AreaRecord
    latitude: float | None
    longitude: float | None
    groups: tuple[AreaKey, ...]
    tile: tuple[int, int] | None = None


def known_areas() -> dict[AreaKey, KnownArea]:
    """Every area by (kind, code), in two queries; an abolished code gives the successor.

    A district's groups are its municipality, region, county and country.
    """
    rows = {area.pk: area for area in Area.objects.all()}
    direct: dict[int, list[int]] = {}
    for member, group in Membership.objects.filter(_valid(None)).values_list("member", "group"):
        direct.setdefault(member, []).append(group)
    today = timezone.localdate()
    known: dict[AreaKey, KnownArea] = {}
    for row in rows.values():
        lasting = row
        while not lasting.is_valid(today) and lasting.replaced_by_id:
            lasting = rows[lasting.replaced_by_id]
        groups = list(direct.get(lasting.pk, []))
        for group in groups:  # grows while read: the groups of the groups
            groups += [pk for pk in direct.get(group, []) if pk not in groups]
        known[_kind(row), row.code] = KnownArea(
            record(lasting),
            lasting.latitude,
            lasting.longitude,
            tuple((_kind(rows[pk]), rows[pk].code) for pk in groups),
            _tile(lasting),
        )
    return known


def record(area: Area) -> AreaRecord:
    """The public record of an area."""
    return AreaRecord(kind=cast(AreaKind, area.kind), code=area.code, name=area.name)


def place_record(location: Location) -> PlaceRecord:
    """The public record of a location; of a confidential one the municipality and nothing else."""
    municipality = record(location.municipality) if location.municipality else None
    if location.confidential:
        return PlaceRecord(municipality=municipality, confidential=True)
    return PlaceRecord(
        name=location.name,
        street_address=location.street_address,
        postal_code=location.postal_code,
        municipality=municipality,
        district=record(location.district) if location.district else None,
        latitude=location.latitude,
        longitude=location.longitude,
        directions=location.directions,
    )


def cell_of(location: Location) -> int | None:
    """The square of `nearness` it lies in; without a point, or confidential, its municipality's."""
    exact = location.latitude is not None and not location.confidential
    at = location if exact else location.municipality
    if at is None or at.latitude is None or at.longitude is None:
        return None
    return nearness.cell(at.latitude, at.longitude)


def content(location: Location) -> PlaceContent:
    """The location as told, for those who may change it: also what is confidential."""
    return PlaceContent(
        name=location.name,
        street_address=location.street_address,
        postal_code=location.postal_code,
        municipality=location.municipality.code if location.municipality else "",
        district=location.district.code if location.district else "",
        latitude=location.latitude,
        longitude=location.longitude,
        directions=location.directions,
        confidential=location.confidential,
    )


class Tile(NamedTuple):
    """A square of the schematic map; row 0 is the northernmost."""

    area: AreaRecord
    column: int
    row: int


def schematic_map(region: Area | None = None) -> list[Tile]:
    """The country as 308 municipalities, or one region's municipalities, as equal squares."""
    return _tiles(members_of(region, "municipality") if region else areas("municipality"))


def region_map() -> list[Tile]:
    """The country as nineteen equal squares, one for each region."""
    return _tiles(areas("region"))


def _tiles(found: QuerySet[Area]) -> list[Tile]:
    """The squares without the empty columns and rows around and between them."""
    placed = [(record(area), tile) for area in found if (tile := _tile(area))]
    columns = {x: at for at, x in enumerate(sorted({x for _, (x, _) in placed}))}
    rows = {y: at for at, y in enumerate(sorted({y for _, (_, y) in placed}))}
    return [Tile(area, columns[x], rows[y]) for area, (x, y) in placed]


def _tile(area: Area) -> tuple[int, int] | None:
    if area.tile_x is None or area.tile_y is None:
        return None
    return area.tile_x, area.tile_y


def place_names() -> PlaceNames:
    """All names by which areas are found; read from the database at most every ten minutes."""
    names = _names_of(int(time.monotonic() // NAMES_SECONDS))
    if not len(names):
        forget_names()  # the facts are not loaded yet
    return names


def forget_names() -> None:
    """Read the names again at the next question."""
    _names_of.cache_clear()
    _village_names.cache_clear()


@lru_cache(maxsize=1)
def _names_of(period: int) -> PlaceNames:
    rows = Area.objects.select_related("replaced_by")
    known = sorted(rows, key=lambda area: (KINDS.index(_kind(area)), area.code))
    return PlaceNames(name for area in known for name in _names(area))


def _names(area: Area) -> Iterator[Name]:
    """All the names of an area; those of an abolished one mean its successor."""
    today = area.replaced_by or area
    key = f"{today.kind}:{today.code}"
    for lang, text in area.name.items():
        yield Name(key, lang, text, area.locative)
    for lang, words in area.words.items():
        for word in words:
            yield Name(key, lang, word, area.locative)


@lru_cache(maxsize=1)
def _village_names() -> PlaceNames:
    """The villages with a post office name of their own, when it tells the municipality."""
    homes: dict[str, set[str]] = {}
    offices = PostalCode.objects.values_list("name", "municipality__code", "district__code")
    for name, municipality, district in offices:
        home = f"district:{district}" if district else f"municipality:{municipality}"
        for text in name.values():
            homes.setdefault(text, set()).add(home)
    return PlaceNames(Name(min(keys), "fi", text) for text, keys in homes.items() if len(keys) == 1)


class ResolvedPlace(NamedTuple):
    """A place somebody typed.

    `area` is the smallest known area around it and `municipality` its municipality, if it lies in
    one; the point (WGS84 degrees) is the place's own when `precision` is "address", else the
    centre of the area, None where no centre is known.
    """

    label: Text
    area: AreaRecord
    municipality: AreaRecord | None
    latitude: float | None
    longitude: float | None
    precision: AreaKind | Literal["address", "postal_code"]


def resolve_place(text: str) -> ResolvedPlace | None:
    """The place in a typed text: "Nilsiässä", "70100", "Puijonkatu 5, Kuopio", "i Vasa".

    A street is known when one of our public locations is on it; an unknown one gives its postal
    code's or municipality's centre. A name a letter off is understood when nothing else is meant.
    None when nothing in the text is a place we know.
    """
    text = text[:200].encode("utf-8", "ignore").decode().replace("\x00", "")
    words = re.findall(r"[\w:'’-]+", text)
    postal = next((code for word in words if (code := _postal_code(word))), None)
    if postal:
        around: Area | None = postal.district or postal.municipality
    else:
        around = _area_of(place_names(), words) or _area_of(_village_names(), words)
    if address := _known_address(text, around, postal):
        return address
    if around is None and (key := place_names().guess(text.rpartition(",")[2])):
        around = _by_key(key)
    if around is None:
        return None
    place = _resolved(around)
    if postal:
        label = Text({lang: f"{postal.code} {name}" for lang, name in postal.name.items()})
        return place._replace(label=label, precision="postal_code")
    return place


def _area_of(names: PlaceNames, words: list[str]) -> Area | None:
    """The most precise of the areas named; the last one of two equals, as in an address."""
    found = names.find(words)
    sure: list[Found] = [place for place in found if place.certain] or found
    named = [known for place in reversed(sure) if (known := _by_key(place.area_key))]
    return max(named, key=lambda known: COARSE_TO_FINE.index(known.kind), default=None)


def _by_key(key: str) -> Area | None:
    kind, _, code = key.partition(":")
    return area(cast(AreaKind, kind), code)


def _postal_code(word: str) -> PostalCode | None:
    if not re.fullmatch(r"[0-9]{5}", word):
        return None
    return PostalCode.objects.select_related("municipality", "district").filter(code=word).first()


def _known_address(
    text: str, around: Area | None, postal: PostalCode | None
) -> ResolvedPlace | None:
    """A location of ours at the street address before the comma, never a confidential one."""
    street = re.split(r",|\b[0-9]{5}\b", text, maxsplit=1)[0].strip()
    number = re.match(r"\D+\d+", street)
    typed = {form for part in (street, number and number[0]) if part for form in _lowered(part)}
    places = Location.objects.filter(
        street_key__in=typed, confidential=False, latitude__isnull=False
    ).select_related("municipality", "district")
    if around:
        places = places.filter(municipality__in=municipalities_of(around))
    if postal:
        places = places.filter(postal_code__in=("", postal.code))
    place = places.order_by("pk").first()
    if place is None or (around is None and places.values("municipality").distinct().count() > 1):
        return None
    smallest = place.district or place.municipality or around
    if smallest is None:
        return None
    town = (place.municipality or smallest).name
    return _resolved(smallest)._replace(
        label=Text({lang: f"{street}, {name}" for lang, name in town.items()}),
        latitude=place.latitude,
        longitude=place.longitude,
        precision="address",
    )


def _lowered(text: str) -> set[str]:
    """The keys a database may hold: SQLite makes only a–z small (`Location.street_key`)."""
    capital = text[:1].upper() + text[1:].lower()
    return {
        text.lower(),
        "".join(letter.lower() if letter.isascii() else letter for letter in capital),
    }


def _resolved(around: Area) -> ResolvedPlace:
    home = (
        municipalities_of(around).first() if around.kind in ("municipality", "district") else None
    )
    centre = around if around.latitude is not None or home is None else home
    return ResolvedPlace(
        label=_joined(around.name, home.name) if home and home != around else around.name,
        area=record(around),
        municipality=record(home) if home else None,
        latitude=centre.latitude,
        longitude=centre.longitude,
        precision=_kind(around),
    )


def _joined(inner: Text, outer: Text) -> Text:
    return Text({lang: f"{inner.pick(lang).text}, {name}" for lang, name in outer.items()})


def _kind(area: Area) -> AreaKind:
    return cast(AreaKind, area.kind)


def _valid(on: date | None) -> Q:
    day = on or timezone.localdate()
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))
