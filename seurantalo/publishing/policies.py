"""Who may do what to a published thing: each room registers its own `may` for its models.

The actions: "view", "change", "submit", "publish", "approve", "withdraw", "assure", "merge".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from seurantalo.publishing.models import Publishable

May = Callable[[Any, str, Any], bool]


class Line(NamedTuple):
    """One thing that is told, as people read it: "Title", fi, "Ystäväkahvila".

    `field` tells lines apart; `lang` is "" for what has no language of its own.
    """

    field: str
    label: Any
    text: str
    lang: str = ""


class Room(NamedTuple):
    """What the room of a model told about it.

    `words` writes a version out in people's words; `reviewable` finds what a person may approve,
    in one query. Of a merge `unite(merged, words, choices)` joins the words of one into those of
    the other, `gather(merged, into, choices)` moves what belonged to it and says what it moved, and
    `part(merged, into, moved)` puts that back.
    """

    may: May
    kind: str = ""
    words: Callable[[Any], Iterable[Line]] | None = None
    reviewable: Callable[[Any], QuerySet[Any]] | None = None
    unite: Callable[[Any, Any, Mapping[str, str]], None] | None = None
    gather: Callable[[Any, Any, Mapping[str, str]], Mapping[str, Any]] | None = None
    part: Callable[[Any, Any, Mapping[str, Any]], None] | None = None


@dataclass(frozen=True)
class Vouched:
    """Somebody without an account for whom a room above vouches: the reader of a signed letter.

    She may do these actions to this one thing, and no rights of people are asked about her.
    """

    thing: Publishable
    actions: frozenset[str]
    pk: None = None


ROOMS: dict[type[Publishable], Room] = {}


def register(model: type[Publishable], may_in_room: May, **more: Any) -> None:
    """Told by a room in its `apps.py`; `more` as in `Room`."""
    ROOMS[model] = Room(may_in_room, **{"kind": model.__name__.lower(), **more})


def room_of(obj: Publishable) -> Room | None:
    """What was told about things of this model."""
    return ROOMS.get(type(obj))


def model_of(kind: str) -> type[Publishable] | None:
    """The model of "activity" or "organization", None when there is no such kind."""
    return next((model for model, room in ROOMS.items() if room.kind == kind), None)


def kind_of(obj: Publishable) -> str:
    """ "activity" or "organization": how addresses name the model."""
    room = room_of(obj)
    return room.kind if room else type(obj).__name__.lower()


def may(user: Any, action: str, obj: Publishable) -> bool:
    """Whether `user` may do `action` to `obj`; nobody, when no room has said otherwise."""
    if isinstance(user, Vouched):
        return user.thing == obj and action in user.actions
    room = room_of(obj)
    return room is not None and room.may(user, action, obj)


def require(user: Any, action: str, obj: Publishable) -> None:
    """Raise PermissionDenied unless `user` may.

    Of what is known already the stored row is asked about, not the new words in `obj`: nobody gets
    a right by writing herself another region.
    """
    stored = type(obj)._default_manager.filter(pk=obj.pk, latest_revision__isnull=False).first()
    if not may(user, action, stored or obj):
        raise PermissionDenied(f"{user} may not {action} {obj}")
