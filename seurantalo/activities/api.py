"""Activities as open data."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from seurantalo.activities import queries
from seurantalo.common.pages import Page, Paging, page_of, problems
from seurantalo.records.schemas import ActivityRecord

router = Router()


@router.get(
    "",
    response=Page[ActivityRecord],
    summary="All public activities, page by page",
    openapi_extra=problems(400, 422),
)
def activities(request: HttpRequest, paging: Query[Paging]) -> Page[ActivityRecord]:
    """In the order of their ids, with their next times."""
    found = queries.with_everything(queries.published().order_by("pk"))
    return page_of(found, paging, queries.record)


@router.get(
    "/{pk}",
    response=ActivityRecord,
    summary="One activity",
    openapi_extra=problems(400, 404, 422),
)
def activity(request: HttpRequest, pk: Path[int]) -> ActivityRecord:
    """The record of a public activity."""
    record = queries.get_record(pk)
    if record is None:
        raise Http404
    return record
