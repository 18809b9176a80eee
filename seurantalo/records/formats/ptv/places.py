"""PTV addresses as places, and what is said of their accessibility.

Coordinates are EPSG:3067 metres as strings, latitude the northing and longitude the easting.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from seurantalo.common.coordinates import in_finland, to_wgs84
from seurantalo.common.text import Text
from seurantalo.records.content import PlaceContent
from seurantalo.records.formats.ptv.contacts import municipality_code
from seurantalo.records.formats.ptv.payload import (
    Notes,
    gettext_noop,
    joined,
    mapping,
    objects,
    string,
    texts,
)

STREET_TYPES = {"Single", "Street", "Multipoint", "Moving"}
VISITED = {"Location", "Visiting", ""}
NAMELESS = Text()


class Address(NamedTuple):
    """A place and its accessibility in words."""

    place: PlaceContent
    accessibility: Text = Text()


def addresses(value: Any, notes: Notes, name: Text = NAMELESS) -> tuple[Address, ...]:
    """The addresses one can visit; boxes and postal addresses are left out in silence."""
    found = []
    for raw in objects(value):
        if string(raw.get("type")) not in VISITED:
            continue
        place = _place(raw, notes, name)
        if place is not None:
            found.append(Address(place, _accessibility(raw)))
    return tuple(dict.fromkeys(found))


def _place(raw: dict[str, Any], notes: Notes, name: Text) -> PlaceContent | None:
    kind = string(raw.get("subType"))
    if kind in {"Abroad", "Foreign"} or (raw.get("locationAbroad") and kind not in STREET_TYPES):
        abroad = texts(raw.get("locationAbroad") or raw.get("foreignAddress"), one_line=True)
        return PlaceContent(name=name, street_address=abroad) if abroad else None
    if kind == "Other":
        return _street(mapping(raw.get("otherAddress")), notes, name)
    if kind in STREET_TYPES or not kind:
        # Until v6 the parts of the address stood beside its type, the street under streetAddress.
        nested = raw.get("streetAddress")
        return _street(nested if isinstance(nested, dict) else raw, notes, name)
    if kind != "PostOfficeBox":
        reason = gettext_noop("An address of the type “%(value)s” is unknown.")
        notes.leave_out("addresses", reason, value=kind)
    return None


def _street(raw: dict[str, Any], notes: Notes, name: Text) -> PlaceContent | None:
    street = texts(raw.get("street") or raw.get("streetAddress"), one_line=True)
    number = string(raw.get("streetNumber"))
    postal_code = string(raw.get("postalCode"))
    latitude, longitude = _point(raw, notes)
    place = PlaceContent(
        name=name,
        street_address=Text({tag: f"{text} {number}" for tag, text in street.items()}),
        postal_code=postal_code if re.fullmatch(r"\d{5}", postal_code) else "",
        municipality=municipality_code(raw.get("municipality")),
        latitude=latitude,
        longitude=longitude,
        directions=texts(raw.get("additionalInformation")),
    )
    return place if place != PlaceContent(name=name) else None


def _point(raw: dict[str, Any], notes: Notes) -> tuple[float | None, float | None]:
    northing, easting = _number(raw.get("latitude")), _number(raw.get("longitude"))
    if not northing or not easting:
        return None, None
    if in_finland(northing, easting):  # some systems write degrees
        return northing, easting
    try:
        latitude, longitude = to_wgs84(easting, northing)
    except ValueError:
        reason = gettext_noop("The coordinates %(value)s are not in Finland; they were left out.")
        notes.leave_out("coordinates", reason, value=f"{northing:g}, {easting:g}")
        return None, None
    return round(latitude, 6), round(longitude, 6)


def _number(value: Any) -> float | None:
    text = string(value).replace(",", ".")
    return float(text) if re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text) else None


def _accessibility(raw: dict[str, Any]) -> Text:
    """The sentences of Suomi.fi's accessibility register, group by group."""
    groups = []
    for entrance in objects(raw.get("entrances")):
        for group in objects(entrance.get("accessibilitySentences")):
            title = texts(group.get("sentenceGroup"), one_line=True)
            said = [
                texts(one.get("sentence"), one_line=True) for one in objects(group.get("sentences"))
            ]
            body = joined(*said, by=" ")
            groups.append(
                Text(
                    {
                        tag: f"{title.pick(tag).text}: {text}".lstrip(": ")
                        for tag, text in body.items()
                    }
                )
            )
    return joined(*groups, by="\n")
