"""The analyser: for each language the best means at hand, with a memory."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Protocol

from django.conf import settings

from seurantalo.search.analysis import dictionary
from seurantalo.search.analysis.dictionary import Dictionary
from seurantalo.search.analysis.stems import NAMES, Stems
from seurantalo.search.analysis.voikko import Voikko
from seurantalo.search.analysis.words import Terms, fold

logger = logging.getLogger(__name__)
VERSION = "3"  # of our own rules; raise it when they change, so that the index is rebuilt
REMEMBERED = 100_000  # words; about 40 MB when full
BACKENDS = ("voikko", "simplemma", "snowball")


class Backend(Protocol):
    """What knows the words of one language."""

    id: str
    version: str

    def analyse(self, token: str) -> Terms | None:
        """The terms of a word, or None when it is unknown."""

    def knows(self, token: str) -> bool:
        """Whether the word is in the dictionary."""

    def corrections(self, token: str) -> list[str]:
        """Known words that a misspelt one may be, the likeliest first."""


class Analyser:
    """Words to terms, in any language; safe to share between threads.

    `name` is the backend wanted for Finnish: "auto" (the best there is), "voikko", "simplemma" or
    "snowball". Swedish, English and Northern Sámi use their dictionaries unless "snowball" is asked
    for. `folder` keeps the dictionaries' tries. `id` names what is in use, with versions; an index
    made under another id must be rebuilt.
    """

    def __init__(self, name: str, folder: Path) -> None:
        """Raises OSError when a backend named outright cannot be had."""
        self._backends = _backends(name, folder)
        used = sorted({f"{lang}={b.id}-{b.version}" for lang, b in self._backends.items()})
        self.id = f"{VERSION};{';'.join(used)}"
        self.name = self._backends["fi"].id
        self.analyse = lru_cache(maxsize=REMEMBERED)(self._analyse)

    def _analyse(self, token: str, lang: str = "fi") -> Terms:
        """The terms of one token (lower case, from `tokens`) in a language ("fi", "fi-x-selko").

        Unknown words survive as they are; languages that nobody here knows are folded.
        """
        backend = self._backends.get(lang.split("-")[0])
        if backend is None:
            return Terms((fold(token),), known=False)
        found = backend.analyse(token)
        if found is None and "-" in token:
            found = self._hyphenated(token, lang)
        return found or Terms((token,), known=False)

    def _hyphenated(self, token: str, lang: str) -> Terms | None:
        """The terms of a word with hyphens by its members: only the last is inflected."""
        *first, last = (member for member in token.split("-") if member)
        head = self.analyse(last, lang)
        analysed = [*(self.analyse(member, lang) for member in first), head]
        members = [w for terms in analysed for w in (terms.members or terms.lemmas[:1])]
        inner = [terms.lemmas[0] for terms in analysed if terms.members]
        lemma = "-".join([*first, head.lemmas[0]])
        return Terms((lemma,), tuple(members), tuple(inner), head.roots)

    def knows(self, token: str, lang: str) -> bool:
        """Whether a dictionary has the word."""
        backend = self._backends.get(lang)
        return backend is not None and backend.knows(token)

    def corrections(self, token: str, lang: str) -> list[str]:
        """Words that a misspelt one may be, likeliest first: lost dots before lost letters.

        >>> analyser().corrections("aidille", "fi")[0]
        'äidille'
        """
        backend = self._backends.get(lang)
        if backend is None:
            return []
        dotted = [word for word in _with_dots(token, lang) if backend.knows(word)]
        return list(dict.fromkeys([*dotted, *backend.corrections(token)]))


def _with_dots(token: str, lang: str) -> list[str]:
    """The ways to give a word its ä and ö (å) back, up to 64, those with most dots first."""
    letters = {"fi": {"a": "aä", "o": "oö"}, "sv": {"a": "aäå", "o": "oö"}}.get(lang, {})
    choices = [letters.get(sign, sign) for sign in token]
    ways = 1
    for choice in choices:
        ways *= len(choice)
    if ways > 64:
        # Vowel harmony: in a long word all of them, then all of one member, then none.
        harmonic = token.translate(str.maketrans("ao", "äö"))
        cuts = range(2, len(token) - 1)
        halves = [harmonic[:n] + token[n:] for n in cuts] + [token[:n] + harmonic[n:] for n in cuts]
        return [word for word in dict.fromkeys([harmonic, *halves]) if word != token]
    words = ("".join(signs) for signs in product(*choices))
    return sorted(
        (w for w in words if w != token),
        key=lambda w: -sum(a != b for a, b in zip(w, token, strict=True)),
    )


def _backends(name: str, folder: Path) -> dict[str, Backend]:
    if name == "snowball":
        return {lang: Stems(lang) for lang in NAMES}
    backends: dict[str, Backend] = {}
    for lang in dictionary.LANGUAGES:
        try:
            backends[lang] = _finnish(name, folder) if lang == "fi" else Dictionary(lang, folder)
        except OSError:
            if lang == "fi" and name != "auto":
                raise
            logger.warning("No dictionary for %s: words are stemmed only.", lang, exc_info=True)
            if lang in NAMES:
                backends[lang] = Stems(lang)
    return backends


def _finnish(name: str, folder: Path) -> Backend:
    if name in ("auto", "voikko"):
        try:
            return Voikko()
        except OSError:
            if name == "voikko":
                raise
            logger.info("libvoikko is not installed; Finnish words come from simplemma.")
    return Dictionary("fi", folder)


@cache
def analyser(name: str = "") -> Analyser:
    """The analyser of this process: `name`, or what the setting SEARCH_ANALYSER says."""
    return Analyser(name or settings.SEARCH_ANALYSER, Path(settings.VAR) / "words")
