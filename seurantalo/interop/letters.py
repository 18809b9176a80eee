"""The two letters about a connected source: it cannot be read, or it has lost much at once."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.interop.connections.queries import people_of
from seurantalo.interop.models import ConnectedEvent, Connection
from seurantalo.mail import commands as mail
from seurantalo.mail.kinds import register
from seurantalo.mail.messages import Button, Message, absolute
from seurantalo.organizations.models import Organization

ASKS, FAILS = "interop.source_asks", "interop.source_fails"


def tell(connection: Connection, compose: Callable[[Connection, int], Message]) -> None:
    """Write to the people of the organisation."""
    missed = 0
    if connection.pk:
        missed = connection.events.filter(state=ConnectedEvent.State.MISSING).count()
    for user in people_of(connection.organization):
        mail.write(compose, connection, missed, to=user)


def asks(connection: Connection, missed: int) -> Message:
    """Much has gone from the source at once: is it so?"""
    values = {"name": str(connection), "n": str(missed)}
    return Message(
        kind=ASKS,
        subject=_("Is it right that so much is gone from “%(name)s”?") % values,
        parts=(
            ngettext(
                "The source “%(name)s” no longer has %(n)s event that is here.",
                "The source “%(name)s” no longer has %(n)s events that are here.",
                missed,
            )
            % values,
            _(
                "That may be right, or something went wrong at the source. We have changed nothing"
                " here, and read nothing more of it until you answer."
            ),
            Button(_("Look and answer"), _page(connection)),
            _("If it comes back by itself, you need do nothing."),
        ),
        values=values,
    )


def fails(connection: Connection, missed: int) -> Message:
    """It has not been read for a while."""
    values = {"name": str(connection), "organization": _named(connection.organization)}
    return Message(
        kind=FAILS,
        subject=_("We cannot read “%(name)s”") % values,
        parts=(
            _(
                "The source “%(name)s” of %(organization)s has not answered as it should for several"
                " readings. What came from it stays here, but changes do not come through."
            )
            % values,
            Button(_("Look what is wrong"), _page(connection)),
            _("We go on trying, and do not write about this again until it has worked."),
        ),
        values=values,
    )


def _named(organization: Organization) -> str:
    return str(organization.name.pick(get_language() or "fi").text)


def _page(connection: Connection) -> str:
    return absolute(reverse("source", args=[connection.pk or 1]))


def _sample() -> Connection:
    """Of something invented; nothing is saved."""
    friends = Organization(pk=1, name=Text(fi="Nilsiän ystävät ry"))
    return Connection(organization=friends, name="Seuratalon kalenteri")


register(
    ASKS,
    gettext_lazy("A connected source has lost much at once"),
    sample=lambda: asks(_sample(), 7),
)
register(
    FAILS,
    gettext_lazy("A connected source cannot be read"),
    sample=lambda: fails(_sample(), 0),
)
