"""The letters of the room: asked to plan together, what became of it, and what was said."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.common.text import Text
from seurantalo.mail.kinds import register
from seurantalo.mail.messages import Button, absolute
from seurantalo.mail.messages import Message as Letter
from seurantalo.organizations.models import Organization
from seurantalo.planning.models import Follow, Message, Plan, PlanPartner

SALT = "seurantalo.planning.follow"
SHOWN = 3000


def named(organization: Organization) -> str:
    """The organisation's name in the language of the letter."""
    return str(organization.name.pick(get_language() or "fi").text)


def _page(plan: Plan) -> str:
    return absolute(reverse("plan", args=[plan.pk]))


def invited(partner: PlanPartner, by: Any) -> Letter:
    """To those who manage the organisation that is asked."""
    values = {
        "plan": partner.plan.name,
        "organization": named(partner.plan.organization),
        "invited": named(partner.organization),
        "who": str(by),
    }
    return Letter(
        kind="planning.invited",
        subject=_("Shall we do it together: %(plan)s") % values,
        parts=(
            _("%(who)s, %(organization)s, asks %(invited)s to plan this together: %(plan)s.")
            % values,
            Button(_("Look and answer"), _page(partner.plan)),
            _("If you say yes, both of you plan it and both can change it. Nothing is public yet."),
        ),
        values=values,
    )


def accepted(partner: PlanPartner, by: Any) -> Letter:
    """To those who plan it already."""
    values = {"plan": partner.plan.name, "organization": named(partner.organization)}
    return Letter(
        kind="planning.accepted",
        subject=_("%(organization)s takes part: %(plan)s") % values,
        parts=(
            _("%(organization)s said yes. From now on you plan it together: %(plan)s.") % values,
            Button(_("Open the plan"), _page(partner.plan)),
        ),
        values=values,
    )


def refused(partner: PlanPartner, by: Any) -> Letter:
    """To those who asked."""
    values = {"plan": partner.plan.name, "organization": named(partner.organization)}
    return Letter(
        kind="planning.refused",
        subject=_("Not this time: %(plan)s") % values,
        parts=(
            _("%(organization)s cannot take part in %(plan)s this time.") % values,
            Button(_("Open the plan"), _page(partner.plan)),
        ),
        values=values,
    )


def left(plan: Plan, organization: Organization) -> Letter:
    """To those who go on."""
    values = {"plan": plan.name, "organization": named(organization)}
    return Letter(
        kind="planning.left",
        subject=_("%(organization)s no longer takes part: %(plan)s") % values,
        parts=(
            _("%(organization)s left the plan %(plan)s. It stays with you.") % values,
            Button(_("Open the plan"), _page(plan)),
        ),
        values=values,
    )


def said(message: Message, follow: Follow, title: str, reply_to: str) -> Letter:
    """To one who follows the thread; her answer above the marked line comes in by mail.

    `title` is what the plan is called to her: what a hint hides does not go by mail.
    """
    values = {
        "plan": title,
        "organization": named(message.organization),
        "who": str(message.author or ""),
    }
    words = message.text if len(message.text) <= SHOWN else message.text[:SHOWN] + " …"
    paragraphs = [line for line in words.splitlines() if line.strip()]
    above = (_("— Write your answer above this line —"),) if reply_to else ()
    stop = signing.dumps(follow.pk, salt=SALT)
    return Letter(
        kind="planning.said",
        subject=_("Message about the plan: %(plan)s") % values,
        parts=(
            *above,
            _("%(who)s, %(organization)s, writes:") % values,
            *paragraphs,
            Button(_("Open the talk"), _page(message.plan) + "#talk"),
            Button(
                _("No more letters about this plan"), absolute(reverse("plan-quiet", args=[stop]))
            ),
        ),
        values=values,
        reply_to=reply_to,
    )


def _sample(status: str = "invited") -> PlanPartner:
    """Of somebody invented; nothing is saved."""
    friends = Organization(pk=1, name=Text(fi="Nilsiän ystävät ry"))
    martat = Organization(pk=2, name=Text(fi="Iisalmen Martat ry"))
    plan = Plan(pk=1, name="Ikäihmisten kevättanssit", organization=friends)
    return PlanPartner(plan=plan, organization=martat, status=status)


def _aino() -> User:
    return User(first_name="Aino", last_name="Virtanen", email="aino@seurantalo.example")


def _sample_said() -> Letter:
    plan = _sample().plan
    message = Message(
        plan=plan,
        author=_aino(),
        organization=plan.organization,
        text="Hei! Meillä olisi sali vapaana torstaina.\nSopisiko teille?",
    )
    follow = Follow(pk=1, plan=plan, user=_aino())
    return said(message, follow, plan.name, "plan+esimerkki@seurantalo.example")


register(
    "planning.invited",
    gettext_lazy("Asked to plan something together"),
    sample=lambda: invited(_sample(), _aino()),
)
register(
    "planning.accepted",
    gettext_lazy("An organisation takes part in a plan"),
    sample=lambda: accepted(_sample(), _aino()),
)
register(
    "planning.refused",
    gettext_lazy("An organisation does not take part in a plan"),
    sample=lambda: refused(_sample(), _aino()),
)
register(
    "planning.left",
    gettext_lazy("An organisation left a plan"),
    sample=lambda: left(_sample().plan, _sample().organization),
)
register(
    "planning.said",
    gettext_lazy("A message about a plan"),
    sample=_sample_said,
)
