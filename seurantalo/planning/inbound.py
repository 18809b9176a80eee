"""Answers that come in by mail: whose they are, and which of their words are new."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.html import strip_tags

from seurantalo.common.limits import consume
from seurantalo.planning import talking
from seurantalo.planning.models import Follow, Message

TOKEN = re.compile(r"^plan\+([0-9a-f]{32})$")
# The line of our letter in each language, and the lines by which mail programs begin a quotation.
MARKERS = (
    "Kirjoita vastauksesi tämän rivin yläpuolelle",
    "Skriv ditt svar ovanför den här raden",
    "Write your answer above this line",
)
OPENING = re.compile(
    r"^(?:-{2,}\s*(?:Original Message|Alkuperäinen viesti|Ursprungligt meddelande)\b.*"
    r"|_{10,}"
    r"|(?:From|Lähettäjä|Från):\s.+)$",
    re.IGNORECASE,
)
INTRODUCTION = re.compile(r"(?:kirjoitti|wrote|skrev|čálii)\b.*:\s*$", re.IGNORECASE)
SIGNATURE = re.compile(r"^--\s?$")
REMEMBERED = 7 * 86400  # how long a provider may tell of the same mail again


def receive(mail: Any) -> Message | None:
    """Take an answer into the thread it belongs to; None when it is nobody's, automatic or empty.

    It counts only from an address that the follower has shown to be hers: a letter that was sent on
    lets nobody speak in her name.
    """
    if automatic(mail):
        return None
    follow = follower(mail)
    if follow is None or not _sent_by(mail, follow):
        return None
    text = new_words(mail.text or strip_tags(mail.html or ""))
    if not text or len(text) > talking.LONGEST:
        return None
    name = str(mail.get("Message-ID") or "")
    if name and not consume("plan-mail", name, 1, REMEMBERED):
        return None
    try:
        return talking.write(follow.plan, text, by=follow.user, by_mail=True)
    except (PermissionDenied, ValidationError):
        return None  # she has left, the plan is gone, or she wrote very many


def follower(mail: Any) -> Follow | None:
    """Whose reply address it came to."""
    domain = (settings.INBOUND_DOMAIN or "").lower()
    told = [mail.envelope_recipient or "", *(each.addr_spec for each in mail.to)]
    for address in told:
        local, _at, at = address.strip().lower().rpartition("@")
        match = TOKEN.match(local)
        if match and domain and at == domain:
            found = Follow.objects.filter(reply_token=match[1], user__is_active=True)
            return found.select_related("plan", "user").first()
    return None


def automatic(mail: Any) -> bool:
    """Did no person write it (RFC 3834, and what programs say besides)?"""
    said = str(mail.get("Auto-Submitted") or "no").split(";")[0].strip().lower()
    precedence = str(mail.get("Precedence") or "").strip().lower()
    return (
        said != "no"
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        or mail.envelope_sender in {"", "<>"}
    )


def _sent_by(mail: Any, follow: Follow) -> bool:
    sender = mail.from_email.addr_spec.lower() if mail.from_email else ""
    own = EmailAddress.objects.filter(user=follow.user, verified=True, email__iexact=sender)
    return bool(sender) and (sender == follow.user.email.lower() or own.exists())


def new_words(text: str) -> str:
    """What she wrote, without the letter she answers and without her signature."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\x00", "").split("\n"):
        bare = line.strip()
        marked = any(marker in line for marker in MARKERS)
        if marked or SIGNATURE.match(bare) or OPENING.match(bare):
            break
        if not bare.startswith(">"):
            kept.append(line.rstrip())
    return _without_introduction("\n".join(kept).strip())


def _without_introduction(text: str) -> str:
    """Without "On Tuesday … wrote:", which may be broken over two or three lines, at the end."""
    lines = text.split("\n")
    for count in (1, 2, 3):
        tail = " ".join(lines[-count:])
        if INTRODUCTION.search(tail) and re.search(r"\d|@", tail):
            return "\n".join(lines[:-count]).strip()
    return text
