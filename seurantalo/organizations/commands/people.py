"""Who works for an organisation: invited, joined, promoted, gone; never silently without a manager."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.common.limits import consume
from seurantalo.mail.commands import write
from seurantalo.organizations import letters, queries
from seurantalo.organizations.models import Invitation, Membership, Organization, in_two_weeks
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import require

INVITATIONS_AN_HOUR = 20
HOUR = 3600


def welcome(organization: Organization, user: Any, *, role: str) -> Membership:
    """Write down that somebody works for it. The caller has asked the policy."""
    member, _made = Membership.objects.update_or_create(
        organization=organization, user=user, defaults={"role": role}
    )
    if role == Membership.Role.MANAGER:
        left = Organization.objects.filter(pk=organization.pk, without_manager_since__isnull=False)
        left.update(without_manager_since=None)
    return member


@transaction.atomic
def add_member(organization: Organization, user: Any, *, role: str, by: Any) -> Membership:
    """Let a person work for the organisation, or change her role."""
    require(by, "manage members", organization)
    member = welcome(organization, user, role=role)
    publishing.note(
        organization, "seurantalo.join", by=by, data={"person": user.pk, "role": member.role}
    )
    return member


@transaction.atomic
def invite(organization: Organization, *, email: str, role: str, by: Any) -> Invitation:
    """Send somebody a letter with a link by which she joins; invited again, the old link dies.

    Raises ValidationError for a wrong address, for one who works here already, and when one has
    invited very many in an hour; PermissionDenied.
    """
    require(by, "manage members", organization)
    validate_email(email)
    email = email.strip().lower()
    if Membership.objects.filter(organization=organization, user__email=email).exists():
        raise ValidationError(_("%(email)s works here already."), params={"email": email})
    _limit(by)
    token = secrets.token_urlsafe(24)
    invitation, _made = Invitation.objects.update_or_create(
        organization=organization,
        email=email,
        accepted_at=None,
        withdrawn_at=None,
        defaults={
            "role": role,
            "token_hash": hash_of(token),
            "language": get_language() or "fi",
            "invited_by": by,
            "expires": in_two_weeks(),
        },
    )
    write(letters.invitation, invitation, token, to=email, language=invitation.language)
    publishing.note(
        organization, "seurantalo.invite", by=by, data={"invitation": invitation.pk, "role": role}
    )
    return invitation


def hash_of(token: str) -> str:
    """What is kept of the secret in a link."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _limit(by: Any) -> None:
    if not consume("invitation", str(by.pk), INVITATIONS_AN_HOUR, HOUR):
        raise ValidationError(
            _("You have sent many invitations. Wait an hour and go on."), code="limit"
        )


@transaction.atomic
def resend(invitation: Invitation, *, by: Any) -> Invitation:
    """Send the letter again with a new link, good for two weeks from now."""
    return invite(invitation.organization, email=invitation.email, role=invitation.role, by=by)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Any) -> None:
    """Let the link of a letter already sent work no more."""
    require(by, "manage members", invitation.organization)
    if invitation.accepted_at or invitation.withdrawn_at:
        return
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    publishing.note(
        invitation.organization,
        "seurantalo.invitation_withdrawn",
        by=by,
        data={"invitation": invitation.pk},
    )


@transaction.atomic
def accept(invitation: Invitation, *, by: Any) -> Membership:
    """Join by an invitation. Raises ValidationError whose code says why not (`refusal`)."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if why := queries.refusal(locked, by):
        raise ValidationError(_("This invitation cannot be used."), code=why)
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    organization = locked.organization
    known = Membership.objects.filter(organization=organization, user=by).first()
    keeps = known is not None and known.role == Membership.Role.MANAGER
    member = welcome(organization, by, role=Membership.Role.MANAGER if keeps else locked.role)
    publishing.note(
        organization, "seurantalo.join", by=by, data={"person": by.pk, "role": member.role}
    )
    inviter = locked.invited_by
    if inviter and inviter.is_active:
        write(letters.joined, organization, str(by), to=inviter)
    return member


@transaction.atomic
def change_role(member: Membership, *, role: str, by: Any) -> None:
    """Make an editor a manager or the other way; ValidationError when no manager would be left."""
    require(by, "manage members", member.organization)
    if role not in Membership.Role.values:
        raise ValidationError(_("There is no such role."))
    if role != Membership.Role.MANAGER:
        refuse_the_last(member)
    welcome(member.organization, member.user, role=role)
    publishing.note(
        member.organization,
        "seurantalo.role",
        by=by,
        data={"person": member.user_id, "role": role},
    )


@transaction.atomic
def remove_member(member: Membership, *, by: Any) -> None:
    """Let somebody work here no more and tell her; ValidationError for the last manager."""
    require(by, "manage members", member.organization)
    refuse_the_last(member)
    organization, person = member.organization, member.user
    member.delete()
    publishing.note(organization, "seurantalo.member_removed", by=by, data={"person": person.pk})
    if person.pk != by.pk:
        write(letters.removed, organization, to=person)


@transaction.atomic
def leave(organization: Organization, *, by: Any) -> None:
    """Stop working for it oneself; ValidationError for the last manager, who hands over first."""
    member = Membership.objects.filter(organization=organization, user=by).first()
    if member is None:
        return
    refuse_the_last(member)
    member.delete()
    publishing.note(organization, "seurantalo.leave", by=by, data={"person": by.pk})


@transaction.atomic
def hand_over(organization: Organization, *, to: Any, by: Any, then_leave: bool = False) -> None:
    """Make a colleague the manager, and leave if one wants; ValidationError when she is none."""
    require(by, "manage members", organization)
    member = Membership.objects.filter(organization=organization, user=to).first()
    if member is None:
        raise ValidationError(_("Invite them first: you can hand over to somebody who works here."))
    change_role(member, role=Membership.Role.MANAGER, by=by)
    if then_leave:
        leave(organization, by=by)


def refuse_the_last(member: Membership) -> None:
    """Raise ValidationError when nobody else who can sign in manages the organisation."""
    _one_goes_at_a_time(member.organization)
    if member.role == Membership.Role.MANAGER and not _other_managers(member).exists():
        raise ValidationError(
            _(
                "Somebody has to look after the organisation. Make a colleague a manager first, or"
                " invite one; then you can go on."
            ),
            code="last manager",
        )


def _one_goes_at_a_time(organization: Organization) -> None:
    """Two managers who leave in the same moment: the second one sees that the first has gone."""
    Organization.objects.select_for_update().filter(pk=organization.pk).first()


def _other_managers(member: Membership) -> Any:
    others = Membership.objects.filter(
        organization=member.organization, role=Membership.Role.MANAGER, user__is_active=True
    )
    return others.exclude(user=member.user)


@transaction.atomic
def depart(user: User) -> list[Organization]:
    """When an account goes away: note what is left without a manager, and tell the coordinators.

    Answers those organisations; the memberships go with the account, and so does her address in
    invitations. The log names people by key, so that nothing of her stays in it.
    """
    Invitation.objects.filter(email=user.email).delete()
    left = []
    managed = Membership.objects.filter(user=user, role=Membership.Role.MANAGER)
    for member in managed.select_related("organization").order_by("organization"):
        _one_goes_at_a_time(member.organization)
        if _other_managers(member).exists():
            continue
        organization = member.organization
        organization.without_manager_since = timezone.localdate()
        Organization.objects.filter(pk=organization.pk).update(
            without_manager_since=organization.without_manager_since
        )
        publishing.note(organization, "seurantalo.without_manager", by=None)
        for person in queries.coordinators(organization):
            write(letters.without_manager, organization, to=person)
        left.append(organization)
    return left
