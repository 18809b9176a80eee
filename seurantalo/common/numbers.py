"""Numbers that come as text from addresses and forms: ours, or none."""

from __future__ import annotations

LONGEST = 18  # digits: what a database keeps as a whole number


def whole(text: str) -> int | None:
    """The number of plain digits, None for anything else.

    >>> whole("12"), whole("²"), whole("9" * 30)
    (12, None, None)
    """
    plain = text.isascii() and text.isdigit() and len(text) <= LONGEST
    return int(text) if plain else None
