"""How often something may be tried: attempts are counted in Django's cache, keys never in clear."""

from __future__ import annotations

import hashlib

from django.core.cache import cache


def consume(name: str, key: str, amount: int, seconds: int) -> bool:
    """Count one attempt of `key` at `name`; False when there were `amount` in these seconds.

    `key` is whom it counts for: an address, an account's number, a caller's IP address. Each
    attempt takes one of `amount` places for `seconds`, and a cache gives a place to one only: two
    who try at the very same moment do not both get the last.
    """
    digest = hashlib.sha256(f"{name}\n{key}".encode()).hexdigest()
    places = [f"limits:{digest}:{number}" for number in range(amount)]
    taken = cache.get_many(places)
    return any(cache.add(place, True, seconds) for place in places if place not in taken)
