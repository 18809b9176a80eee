"""Arrays that are read by many threads while one appends to them."""

from __future__ import annotations

import ctypes
import threading
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]  # document numbers inside one index
Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

SPARE = 1024
# Of glibc's malloc.h.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
KEPT_BYTES = 64 * 1024 * 1024


@cache
def keep_freed_memory() -> None:
    """Asks the C library to keep the memory of large arrays for the next one, once per process.

    glibc gives it back to the system and gets it anew, page by page: measured, half of the time of
    a question over the whole country. Other C libraries are left as they are.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, KEPT_BYTES)
        mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)


def plain(array: NDArray[Any]) -> NDArray[Any]:
    """The same memory without the slow `memmap` class around it."""
    return array.view(np.ndarray)


class Column:
    """One value per document, with room for the documents that come later.

    A reader takes `array` once and looks only at documents of its own snapshot, which were written
    before the snapshot was published; so nobody waits for anybody.
    """

    def __init__(self, base: NDArray[Any], dtype: Any = None) -> None:
        self.array = np.zeros(len(base) + SPARE, dtype or base.dtype)
        self.array[: len(base)] = base

    def put(self, document: int, value: float) -> None:
        """Sets the value of a document no reader knows yet; grows when it must."""
        if document >= len(self.array):
            self._become(np.zeros(max(2 * len(self.array), document + SPARE), self.array.dtype))
        if self.array.dtype.kind == "u" and value > np.iinfo(self.array.dtype).max:
            self._become(np.zeros(len(self.array), np.min_scalar_type(int(value) * 2)))
        self.array[document] = value

    def take(self, documents: Ids) -> NDArray[Any]:
        """The values of these documents."""
        return self.array.take(documents)

    def _become(self, larger: NDArray[Any]) -> None:
        larger[: len(self.array)] = self.array
        self.array = larger


class Scratch(threading.local):
    """A row of zeros for each thread, lent out and given back as zeros.

    Allocating a row per query would cost more than most queries do (page faults).
    """

    def __init__(self) -> None:
        self.row: Numbers = np.zeros(0)

    def lend(self, size: int) -> Numbers:
        """A row of at least `size` zeros; who changes it sets it back to zero."""
        if len(self.row) < size:
            self.row = np.zeros(size + SPARE)
        return self.row


def spans(starts: Ids, lengths: Ids) -> Ids:
    """The numbers of all ranges one after another: [3, 9], [2, 1] → [3, 4, 9]."""
    total = int(lengths.sum())
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(total)


def kth_smallest(values: NDArray[Any], k: int) -> Any:
    """The k-th smallest value (k ≥ 1), found without partitioning all of a long array.

    The k-th smallest of a sample is never below the k-th smallest of the whole.
    """
    stride = len(values) // 4096
    if stride > 1 and k < 1024:
        bound = np.partition(values[::stride], k - 1)[k - 1]
        values = values[values <= bound]
    return np.partition(values, k - 1)[k - 1]
