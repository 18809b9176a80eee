"""Features of accessibility out of the sentences of Suomi.fi's register.

The register writes the same sentence for every place, so that a few phrases suffice; a sentence
that denies or restricts gives nothing.
"""

from __future__ import annotations

import re

from seurantalo.common.text import Text

PHRASES = {
    "accessible-toilet": r"esteetön (wc|vessa)|esteettömän? (wc|vessa)|inva-?wc",
    "induction-loop": r"induktiosilmukka",
    "accessible-parking": r"liikkumisesteisten \d* ?autopaik|esteetön (auto|pysäköinti)paikka",
    "step-free": r"kulkureitti sisäänkäynnille on tasainen|sisäänkäynti on tasainen|kynnyksetön",
    "assistance-dog": r"opaskoira",
}
DENIED = re.compile(r"\b(ei|eivät|ilman)\b")


def features(note: Text) -> tuple[str, ...]:
    """The codes of the features that the Finnish sentences promise, in a fixed order."""
    sentences = re.split(r"(?<=[.!?])\s+|\n", note.get("fi", "").lower())
    promised = [one for one in sentences if not DENIED.search(one)]
    return tuple(
        code
        for code, phrase in PHRASES.items()
        if any(re.search(phrase, sentence) for sentence in promised)
    )
