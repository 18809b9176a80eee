"""The search as open data: the same query, the same answer."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Query, Router

from seurantalo.common.pages import problems
from seurantalo.records.schemas import CardRecord, Record
from seurantalo.search import queries
from seurantalo.search.presenting import language
from seurantalo.search.query import SearchQuery
from seurantalo.search.suggesting import suggest

router = Router()


class FoundRecord(Record):
    """One found thing: why it matched in words, its next time, how far it is in kilometres."""

    card: CardRecord
    reasons: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    kilometres: float | None = None


class Answer(Record):
    """A page of results. `facets` are facet → value → count; `widened` tells what was loosened."""

    total: int
    page: int
    pages: int
    results: tuple[FoundRecord, ...]
    facets: dict[str, dict[str, int]]
    widened: tuple[str, ...]


class Suggestion(Record):
    """A suggestion while typing: go to `url`, or search for `q`."""

    type: str
    label: str
    detail: str = ""
    url: str = ""
    q: str = ""


@router.get(
    "",
    response=Answer,
    summary="Search activities and organisations",
    openapi_extra=problems(400, 422),
)
def search(request: HttpRequest, query: Query[SearchQuery]) -> Answer:
    """The parameters are those of the search page's address, so a link can be tried as is."""
    answer = queries.find(query, lang=language())
    return Answer(
        total=answer.total,
        page=query.page,
        pages=answer.pages,
        results=tuple(
            FoundRecord(
                card=each.card,
                reasons=each.reasons,
                start=each.start,
                end=each.end,
                kilometres=each.kilometres,
            )
            for each in answer.found
        ),
        facets={name: dict(values) for name, values in answer.counts.items()},
        widened=answer.widened,
    )


@router.get(
    "/suggestions",
    response=list[Suggestion],
    summary="Suggestions while typing",
    openapi_extra=problems(400, 422),
)
def suggestions(request: HttpRequest, q: str = "") -> list[Suggestion]:
    """Themes, places, organisations and activities that the words begin."""
    return [Suggestion(**each) for each in suggest(q, lang=language())]
