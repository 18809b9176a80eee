"""Two versions side by side, line by line and word by word, in pure Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from seurantalo.publishing.policies import Line

# Longer texts are shown whole: a comparison word by word would take too long to make and to read.
MOST_WORDS = 3_000
# Under this likeness marks only disturb: the text was written anew.
LIKE_ENOUGH = 0.25

Pieces = tuple[tuple[bool, str], ...]


class Change(NamedTuple):
    """One line that differs; `before` and `after` are "" when there was or is nothing.

    The pieces are the same texts cut into (changed or not, words): a template marks them.
    """

    field: str
    label: Any
    lang: str
    before: str
    after: str
    before_pieces: Pieces
    after_pieces: Pieces


def compare_lines(older: Iterable[Line], newer: Iterable[Line]) -> list[Change]:
    """The lines that differ, in the order of the newer version, then what is gone."""
    before = {(line.field, line.lang): line for line in older if line.text}
    after = {(line.field, line.lang): line for line in newer if line.text}
    found = []
    for key in (*after, *(key for key in before if key not in after)):
        old, new = before.get(key), after.get(key)
        told = new or old
        texts = (old.text if old else "", new.text if new else "")
        if told is not None and texts[0] != texts[1]:
            found.append(Change(told.field, told.label, told.lang, *texts, *marked(*texts)))
    return found


def marked(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both texts cut where they differ, so that what is gone and what is new can be marked."""
    old, new = _words(before), _words(after)
    if not old or not new or len(old) + len(new) > MOST_WORDS:
        return _whole(before), _whole(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LIKE_ENOUGH:
        return _whole(before), _whole(after)
    left: list[tuple[bool, str]] = []
    right: list[tuple[bool, str]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        changed = tag != "equal"
        left += [(changed, "".join(old[i1:i2]))] if i2 > i1 else []
        right += [(changed, "".join(new[j1:j2]))] if j2 > j1 else []
    return tuple(left), tuple(right)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _whole(text: str) -> Pieces:
    return ((True, text),) if text else ()
