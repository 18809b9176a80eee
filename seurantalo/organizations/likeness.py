"""By what one recognises that two organisations are the same: pure functions of what was told.

A clue is a number, a web address, a telephone or a name, in a form in which the same thing is
always written the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import phonenumbers
from rapidfuzz import fuzz

# What a name says of the legal form, not of who it is.
FORMS = {
    "ry", "rf", "r y", "r f", "ab", "oy", "sr", "yhdistys", "forening", "foreningen", "rekisteroity",
    "registrerad", "registered", "association", "of", "the", "ja", "och", "and", "i",
}  # fmt: skip
# One host for everybody: the address is theirs only with the first part of its path.
SHARED = {
    "facebook.com", "fi-fi.facebook.com", "m.facebook.com", "instagram.com", "youtube.com", "x.com",
    "twitter.com", "tiktok.com", "linkedin.com", "sites.google.com", "linktr.ee", "yhdistysinfo.fi",
    "peda.net", "nimenhuuto.com", "suomisport.fi", "evl.fi",
}  # fmt: skip
ALIKE = 82  # how like two names must be to be shown, of 100


class Clue(NamedTuple):
    """One way of recognising: kind is "name", "web", "phone", "business" or "register"."""

    kind: str
    value: str


def clues(
    *,
    names: Iterable[str] = (),
    urls: Iterable[str] = (),
    phones: Iterable[str] = (),
    business_id: str = "",
    registration_number: str = "",
) -> set[Clue]:
    """All that one can be recognised by, of what was told."""
    return {clue for clue in _clues(names, urls, phones, business_id, registration_number) if clue}


def _clues(
    names: Iterable[str], urls: Iterable[str], phones: Iterable[str], business: str, register: str
) -> Iterator[Clue | None]:
    for kind, values, plain in (
        ("name", names, plain_name),
        ("web", urls, plain_address),
        ("phone", phones, plain_phone),
        ("business", (business,), plain_number),
        ("register", (register,), plain_number),
    ):
        for value in values:
            same = plain(value)[:200]
            yield Clue(kind, same) if same else None


def plain_name(name: str) -> str:
    """A name without accents, signs and the words of the legal form.

    >>> plain_name("Nilsiän Ystävät r.y.")
    'nilsian ystavat'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"\b([rs])\.\s?([yfr])\b\.?", r"\1\2", bare))
    return " ".join([word for word in words if word not in FORMS] or words)


def plain_address(url: str) -> str:
    """The host of a web address; of a host that many share, with the first part of the path.

    >>> plain_address("https://www.facebook.com/NilsianYstavat/about")
    'facebook.com/nilsianystavat'
    """
    text = url.strip()
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if "." not in host:
        return ""
    if host not in SHARED:
        return host
    first = parts.path.strip("/").split("/")[0].casefold()
    return f"{host}/{first}" if first else ""


def plain_phone(phone: str) -> str:
    """A telephone number as the whole world writes it; "" when it is none.

    >>> plain_phone("040 123 4567")
    '+358401234567'
    """
    try:
        number = phonenumbers.parse(phone[:60], "FI")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def plain_number(number: str) -> str:
    """The digits of an official number: 0201256-6 and 02012566 are the same."""
    return "".join(re.findall(r"[0-9]", number))


def likeness(typed: str, name: str) -> float:
    """How like two names are, 0–100, both as `plain_name` writes them.

    The order of the words does not matter; a beginning ("nils yst") is nearly as good as a whole.
    """
    if typed == name:
        return 100.0
    alike: float = min(94.0, fuzz.token_sort_ratio(typed, name))
    words = name.split()
    if len(typed) >= 4 and all(
        any(word.startswith(part) for word in words) for part in typed.split()
    ):
        alike = max(alike, 85.0)
    return alike
