"""The index of this process, caught up with the database whenever somebody asks.

A request costs one read of one row. Only when it moved are the changed rows read; only when another
segment became current is that one opened. Threads that ask meanwhile get the index as it was.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from django.conf import settings

from seurantalo.search.analysis import analyser
from seurantalo.search.index import Index, unpack
from seurantalo.search.models import SearchDocument, SearchLog

log = logging.getLogger(__name__)
LOG = 1  # primary key of the only row
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)  # when nothing was last changed


def log_state() -> tuple[int, str]:
    """The number of the last change and the name of the log; (0, "") when nothing was indexed."""
    return SearchLog.objects.filter(pk=LOG).values_list("seq", "source").first() or (0, "")


def last_change() -> tuple[int, str, datetime]:
    """The same with the moment of the change: all that a feed depends on, in one query."""
    row = SearchLog.objects.filter(pk=LOG).values_list("seq", "source", "at").first()
    return row or (0, "", LONG_AGO)


def change_of(key: str) -> int | None:
    """The number of the last change of one findable record; None when it is not findable."""
    rows = SearchDocument.objects.filter(key=key, deleted=False)
    return rows.values_list("seq", flat=True).first()


class LiveIndex:
    """Follows the change log."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = Lock()
        self._source = ""
        self._index: Index | None = None

    def caught_up(self) -> Index:
        """The index with every change that is committed (or made in this transaction)."""
        seq, source = log_state()
        index = self._index
        if index and source == self._source and seq == index.seq and not index.superseded():
            return index
        with self._lock:
            index, (seq, source) = self._index, log_state()  # others may have gone on meanwhile
            if index is None or source != self._source or seq < index.seq or index.superseded():
                index = Index.open(self.directory, source)
                _warn_of_other_words()
                if index.seq > log_state()[0]:  # of a future that a restored backup does not know
                    index = Index.empty(self.directory)
            _follow(index)
            self._index, self._source = index, source
            return index


def _warn_of_other_words() -> None:
    """Words indexed with one analyser are not found by those of another."""
    made_with = SearchLog.objects.filter(pk=LOG).values_list("analyser", flat=True).first()
    if made_with and made_with != analyser().id:
        log.warning(
            "The words were indexed with %s and are asked with %s: run manage.py reindex.",
            made_with,
            analyser().id,
        )


def _follow(index: Index) -> None:
    rows = list(
        SearchDocument.objects.filter(seq__gt=index.seq)
        .order_by("seq")
        .values_list("seq", "key", "deleted", "document")
    )
    if rows:
        changes = [
            (key, None if deleted else unpack(bytes(document)))
            for _seq, key, deleted, document in rows
        ]
        index.apply(rows[-1][0], changes)


class _Kept:
    """The index of this process."""

    def __init__(self) -> None:
        self.live: LiveIndex | None = None


_kept = _Kept()


def current_index() -> Index:
    """The index, caught up with what is published."""
    directory = Path(settings.SEARCH_INDEX_DIR)
    if _kept.live is None or _kept.live.directory != directory:
        _kept.live = LiveIndex(directory)
    return _kept.live.caught_up()


def forget() -> None:
    """Opens everything anew at the next question (a test rolled the database back)."""
    _kept.live = None
