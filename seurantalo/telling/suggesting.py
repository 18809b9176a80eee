"""Themes that the words lead to, by the same everyday words that the search knows."""

from __future__ import annotations

from seurantalo.search import vocabulary
from seurantalo.search.documents import guessed_themes
from seurantalo.search.ranking import FieldTerms
from seurantalo.taxonomy.queries import VocabularyEntry

SHOWN, SURE = 6, 2


def suggested_themes(title: str, text: str, lang: str) -> list[VocabularyEntry]:
    """The themes of a title and a text, the surest first; none when the words lead nowhere."""
    words = vocabulary.current()
    fields = [
        FieldTerms(field, words.language.terms(said, lang))
        for field, said in (("name", title), ("summary", text))
        if said.strip()
    ]
    led = guessed_themes(fields, words.language.lay_words)
    codes = [term.partition(":") for term in sorted(led, key=lambda term: -led[term])]
    found = [words.terms.get(("theme", code)) for kind, _colon, code in codes if kind == "theme"]
    return [entry for entry in found if entry][:SHOWN]
