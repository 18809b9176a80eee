"""The ways into a calendar program: one address, spelt as each program wants it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings


class Subscription(NamedTuple):
    """What to press, and the address to copy. `download` is the file itself, to take once."""

    address: str
    webcal: str
    google: str
    outlook: str
    download: str


def subscription(path: str) -> Subscription:
    """The subscription of a calendar of ours by its path ("/haku.ics?kunta=297")."""
    address = f"{settings.BASE_URL}{path}"
    webcal = f"webcal://{address.partition('://')[2]}"
    return Subscription(
        address=address,
        webcal=webcal,
        # Google takes a calendar by `cid` only when it is spelt webcal.
        google=f"https://calendar.google.com/calendar/render?{urlencode({'cid': webcal})}",
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?{urlencode({'url': address})}",
        download=path,
    )
