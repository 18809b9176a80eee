"""What the lists of the room show of each thing, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seurantalo.quality import queries
from seurantalo.quality.links import is_being_tried
from seurantalo.quality.models import Asking, LinkUse
from seurantalo.quality.policies import Thing

REASONS: dict[str, Promise] = {
    "404": _("The page is not there any more."),
    "410": _("The page is not there any more."),
    "unreachable": _("Nothing answers at this address."),
    "tls": _("The site's certificate is not valid."),
    "slow": _("The site does not answer in time."),
    "redirects": _("The address sends from one page to another without end."),
    "address": _("This is not a web address."),
}
ILL = _("The site answers that something is broken there.")


@dataclass(frozen=True)
class CallRow:
    """One thing that could be confirmed by a call."""

    asking: Asking
    thing: Thing
    phones: tuple[str, ...]


@dataclass(frozen=True)
class LinkRow:
    """One broken link in one thing."""

    use: LinkUse
    thing: Thing
    reason: str | Promise
    being_tried: bool


def call_rows(askings: Sequence[Asking]) -> list[CallRow]:
    """The things to ring about, with the numbers that the organisation and the thing tell."""
    things = queries.things(askings)
    rows = []
    for asking in askings:
        if thing := things.get((asking.kind, asking.object_id)):
            told = (*thing.contacts, *asking.organization.contacts)
            phones = dict.fromkeys(contact.phone for contact in told if contact.phone)
            rows.append(CallRow(asking, thing, tuple(phones)))
    return rows


def link_rows(uses: Sequence[LinkUse]) -> list[LinkRow]:
    """The broken links with where they stand and why they do not work."""
    things = queries.things(uses)
    return [
        LinkRow(use, thing, REASONS.get(use.link.reason, ILL), is_being_tried(use.link))
        for use in uses
        if (thing := things.get((use.kind, use.object_id)))
    ]
