"""The signed address by which somebody says no to a kind of letter without signing in."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from seurantalo.mail.messages import absolute

SALT = "seurantalo.mail.unsubscribe"


def unsubscribe_url(kind: str, email: str) -> str:
    """Where she unsubscribes from a kind, in today's language. It never grows old."""
    token = signing.dumps([kind, email.strip().lower()], salt=SALT, compress=True)
    return absolute(reverse("unsubscribe", args=[token]))


def read(token: str) -> tuple[str, str]:
    """(kind, address) of such an address. signing.BadSignature when it is not ours."""
    kind, email = signing.loads(token, salt=SALT)
    return str(kind), str(email)
