"""Snowball stems: the last resort, when a language has no dictionary at hand."""

from __future__ import annotations

import threading
from importlib.metadata import version

import snowballstemmer

from seurantalo.search.analysis.words import Terms

NAMES = {"fi": "finnish", "sv": "swedish", "en": "english"}


class Stems:
    """The stemmer of one language. It knows no words, so every word is unknown."""

    id = "snowball"

    def __init__(self, lang: str) -> None:
        """Raises KeyError for a language without a stemmer."""
        self._stemmer = snowballstemmer.stemmer(NAMES[lang])
        self._lock = threading.Lock()
        self.version = version("snowballstemmer")

    def analyse(self, token: str) -> Terms | None:
        """The stem as the only lemma."""
        with self._lock:
            return Terms((str(self._stemmer.stemWord(token)),), known=False)

    def knows(self, token: str) -> bool:
        """A stemmer cannot tell."""
        return False

    def corrections(self, token: str) -> list[str]:
        """A stemmer has none."""
        return []
