"""A letter as it is composed: a subject and parts, from which text and HTML are both written.

    Message(
        kind="organizations.invitation",
        subject=_("%(name)s invites you") % values,
        parts=(_("…"), Button(_("Accept"), absolute(reverse(…))), _("…")),
        values={"name": "Nilsiän ystävät"},
    )

`values` are what an administrator may use as {name} when she writes the text of a kind anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings

# What XML, of which the HTML is made, cannot hold, nor PostgreSQL's JSON (the zero character), and
# what turns the direction of the rest.
UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True)
class Button:
    """What to do next: a label and an absolute address."""

    label: str
    url: str


@dataclass(frozen=True)
class Row:
    """One thing of a list: its title, a line about it, and what can be done to it."""

    title: str
    text: str = ""
    buttons: tuple[Button, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Listing:
    """Several things that are told of in one letter."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Code:
    """A code to type or copy, shown big."""

    code: str


Part = str | Button | Listing | Code


@dataclass(frozen=True)
class Message:
    """A letter in one language. A part that is a str is a paragraph.

    `reply_to` is the address of ours that takes in an answer to it; "" when answers go to us all.
    """

    kind: str
    subject: str
    parts: tuple[Part, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    reply_to: str = ""


def absolute(path: str) -> str:
    """The whole address of a page of this service, for letters."""
    return path if "://" in path else settings.BASE_URL + path


def readable(text: str) -> str:
    """Without what no mail may hold: a letter with one pasted control character still arrives."""
    return UNREADABLE.sub("", text)


def to_json(message: Message) -> dict[str, Any]:
    """A message as it is kept until it has been sent. Lazy texts become texts, readable ones."""
    parts = [_part_to_json(part) for part in message.parts]
    return {
        "kind": message.kind,
        "subject": readable(str(message.subject)),
        "parts": parts,
        "values": {key: readable(str(value)) for key, value in message.values.items()},
        **({"reply_to": message.reply_to} if message.reply_to else {}),
    }


def _part_to_json(part: Part) -> Any:
    if isinstance(part, Button):
        return {"button": _texts(asdict(part))}
    if isinstance(part, Listing):
        return {"listing": [_texts(asdict(row)) for row in part.rows]}
    if isinstance(part, Code):
        return {"code": readable(str(part.code))}
    return readable(str(part))


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _texts(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(each) for each in value]
    return readable(str(value))


def from_json(data: dict[str, Any]) -> Message:
    """The message that was kept."""
    parts = tuple(_part_from_json(part) for part in data["parts"])
    values, reply_to = data.get("values", {}), data.get("reply_to", "")
    return Message(data["kind"], data["subject"], parts, values, reply_to)


def _part_from_json(part: Any) -> Part:
    if isinstance(part, str):
        return part
    if "button" in part:
        return Button(**part["button"])
    if "code" in part:
        return Code(part["code"])
    return Listing(
        tuple(
            Row(
                row["title"],
                row["text"],
                tuple(Button(**each) for each in row["buttons"]),
                row["url"],
            )
            for row in part["listing"]
        )
    )
