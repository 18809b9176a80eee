"""Lists page by page, as the API answers them (HSDS page envelope)."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

T = TypeVar("T")
LARGEST_ID = 2**63 - 1


def problems(*statuses: int) -> dict[str, Any]:
    """What OpenAPI says of the answers of `http.problem` (RFC 9457), by their statuses."""
    texts = {"title": {"type": "string"}, "detail": {"type": "string"}, "type": {"type": "string"}}
    error = {"type": "object", "properties": {"pointer": {"type": "string"}, **texts}}
    schema = {
        "type": "object",
        "properties": {
            **texts,
            "status": {"type": "integer"},
            "errors": {"type": "array", "items": error},
        },
        "required": ["type", "title", "status", "detail"],
    }
    return {
        "responses": {
            status: {
                "description": HTTPStatus(status).phrase,
                "content": {"application/problem+json": {"schema": schema}},
            }
            for status in statuses
        }
    }


class Paging(Schema):
    """Which page, and how many on it."""

    page: int = Field(1, ge=1, le=100_000)
    per_page: int = Field(50, ge=1, le=100)


class Page[T](Schema):
    """One page of a list; names are those of HSDS 3.0."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[T]


def page_of[T](found: QuerySet[Any], paging: Paging, record: Callable[[Any], T]) -> Page[T]:
    """The page of a query's rows as records; past the end it is empty."""
    total = found.count()
    start = (paging.page - 1) * paging.per_page
    rows = [record(row) for row in found[start : start + paging.per_page]]
    pages = -(-total // paging.per_page)
    return Page(
        total_items=total,
        total_pages=pages,
        page_number=paging.page,
        size=len(rows),
        first_page=paging.page == 1,
        last_page=paging.page >= pages,
        empty=not rows,
        contents=rows,
    )
