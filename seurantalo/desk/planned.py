"""What waits of plans: invitations, messages not read, and one's next dates."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seurantalo.desk.mine import Mine
from seurantalo.desk.sections import Action, Item, Section, on, section, words
from seurantalo.planning import queries as planning
from seurantalo.planning import talking

NEXT = 5


def asked_along(mine: Mine) -> Section | None:
    """Others ask her organisation to plan something together."""
    items = (
        Item(
            each.plan.name,
            _("%(organization)s asks %(asked)s along.")
            % {
                "organization": words(each.plan.organization.name),
                "asked": words(each.organization.name),
            },
            actions=(Action(_("Look and answer"), reverse("plan", args=[each.plan_id])),),
        )
        for each in planning.waiting_invitations(mine.user)
    )
    hint = _("Planned together, one evening is enough.")
    return section("plan-invitations", _("Asked to plan together"), hint, items, urgent=True)


def plan_messages(mine: Mine) -> Section | None:
    """What was written to her about plans, also as answers to what she looks for."""
    items = (
        Item(
            title,
            ngettext("%(count)s new message", "%(count)s new messages", count) % {"count": count},
            actions=(Action(_("Read and answer"), reverse("plan", args=[pk]) + "#talk"),),
        )
        for pk, title, count in talking.unread(mine.user)
    )
    return section("plan-messages", _("Messages about plans"), _("From other organisers."), items)


def plan_dates(mine: Mine) -> Section | None:
    """Her next dates that are only planned."""
    items = (
        Item(
            each.plan.name,
            f"{on(each.start)} · {each.get_stage_display()}",
            actions=(Action(_("Open"), reverse("plan", args=[each.plan_id])),),
        )
        for each in planning.own_dates(mine.user)[:NEXT]
    )
    hint = _("Only organisers see these. Make a notice of what is certain.")
    return section("plans", _("Your next plans"), hint, items, more=reverse("plans"), waits=False)
