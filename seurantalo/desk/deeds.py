"""What can be done from the desk to one thing or to many at once, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from seurantalo.publishing import commands as publishing
from seurantalo.publishing.models import Assurer


def confirm(thing: Any, by: Any, seen: int | None) -> None:
    """Everything is still true; what was hidden meanwhile comes back first."""
    publishing.unhide(thing, by=by)
    publishing.assure(thing, by=by)


def phone(thing: Any, by: Any, seen: int | None) -> None:
    """The organisation said so by phone."""
    publishing.unhide(thing, by=by)
    publishing.assure(thing, by=by, how=Assurer.PHONE)


def withdraw(thing: Any, by: Any, seen: int | None) -> None:
    """Take the public version away."""
    publishing.withdraw(thing, by=by)


def send(thing: Any, by: Any, seen: int | None) -> None:
    """Send a draft."""
    publishing.send(thing, by=by)


def approve(thing: Any, by: Any, seen: int | None) -> None:
    """Publish what was sent, if it is what the desk showed."""
    publishing.approve(thing, by=by, seen=seen)


def check(thing: Any, by: Any, seen: int | None) -> None:
    """It was looked at afterwards."""
    publishing.check(thing, by=by)


Deed = Callable[[Any, Any, int | None], None]
DEEDS: dict[str, Deed] = {
    each.__name__: each for each in (confirm, phone, withdraw, send, approve, check)
}
DONE: dict[str, Promise] = {
    "confirm": ngettext_lazy("%(n)s confirmed.", "%(n)s confirmed.", "n"),
    "phone": ngettext_lazy("%(n)s confirmed.", "%(n)s confirmed.", "n"),
    "withdraw": ngettext_lazy("%(n)s is no longer public.", "%(n)s are no longer public.", "n"),
    "send": ngettext_lazy("%(n)s sent.", "%(n)s sent.", "n"),
    "approve": ngettext_lazy("%(n)s is public now.", "%(n)s are public now.", "n"),
    "check": ngettext_lazy("%(n)s looked at.", "%(n)s looked at.", "n"),
}
