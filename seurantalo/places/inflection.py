"""Finnish case forms of place names by rule: Iisalmi → Iisalmessa, Tampere → Tampereella.

Pure Python. `decline` gives all the forms, `in_place` says "in". Which of the two local series a
name takes (Kuopiossa, Tampereella) is a fact of the name and comes from the data.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Case = Literal[
    "nominative", "genitive", "partitive",
    "inessive", "elative", "illative",
    "adessive", "ablative", "allative",
]  # fmt: skip
INNER: tuple[Case, ...] = ("inessive", "elative", "illative")
OUTER: tuple[Case, ...] = ("adessive", "ablative", "allative")


class Stems(NamedTuple):
    """What the case endings are put on; a given form overrides the rule."""

    weak: str
    strong: str
    genitive: str = ""
    partitive: str = ""
    illative: str = ""


# Nouns whose stem the spelling does not tell: the end of a name → its stems.
NOUNS = {
    "vesi": Stems("vede", "vete", partitive="vettä"),
    "uusi": Stems("uude", "uute", partitive="uutta"),
    "joki": Stems("joe", "joke"),
    "mäki": Stems("mäe", "mäke"),
    "lahti": Stems("lahde", "lahte"),
    "järvi": Stems("järve", "järve"),
    "niemi": Stems("nieme", "nieme"),
    "salmi": Stems("salme", "salme"),
    "koski": Stems("koske", "koske"),
    "saari": Stems("saare", "saare", partitive="saarta"),
    "vuori": Stems("vuore", "vuore", partitive="vuorta"),
    "nummi": Stems("numme", "numme"),
    "suomi": Stems("suome", "suome"),
    "loppi": Stems("lope", "loppe"),
    "raahe": Stems("raahe", "raahe"),
    "muurame": Stems("muurame", "muurame"),
    "kumlinge": Stems("kumlinge", "kumlinge"),
    "pedersöre": Stems("pedersöre", "pedersöre"),
    "geta": Stems("geta", "geta"),
    "kangas": Stems("kankaa", "kankaa", partitive="kangasta"),
    "pudas": Stems("putaa", "putaa", partitive="pudasta"),
    "laidun": Stems("laitume", "laitume", partitive="laidunta"),
    "alavus": Stems("alavude", "alavute", partitive="alavutta"),
    "varkaus": Stems("varkaude", "varkaute", partitive="varkautta"),
    "nurmes": Stems("nurmekse", "nurmekse", partitive="nurmesta"),
    "kaustinen": Stems("kaustise", "kaustise", partitive="kaustista"),
    "virrat": Stems("virroi", "virtoi", "virtojen", "virtoja", "virtoihin"),
}
# Names whose first part is inflected too: Uudessakaupungissa, Isossakyrössä, Uudellamaalla.
TWO_PARTS = {
    "uusikaupunki": ("uusi", "kaupunki"),
    "uusikaarlepyy": ("uusi", "kaarlepyy"),
    "uusimaa": ("uusi", "maa"),
    "isokyrö": ("iso", "kyrö"),
    "vähäkyrö": ("vähä", "kyrö"),
}
OWN_FORMS: dict[str, dict[Case, str]] = {
    "kangasala": {"adessive": "kangasalla", "ablative": "kangasalta", "allative": "kangasalle"},
}
GRADATION = [
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("mp", "mm"), ("nt", "nn"),
    ("lt", "ll"), ("rt", "rr"), ("ht", "hd"), ("rk", "r"), ("lk", "l"),
]  # fmt: skip
SINGLE_STOP = re.compile(r"(?<=[aeiouyäö])([kpt])(?=[aeiouyäö]$)")
VOWELS = "aeiouyäöå"
LONG_VOWEL = re.compile(r"(aa|ee|ii|oo|uu|yy|ää|öö|uo|yö|ie)$")
PARISH_MARK = re.compile(r"\s+[THVE]l\.?$")
HARMONY_FRONT_ENDS = ("vesi", "niemi", "vede", "vete", "nieme", "lempi")


def weaken(stem: str) -> str:
    """The weak grade of a stem that ends in a vowel: turku → turu, helsinki → helsingi."""
    head, vowel = stem[:-1], stem[-1:]
    for strong, weak in GRADATION:
        if head.endswith(strong):
            return head.removesuffix(strong) + weak + vowel
    return SINGLE_STOP.sub(lambda stop: {"k": "", "p": "v", "t": "d"}[stop[1]], stem)


def _stems(word: str) -> list[Stems]:
    """The stems of one small-letter word, the likeliest first."""
    for noun in sorted(NOUNS, key=len, reverse=True):
        if word.endswith(noun):
            head = word.removesuffix(noun)
            return [Stems(*(head + part if part else "" for part in NOUNS[noun]))]
    if word.endswith("nen"):
        head = word.removesuffix("nen")
        plural = Stems(head + "si", head + "si", head + "sten", head + _a("sia", word))
        return [plural, Stems(head + "se", head + "se", partitive=head + _a("sta", word))]
    if word[-1] not in VOWELS:
        if re.search(r"[uyoe]s$", word):
            return [Stems(word[:-1] + "kse", word[:-1] + "kse", partitive=word + _a("ta", word))]
        return [Stems(word + "i", word + "i")]
    if LONG_VOWEL.search(word):
        return [Stems(word, word, partitive=word + _a("ta", word))]
    if word.endswith("e"):
        return [Stems(word + "e", word + "e", partitive=word + _a("tta", word))]
    partitive = word + _a("ta", word) if word.endswith(("io", "iö", "eo")) else ""
    return [Stems(weaken(word), word, partitive=partitive)]


def _a(ending: str, word: str) -> str:
    """The ending in the vowel harmony of the word: -ssa or -ssä."""
    if word.endswith(HARMONY_FRONT_ENDS):
        return ending.replace("a", "ä")
    harmonic = re.findall(r"[aouåäöy]", word)
    return ending if harmonic and harmonic[-1] in "aouå" else ending.replace("a", "ä")


def _illatives(strong: str) -> tuple[str, ...]:
    """Kuopio → Kuopioon, Porvoo → Porvooseen, Ii → Iihin; both where usage varies."""
    last = strong[-1]
    if not LONG_VOWEL.search(strong):
        return (f"{strong}{last}n",)
    short = bool(re.search(r"(^|[^aeiouyäö])([iuy])\2$|(pää|maa|puu|suu|pyy|suo|työ)$", strong))
    forms = (f"{strong}seen", f"{strong}h{last}n")
    return forms[::-1] if short else forms


def _forms(stems: Stems, word: str) -> dict[Case, tuple[str, ...]]:
    weak, strong = stems.weak, stems.strong
    return {
        "genitive": (stems.genitive or f"{weak}n",),
        "partitive": (stems.partitive or strong + _a("a", word),),
        "inessive": (weak + _a("ssa", word),),
        "elative": (weak + _a("sta", word),),
        "illative": (stems.illative,) if stems.illative else _illatives(strong),
        "adessive": (weak + _a("lla", word),),
        "ablative": (weak + _a("lta", word),),
        "allative": (f"{weak}lle",),
    }


def _decline_word(word: str) -> dict[Case, tuple[str, ...]]:
    if parts := TWO_PARTS.get(word):
        first, second = (_forms(_stems(part)[0], part) for part in parts)
        return {case: tuple(first[case][0] + end for end in second[case]) for case in first}
    forms: dict[Case, tuple[str, ...]] = {}
    for stems in _stems(word):
        for case, found in _forms(stems, word).items():
            forms[case] = forms.get(case, ()) + found
    return {**forms, **{case: (form,) for case, form in OWN_FORMS.get(word, {}).items()}}


def decline(name: str) -> dict[Case, tuple[str, ...]]:
    """The case forms of a Finnish place name, the usual form of each case first.

    Of a name of several words or with a hyphen the last part is inflected. The parish marks Tl and
    Hl are left out of the inflected forms. Never raises; an empty name has no forms.

    >>> decline("Iisalmi")["inessive"]
    ('Iisalmessa',)
    """
    bare = PARISH_MARK.sub("", name.strip())
    head, last = re.fullmatch(r"(?s)(.*[\s-])?(.*)", bare).groups(default="")  # type: ignore[union-attr]
    forms: dict[Case, tuple[str, ...]] = {"nominative": (name.strip(),) if name.strip() else ()}
    if not last:
        return forms
    for case, found in _decline_word(last.lower()).items():
        forms[case] = tuple(head + last[0] + form[1:] for form in found)
    return forms


def in_place(name: str, locative: str = "") -> str:
    """ "In" the place in Finnish: Iisalmessa, Tampereella. `locative` is "inner" or "outer"."""
    return next(iter(decline(name).get("adessive" if locative == "outer" else "inessive", ())), "")
