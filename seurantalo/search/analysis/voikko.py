"""Finnish by libvoikko: base forms, members of compounds and derivations.

libvoikko and its Finnish data come from the system (Debian: libvoikko1, voikko-fi); the licence of
the data (GPL-2+) is the reason why it is used when present and never shipped.
"""

from __future__ import annotations

import re
import threading
from typing import Any

import libvoikko

from seurantalo.search.analysis.compounds import Member, whole
from seurantalo.search.analysis.words import Terms

LIBRARY: Any = libvoikko  # its wrapper has no types
# "+ystävä(ystävä)+toimi(toimia)+n+ta(+ta)": a piece of the surface and, in brackets, its base.
PIECE = re.compile(r"\+?([^+()]*)(?:\(((?:[^()]|\([^()]*\))*)\))?")


class Voikko:
    """One libvoikko handle; the library is not safe for two threads at once, hence the lock."""

    id = "voikko"

    def __init__(self) -> None:
        """Open the library; raises OSError when it or its Finnish data is not there."""
        try:
            self._handle = LIBRARY.Voikko("fi")
        except libvoikko.VoikkoException as error:
            raise OSError(f"libvoikko has no Finnish: {error}") from error
        self._lock = threading.Lock()
        self.version = str(LIBRARY.Voikko.getVersion())

    def analyse(self, token: str) -> Terms | None:
        """The terms of a Finnish word, or None when libvoikko does not know it."""
        with self._lock:
            analyses = self._handle.analyze(token)
            if not analyses and token.islower():
                analyses = self._handle.analyze(token.capitalize())
        if not analyses:
            return None
        analyses = sorted(analyses, key=lambda each: (_joints(each), _base(each, token) != token))
        lemmas = dict.fromkeys(_base(each, token) for each in analyses)
        # "oppimaan" is a form of "oppia", not "oppi" and "maa": a word with a reading of fewer
        # joints is not taken apart by one of more.
        fewest = _joints(analyses[0])
        whole = [each for each in analyses if _joints(each) <= fewest]
        cuts = [_members(str(each.get("WORDBASES", "")).lower()) for each in whole]
        compound = max((cut for cut in cuts if len(cut) > 1), key=len, default=[])
        inner = dict.fromkeys(word for cut in cuts for word in _inner_words(cut))
        roots = dict.fromkeys(cut[-1].root for cut in cuts if cut)
        return Terms(
            tuple(lemmas),
            tuple(member.base for member in compound),
            tuple(word for word in inner if word not in lemmas),
            tuple(root for root in roots if len(root) > 2 and root not in lemmas),
        )

    def knows(self, token: str) -> bool:
        """Whether this is a correctly spelt word or name."""
        with self._lock:
            return bool(self._handle.spell(token) or self._handle.spell(token.capitalize()))

    def corrections(self, token: str) -> list[str]:
        """Likely spellings of a misspelt word, the likeliest first, single words only."""
        with self._lock:
            return [s.lower() for s in self._handle.suggest(token) if " " not in s]


def _base(analysis: dict[str, Any], token: str) -> str:
    """The base form of an analysis. "puhelin" is itself before it is a form of "puhella"."""
    return str(analysis.get("BASEFORM", token)).lower()


def _joints(analysis: dict[str, Any]) -> int:
    """Analyses with few members come first: "eläkeläinen" before "elä+keläinen"."""
    return str(analysis.get("STRUCTURE", "")).count("=")


def _members(wordbases: str) -> list[Member]:
    """The members of a compound.

    A piece whose base begins with "+" is an ending of the piece before it, and so is one without a
    base just before such: "+toimi(toimia)+n+ta(+ta)" is one member, "toiminta" from "toimia".
    """
    pieces = [(surface, base) for surface, base in PIECE.findall(wordbases) if surface.strip("-")]
    members: list[Member] = []
    for place, (surface, base) in enumerate(pieces):
        following = pieces[place + 1][1] if place + 1 < len(pieces) else ""
        if members and (base.startswith("+") or (not base and following.startswith("+"))):
            before = members[-1]
            glued = before.surface + surface
            members[-1] = Member(glued, _nominative(glued), before.root or before.base)
        elif "=" in base:
            members.extend(_lexical_compound(surface, base.split("=")))
        else:
            members.append(Member(surface, base or _nominative(surface)))
    return whole(members)


def _lexical_compound(surface: str, bases: list[str]) -> list[Member]:
    """The members of a compound that the dictionary has whole: valokuva(valo=kuvata)."""
    *modifiers, head = bases
    head_surface = surface[len("".join(modifiers)) :]
    return [*(Member(word, _nominative(word)) for word in modifiers), Member(head_surface, head)]


def _inner_words(members: list[Member]) -> list[str]:
    """The compounds inside a long compound: vertaistuki(ryhmä), (vertais)tukiryhmä."""
    if len(members) < 3:
        return []
    surfaces = [member.surface for member in members]
    return ["".join(surfaces[:-2]) + members[-2].base, "".join(surfaces[1:-1]) + members[-1].base]


def _nominative(word: str) -> str:
    """A modifier ending in -is is cut from -inen: omais(hoitaja) from omainen."""
    return word[:-1] + "nen" if word.endswith("is") and len(word) > 4 else word
