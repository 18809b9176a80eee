"""Does this show in service guidance? What a professional needs before she can send somebody there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seurantalo.records.content import ActivityContent

ENOUGH = 60  # letters of summary and description together


class Want(NamedTuple):
    """Something guidance needs: what is missing in words, and the question that asks it."""

    words: str | Promise
    step: str
    told: Callable[[ActivityContent], bool]


class Meter(NamedTuple):
    """How much of it is told, and what is not."""

    told: int
    of: int
    missing: tuple[Want, ...]

    @property
    def shows(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def meter(content: ActivityContent) -> Meter:
    """What guidance would know of it."""
    missing = tuple(want for want in WANTS if not want.told(content))
    return Meter(len(WANTS) - len(missing), len(WANTS), missing)


def _described(content: ActivityContent) -> bool:
    texts = (content.summary, content.description)
    return sum(max(map(len, text.values()), default=0) for text in texts) >= ENOUGH


def _timed(content: ActivityContent) -> bool:
    """Times, or said in words that they are agreed on: a helper who comes home has none."""
    fixed = any(channel.schedules for channel in content.channels)
    return fixed or content.kind in ("support", "volunteering")


def _placed(content: ActivityContent) -> bool:
    """In a municipality, for an area, or for everybody online and by phone."""
    places = [channel.place for channel in content.channels]
    return bool(content.service_areas) or any(place and place.municipality for place in places)


def _answered(content: ActivityContent) -> bool:
    return any(contact.phone or contact.email for contact in content.contacts)


WANTS = (
    Want(_("one or two sentences in short"), "mita", lambda c: bool(c.summary)),
    Want(_("a little more of what is done there"), "mita", _described),
    Want(_("when it is"), "milloin", _timed),
    Want(_("in which municipality it is"), "missa", _placed),
    Want(_("what it is about"), "kenelle", lambda c: bool(c.themes)),
    Want(_("for whom it is"), "kenelle", lambda c: bool(c.target_groups)),
    Want(_("whether it costs something"), "kenelle", lambda c: c.price.kind != "unknown"),
    Want(_("a phone number or an email address"), "yhteys", _answered),
)
