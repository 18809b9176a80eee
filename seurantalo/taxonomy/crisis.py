"""Words of distress and the help lines they lead to, above any search result.

The rules are a list that a person can read, `data/crisis.toml`, and never a ranking: whoever writes
"mies hakkaa minua" is shown the right number, however she spells it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from seurantalo.common.text import Text

DATA = Path(__file__).parent / "data" / "crisis.toml"
LONGEST = 60  # words read; the rest of a pasted page is not
WINDOW = 7  # words of a pattern further apart do not belong together
MOST_LINES = 4
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True)
class HelpLine:
    """A number to call: when it answers and in which languages (BCP 47)."""

    name: Text
    phone: str
    hours: Text
    languages: tuple[str, ...] = ()
    url: str = ""
    note: Text = Text()


class Pattern(NamedTuple):
    """For each place the beginnings ("hakka*") or whole words that may stand there."""

    places: tuple[tuple[str, ...], ...]
    whole: bool
    lang: str


class Intent(NamedTuple):
    """What somebody may be saying, and the help lines in their order."""

    lines: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


def crisis_help(words: str, lang: str) -> tuple[HelpLine, ...]:
    """The help lines for what was written, the most fitting first; () for ordinary searches.

    `lang` is the reader's; a line in the language she wrote in comes before it. Endings, missing
    dots and word order do not matter. At most four lines.
    """
    said = [_plain(word) for word in WORD.findall(words.replace("'", ""))[:LONGEST]]
    intents, lines = _rules()
    found: dict[str, str] = {}
    for intent in intents:
        spoken = next((each.lang for each in intent.patterns if _matches(each, said)), None)
        if spoken and not any(_matches(each, said) for each in intent.unless):
            for code in intent.lines:
                found.setdefault(code, spoken)
    chosen = [_in_language(lines[code], (spoken, lang)) for code, spoken in found.items()]
    return tuple(chosen[:MOST_LINES])


def _plain(word: str) -> str:
    """Lower case without dots, rings and accents."""
    signs = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def _matches(pattern: Pattern, said: Sequence[str]) -> bool:
    """Whether every place of the pattern is filled by a word of its own, near each other."""
    if pattern.whole:
        return len(said) == len(pattern.places) and all(
            _fits(place, word) for place, word in zip(pattern.places, said, strict=True)
        )
    if any(not any(_fits(place, word) for word in said) for place in pattern.places):
        return False
    starts = range(max(1, len(said) - WINDOW + 1))
    return any(_fill(pattern.places, said[start : start + WINDOW]) for start in starts)


def _fill(places: Sequence[tuple[str, ...]], said: Sequence[str]) -> bool:
    if not places:
        return True
    return any(
        _fits(places[0], word) and _fill(places[1:], [*said[:n], *said[n + 1 :]])
        for n, word in enumerate(said)
    )


def _fits(place: tuple[str, ...], word: str) -> bool:
    return any(
        word.startswith(stem[:-1])
        if stem.endswith("*")
        else word.endswith(stem[1:])
        if stem.startswith("*")
        else word == stem
        for stem in place
    )


def _in_language(line: dict[str, HelpLine], wanted: Iterable[str]) -> HelpLine:
    """The number of the line that answers in the first wanted language, else its main number."""
    return next((line[lang] for lang in wanted if lang in line), line[""])


@cache
def _rules() -> tuple[tuple[Intent, ...], dict[str, dict[str, HelpLine]]]:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    intents = tuple(
        Intent(
            tuple(entry["lines"]),
            tuple(
                _pattern(text, lang) for lang, texts in entry["patterns"].items() for text in texts
            ),
            tuple(_pattern(text, "") for text in entry.get("unless", ())),
        )
        for entry in data["intent"]
    )
    return intents, {code: _line(about) for code, about in data["line"].items()}


def _pattern(text: str, lang: str) -> Pattern:
    places = tuple(
        tuple(_plain(stem) for stem in place.split("|")) for place in text.lstrip("=").split()
    )
    return Pattern(places, text.startswith("="), lang)


def _line(about: dict[str, Any]) -> dict[str, HelpLine]:
    """The line by language: "" its main number, and other numbers for other languages."""
    main = HelpLine(
        name=Text(about["name"]),
        phone=about["phone"],
        hours=Text(about["hours"]),
        languages=tuple(about["languages"]),
        url=about["url"],
        note=Text(about.get("note", {})),
    )
    others = {
        lang: HelpLine(
            name=Text(other["name"]),
            phone=other["phone"],
            hours=Text(other["hours"]),
            languages=(lang,),
            url=main.url,
            note=main.note,
        )
        for lang, other in about.get("variants", {}).items()
    }
    return {"": main, **dict.fromkeys(main.languages, main), **others}
