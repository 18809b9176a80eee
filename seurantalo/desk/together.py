"""What waits for an organiser from others: to hold something together, to plan in a network."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from seurantalo.activities import queries as activities
from seurantalo.desk.mine import Mine
from seurantalo.desk.sections import Action, Item, Section, section, words
from seurantalo.networks import queries as networks


def invitations(mine: Mine) -> Section | None:
    """Those who ask her organisations to hold something, or to join a network."""
    hold = [
        Item(
            words(row.activity.name),
            _("%(first)s asks %(own)s: shall we hold it together?")
            % {"first": words(row.activity.organization.name), "own": words(row.organization.name)},
            actions=(
                Action(_("Look and answer"), reverse("activity-partners", args=[row.activity_id])),
            ),
        )
        for row in activities.invitations_to_hold(mine.user)
    ]
    join = [
        Item(
            row.network.name,
            _("%(name)s is invited to this network.") % {"name": words(row.organization.name)},
            actions=(Action(_("Look and answer"), reverse("network", args=[row.network_id])),),
        )
        for row in networks.invitations(mine.user)
    ]
    hint = _("Others would like to do this with you. Both can leave later.")
    return section("together", _("Invitations from others"), hint, hold + join, urgent=True)


def asking(mine: Mine) -> Section | None:
    """Organisations that ask to join a network she leads."""
    items = (
        Item(
            words(row.organization.name),
            _("Asks to join the network %(network)s.") % {"network": row.network.name},
            actions=(Action(_("Look and answer"), reverse("network", args=[row.network_id])),),
        )
        for row in networks.asking(mine.user)
    )
    hint = _("Let in those whom you want to plan with.")
    return section("networks", _("Who asks to join a network"), hint, items)


SECTIONS = (invitations, asking)
