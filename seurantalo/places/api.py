"""Municipalities, regions and the other areas as open data."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from seurantalo.places.models import Area
from seurantalo.places.queries import record
from seurantalo.records.schemas import AreaRecord

router = Router()


@router.get("", response=list[AreaRecord], summary="Every area of today")
def areas(request: HttpRequest) -> list[AreaRecord]:
    """The country, regions, wellbeing services counties, municipalities and districts."""
    return [record(area) for area in Area.objects.filter(valid_to__isnull=True)]
