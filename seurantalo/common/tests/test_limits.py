"""What may be tried only so often is counted for each by herself."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache

from seurantalo.common.limits import consume


@pytest.fixture(autouse=True)
def _no_attempts_from_before():
    cache.clear()


def test_the_fourth_try_of_three_is_refused_and_only_hers():
    assert [consume("claim", "aino", 3, 60) for _ in range(4)] == [True, True, True, False]
    assert consume("claim", "kalle", 3, 60) and consume("invite", "aino", 3, 60)


def test_time_forgives():
    assert consume("claim", "aino", 1, 0) and consume("claim", "aino", 1, 0)


def test_the_cache_knows_nobody_by_name():
    consume("claim", "aino@example.fi", 1, 60)
    assert not any("aino" in key for key in cache._cache)


def test_of_two_at_the_very_same_moment_one_gets_the_last(monkeypatch):
    both_have_read, read = threading.Barrier(2, timeout=10), LocMemCache.get

    def read_together(self, *args, **kwargs):
        found = read(self, *args, **kwargs)
        both_have_read.wait()
        return found

    monkeypatch.setattr(LocMemCache, "get", read_together)
    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(consume, "claim", "aino", 1, 60) for _ in range(2)]
        assert sorted(each.result() for each in tries) == [False, True]
