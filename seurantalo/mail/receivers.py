"""What mail providers tell of letters on their way."""

from __future__ import annotations

from typing import Any

from seurantalo.mail import commands


def on_tracking(sender: Any, event: Any, **kwargs: Any) -> None:
    """A letter bounced, or was called junk: nothing more is sent there."""
    if not event.recipient:
        return
    if event.event_type == "bounced" or event.event_type == "complained":
        reason = event.description or event.reject_reason or event.event_type
        commands.note_bounce(event.recipient, str(reason))
