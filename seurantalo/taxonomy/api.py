"""Themes, target groups and the other terms as open data."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from seurantalo.common.text import Text
from seurantalo.records.schemas import Record
from seurantalo.taxonomy import queries

router = Router()


class TermWithWords(Record):
    """A term with what it means in plain words."""

    taxonomy: str
    code: str
    parent: str | None
    label: Text
    plain: Text


@router.get("", response=list[TermWithWords], summary="Every term in use")
def terms(request: HttpRequest) -> list[TermWithWords]:
    """Themes, target groups, life situations, accessibility features and so on."""
    return [
        TermWithWords(
            taxonomy=entry.taxonomy,
            code=entry.code,
            parent=entry.parent,
            label=entry.label,
            plain=entry.plain,
        )
        for entry in queries.vocabulary()
    ]
