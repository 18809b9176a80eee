"""The review queue: what waits for a coordinator, where it is, and what she wants to see of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seurantalo.activities.models import Activity, Channel
from seurantalo.desk.sections import words
from seurantalo.organizations.models import Address, Organization
from seurantalo.publishing import queries as publishing
from seurantalo.publishing.queries import Waiting
from seurantalo.search import vocabulary

PER_PAGE = 50
WAITING: dict[str, Promise] = {
    "": _("All that wait"),
    "omat": _("Taken by me"),
    "uudet": _("New"),
    "muuttuneet": _("Changed"),
    "jalkikateen": _("To look at afterwards"),
}


@dataclass(frozen=True)
class Wish:
    """What a coordinator wants to see: `area` is "region:11" or "municipality:297"."""

    show: str = ""
    area: str = ""
    organization: int | None = None

    @classmethod
    def read(cls, told: Mapping[str, str]) -> Wish:
        """From the address; what is not understood is left out."""
        show, number = told.get("nayta", ""), told.get("jarjesto", "")
        return cls(
            show if show in WAITING else "",
            told.get("alue", "")[:40],
            int(number) if number.isascii() and number.isdigit() and len(number) < 18 else None,
        )


@dataclass(frozen=True)
class Row:
    """A line of the queue with whose it is and the areas it is in, as "municipality:297"."""

    waiting: Waiting
    organization: Organization
    areas: frozenset[str]

    @property
    def key(self) -> str:
        """How a form names it, with the version that was shown."""
        return f"{self.waiting.kind}:{self.waiting.thing.pk}:{self.waiting.revision or ''}"

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return words(self.waiting.thing.name)


def rows(user: Any, wish: Wish) -> list[Row]:
    """Everything that waits and is of the wished sort, before areas and organisations."""
    if wish.show == "jalkikateen":
        found = publishing.after_review(user)
    else:
        found = [each for each in publishing.awaiting(user) if _shown(each, wish.show, user)]
    places = _areas_of(found)
    return [Row(each, _organization(each), places[each.kind, each.thing.pk]) for each in found]


def chosen(found: Iterable[Row], wish: Wish) -> list[Row]:
    """Those of an area and an organisation."""
    return [
        row
        for row in found
        if (not wish.area or wish.area in row.areas)
        and (wish.organization is None or row.organization.pk == wish.organization)
    ]


def area_choices(found: Iterable[Row]) -> list[tuple[str, str]]:
    """The areas in which something waits: regions first, each by name."""
    known: Mapping[Any, Any] = vocabulary.current().areas
    keys = {key for row in found for key in row.areas}
    named = []
    for key in keys:
        kind, _colon, code = key.partition(":")
        area = known.get((kind, code))
        if area is not None:
            named.append((kind != "region", words(area.record.name), key))
    return [(key, name) for _later, name, key in sorted(named)]


def organization_choices(found: Iterable[Row]) -> list[tuple[int, str]]:
    """The organisations of which something waits, by name."""
    named = {row.organization.pk: words(row.organization.name) for row in found}
    return sorted(named.items(), key=lambda each: each[1].casefold())


def next_of(user: Any, thing: Any) -> Waiting | None:
    """What waits the longest besides this one, and nobody has taken."""
    for each in publishing.awaiting(user):
        if each.thing != thing and each.taken_by in (None, user):
            return each
    return None


def notices_of(user: Any, organization: Organization) -> list[Waiting]:
    """What a new organisation sent together with itself."""
    return [
        each
        for each in publishing.awaiting(user)
        if each.kind == "activity" and each.thing.organization_id == organization.pk
    ]


def _shown(waiting: Waiting, show: str, user: Any) -> bool:
    if show == "omat":
        return bool(waiting.taken_by == user)
    return not show or waiting.new == (show == "uudet")


def _organization(waiting: Waiting) -> Any:
    return waiting.thing if waiting.kind == "organization" else waiting.thing.organization


def _areas_of(found: list[Waiting]) -> dict[tuple[str, int], frozenset[str]]:
    """The municipalities and regions of each, in three queries: its places, else its organisation's."""
    activities = {each.thing.pk for each in found if each.kind == "activity"}
    houses = {_organization(each).pk for each in found}
    places = _collect(
        Channel.objects.filter(activity__in=activities, location__municipality__isnull=False),
        "activity_id",
        "location__municipality",
    )
    of_houses = _collect(
        Address.objects.filter(organization__in=houses, location__municipality__isnull=False),
        "organization_id",
        "location__municipality",
    )
    works = Organization.service_areas.through.objects.filter(organization__in=houses)
    for pk, keys in _collect(works, "organization_id", "area").items():
        of_houses.setdefault(pk, set()).update(keys)
    return {
        (each.kind, each.thing.pk): _with_regions(
            (places.get(each.thing.pk) if each.kind == "activity" else None)
            or of_houses.get(_organization(each).pk, set())
        )
        for each in found
    }


def _collect(query: Any, owner: str, area: str) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for pk, kind, code in query.values_list(owner, f"{area}__kind", f"{area}__code"):
        found.setdefault(pk, set()).add(f"{kind}:{code}")
    return found


def _with_regions(keys: set[str]) -> frozenset[str]:
    known: Mapping[Any, Any] = vocabulary.current().areas
    wide = set(keys)
    for key in keys:
        kind, _colon, code = key.partition(":")
        area = known.get((kind, code))
        groups = area.groups if area else ()
        wide |= {f"{kind}:{code}" for kind, code in groups if kind in ("region", "municipality")}
    return frozenset(key for key in wide if key.startswith(("region:", "municipality:")))


def stored(kind: str, pk: int) -> Activity | Organization | None:
    """The thing of an address "…/activity/12"."""
    models: dict[str, Any] = {"activity": Activity, "organization": Organization}
    found: Activity | Organization | None = (
        models[kind].objects.filter(pk=pk).first() if kind in models else None
    )
    return found
