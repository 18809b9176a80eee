"""Addresses in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import lazy
from django.utils.translation import get_language


def _spell(words: Mapping[str, str], tail: str) -> str:
    return words.get(get_language() or "fi", words["fi"]) + tail


_lazily = lazy(_spell, str)


def spelled(words: Mapping[str, str], tail: str = "") -> str:
    """A route that each language spells its own way, for `django.urls.path`.

    >>> path(spelled({"fi": "haku", "sv": "sok"}, ".ics"), …)
    """
    return _lazily(words, tail)
