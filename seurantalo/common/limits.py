"""How often something may be tried: attempts are counted in Django's cache, keys never in clear."""

from __future__ import annotations

import hashlib
import time

from django.core.cache import cache


def consume(name: str, key: str, amount: int, seconds: int) -> bool:
    """Count one attempt of `key` at `name`; False when there were `amount` in these seconds.

    `key` is whom it counts for: an address, an account's number, a caller's IP address.
    """
    digest = hashlib.sha256(f"{name}\n{key}".encode()).hexdigest()
    place, now = f"limits:{digest}", time.time()
    tried = [moment for moment in cache.get(place, ()) if moment > now - seconds]
    if len(tried) >= amount:
        return False
    cache.set(place, [*tried, now], seconds)
    return True
