"""Every kind of letter there is: rooms register theirs in `letters.py`.

    register("organizations.invitation", _("Invitation to work for an organisation"),
             sample=lambda: invitation(name="Nilsiän ystävät", …), optional=False)

The sample is a letter with invented names: from it come the gallery of letters, the preview where
an administrator changes its text, and the test that it is there in every language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from seurantalo.mail.messages import Message


@dataclass(frozen=True)
class Kind:
    """A kind of letter. An optional one can be unsubscribed from; a last one leaves no trace.

    Whoever has asked to be forgotten gets a receipt, and after it her address is nowhere.
    """

    name: str
    title: str | Promise
    sample: Callable[[], Message]
    optional: bool = False
    last: bool = False


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    title: str | Promise,
    *,
    sample: Callable[[], Message],
    optional: bool = False,
    last: bool = False,
) -> Kind:
    """Make a kind of letter known. `title` may be a lazy translation."""
    _kinds[name] = Kind(name, title, sample, optional, last)
    return _kinds[name]


def kinds() -> tuple[Kind, ...]:
    """Every kind, by its name."""
    return tuple(_kinds[name] for name in sorted(_kinds))


def kind(name: str) -> Kind | None:
    """One kind; None when no room has registered it."""
    return _kinds.get(name)
