"""What may be tried only so often is counted for each by herself."""

from __future__ import annotations

from django.core.cache import cache

from seurantalo.common.limits import consume


def test_the_fourth_try_of_three_is_refused_and_only_hers():
    assert [consume("claim", "aino", 3, 60) for _ in range(4)] == [True, True, True, False]
    assert consume("claim", "kalle", 3, 60) and consume("invite", "aino", 3, 60)


def test_time_forgives():
    assert consume("claim", "aino", 1, 0) and consume("claim", "aino", 1, 0)


def test_the_cache_knows_nobody_by_name():
    consume("claim", "aino@example.fi", 1, 60)
    assert not any("aino" in key for key in cache._cache)
