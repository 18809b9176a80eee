"""Every kind of letter with invented names, as it would be sent."""

from __future__ import annotations

from django.utils import translation

from seurantalo.mail import opting_out
from seurantalo.mail.kinds import Kind
from seurantalo.mail.messages import Message
from seurantalo.mail.rendering import Letter, render

LANGUAGES = ("fi", "sv", "en")
READER = "aino@seurantalo.example"


def sample(kind: Kind, language: str) -> Message:
    """The letter of a kind with invented names, composed in a language."""
    with translation.override(language):
        return kind.sample()


def specimen(kind: Kind, language: str) -> Letter:
    """The same, written out."""
    with translation.override(language):
        link = opting_out.unsubscribe_url(kind.name, READER) if kind.optional else ""
    return render(sample(kind, language), language, unsubscribe_url=link)
