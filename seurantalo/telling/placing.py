"""Where it happens, between one line as people type it and a place with its municipality."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.places import queries as places
from seurantalo.places.queries import ResolvedPlace
from seurantalo.records.content import AreaCode, PlaceContent
from seurantalo.search import vocabulary

POSTAL = re.compile(r"\b\d{5}\b")
NUMBERED = re.compile(r"^(\D+\d+\s?[a-zA-Z]?\b(?:\s?[-–]\s?\d+)?)\b")
SEVERAL = re.compile(r"[,;\n]+|\s+(?:ja|sekä|och|and)\s+")


def read_place(
    address: str, *, name: str, directions: str, lang: str, confidential: bool = False
) -> PlaceContent:
    """The place of a typed line: "Seuratie 3, Nilsiä", "Seurantalo, Nilsiä", "73300".

    Raises ValidationError when no municipality can be told from it.
    """
    found = resolved(address)
    street, called = _street(address)
    said = Text({lang: street}) if street else Text()
    return PlaceContent(
        name=Text({lang: name or called}),
        street_address=said,
        postal_code=match[0] if (match := POSTAL.search(address)) else "",
        municipality=found.municipality.code if found.municipality else "",
        district=found.area.code if found.area.kind == "district" else "",
        latitude=found.latitude if found.precision == "address" else None,
        longitude=found.longitude if found.precision == "address" else None,
        directions=Text({lang: directions}),
        confidential=confidential,
    )


def resolved(address: str) -> ResolvedPlace:
    """The place the words name, with its municipality.

    Raises ValidationError saying what to add.
    """
    found = places.resolve_place(address)
    if found is None or found.municipality is None:
        raise ValidationError(
            _("We do not know which municipality this is in. Add it: “Seuratie 3, Nilsiä”.")
        )
    return found


def _street(address: str) -> tuple[str, str]:
    """The street address and the name of a house, as far as the line has them."""
    bare = POSTAL.sub(",", address)
    first, *others = [part.strip() for part in bare.split(",") if part.strip()] or [""]
    if match := NUMBERED.match(first):
        return match[1].strip(), ""
    if not others:
        return "", ""
    street = next((part for part in others if NUMBERED.match(part)), "")
    return street, first


def read_areas(words: str) -> tuple[AreaCode, ...]:
    """The municipalities and regions of a typed list: "Nilsiä, Kuopio", "koko Suomi".

    Raises ValidationError naming the first that is not known.
    """
    found = []
    for word in filter(None, (part.strip() for part in SEVERAL.split(words))):
        place = places.resolve_place(word)
        if place is None:
            raise ValidationError(
                _("We do not know the place “%(place)s”. Check how it is written.")
                % {"place": word}
            )
        area = place.municipality or place.area
        found.append(AreaCode(kind=area.kind, code=area.code))
    return tuple(dict.fromkeys(found))


def say_place(place: PlaceContent, lang: str) -> str:
    """The place as one line: "Seuratie 3, 73300 Nilsiä"."""
    town = _name("district", place.district, lang) or _name(
        "municipality", place.municipality, lang
    )
    tail = " ".join(filter(None, (place.postal_code, town)))
    return ", ".join(filter(None, (place.street_address.pick(lang).text, tail)))


def say_areas(areas: Any, lang: str) -> str:
    """Areas as a list of names."""
    return ", ".join(filter(None, (_name(area.kind, area.code, lang) for area in areas)))


def _name(kind: Any, code: str, lang: str) -> str:
    area = vocabulary.current().area(kind, code) if code else None
    return area.name.pick(lang).text if area else ""
