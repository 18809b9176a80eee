"""How the values of two things become those of one: for the rooms that merge theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from seurantalo.common.text import Text


def joined(own: Text, other: Text, chosen: str) -> Text:
    """The texts of both; in a language that both have, that of the chosen side ("merged", "into")."""
    return Text({**own, **other} if chosen == "merged" else {**other, **own})


def longer(own: Text, other: Text) -> str:
    """The side that tells more, ours when they tell as much."""
    return "merged" if sum(map(len, other.values())) > sum(map(len, own.values())) else "into"


def either[Value](own: Value, other: Value, chosen: str | None) -> Value:
    """The chosen value, else ours, else the only one there is."""
    first, second = (other, own) if chosen == "merged" else (own, other)
    return first or second


def once[Value](
    own: Iterable[Value],
    other: Iterable[Value],
    key: Callable[[Value], Any] = lambda value: value,
) -> tuple[Value, ...]:
    """Our values and then those of the other that we do not have."""
    found: list[Value] = []
    seen: list[Any] = []
    for value in (*own, *other):
        if key(value) not in seen:
            seen.append(key(value))
            found.append(value)
    return tuple(found)


def notes(
    merged: Any, into: Any, choices: Mapping[str, str], fields: Iterable[str]
) -> tuple[Any, ...]:
    """What is known of the translations that stay: asked before the texts are joined."""
    found = []
    for field in fields:
        own, other = getattr(into, field), getattr(merged, field)
        side = choices.get(field, "into" if field == "name" else longer(own, other))
        for thing, text, rival in ((into, own, other), (merged, other, own)):
            winner = (side == "merged") == (thing is merged)
            stays = {lang for lang in text if winner or lang not in rival}
            found += [
                note for note in thing.translation_notes
                if note.field == field and note.lang in stays
            ]  # fmt: skip
    others = once(into.translation_notes, merged.translation_notes)
    return (*found, *(note for note in others if note.field not in set(fields)))
