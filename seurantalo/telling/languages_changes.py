"""Writing translations: read back, put in place, handed on as any change is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from seurantalo.activities import commands as activities
from seurantalo.activities import queries as activity_queries
from seurantalo.activities.models import Activity
from seurantalo.organizations import commands as organizations
from seurantalo.organizations import queries as organization_queries
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.standing import standing
from seurantalo.records.content import ActivityContent, OrganizationContent
from seurantalo.telling import languages, translation

Thing = Activity | Organization


def content(thing: Thing) -> languages.Content:
    """What has been told of it, the newest draft included."""
    if isinstance(thing, Activity):
        return activity_queries.content(thing)
    return organization_queries.content(thing)


@transaction.atomic
def write(
    thing: Thing,
    lang: str,
    told: Mapping[str, str],
    *,
    checked: Collection[str] = (),
    machine: Collection[str] = (),
    by: Any,
) -> str:
    """Write the texts of a language and send them on; gives where they are now (`Standing`).

    What is a draft that was never sent, or was given back, stays with its writer. Raises
    PermissionDenied when `by` may not change it.
    """
    before, old = standing(thing), content(thing)
    new = languages.put(old, lang, told, checked=checked, machine=machine)
    if new == old:
        return before
    _apply(thing, new, by=by)
    if before in {"public", "waiting"}:
        publishing.send(thing, by=by)
    return standing(type(thing).objects.get(pk=thing.pk))


def _apply(thing: Thing, new: languages.Content, *, by: Any) -> None:
    if isinstance(thing, Organization) and isinstance(new, OrganizationContent):
        organizations.apply(new, by=by, to=thing, publish=False)
    elif isinstance(thing, Activity) and isinstance(new, ActivityContent):
        activities.apply(new, organization=thing.organization, by=by, to=thing, publish=False)


def drafted(thing: Thing, lang: str) -> dict[str, str]:
    """The engine's words for what is missing in a language, by the texts' keys.

    Nothing is written. Raises NotTranslated.
    """
    wanting = [
        line for line in languages.lines(content(thing)) if line.cell(lang).state == "missing"
    ]
    found: dict[str, str] = {}
    for source in sorted({line.original.lang for line in wanting}):
        some = [line for line in wanting if line.original.lang == source]
        words = translation.translate(
            [line.original.text for line in some], source=source, target=lang
        )
        found |= {line.key: text for line, text in zip(some, words, strict=True)}
    return found
