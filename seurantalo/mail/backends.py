"""Letters written into a folder: for trying the service out without a mail server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.crypto import get_random_string


class Folder(BaseEmailBackend):
    """Each letter becomes a file that any mail program opens (.eml)."""

    def __init__(self, folder: str, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them; how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{get_random_string(6)}.eml"
            (self.folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)
