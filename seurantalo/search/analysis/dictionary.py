"""Base forms from simplemma's dictionaries, kept as tries on disk, and our own decompounder.

The dictionaries (Wiktionary and others, ODbL; see simplemma) come with the package. A trie is built
once for each language, about ten CPU seconds for Finnish, and mapped from the file ever after.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.core.files import locks
from marisa_trie import BytesTrie
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieDictionaryFactory

from seurantalo.search.analysis.compounds import members, own_members
from seurantalo.search.analysis.words import Terms

LANGUAGES = ("fi", "sv", "en", "se")
LETTERS = {"fi": "abcdefghijklmnoprstuvyäö", "sv": "abcdefghijklmnopqrstuvxyzåäö"}
# Endings of derived Finnish words and what to put instead to meet a form of the word behind them:
# "neulonta" → "neulomaan" → neuloa, "päihteettömyys" → "päihteen" → päihde.
DERIVATIONS = (
    ("minen", ("maan", "mään", "da", "dä", "a", "ä", "ta", "tä")),
    ("ttomuus", ("n",)),
    ("ttömyys", ("n",)),
    ("ton", ("n",)),
    ("tön", ("n",)),
    ("nta", ("maan",)),
    ("ntä", ("mään",)),
    ("nti", ("maan", "mään", "da", "dä")),
    ("ja", ("maan",)),
    ("jä", ("mään",)),
    ("us", ("amaan", "aamaan")),
    ("ys", ("ämään", "äämään")),
    ("u", ("emaan", "amaan")),
    ("y", ("emään", "ämään")),
    ("o", ("amaan",)),
    ("ö", ("ämään",)),
)


ENDINGS = ("nsa", "nsä", "mme", "nne", "kaan", "kään", "kin", "han", "hän", "ni", "si", "an", "än")


class Dictionary:
    """The dictionary of one language, with the compounds it does not have taken apart."""

    id = "simplemma"

    def __init__(self, lang: str, folder: Path) -> None:
        """Map the trie of `lang` from `folder`, building it first when it is not there.

        Raises OSError when the folder cannot be written; ValueError for an unknown language.
        """
        self.lang = lang
        self.version = version("simplemma")
        path = folder / f"{lang}-{self.version}.trie"
        if not path.exists():
            _build(lang, folder, path)
        self._trie = BytesTrie().mmap(str(path))
        self._own = own_members(lang)

    def lemma(self, word: str) -> str:
        """The base form of a word that the dictionary has, in lower case, or ""."""
        if word in self._own:
            return word
        lemma = self._base(word) or self._without_ending(word)
        # The dictionary has some plurals as words of their own: "tanssit".
        if lemma.endswith("t") and self.lang == "fi":
            return self._base(lemma[:-1]) or lemma
        return lemma

    def _without_ending(self, word: str) -> str:
        """The base form of a Finnish word with a possessive ending or a clitic ("ystävänsäkin")."""
        if self.lang != "fi" or len(word) < 6:
            return ""
        if word.endswith("sesti") and (adjective := self._base(word[:-4] + "nen")):
            return adjective
        for ending in ENDINGS:
            stem = word.removesuffix(ending)
            # -an, -än lengthen the vowel before them: "taloissaan".
            lengthened = ending not in ("an", "än") or stem[-1:] == ending[0]
            if stem != word and lengthened and (found := self._base(stem)):
                return found
        return ""

    def _base(self, word: str) -> str:
        found = self._trie.get(word) or self._trie.get(word.capitalize())
        return found[0].decode().lower() if found else ""

    def knows(self, token: str) -> bool:
        """Whether the word or its members are in the dictionary."""
        return self.analyse(token) is not None

    def analyse(self, token: str) -> Terms | None:
        """The terms of a word, or None when neither it nor its members are known."""
        lemma = self.lemma(token)
        cut = members(lemma or token, self.lang, self.lemma)
        if not lemma and not cut:
            root = self._root(token)
            return Terms((token,), roots=(root,)) if root else None
        lemma = lemma or "".join(member.surface for member in cut[:-1]) + cut[-1].base
        root = self._root(cut[-1].base if cut else lemma)
        roots = (root,) if root and root != lemma else ()
        if not cut:
            return Terms((lemma,), roots=roots)
        smallest = [
            [m.base for m in members(member.base, self.lang, self.lemma)] or [member.base]
            for member in cut
        ]
        inner = [member.base for member, each in zip(cut, smallest, strict=True) if len(each) > 1]
        if len(cut) > 2:
            inner.append("".join(member.surface for member in cut[1:-1]) + cut[-1].base)
            inner.append("".join(member.surface for member in cut[:-2]) + cut[-2].base)
        return Terms(
            (lemma,),
            tuple(b for each in smallest for b in each),
            tuple(dict.fromkeys(inner)),
            roots,
        )

    def corrections(self, token: str) -> list[str]:
        """Dictionary words one typing mistake away, the same first letter first."""
        if not 4 <= len(token) <= 24:
            return []
        found = [word for word in dict.fromkeys(self._edits(token)) if self.lemma(word)]
        return sorted(found, key=lambda word: (word[0] != token[0], abs(len(word) - len(token))))

    def _edits(self, word: str) -> Iterator[str]:
        letters = LETTERS.get(self.lang, LETTERS["sv"])
        for place in range(len(word) + 1):
            head, tail = word[:place], word[place:]
            if tail:
                yield head + tail[1:]
            if len(tail) > 1:
                yield head + tail[1] + tail[0] + tail[2:]
            for letter in letters:
                yield head + letter + tail
                if tail:
                    yield head + letter + tail[1:]

    def _root(self, word: str) -> str:
        """The word behind a derived Finnish one ("uinti": uida), or ""."""
        if self.lang != "fi":
            return ""
        for ending, endings in DERIVATIONS:
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 2:
                continue
            for other in endings:
                root = self.lemma(stem + other)
                verb = root.endswith(("a", "ä")) and not root.endswith(("ma", "mä"))
                if root != word and (verb if other != "n" else root):
                    return root
        return ""


def _build(lang: str, folder: Path, path: Path) -> None:
    """Build a trie beside its place and move it there, so that no reader sees half of it.

    Processes that start together wait for the first instead of building the same at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "LOCK").open("w") as handle:
        locks.lock(handle, locks.LOCK_EX)
        if path.exists():
            return
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            TrieDictionaryFactory(disk_cache_dir=scratch).get_dictionary(lang)
            (Path(scratch) / f"{lang}.dic").replace(path)
