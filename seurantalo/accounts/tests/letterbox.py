"""What the tests of this room read from letters."""

from __future__ import annotations

import re
from email.message import EmailMessage


def code_in(mailoutbox: list[EmailMessage]) -> str:
    """The six digits of the newest letter."""
    found = re.search(r"\b\d{6}\b", mailoutbox[-1].subject)
    assert found, mailoutbox[-1].subject
    return found[0]
