"""The small world in which the pages of those who sign in are looked at.

Nilsiän ystävät ry, of which Aino is manager and Bertta editor, with one public activity and one draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse

from seurantalo.accounts.tests import factories as people
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization


@dataclass
class World:
    """Who and what the pages are about."""

    organization: Organization
    activity: Activity
    draft: Activity
    people: dict[str, Any]


class Place(NamedTuple):
    """A page: its name, who looks at it ("" is a stranger), and its address in a world."""

    name: str
    who: str
    address: Callable[[World], str]


def world() -> World:
    """Made anew for each test, inside its database."""
    cast = {
        "aino": people.person("Aino"),
        "bertta": people.person("Bertta"),
        "doris": people.coordinator("Doris", region="11"),
        "admin": people.national_admin("Helmi"),
    }
    friends = organization()
    member(friends, cast["aino"])
    member(friends, cast["bertta"], "editor")
    return World(
        organization=friends,
        activity=activity("Ystäväkahvila", of=friends),
        draft=activity("Lukupiiri", of=friends, publish=False),
        people=cast,
    )


def at(name: str, *args: str) -> Callable[[World], str]:
    """The address of a url name; "organization", "activity" and "draft" stand for their keys."""

    def address(w: World) -> str:
        keys = {"organization": w.organization.pk, "activity": w.activity.pk, "draft": w.draft.pk}
        return reverse(name, args=[keys.get(each, each) for each in args])

    return address
