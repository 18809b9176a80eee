"""The letters of the room: an invitation, a claim, what was decided, and when nobody is left."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.common.text import Text
from seurantalo.common.time import say_date
from seurantalo.mail.kinds import register
from seurantalo.mail.messages import Button, Message, absolute
from seurantalo.organizations.models import Claim, Invitation, Organization


def language() -> str:
    """The language the letter is being written in."""
    return get_language() or "fi"


def named(organization: Organization) -> str:
    """The organisation's name in the language of the letter."""
    return str(organization.name.pick(language()).text)


def page(name: str, *args: object) -> str:
    """The whole address of a page of ours, in the language of the letter."""
    return absolute(reverse(name, args=args))


def invitation(sent: Invitation, token: str) -> Message:
    """To the one who is invited."""
    name = named(sent.organization)
    inviter = str(sent.invited_by) if sent.invited_by else name
    return Message(
        kind="organizations.invitation",
        subject=_("Invitation: %(organization)s") % {"organization": name},
        parts=(
            _(
                "%(inviter)s asks you to help keep the information of %(organization)s up to date:"
                " what you do, when and where."
            )
            % {"inviter": inviter, "organization": name},
            Button(_("Join"), page("invitation", token)),
            _(
                "You need no password. The link works once, until %(date)s. If you do not know what"
                " this is about, you can throw the letter away: nothing happens."
            )
            % {"date": say_date(timezone.localdate(sent.expires), language(), year=True)},
        ),
        values={"organization": name, "inviter": inviter},
    )


def joined(organization: Organization, who: str) -> Message:
    """To the one who invited."""
    name = named(organization)
    return Message(
        kind="organizations.joined",
        subject=_("%(who)s joined: %(organization)s") % {"who": who, "organization": name},
        parts=(
            _("%(who)s accepted your invitation and now works for %(organization)s with you.")
            % {"who": who, "organization": name},
            Button(_("See who works here"), page("organization-people", organization.pk)),
        ),
        values={"organization": name, "who": who},
    )


def removed(organization: Organization) -> Message:
    """To the one who no longer works for it."""
    name = named(organization)
    return Message(
        kind="organizations.removed",
        subject=_("You no longer work for %(organization)s here") % {"organization": name},
        parts=(
            _(
                "A manager of %(organization)s took you off the list of those who keep its"
                " information. Your account stays, and so does all that you have written."
            )
            % {"organization": name},
            _("If this is a mistake, ask the manager to invite you again."),
        ),
        values={"organization": name},
    )


def claim_to_decide(claim: Claim) -> Message:
    """To the managers and the coordinators."""
    name, who = named(claim.organization), str(claim.user)
    told = (
        (_("In their own words: “%(words)s”") % {"words": claim.evidence},)
        if claim.evidence
        else ()
    )
    return Message(
        kind="organizations.claim_to_decide",
        subject=_("Does %(who)s work for %(organization)s?") % {"who": who, "organization": name},
        parts=(
            _("%(who)s (%(email)s) asks to keep the information of %(organization)s up to date.")
            % {"who": who, "email": claim.user.email, "organization": name},
            *told,
            Button(_("Look and decide"), page("claim", claim.pk)),
            _("Until somebody decides, they can change nothing."),
        ),
        values={"organization": name, "who": who},
    )


def claim_decided(claim: Claim) -> Message:
    """To the one who asked."""
    name = named(claim.organization)
    values = {"organization": name, "reason": claim.reason}
    if claim.status == Claim.Status.APPROVED:
        return Message(
            kind="organizations.claim_approved",
            subject=_("Welcome: %(organization)s is yours to keep") % values,
            parts=(
                _("You can now tell what %(organization)s does, and mend what is old.") % values,
                Button(_("Start here"), page("my-organizations")),
            ),
            values=values,
        )
    return Message(
        kind="organizations.claim_refused",
        subject=_("About your request: %(organization)s") % values,
        parts=(
            _("We could not let you keep the information of %(organization)s. The reason:")
            % values,
            claim.reason,
            _("If something has been misunderstood, you can ask again and tell more."),
            Button(_("Ask again"), page("claim-organization", claim.organization_id)),
        ),
        values=values,
    )


def without_manager(organization: Organization) -> Message:
    """To the coordinators of its region."""
    name = named(organization)
    return Message(
        kind="organizations.without_manager",
        subject=_("Nobody looks after %(organization)s any more") % {"organization": name},
        parts=(
            _(
                "The last manager of %(organization)s has closed their account. Its information stays"
                " public, but nobody keeps it true. Could you ask who goes on?"
            )
            % {"organization": name},
            Button(_("Invite a new manager"), page("organization-people", organization.pk)),
        ),
        values={"organization": name},
    )


def _sample() -> Organization:
    return Organization(pk=1, name=Text(fi="Nilsiän ystävät ry"))


def _sample_claim(status: str = Claim.Status.WAITING) -> Claim:
    """Of somebody invented; nothing is saved."""
    return Claim(
        pk=1,
        organization=_sample(),
        user=User(first_name="Kalle", last_name="Korhonen", email="kalle@seurantalo.example"),
        evidence="Olen yhdistyksen sihteeri.",
        reason="Yhdistyksen puheenjohtaja ei tunne sinua.",
        status=status,
    )


def _sample_invitation() -> Message:
    inviter = User(first_name="Aino", last_name="Virtanen", email="aino@seurantalo.example")
    sent = Invitation(
        organization=_sample(),
        email="bertta@seurantalo.example",
        invited_by=inviter,
        expires=timezone.now() + timedelta(days=14),
    )
    return invitation(sent, "esimerkki")


register(
    "organizations.invitation",
    gettext_lazy("Invitation to work for an organisation"),
    sample=_sample_invitation,
)
register(
    "organizations.joined",
    gettext_lazy("Somebody accepted an invitation"),
    sample=lambda: joined(_sample(), "Bertta Salo"),
)
register(
    "organizations.removed",
    gettext_lazy("Somebody was taken off an organisation"),
    sample=lambda: removed(_sample()),
)
register(
    "organizations.claim_to_decide",
    gettext_lazy("Somebody asks to work for an organisation"),
    sample=lambda: claim_to_decide(_sample_claim()),
)
register(
    "organizations.claim_approved",
    gettext_lazy("An organisation was given to the one who asked"),
    sample=lambda: claim_decided(_sample_claim(Claim.Status.APPROVED)),
)
register(
    "organizations.claim_refused",
    gettext_lazy("An organisation was not given to the one who asked"),
    sample=lambda: claim_decided(_sample_claim(Claim.Status.REFUSED)),
)
register(
    "organizations.without_manager",
    gettext_lazy("An organisation has no manager any more"),
    sample=lambda: without_manager(_sample()),
)
