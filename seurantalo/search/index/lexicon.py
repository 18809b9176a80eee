"""The sorted terms of a segment: find one, find by prefix, find those spelt nearly so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

LONGEST_WORD = 40


def is_word(term: str) -> bool:
    """Whether a term is a word somebody could have typed, not a code such as "theme:sport"."""
    return 3 <= len(term) <= LONGEST_WORD and term.replace("-", "").isalpha()


class Lexicon:
    """Terms in the order of their UTF-8 bytes, each with a number: its place in the order."""

    def __init__(self, text: NDArray[np.uint8], first: NDArray[np.int64]) -> None:
        self._text = memoryview(text)
        self._first = memoryview(first)
        self._all = range(len(first) - 1)

    @staticmethod
    def arrays(terms: Sequence[str]) -> dict[str, NDArray[Any]]:
        """What `Lexicon` is made of, from sorted terms."""
        encoded = [term.encode() for term in terms]
        first = np.zeros(len(encoded) + 1, np.int64)
        first[1:] = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
        return {"text": np.frombuffer(b"".join(encoded), np.uint8), "first": first}

    def __len__(self) -> int:
        return len(self._all)

    def bytes_of(self, number: int) -> bytes:
        """The UTF-8 bytes of a term."""
        return bytes(self._text[self._first[number] : self._first[number + 1]])

    def term(self, number: int) -> str:
        """The term with this number."""
        return self.bytes_of(number).decode()

    def find(self, term: str) -> int:
        """The number of a term, or -1."""
        wanted = term.encode()
        at = bisect_left(self._all, wanted, key=self.bytes_of)
        return at if at < len(self._all) and self.bytes_of(at) == wanted else -1

    def starting(self, prefix: str) -> range:
        """The numbers of the terms that start with `prefix`."""
        wanted = prefix.encode()
        lowest = bisect_left(self._all, wanted, key=self.bytes_of)
        return range(lowest, bisect_left(self._all, wanted + b"\xff", lowest, key=self.bytes_of))


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word's outline: which letters and which pairs of letters it has, as bits.

    One edit changes at most two letters and six pairs (a transposition), so a scan over the
    outlines of the words of nearly the same length leaves a few hundred to be compared in full.
    Rows are sorted by word length; `lengths[n]` is the first row of length n.
    """

    letters: NDArray[np.uint32]
    pairs: NDArray[np.uint64]
    numbers: NDArray[np.uint32]
    lengths: NDArray[np.int64]

    @staticmethod
    def arrays(terms: Sequence[str]) -> dict[str, NDArray[Any]]:
        """The outlines of those of `terms` that are words."""
        numbers = sorted(
            (number for number, term in enumerate(terms) if is_word(term)),
            key=lambda number: len(terms[number]),
        )
        words = [terms[number] for number in numbers]
        letters, pairs = outlines(words)
        sizes = np.fromiter(map(len, words), np.int64, len(words))
        return {
            "letters": letters,
            "pairs": pairs,
            "numbers": np.array(numbers, np.uint32),
            "lengths": np.searchsorted(sizes, np.arange(LONGEST_WORD + 4)),
        }

    def similar(self, word: str) -> NDArray[np.uint32]:
        """The numbers of the terms whose outline allows them to be `word` mistyped."""
        edits = allowed_edits(word)
        low = self.lengths[max(len(word) - edits, 0)]
        high = self.lengths[min(len(word) + edits + 1, LONGEST_WORD + 3)]
        letters, pairs = outlines([word])
        changed = np.bitwise_count(self.letters[low:high] ^ letters[0])
        rows = np.flatnonzero(changed <= 2 * edits) + low
        changed = np.bitwise_count(self.pairs[rows] ^ pairs[0])
        similar: NDArray[np.uint32] = self.numbers[rows[changed <= 6 * edits]]
        return similar


def allowed_edits(word: str) -> int:
    """How many slips of the finger are forgiven in a word."""
    return 1 if len(word) <= 5 else 2


def outlines(words: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint64]]:
    """The letters and the pairs of letters of each word (none empty), as bits."""
    if not words:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint64)
    # A space before each word makes its first letter a pair too, and parts the words.
    codes = np.frombuffer((" " + " ".join(words)).encode("utf-32-le"), np.uint32).astype(np.uint64)
    starts = np.flatnonzero(codes == ord(" "))
    one = np.uint64(1)
    letters = np.bitwise_or.reduceat(one << (codes % np.uint64(32)), starts).astype(np.uint32)
    following = np.append(codes[1:], np.uint64(ord(" ")))
    pairs = one << ((codes * np.uint64(37) + following * np.uint64(11)) % np.uint64(64))
    return letters, np.bitwise_or.reduceat(pairs, starts)


def nearest_spellings(word: str, candidates: Iterable[str]) -> list[tuple[str, int]]:
    """Those candidates that are `word` with a slip or two, with the number of slips."""
    edits = allowed_edits(word)
    found = []
    for candidate in candidates:
        distance = OSA.distance(word, candidate, score_cutoff=edits)
        if 0 < distance <= edits:
            found.append((candidate, distance))
    return found
