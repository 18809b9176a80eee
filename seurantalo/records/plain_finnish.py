"""Reading a record in plain Finnish (selkokieli), a language of its own beside Finnish."""

from __future__ import annotations

from typing import Any, Literal

from seurantalo.common.text import Text
from seurantalo.records.schemas import ActivityRecord, OrganizationRecord

SELKO = "fi-x-selko"
TEXTS = ("name", "summary", "description")
Reading = Literal["", "offered", "read"]


def offered(record: ActivityRecord | OrganizationRecord) -> bool:
    """Whether something of it has been told in plain Finnish."""
    return any(SELKO in text for text in _texts(record))


def reading(record: ActivityRecord | OrganizationRecord, *, lang: str, asked: bool) -> Reading:
    """Whether a Finnish reader reads it in plain Finnish, or could."""
    if lang != "fi" or not offered(record):
        return ""
    return "read" if asked else "offered"


def in_plain[Told: (ActivityRecord, OrganizationRecord)](record: Told) -> Told:
    """The record with plain Finnish in the place of Finnish, wherever there is any."""
    update: dict[str, Any] = {name: _plain(getattr(record, name)) for name in TEXTS}
    if isinstance(record, ActivityRecord):
        update["price"] = record.price.model_copy(update={"text": _plain(record.price.text)})
        update["channels"] = tuple(
            each.model_copy(update={"note": _plain(each.note)}) for each in record.channels
        )
    return record.model_copy(update=update)


def _texts(record: ActivityRecord | OrganizationRecord) -> list[Text]:
    found: list[Text] = [getattr(record, name) for name in TEXTS]
    if isinstance(record, ActivityRecord):
        found += [record.price.text, *(each.note for each in record.channels)]
    return found


def _plain(text: Text) -> Text:
    return Text({**text, "fi": text[SELKO]}) if SELKO in text else text
