"""What an answer is made of: the pieces that `answers` puts together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from seurantalo.records.content import ActivityContent, ChannelContent

Answers = Mapping[str, Any]
Told = dict[str, Any]


class Reading(NamedTuple):
    """What reading an answer needs: the content so far, the language typed in, today."""

    content: ActivityContent
    lang: str
    today: date


class Part(NamedTuple):
    """Some answers that mean one piece of content: `tell` gives them, `read` takes them in."""

    names: tuple[str, ...]
    tell: Callable[[ActivityContent, str], Told]
    read: Callable[[Answers, Reading], Told]


def same(names: tuple[str, ...], one: Answers, other: Answers) -> bool:
    """Whether these answers are the same in both, "" and nothing being one."""
    return all((one.get(name) or None) == (other.get(name) or None) for name in names)


def first_channel(content: ActivityContent) -> ChannelContent:
    """The way to take part that the questions are about; further ones stay as they are."""
    return content.channels[0] if content.channels else ChannelContent()


def with_channel(content: ActivityContent, **changes: Any) -> Told:
    """The content's channels with changes to the first."""
    changed = first_channel(content).model_copy(update=changes)
    return {"channels": (changed, *content.channels[1:])}
