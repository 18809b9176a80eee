"""Taking values out of JSON that may be anything at all."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import nh3

from seurantalo.common.text import LANGUAGE_TAG, Text
from seurantalo.records.schemas import Record

LONGEST_TEXT = 20_000
HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
LINE_ENDS = re.compile(r"(?i)<br\s*/?>|</(p|div|h[1-6]|ul|ol|tr)\s*>")
LIST_ITEM = re.compile(r"(?i)<li[^<>]*>")
# C0 controls but line feed, C1 controls, lone surrogates, bidi overrides: no reader needs them.
UNREADABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MARKDOWN = (
    (re.compile(r"(?m)^#{1,6} +"), ""),
    (re.compile(r"\*\*([^*\n]+)\*\*"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)"), r"\1 (\2)"),
)


def gettext_noop(message: str) -> str:
    """Marks a message for translation; the doors translate it, this room knows no Django."""
    return message


class Problem(Record):
    """Something that could not be used: which item, which field, why, and what to do.

    `reason` is an English message with %(name)s places, `params` fills them. `fatal` when the whole
    item was left out, otherwise only the field was.
    """

    item: str
    name: str = ""
    field: str = ""
    reason: str
    params: tuple[tuple[str, str], ...] = ()
    fatal: bool = False


@dataclass
class Notes:
    """Collects the problems of one item while it is read."""

    item: str
    name: str = ""
    problems: list[Problem] = field(default_factory=list)

    def leave_out(self, field_name: str, reason: str, **params: object) -> None:
        """Says that a part was left out."""
        self._add(field_name, reason, params, fatal=False)

    def refuse(self, field_name: str, reason: str, **params: object) -> None:
        """Says that the whole item is refused."""
        self._add(field_name, reason, params, fatal=True)

    def _add(self, field_name: str, reason: str, params: dict[str, object], *, fatal: bool) -> None:
        shown = tuple((key, plain(str(value))[:80]) for key, value in params.items())
        self.problems.append(
            Problem(
                item=self.item,
                name=self.name,
                field=field_name,
                reason=reason,
                params=shown,
                fatal=fatal,
            )
        )


def plain(text: str) -> str:
    """The text without HTML, Markdown marks and control characters; paragraphs are kept."""
    text = text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\t", " ").replace("\xa0", " ")
    if HTML.search(text):
        text = LIST_ITEM.sub("\n- ", LINE_ENDS.sub("\n", text))
        text = html.unescape(nh3.clean(UNREADABLE.sub("", text), tags=set()))
    for pattern, replacement in MARKDOWN:
        text = pattern.sub(replacement, text)
    text = re.sub(r" +\n|\n +", "\n", UNREADABLE.sub("", text))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" {2,}", " ", text)).strip()


def string(value: Any) -> str:
    """One line of plain text; numbers become text, anything else is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(plain(str(value)).split())


def identity(value: Any) -> str:
    """An id as PTV writes them, in lower case; "" when there is none."""
    return string(value)[:100].lower()


def mapping(value: Any) -> dict[str, Any]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list; a lone object counts as a list of one."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def language(value: Any) -> str:
    """A language tag in lower case, "" when it is none."""
    tag = value.strip().lower() if isinstance(value, str) else ""
    return tag if LANGUAGE_TAG.match(tag) else ""


def texts(value: Any, *types: str, one_line: bool = False) -> Text:
    """A localized list `[{"language", "value", "type"}]` as a `Text`.

    With `types` only entries of those types, the first type first; entries without a type count
    as the first. Plain strings count as Finnish, {"fi": …} objects as they are.
    """
    clean = string if one_line else _paragraphs
    if isinstance(value, str):
        return Text(fi=clean(value))
    if isinstance(value, dict) and "value" not in value:
        pairs = [(language(key), clean(text), "") for key, text in value.items()]
    else:
        pairs = [
            (language(one.get("language", "fi")), clean(one.get("value")), string(one.get("type")))
            for one in objects(value)
        ]
    found: dict[str, str] = {}
    for type_ in types or ("",):
        for tag, text, of_type in pairs:
            wanted = not types or of_type == type_ or (not of_type and type_ == types[0])
            if tag and text and wanted:
                found.setdefault(tag, text)
    return Text(found)


def _paragraphs(value: Any) -> str:
    return plain(value) if isinstance(value, str) else ""


def joined(*parts: Text, by: str = "\n\n") -> Text:
    """The parts one after the other in each language; repeated parts once."""
    return Text(
        {
            tag: by.join(dict.fromkeys(part[tag] for part in parts if tag in part))
            for tag in dict.fromkeys(tag for part in parts for tag in part)
        }
    )
