"""Tokens, folding and stop words: what every analyser shares."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
LONGEST = 60  # letters; longer "words" are addresses, hashes and noise

# Letters and digits, joined inside by one hyphen, apostrophe or colon ("ry:n", "4H-kerho").
TOKEN = re.compile(r"[^\W_]+(?:[-'’:][^\W_]+)*")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# "MLL:n", "Kela:lta": the ending after the colon is inflection, not a word.
COLON_ENDING = re.compile(r":[a-zäö]{0,6}$")
# ø, đ, ŧ and friends have no decomposition in Unicode.
STROKED = str.maketrans({"ø": "o", "đ": "d", "ŧ": "t", "ŋ": "n", "ł": "l", "ß": "ss", "æ": "a"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What one word is made of, all in lower case.

    `lemmas` are its base forms ("jumppaan": jumppa, jumpata), the likeliest first. `members` are the
    base forms of a compound's members, the head last ("vertaistukiryhmä": vertainen, tuki, ryhmä),
    `inner` the compounds inside it (vertaistuki, tukiryhmä), `roots` the words that it or its head
    is derived from ("uinti": uida). `known` is False when no dictionary had it.
    """

    lemmas: tuple[str, ...]
    members: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    known: bool = True


def normalise(text: str) -> str:
    """NFC, without soft hyphens and other invisible signs; curly apostrophes straightened."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("’", "'")


def tokens(text: str, *, keep_case: bool = False) -> list[str]:
    """The words of a text in lower case, in order; endings after a colon are left out.

    >>> tokens("MLL:n Äiti-lapsijumppa, ry.")
    ['mll', 'äiti-lapsijumppa', 'ry']
    """
    clean = normalise(text)
    found = (COLON_ENDING.sub("", w) for w in TOKEN.findall(clean if keep_case else clean.lower()))
    return [word for word in found if len(word) <= LONGEST]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without dots, rings, accents and strokes: how a word looks when typed in haste.

    >>> fold("Åhléns Äijä")
    'ahlens aija'
    """
    decomposed = unicodedata.normalize("NFD", word.casefold().translate(STROKED))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@cache
def stop_words(lang: str) -> frozenset[str]:
    """The words of a language that say nothing in a search ("ja", "och", "the")."""
    return frozenset(_word_lists()["stop"].get(lang, ()))


@cache
def weak_words() -> frozenset[str]:
    """Base forms that frame a wish but do not name it ("haluta", "etsiä", "need"), all languages."""
    return frozenset(word for words in _word_lists()["weak"].values() for word in words)


@cache
def person_words() -> frozenset[str]:
    """Base forms that name whose matter it is ("äiti", "make"), not the matter, all languages."""
    return frozenset(word for words in _word_lists()["person"].values() for word in words)


@cache
def _word_lists() -> dict[str, dict[str, list[str]]]:
    with (DATA / "function_words.toml").open("rb") as file:
        return {
            table: {lang: " ".join(lines).split() for lang, lines in languages.items()}
            for table, languages in tomllib.load(file).items()
        }
