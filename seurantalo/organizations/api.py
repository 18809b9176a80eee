"""Organisations as open data."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from seurantalo.common.pages import Page, Paging, page_of, problems
from seurantalo.organizations import queries
from seurantalo.records.schemas import OrganizationRecord

router = Router()


@router.get(
    "",
    response=Page[OrganizationRecord],
    summary="All public organisations",
    openapi_extra=problems(400, 422),
)
def organizations(request: HttpRequest, paging: Query[Paging]) -> Page[OrganizationRecord]:
    """In the order of their ids."""
    found = queries.with_everything(queries.published().order_by("pk"))
    return page_of(found, paging, queries.record)


@router.get(
    "/{pk}",
    response=OrganizationRecord,
    summary="One organisation",
    openapi_extra=problems(400, 404, 422),
)
def organization(request: HttpRequest, pk: Path[int]) -> OrganizationRecord:
    """The record of a public organisation."""
    record = queries.get_record(pk)
    if record is None:
        raise Http404
    return record
