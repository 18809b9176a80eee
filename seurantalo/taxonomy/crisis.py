"""Words of distress and the help lines they lead to, above any search result."""

from __future__ import annotations

from dataclasses import dataclass

from seurantalo.common.text import Text


@dataclass(frozen=True)
class HelpLine:
    """A number to call: when it answers and in which languages (BCP 47)."""

    name: Text
    phone: str
    hours: Text
    languages: tuple[str, ...] = ()
    url: str = ""
    note: Text = Text()


def crisis_help(words: str, lang: str) -> tuple[HelpLine, ...]:
    """The help lines that words of distress lead to, the most pressing first."""
    return ()
