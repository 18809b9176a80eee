"""A machine that drafts translations, where the settings name one (LibreTranslate's shapes).

What comes from it is a draft: it is marked in public until a person has checked it.
"""

from __future__ import annotations

from collections.abc import Sequence

import requests
from django.conf import settings
from django.utils.translation import gettext as _

from seurantalo.common import switches

TIMEOUT = 15  # seconds; a person waits
LARGEST = 1024 * 1024  # bytes of an answer


class NotTranslated(Exception):
    """The engine gave nothing; the message says so to the one who waits."""


def offered(lang: str) -> bool:
    """Whether there is an engine that translates into a language, and nobody has turned it off."""
    there = bool(settings.TRANSLATION_URL) and lang in settings.TRANSLATION_LANGUAGES
    return there and switches.on("machine-translation")


def translate(texts: Sequence[str], *, source: str, target: str) -> list[str]:
    """The texts in another language, in their order. Raises NotTranslated with what to do."""
    if not texts:
        return []
    body = {"q": list(texts), "source": source, "target": target, "format": "text"}
    if settings.TRANSLATION_KEY:
        body["api_key"] = settings.TRANSLATION_KEY
    try:
        answer = requests.post(_address(), json=body, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        if len(answer.content) > LARGEST:
            raise ValueError("too large")
        found = answer.json()["translatedText"]
    except requests.Timeout as error:
        raise NotTranslated(
            _("The translator did not answer in time. Try again, or write it yourself.")
        ) from error
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        raise NotTranslated(
            _("The translator is not available now. Try later, or write it yourself.")
        ) from error
    translated = [found] if isinstance(found, str) else found
    if not _fits(translated, len(texts)):
        raise NotTranslated(_("The translator gave nothing sensible. Write it yourself."))
    return [text.strip() for text in translated]


def _address() -> str:
    base = str(settings.TRANSLATION_URL).rstrip("/")
    return base if base.endswith("/translate") else f"{base}/translate"


def _fits(translated: object, count: int) -> bool:
    """Whether the answer has a text for each that was asked."""
    return (
        isinstance(translated, list)
        and len(translated) == count
        and all(isinstance(text, str) and text.strip() for text in translated)
    )
