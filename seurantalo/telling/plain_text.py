"""Plain text of what was typed or pasted: codes of web pages have no place in it."""

from __future__ import annotations

import html
import re

import nh3

# "<aino@seura.fi>" and "5 < 6" are no tags.
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--|<!doctype", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def has_codes(text: str) -> bool:
    """Whether HTML was typed or pasted in."""
    return TAG.search(text) is not None


def plain(text: str) -> str:
    """The words without HTML, scripts and control signs, with plain line breaks."""
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if has_codes(text):
        spaced = re.sub(r"<(?:br|/p|/div|/li)\b[^>]*>", "\n", text, flags=re.IGNORECASE)
        text = html.unescape(nh3.clean(spaced, tags=set()))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
