"""An administrator's own words put into a letter, with {name}s filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from seurantalo.mail.messages import Message, Part
from seurantalo.mail.models import MailText

PLACEHOLDER = re.compile(r"\{(\w*)\}")


def unknown(text: str, values: Mapping[str, str]) -> list[str]:
    """The {names} of a text that this kind of letter does not know."""
    return [name for name in PLACEHOLDER.findall(text) if name not in values]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its {names} filled in; one that is not known stays as it is."""
    return PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)


def paragraphs(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The paragraphs of a text: what is between empty lines."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return tuple(filled(part.strip(), values) for part in parts if part.strip())


def split(message: Message) -> tuple[tuple[Part, ...], tuple[Part, ...], tuple[Part, ...]]:
    """Words before the first button or list, from it to the last, words after."""
    others = [at for at, part in enumerate(message.parts) if not isinstance(part, str)]
    first, last = (others[0], others[-1] + 1) if others else (len(message.parts),) * 2
    return message.parts[:first], message.parts[first:last], message.parts[last:]


def apply(message: Message, own: MailText | None) -> Message:
    """The letter with the administrator's words where she has written some."""
    if own is None:
        return message
    before, middle, after = split(message)
    return replace(
        message,
        subject=filled(own.subject, message.values) if own.subject else message.subject,
        parts=(
            *(paragraphs(own.opening, message.values) or before),
            *middle,
            *(paragraphs(own.closing, message.values) or after),
        ),
    )


def editable(message: Message) -> dict[str, str]:
    """A letter's words as an administrator edits them: its values are {name}s again."""
    before, _middle, after = split(message)
    values = sorted(message.values.items(), key=lambda each: -len(each[1]))

    def opened(parts: tuple[Part, ...]) -> str:
        text = "\n\n".join(str(part) for part in parts)
        for name, value in values:
            if value:
                text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", f"{{{name}}}", text)
        return text

    return {
        "subject": opened((message.subject,)),
        "opening": opened(before),
        "closing": opened(after),
    }
