"""Two people told of one organisation at the same time: what both meant is put together.

Pure functions of three contents: what it was when the second opened it, what the first made of it,
and what the second made of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seurantalo.common.text import Text
from seurantalo.organizations.told import say_areas
from seurantalo.records.content import OrganizationContent

LABELS: dict[str, Promise] = {
    "name": _("Name"),
    "alternate_names": _("Also known as"),
    "kind": _("Kind"),
    "business_id": _("Business id"),
    "registration_number": _("Number in the register of associations"),
    "summary": _("In short"),
    "description": _("Tell more"),
    "themes": _("What is it about?"),
    "service_areas": _("Where do you work?"),
    "addresses": _("Addresses"),
    "contacts": _("Contacts"),
    "links": _("Links"),
}


class Meeting(NamedTuple):
    """One thing the other changed meanwhile; `mine` is "" when only she changed it."""

    label: Promise
    theirs: str
    mine: str = ""


def put_together(
    base: OrganizationContent, theirs: OrganizationContent, mine: OrganizationContent
) -> tuple[OrganizationContent, list[Meeting]]:
    """What both meant, and what the first changed; where both changed the same, mine is kept."""
    kept: dict[str, Any] = {}
    met = []
    for field, label in LABELS.items():
        was, hers, own = (getattr(each, field) for each in (base, theirs, mine))
        if hers in (was, own):
            continue
        if own == was:
            kept[field] = hers
            met.append(Meeting(label, say(field, hers)))
        else:
            met.append(Meeting(label, say(field, hers), say(field, own)))
    untold = {name: getattr(theirs, name) for name in OrganizationContent.model_fields}
    shown = {name: getattr(mine, name) for name in LABELS}
    return base.model_copy(update={**untold, **shown, **kept}), met


def say(field: str, value: Any) -> str:
    """The value of a field in a line or some."""
    if isinstance(value, Text):
        return " / ".join(value.values()) or "–"
    if field == "service_areas":
        return say_areas(value) or "–"
    if isinstance(value, tuple):
        return "; ".join(_line(each) for each in value) or "–"
    return str(value) or "–"


def _line(each: Any) -> str:
    if isinstance(each, str | Text):
        return str(each)
    told = [str(value) for value in each.model_dump(exclude_defaults=True).values()]
    return ", ".join(text for text in told if text not in ("True", "False"))
