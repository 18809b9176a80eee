"""A letter written out: plain text and HTML from the same parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mjml
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.csp import CSP
from django.utils.translation import gettext as _

from seurantalo.mail.messages import Button, Code, Listing, Message, Part, Row, absolute, readable

LONGEST_SUBJECT = 180
# A letter brings its styles in itself, and nothing else; it is shown in a frame of ours.
LETTER_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": "allow-popups allow-top-navigation-by-user-activation",
}


@dataclass(frozen=True)
class Letter:
    """A letter as it is sent."""

    subject: str
    text: str
    html: str


def render(message: Message, language: str, *, unsubscribe_url: str = "") -> Letter:
    """The letter in its language. The subject is one line, whatever was put into it."""
    with translation.override(language):
        footer = {
            "why": _("You get this letter because your address was given in Seurantalo."),
            "help": _("Something wrong, or a question? Write to %(email)s.")
            % {"email": settings.CONTACT_EMAIL},
            "unsubscribe": _("No more letters like this one"),
            "unsubscribe_url": unsubscribe_url,
            "link_hint": _("If the button does not work, copy this address:"),
            "home": absolute("/"),
            "tagline": _("What associations do near you"),
        }
        subject = " ".join(readable(str(message.subject)).split())[:LONGEST_SUBJECT]
        return Letter(
            subject,
            readable(as_text(message, footer)),
            as_html(message, language, subject=subject, footer=footer),
        )


def as_text(message: Message, footer: dict[str, str]) -> str:
    """Plain text: every address on a line of its own."""
    body = "\n\n".join(_part_as_text(part) for part in message.parts)
    end = [footer["why"], footer["help"]]
    if footer["unsubscribe_url"]:
        end.append(f"{footer['unsubscribe']}:\n{footer['unsubscribe_url']}")
    return f"{body}\n\n-- \nSeurantalo\n{footer['home']}\n\n" + "\n".join(end) + "\n"


def _part_as_text(part: Part) -> str:
    if isinstance(part, Button):
        return f"{part.label}:\n{part.url}"
    if isinstance(part, Code):
        return f"    {part.code}"
    if isinstance(part, Listing):
        return "\n\n".join(_row_as_text(row) for row in part.rows)
    return part


def _row_as_text(row: Row) -> str:
    lines = [f"* {row.title}", *([f"  {row.text}"] if row.text else [])]
    if row.url:
        lines.append(f"  {row.url}")
    lines += [f"  {button.label}: {button.url}" for button in row.buttons]
    return "\n".join(lines)


def as_html(message: Message, language: str, *, subject: str, footer: dict[str, str]) -> str:
    """HTML for mail programs, through MJML; no picture is fetched from anywhere."""
    frame = render_to_string(
        "mail/letter.mjml",
        {
            "subject": subject,
            "language": language,
            "parts": [_for_template(part) for part in message.parts],
            "footer": footer,
            "first_url": next((part.url for part in message.parts if isinstance(part, Button)), ""),
            "preheader": next((part for part in message.parts if isinstance(part, str)), ""),
        },
    )
    return str(mjml.mjml2html(readable(frame), disable_comments=True, fonts={}))


def _for_template(part: Part) -> dict[str, Any]:
    if isinstance(part, Button):
        return {"button": part}
    if isinstance(part, Code):
        return {"code": part.code}
    if isinstance(part, Listing):
        return {"rows": part.rows}
    return {"paragraph": part}
