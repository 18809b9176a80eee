"""The letters of somebody who tries the service out: files in a folder instead of a mail server."""

from __future__ import annotations

import email
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.timezone import make_aware

SHOWN = 50


@dataclass(frozen=True)
class Found:
    """A letter in the folder."""

    name: str
    to: str
    subject: str
    text: str
    html: str
    at: datetime


def folder() -> Path | None:
    """Where letters are put; None when they are really sent, and nobody may read them here."""
    found = getattr(settings, "MAIL_FOLDER", None)
    return Path(found) if found else None


def letters() -> list[Found]:
    """The newest letters first."""
    where = folder()
    if where is None or not where.is_dir():
        return []
    names = sorted((path.stem for path in where.glob("*.eml")), reverse=True)[:SHOWN]
    return [found for name in names if (found := letter(name))]


def letter(name: str) -> Found | None:
    """One letter by the name of its file; None when it is not there."""
    where = folder()
    path = where / f"{name}.eml" if where else None
    if path is None or not path.is_file():
        return None
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    sent = parse_datetime(f"{name[:8]}T{name[9:15]}Z")
    return Found(
        name=name,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        at=sent or make_aware(datetime.fromtimestamp(path.stat().st_mtime)),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part: Any = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""


def empty() -> None:
    """Throw all letters away."""
    where = folder()
    for path in where.glob("*.eml") if where else ():
        path.unlink(missing_ok=True)
