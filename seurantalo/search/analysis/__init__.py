"""Words: what a text in Finnish, Swedish, English or any other language is made of."""

from seurantalo.search.analysis.analyser import Analyser, analyser
from seurantalo.search.analysis.words import (
    Terms,
    fold,
    person_words,
    stop_words,
    tokens,
    weak_words,
)

__all__ = [
    "Analyser",
    "Terms",
    "analyser",
    "fold",
    "person_words",
    "stop_words",
    "tokens",
    "weak_words",
]
