"""Who may do what to a published thing: each room registers its own `may` for its models.

The actions: "view", "change", "submit", "publish", "approve", "withdraw", "assure".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

from seurantalo.publishing.models import Publishable

May = Callable[[Any, str, Any], bool]
ROOMS: dict[type[Publishable], May] = {}


def register(model: type[Publishable], may_in_room: May) -> None:
    """Told by a room in its `apps.py`."""
    ROOMS[model] = may_in_room


def may(user: Any, action: str, obj: Publishable) -> bool:
    """Whether `user` may do `action` to `obj`; nobody, when no room has said otherwise."""
    in_room = ROOMS.get(type(obj))
    return in_room is not None and in_room(user, action, obj)


def require(user: Any, action: str, obj: Publishable) -> None:
    """Raise PermissionDenied unless `user` may."""
    if not may(user, action, obj):
        raise PermissionDenied(f"{user} may not {action} {obj}")
