"""The link to one's own sign-up: signed, and never written down.

Whoever has the letter may see her own sign-up, cancel it and have it erased; nothing else.
"""

from __future__ import annotations

from django.core import signing

from seurantalo.common.numbers import whole
from seurantalo.signups.models import SignUp

PURPOSE = "seurantalo.signups.own"


def make(signup: SignUp) -> str:
    """The token of her link. The moment is in it: a number that comes again opens nothing."""
    told = f"{signup.pk}-{int(signup.created.timestamp())}"
    return signing.Signer(salt=PURPOSE, sep=".").sign(told)


def read(token: str) -> SignUp | None:
    """Whose link it is, None when it was never ours or is erased."""
    try:
        told = signing.Signer(salt=PURPOSE, sep=".").unsign(token)
    except signing.BadSignature:
        return None
    pk = whole(told.partition("-")[0]) or 0
    found = SignUp.objects.select_related("activity__organization").filter(pk=pk).first()
    return found if found and make(found) == token else None
