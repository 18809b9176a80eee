"""The letters of networks: invited, joined, asked, let in or not, taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.common.text import Text
from seurantalo.mail.kinds import register
from seurantalo.mail.messages import Button, Message, absolute
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.organizations.models import Organization


def _values(row: NetworkMember, by: Any) -> dict[str, str]:
    return {
        "network": row.network.name,
        "organization": row.organization.name.pick(get_language() or "fi").text,
        "who": str(by),
    }


def _page(row: NetworkMember) -> str:
    return absolute(reverse("network", args=[row.network_id]))


def invited(row: NetworkMember, by: Any) -> Message:
    """To the managers of the organisation that is asked."""
    values = _values(row, by)
    return Message(
        kind="networks.invited",
        subject=_("Will you plan with us? %(network)s") % values,
        parts=(
            _("%(who)s asks %(organization)s to join the network “%(network)s”.") % values,
            *([row.network.purpose] if row.network.purpose else []),
            _(
                "Those in a network see the plans that the others share with it, so that two good"
                " evenings do not fall on the same day. You can leave at any time."
            ),
            Button(_("Look and answer"), _page(row)),
        ),
        values=values,
    )


def joined(row: NetworkMember, by: Any) -> Message:
    """To those who lead it."""
    values = _values(row, by)
    return Message(
        kind="networks.joined",
        subject=_("%(organization)s joined: %(network)s") % values,
        parts=(
            _("%(organization)s said yes and is now in the network “%(network)s”.") % values,
            Button(_("See who is in it"), _page(row)),
        ),
        values=values,
    )


def asked(row: NetworkMember, by: Any) -> Message:
    """To those who lead it."""
    values = _values(row, by)
    return Message(
        kind="networks.asked",
        subject=_("%(organization)s asks to join: %(network)s") % values,
        parts=(
            _("%(who)s asks that %(organization)s be let into the network “%(network)s”.") % values,
            Button(_("Look and answer"), _page(row)),
        ),
        values=values,
    )


def let_in(row: NetworkMember, by: Any) -> Message:
    """To the managers of the one that asked."""
    values = _values(row, by)
    return Message(
        kind="networks.let_in",
        subject=_("Welcome to the network: %(network)s") % values,
        parts=(
            _(
                "%(organization)s is now in the network “%(network)s”. You see what the others plan,"
                " and can share your own plans with it."
            )
            % values,
            Button(_("See who is in it"), _page(row)),
        ),
        values=values,
    )


def not_let_in(row: NetworkMember, by: Any) -> Message:
    """To the managers of the one that asked."""
    values = _values(row, by)
    return Message(
        kind="networks.not_let_in",
        subject=_("About your wish to join: %(network)s") % values,
        parts=(
            _("%(organization)s was not let into the network “%(network)s” this time.") % values,
            _("If something has been misunderstood, you can ask again."),
            Button(_("Networks"), absolute(reverse("networks"))),
        ),
        values=values,
    )


def taken_out(row: NetworkMember, by: Any) -> Message:
    """To the managers of the one that was taken out."""
    values = _values(row, by)
    return Message(
        kind="networks.taken_out",
        subject=_("You are no longer in the network: %(network)s") % values,
        parts=(
            _(
                "%(who)s took %(organization)s out of the network “%(network)s”. You no longer see"
                " what is shared with it."
            )
            % values,
            _("If this is a mistake, ask them to invite you again."),
        ),
        values=values,
    )


def _sample(letter: Callable[[NetworkMember, Any], Message]) -> Callable[[], Message]:
    """The letter about things that are invented; nothing is saved."""

    def write() -> Message:
        network = Network(
            pk=1, name="Ikäihmisten Ylä-Savo", purpose="Päivät yhteiseen kalenteriin."
        )
        house = Organization(pk=1, name=Text(fi="Nilsiän ystävät ry"))
        row = NetworkMember(pk=1, network=network, organization=house)
        return letter(row, User(first_name="Aino", last_name="Virtanen"))

    return write


TITLES: tuple[tuple[Callable[..., Message], Promise], ...] = (
    (invited, gettext_lazy("Invitation to a network")),
    (joined, gettext_lazy("An invited organisation joined a network")),
    (asked, gettext_lazy("An organisation asks to join a network")),
    (let_in, gettext_lazy("An organisation was let into a network")),
    (not_let_in, gettext_lazy("An organisation was not let into a network")),
    (taken_out, gettext_lazy("An organisation was taken out of a network")),
)
for _letter, _title in TITLES:
    register(f"networks.{_letter.__name__}", _title, sample=_sample(_letter))
