"""What was brought, in words: when and where."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from seurantalo.activities import wording
from seurantalo.common.text import Text
from seurantalo.records.content import ActivityContent
from seurantalo.ui.templatetags.ui import language

register = template.Library()


@register.filter
def brought_when(content: ActivityContent | None) -> str:
    """The times as a sentence."""
    schedules = [
        each for channel in (content.channels if content else ()) for each in channel.schedules
    ]
    return wording.describe_all(schedules).pick(language()).text


@register.filter
def brought_where(content: ActivityContent | None) -> str:
    """The places, or the web."""
    said = []
    for channel in content.channels if content else ():
        place = channel.place
        parts = (place.name, place.street_address) if place else ()
        said.append(", ".join(part.pick(language()).text for part in parts if part) or channel.url)
    return "; ".join(filter(None, said))


@register.filter
def in_words(told: Mapping[str, str]) -> str:
    """A text kept as JSON, in the reader's language."""
    return Text(told or {}).pick(language()).text
