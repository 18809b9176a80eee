"""What a log must not keep: an address that is itself a key."""

from __future__ import annotations

import logging
import re

# A secret of `secrets.token_urlsafe(32)` that stands for a calendar: /suunnittelu/….ics
SECRET = re.compile(r"(?<=/)[\w-]{43}(?=\.ics\b)", re.ASCII)


class HideSecrets(logging.Filter):
    """Takes the secrets of private calendars out of what is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes, without them."""
        said = record.getMessage()
        if SECRET.search(said):
            record.msg, record.args = SECRET.sub("…", said), ()
        return True
