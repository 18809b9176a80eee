"""Segments on disk: immutable directories of arrays, one of them named by the file CURRENT.

A segment is written beside the current one, brought safely to the disk, and only then named; so a
reader finds a whole index at every moment, whatever happens to the writer. Everything here is
derived: the directory may be deleted when nobody uses it.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from django.core.files import locks
from numpy.typing import NDArray

from seurantalo.search.index.builder import Builder
from seurantalo.search.index.columns import plain
from seurantalo.search.index.plan import Document

FORMAT = 1  # raise it when the files change; older segments are then not opened but rebuilt
CURRENT = "CURRENT"


class Busy(Exception):
    """Another process is writing this index just now."""


class Segment:
    """The arrays of one segment, mapped into memory and shared with all processes that read it.

    Raises FileNotFoundError when the directory goes away meanwhile; once made, it no longer minds.
    """

    def __init__(self, directory: Path) -> None:
        self.header: dict[str, Any] = json.loads((directory / "header.json").read_text("utf-8"))
        self._groups: dict[str, dict[str, NDArray[Any]]] = {}
        for path in directory.glob("*.npy"):
            group, name, _ = path.name.split(".")
            self._groups.setdefault(group, {})[name] = _map(path)

    @classmethod
    def empty(cls) -> Segment:
        """A segment without documents, for an index that lives on its changes alone."""
        with tempfile.TemporaryDirectory() as directory:
            _fill(Path(directory), (), 0, "")
            return cls(Path(directory))

    @property
    def seq(self) -> int:
        """The last change of the log that the segment contains."""
        return int(self.header["seq"])

    @property
    def documents(self) -> int:
        """How many documents the segment has."""
        return int(self.header["documents"])

    def group(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays of one part, such as "lexicon" or "points"."""
        return self._groups[name]


def _map(path: Path) -> NDArray[Any]:
    try:
        return plain(np.load(path, mmap_mode="r"))
    except ValueError:  # an empty array cannot be mapped
        return plain(np.load(path))


def current(directory: Path) -> str:
    """The name of the current segment, "" when there is none."""
    try:
        return (directory / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        return ""


def open_current(directory: Path) -> Segment | None:
    """The current segment; None when there is none or it is of another format."""
    while name := current(directory):
        try:
            segment = Segment(directory / name)
            return segment if segment.header["format"] == FORMAT else None
        except (FileNotFoundError, NotADirectoryError):
            if name == current(directory):
                return None  # CURRENT names a segment somebody deleted by hand
    return None


@contextmanager
def writing(directory: Path) -> Iterator[None]:
    """Holds the writer's lock, which ends with the process; raises `Busy` when it is taken."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "LOCK").open("w") as handle:
        if not locks.lock(handle, locks.LOCK_EX | locks.LOCK_NB):
            raise Busy(str(directory))
        try:
            yield
        finally:
            locks.unlock(handle)


def write(documents: Iterable[Document], directory: Path, seq: int, source: str = "") -> Segment:
    """Builds a segment of `documents` and makes it current; raises `Busy`.

    `seq` is the last change of the log `source` that the documents contain.
    """
    with writing(directory):
        sweep(directory)
        target = directory / f"{seq:012d}-{uuid4().hex[:8]}"
        target.mkdir()
        _fill(target, documents, seq, source)
        for path in (*target.iterdir(), target):
            _bring_to_disk(path)
        _name_current(directory, target.name)
        sweep(directory)
        return Segment(target)


def _fill(directory: Path, documents: Iterable[Document], seq: int, source: str) -> None:
    builder = Builder()
    for document in documents:
        builder.add(document)
    header = {
        "format": FORMAT,
        "seq": seq,
        "documents": builder.count,
        "source": source,
        "facets": builder.write(directory),
    }
    (directory / "header.json").write_text(json.dumps(header), "utf-8")


def sweep(directory: Path) -> None:
    """Removes what is not current: replaced segments and the halves of killed writers.

    Only the holder of the lock may call this. A process that still reads a removed segment keeps
    its pages until it lets go of them.
    """
    keep = current(directory)
    for path in directory.iterdir():
        if path.is_dir() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


def _name_current(directory: Path, name: str) -> None:
    draft = directory / f"{CURRENT}.new"
    draft.write_text(name, "utf-8")
    _bring_to_disk(draft)
    draft.replace(directory / CURRENT)
    _bring_to_disk(directory)


def _bring_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
