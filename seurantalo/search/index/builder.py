"""Documents in, the arrays of a segment out, in memory that does not grow with the postings."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seurantalo.search.index.facets import FacetWriter
from seurantalo.search.index.lexicon import Lexicon, Spelling
from seurantalo.search.index.occurrences import Occurrences
from seurantalo.search.index.plan import STEPS, Document, seconds, steps
from seurantalo.search.index.points import Points

RUN = 4_000_000  # postings gathered in memory before they are sorted and put aside
Arrays = dict[str, NDArray[Any]]


class Numbering(dict[str, int]):
    """Gives each new term the next number."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class PostingWriter:
    """Turns "document has terms" into "term is in documents": sorted runs on disk, then one pass."""

    def __init__(self) -> None:
        self.numbers = Numbering()
        self._run = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the writer
        self._sizes: list[int] = []
        self._clear()

    def _clear(self) -> None:
        self._terms, self._documents, self._lengths = array("I"), array("I"), array("I")
        self._impacts = array("d")

    def add(self, document: int, terms: dict[str, float]) -> None:
        """Notes the terms of a document; documents come in ascending order."""
        self._terms.extend(map(self.numbers.__getitem__, terms))
        self._impacts.extend(terms.values())
        self._documents.append(document)
        self._lengths.append(len(terms))
        if len(self._terms) >= RUN:
            self._put_aside()

    def _put_aside(self) -> None:
        terms = np.array(self._terms, np.uint32)
        documents = np.repeat(np.array(self._documents, np.uint32), np.array(self._lengths))
        impacts = np.clip(np.rint(np.array(self._impacts) * STEPS), 1, STEPS).astype(np.uint8)
        order = np.argsort(terms, kind="stable")
        for part in (terms[order], documents[order], impacts[order]):
            self._run.write(part.tobytes())
        self._sizes.append(len(terms))
        self._clear()

    def _runs(self) -> Iterator[tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint8]]]:
        self._run.seek(0)
        for size in self._sizes:
            terms, documents = (
                np.frombuffer(self._run.read(4 * size), np.uint32) for _ in range(2)
            )
            yield terms, documents, np.frombuffer(self._run.read(size), np.uint8)

    def write(self, directory: Path) -> tuple[list[str], Arrays]:
        """Writes the two long arrays; returns the sorted terms and the short array."""
        self._put_aside()
        counts = np.zeros(len(self.numbers), np.int64)
        for terms, _, _ in self._runs():
            part = np.bincount(terms)
            counts[: len(part)] += part
        ordered = sorted(self.numbers, key=str.encode)
        order = np.fromiter(map(self.numbers.__getitem__, ordered), np.int64, len(ordered))
        first = np.zeros(len(ordered) + 1, np.int64)
        first[1:] = np.cumsum(counts[order])
        cursors = np.empty(len(ordered), np.int64)
        cursors[order] = first[:-1]
        self._place(directory, cursors, int(first[-1]))
        self._run.close()
        return ordered, {"first": first}

    def _place(self, directory: Path, cursors: NDArray[np.int64], total: int) -> None:
        documents = _open(directory / "postings.documents.npy", np.uint32, total)
        impacts = _open(directory / "postings.impacts.npy", np.uint8, total)
        for terms, their_documents, their_impacts in self._runs():
            if not len(terms):
                continue
            used, starts, sizes = np.unique(terms, return_index=True, return_counts=True)
            at = np.repeat(cursors[used] - starts, sizes) + np.arange(len(terms))
            documents[at], impacts[at] = their_documents, their_impacts
            cursors[used] += sizes


def _open(path: Path, dtype: Any, size: int) -> NDArray[Any]:
    if not size:  # an empty file cannot be mapped
        np.save(path, np.zeros(0, dtype))
        return np.zeros(0, dtype)
    return np.lib.format.open_memmap(path, mode="w+", dtype=dtype, shape=(size,))


class Builder:
    """Gathers documents one by one; `write` leaves a segment's files in a directory."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._postings = PostingWriter()
        self._facets: dict[str, FacetWriter] = {}
        self._quality, self._ages = array("B"), array("B")
        self._created, self._times = array("q"), array("q")
        self._degrees = array("d")
        self._located, self._scheduled = array("I"), array("I")

    def add(self, document: Document) -> None:
        """Takes one document; its key must not have come before."""
        number = len(self._keys)
        self._keys.append(document.key)
        self._postings.add(number, dict(document.terms))
        for name, values in document.facets.items():
            self._facets.setdefault(name, FacetWriter()).add(number, values)
        self._quality.append(steps(document.quality))
        self._ages.extend((document.minimum_age, document.maximum_age))
        self._created.append(document.created)
        for point in document.points:
            self._degrees.extend(point)
            self._located.append(number)
        for start, end in document.occurrences:
            self._times.extend((seconds(start), seconds(end)))
            self._scheduled.append(number)

    @property
    def count(self) -> int:
        """How many documents it has taken."""
        return len(self._keys)

    def write(self, directory: Path) -> dict[str, Any]:
        """Writes all arrays; returns the facets' values, which are text."""
        terms, postings = self._postings.write(directory)
        groups: dict[str, Arrays] = {
            "postings": postings,
            "lexicon": Lexicon.arrays(terms),
            "spelling": Spelling.arrays(terms),
            "columns": self._columns(),
            "occurrences": self._occurrences(),
            "points": Points.arrays(
                np.array(self._located, np.uint32),
                np.array(self._degrees).reshape(-1, 2),
                0,
                len(self._keys),
            ),
        }
        for number, writer in enumerate(self._facets.values()):
            groups[f"facet{number}"] = writer.arrays(len(self._keys))
        for group, arrays in groups.items():
            for name, values in arrays.items():
                np.save(directory / f"{group}.{name}.npy", values)
        return {name: list(writer.values) for name, writer in self._facets.items()}

    def _columns(self) -> Arrays:
        encoded = np.array([key.encode() for key in self._keys], "S")
        order = np.argsort(encoded, kind="stable")
        ranks = np.empty(len(encoded), np.uint32)
        ranks[order] = np.arange(len(encoded))
        ages = np.array(self._ages, np.uint8).reshape(-1, 2)
        return {
            "keys": encoded[order],
            "numbers": order.astype(np.uint32),
            "ranks": ranks,
            "quality": np.array(self._quality, np.uint8),
            "minimum_age": ages[:, 0].copy(),
            "maximum_age": ages[:, 1].copy(),
            "created": np.array(self._created, np.int64),
        }

    def _occurrences(self) -> Arrays:
        times = np.array(self._times, np.int64).reshape(-1, 2)
        return Occurrences.arrays(
            np.array(self._scheduled, np.uint32), times[:, 0], times[:, 1], 0, len(self._keys)
        )
