"""Every read of the room."""

from __future__ import annotations

from typing import Any

from seurantalo.interop.models import Upload
from seurantalo.interop.uploads import Brought
from seurantalo.places.queries import resolve_place


def rows_of(upload: Upload) -> list[Brought]:
    """What was understood of each row."""
    return [Brought.model_validate(row) for row in upload.rows]


def municipality_in(text: str) -> str:
    """The code of the municipality that a text names, "" when it names none."""
    found = resolve_place(text)
    return found.municipality.code if found and found.municipality else ""


def of_user(user: Any) -> list[dict[str, Any]]:
    """What is kept of the lists and calendars a person brought, for her own data."""
    found = Upload.objects.filter(user=user).order_by("created")
    return [
        {"kind": one.kind, "place": one.place, "created": one.created.isoformat(), "rows": one.rows}
        for one in found
    ]
