"""User names and passwords of calendar servers, which nobody reads in the database or on a page."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"seurantalo.interop.connections"

Credentials = tuple[str, str]


def hide(credentials: Credentials) -> str:
    """A user name and a password, encrypted."""
    return _box().encrypt(json.dumps(credentials).encode()).decode()


def reveal(secret: str) -> Credentials | None:
    """What was hidden; None when there is nothing, or the service's key has been changed since."""
    if not secret:
        return None
    try:
        user, password = json.loads(_box().decrypt(secret.encode()))
    except (InvalidToken, ValueError):
        return None
    return str(user), str(password)


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys()])


def _keys() -> Iterator[bytes]:
    """A key of its own for this purpose, of each key that the service knows, the newest first."""
    for secret in (settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", ())):
        derived = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
        yield base64.urlsafe_b64encode(derived)
