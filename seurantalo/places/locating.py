"""From a place as told to a row: the same place is one row however often it is told."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from seurantalo.places import queries
from seurantalo.places.models import Area, Location
from seurantalo.records.content import AreaCode, PlaceContent


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
