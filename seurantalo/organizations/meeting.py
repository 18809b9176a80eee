"""Two people told of one organisation at the same time: what both meant is put together.

Three contents are compared: what it was when the second opened it, what the first made of it, and
what the second made of it. They are told in the words that reviewers read, never in codes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seurantalo.common.text import Text
from seurantalo.organizations import comparing
from seurantalo.organizations.told import say_areas
from seurantalo.places import queries as places
from seurantalo.records.content import OrganizationContent, PlaceContent
from seurantalo.taxonomy import queries as taxonomy

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
    """The value of a field as people read it; "–" when there is none."""
    if isinstance(value, Text):
        return " / ".join(value.values()) or "–"
    return SAID.get(field, str)(value) or "–"


def _labels(taxonomy_code: str, codes: Collection[str]) -> str:
    terms = taxonomy.for_records().filter(taxonomy__code=taxonomy_code, code__in=codes)
    return comparing.labels(terms)


def _address(told: PlaceContent) -> str:
    town = places.area("municipality", told.municipality) if told.municipality else None
    return comparing.address(told, town.name if town else Text())


SAID: dict[str, Callable[[Any], str]] = {
    "alternate_names": lambda names: ", ".join(map(comparing.said, names)),
    "kind": lambda code: _labels("organization_kind", [code]),
    "themes": lambda codes: _labels("theme", codes),
    "service_areas": say_areas,
    "addresses": lambda told: "\n".join(map(_address, told)),
    "contacts": comparing.contacts,
    "links": comparing.links,
}
