"""The signed links of the letters: whose letter it was and which question it asked, nothing more.

A link works without signing in, so it holds no address and no name: "u12" is a person who works
for the organisation, "o45" whoever reads the organisation's own mail; her rights are asked anew
when she answers. It is good for 60 days.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.crypto import salted_hmac

GOOD_FOR = timedelta(days=60)
PURPOSE = "seurantalo.quality.confirm"
ALL = 0


class Broken(Exception):
    """The link is not whole, or was never ours."""


@dataclass(frozen=True)
class Letter:
    """What a link says: its reader, the question (`ALL` of hers), and what proves an address."""

    reader: str
    asking: int = ALL
    proof: str = ""
    late: bool = False

    def about(self, asking: int) -> Letter:
        """The same reader's link to another question."""
        return Letter(self.reader, asking, self.proof)


def make(letter: Letter) -> str:
    """The token of a link."""
    told = {key: value for key, value in asdict(letter).items() if key != "late" and value}
    return signing.dumps(told, salt=PURPOSE, compress=True)


def read(token: str) -> Letter:
    """The letter of a token, `late` when it is too old to act on. Raises Broken."""
    try:
        return _letter(signing.loads(token, salt=PURPOSE, max_age=GOOD_FOR), late=False)
    except signing.SignatureExpired:
        return _letter(signing.loads(token, salt=PURPOSE), late=True)
    except signing.BadSignature as error:
        raise Broken from error


def _letter(told: Any, *, late: bool) -> Letter:
    try:
        return Letter(**told, late=late)
    except TypeError as error:  # signed by an older version of this page
        raise Broken from error


def proof(email: str) -> str:
    """What changes with the address a letter went to: who has the old address has no say later."""
    return salted_hmac(PURPOSE, email.lower(), algorithm="sha256").hexdigest()[:12]
