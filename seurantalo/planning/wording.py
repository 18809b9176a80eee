"""Why two things clash, in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from seurantalo.planning.collisions import Collision
from seurantalo.planning.crowds import WIDE

NEXT_DOOR = 0.3  # kilometres


def why(found: Collision) -> str:
    """ "same evening, same target group, 2.3 km"."""
    return ", ".join(_parts(found))


def _parts(found: Collision) -> Iterator[str]:
    if found.time:
        yield {
            "same_time": _("at the same time"),
            "same_evening": _("same evening"),
            "same_day": _("same day"),
        }[found.time]
    yield _people(found)
    if found.theme:
        yield _("same theme")
    if found.online:
        yield _("both online")
    elif found.kilometres is not None:
        yield _way(found.kilometres)


def _people(found: Collision) -> str:
    if found.perhaps:
        return _("perhaps for the same people")
    if found.group and found.group not in WIDE:
        return _("same target group")
    return _("open to the same people") if found.group else _("partly the same people")


def _way(kilometres: float) -> str:
    if kilometres < NEXT_DOOR:
        return _("next door")
    return _("%(way)s km") % {"way": number_format(round(kilometres, 1), 1)}
