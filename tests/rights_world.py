"""The scene in which docs/rights.md is tried, and the doors by which somebody tries.

A door tries one thing as one person and says whether it let her; None when it is no door for her
(a page for a program).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from seurantalo.accounts import api_keys
from seurantalo.accounts.models import User
from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Claim, Organization


@dataclass
class World:
    """Nilsiän ystävät ry and what there is to do something to."""

    cast: dict[str, Any]
    secret: str
    friends: Organization
    trusted: Organization
    club: Activity
    draft: Activity
    sent: Activity
    at_once: Activity
    claim: Claim
    who: str = ""
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def person(self) -> Any:
        """Whoever tries: anew each time, for rights may be remembered on a person."""
        if self.who == "Nobody":
            return AnonymousUser()
        if self.who == "Key":
            return api_keys.authenticate(self.secret)
        return User.objects.get(pk=self.cast[self.who].pk)

    def client(self) -> Client:
        """Her browser, or the program with its key."""
        if self.who == "Key":
            return Client(headers={"Authorization": f"Bearer {self.secret}"})
        browser = Client()
        if self.who != "Nobody":
            browser.force_login(self.person)
        return browser


Door = Callable[[World], bool | None]


def command(run: Callable[[World, Any], object], *also: type[Exception]) -> Door:
    """A command: refused by PermissionDenied (and what else refuses this one)."""

    def door(world: World) -> bool:
        try:
            run(world, world.person)
        except (PermissionDenied, *also):
            return False
        return True

    return door


def page(
    method: str,
    name: str,
    /,
    *args: Any,
    then: Callable[[World], bool] | None = None,
    **posted: Any,
) -> Door:
    """A page: refused by 403, 404, 422 or by being led to the sign-in; `then` looks at the outcome."""

    def door(world: World) -> bool | None:
        if world.who == "Key":
            return None
        call = getattr(world.client(), method)
        answer = call(reverse(name, args=filled(world, args)), filled(world, posted))
        assert answer.status_code < 500
        led_away = answer.status_code == 302 and "/kirjaudu" in answer["Location"]
        let = answer.status_code in {200, 302} and not led_away
        return let and (then is None or then(world))

    return door


def api(method: str, address: str, body: Callable[[World], Any] | None = None) -> Door:
    """The API: refused by 401, 403 or 404."""

    def door(world: World) -> bool:
        told = {"content_type": "application/json"}
        if body is not None:
            told["data"] = json.dumps(body(world))
        if method == "put":
            told["headers"] = {"If-Match": f'"{thing(world, address).latest_revision_id}"'}
        path = re.sub(r"\{(\w+)\}", lambda match: str(getattr(world, match[1]).pk), address)
        answer = getattr(world.client(), method)(f"/api/v1/{path}", **told)
        if answer.status_code in {401, 403, 404}:
            return False
        assert answer.status_code in {200, 201}, answer.content
        return True

    return door


def thing(world: World, address: str) -> Any:
    found = getattr(world, re.search(r"\{(\w+)\}", address)[1])
    return type(found).objects.get(pk=found.pk)


def filled(world: World, told: Any) -> Any:
    """Addresses and forms name things of the world: "draft" is its key, "activity:draft" too.

    A function of the world gives what is made for the try.
    """
    if isinstance(told, dict):
        return {key: filled(world, [value])[0] for key, value in told.items()}

    def fill(text: Any) -> Any:
        if callable(text):
            return text(world)
        kind, colon, name = text.rpartition(":")
        if hasattr(getattr(world, name, None), "pk"):
            return f"{kind}{colon}{getattr(world, name).pk}" if colon else getattr(world, name).pk
        return text

    return [fill(each) for each in told]


def public(name: str, *, live: bool = True) -> Callable[[World], bool]:
    """Whether a thing is public afterwards."""
    return lambda world: (
        type(getattr(world, name)).objects.filter(pk=getattr(world, name).pk, live=live).exists()
    )


def fresh(name: str) -> Callable[[World], Any]:
    return lambda world: type(getattr(world, name)).objects.get(pk=getattr(world, name).pk)
