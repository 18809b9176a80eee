"""The log in people's words: who did what, when, and what she said."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

# Kept for undoing, and nothing happened by them.
HIDDEN = ("seurantalo.before", "wagtail.rename")
WORDS = {
    "wagtail.create": _("Told for the first time"),
    "wagtail.edit": _("The draft was saved"),
    "wagtail.delete": _("Deleted"),
    "wagtail.publish": _("Published"),
    "wagtail.unpublish": _("Withdrawn from the public"),
    "wagtail.revert": _("An earlier version was taken as a draft"),
    "wagtail.publish.schedule": _("Publishing was timed"),
    "wagtail.schedule.cancel": _("Timed publishing was cancelled"),
    "wagtail.workflow.start": _("Sent for review"),
    "wagtail.workflow.resume": _("Sent for review again"),
    "wagtail.workflow.approve": _("Approved"),
    "wagtail.workflow.reject": _("Returned to be mended"),
    "wagtail.workflow.cancel": _("The review ended"),
}


class Event(NamedTuple):
    """One line of a thing's history; `user` None is the service itself.

    `revision` is the version it made or was about, None when it was about none.
    """

    action: str
    user: Any
    at: datetime
    what: Any
    comment: str
    revision: int | None
    data: Any

    @property
    def who(self) -> str:
        """Her name, else her email address; "Seurantalo" when nobody did it."""
        return str(self.user) if self.user else "Seurantalo"


def event(entry: ModelLogEntry) -> Event:
    """A log entry as people read it."""
    comment = entry.data.get("comment") or entry.data.get("reason") or ""
    return Event(
        entry.action,
        _user(entry),
        entry.timestamp,
        WORDS.get(entry.action) or entry.message,
        str(comment),
        entry.revision_id,
        entry.data,
    )


def _user(entry: ModelLogEntry) -> Any:
    """Who did it: somebody whose account is gone is named so, and is not the service."""
    if entry.user_id is None:
        return None
    return entry.user or _("Somebody whose account has been deleted")
