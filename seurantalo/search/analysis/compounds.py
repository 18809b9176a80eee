"""Taking compounds apart with nothing but a dictionary of forms.

A Finnish or Swedish compound is modifiers and a head; only the head is inflected. A cut is believed
when every modifier is a form in which modifiers stand (nominative, genitive, -is; -s, dropped -a)
and the head is a word. Short members make false cuts, so they count only from a list of our own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from seurantalo.search.analysis.words import DATA

Lemma = Callable[[str], str]
SHORTEST = 3
SAFE = 4  # letters from which a member needs no list
MOST_MEMBERS = 4


class Member(NamedTuple):
    """A member as it stands in the compound, its base form, and what it is derived from."""

    surface: str
    base: str
    root: str = ""


def members(word: str, lang: str, lemma: Lemma) -> tuple[Member, ...]:
    """The members of a compound, the head last; empty when the word is none that we can see.

    `lemma` gives the base form of a word or "". The fewest members win, then the longest head.
    """
    if lang not in ("fi", "sv") or len(word) < 2 * SHORTEST:
        return ()
    modifier = _finnish_modifier if lang == "fi" else _swedish_modifier
    short, endings = own_members(lang), _false_members(lang)

    def believed(surface: str) -> bool:
        return surface in short or (len(surface) >= SAFE and surface not in endings)

    def cut(rest: str, depth: int) -> tuple[Member, ...]:
        """The best members of `rest`, from its head backwards."""
        best: tuple[Member, ...] = ()
        head = lemma(rest) if depth and believed(rest) else ""
        if head:
            return (Member(rest, head),)
        if depth == MOST_MEMBERS:
            return ()
        for place in range(len(rest) - SHORTEST, SHORTEST - 1, -1):
            first = rest[:place]
            base = modifier(first, lemma) if believed(first) else ""
            following = cut(rest[place:], depth + 1) if base else ()
            if following and (not best or _better(following, best[1:])):
                best = (Member(first, base), *following)
        return best

    found = whole(cut(word, 0))
    return tuple(found) if len(found) > 1 else ()


def whole(found: Iterable[Member]) -> list[Member]:
    """Members joined again that say something only together: "seurakunta" is no "seura"."""
    joined: list[Member] = []
    for member in found:
        word = joined[-1].surface + member.base if joined else ""
        if word in _whole_words():
            joined[-1] = Member(joined[-1].surface + member.surface, word)
        else:
            joined.append(member)
    return joined


def _better(new: tuple[Member, ...], old: tuple[Member, ...]) -> bool:
    return (-len(new), len(new[-1].surface)) > (-len(old), len(old[-1].surface))


def _finnish_modifier(word: str, lemma: Lemma) -> str:
    """The base form of a word that can stand before a head in Finnish, or ""."""
    if word.endswith("s") and lemma(word[:-1] + "nen") == word[:-1] + "nen":
        return word[:-1] + "nen"
    base = lemma(word)
    if base == word:
        return base
    genitive = word.endswith("n") and not base.endswith(("da", "dä", "ta", "tä", "lla", "llä"))
    return base if genitive else ""


def _swedish_modifier(word: str, lemma: Lemma) -> str:
    """The base form of a word that can stand before a head in Swedish, or ""."""
    base = lemma(word)
    if base and (base == word or base[:-1] == word[:-1]):
        return base
    if word.endswith("s") and lemma(word[:-1]) == word[:-1]:
        return word[:-1]
    for full in (word[:-1], word + "a", word + "e", word[:-1] + "a"):
        if lemma(full) == full:
            return full
    return ""


@cache
def own_members(lang: str) -> frozenset[str]:
    """Members that are believed although short or missing from the dictionary."""
    return _listed(lang)


@cache
def _false_members(lang: str) -> frozenset[str]:
    """Words of the dictionary that are, at the end of a word, most often an ending."""
    return _listed(f"{lang}_false")


@cache
def _whole_words() -> frozenset[str]:
    """Compounds whose members would find something else than the whole."""
    return _listed("fi_whole")


def _listed(name: str) -> frozenset[str]:
    with (DATA / "compound_members.toml").open("rb") as file:
        return frozenset(" ".join(tomllib.load(file).get(name, ())).split())
