"""That somebody says she works for an organisation which is here already, and what is decided."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.common.limits import consume
from seurantalo.mail.commands import write
from seurantalo.organizations import letters, queries
from seurantalo.organizations.commands.people import welcome
from seurantalo.organizations.models import Claim, Membership, Organization
from seurantalo.organizations.policies import is_member
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import require

CLAIMS_A_DAY = 5
DAY = 24 * 3600


@transaction.atomic
def claim(organization: Organization, *, by: Any, evidence: str = "") -> Claim:
    """Ask to work for an organisation that is here already; its managers and coordinators are told.

    Asked again while it waits, it is the same claim. Raises ValidationError for one who works for
    it already, and for more than five a day.
    """
    require(by, "claim", organization)
    if is_member(by, organization):
        raise ValidationError(_("You work for this organisation already."), code="member")
    waiting = Claim.objects.filter(
        organization=organization, user=by, status=Claim.Status.WAITING
    ).first()
    if waiting:
        return waiting
    if not consume("claim", str(by.pk), CLAIMS_A_DAY, DAY):
        raise ValidationError(
            _("You have asked for many organisations today. Go on tomorrow, or ask a coordinator."),
            code="limit",
        )
    made = Claim.objects.create(
        organization=organization, user=by, evidence=evidence.strip()[:2000]
    )
    publishing.note(organization, "seurantalo.claim", by=by)
    for person in queries.deciders(made):
        write(letters.claim_to_decide, made, to=person)
    return made


@transaction.atomic
def decide_claim(claim: Claim, *, by: Any, approve: bool, reason: str = "") -> None:
    """Say yes or no to a claim; the claimant is told by letter, of a no also why.

    Raises ValidationError when it has been decided or a no has no reason, PermissionDenied for
    one's own claim.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    require(by, "decide claim", locked.organization)
    if locked.user_id == by.pk:
        raise PermissionDenied(_("Somebody else has to decide what you asked for."))
    if locked.status != Claim.Status.WAITING:
        raise ValidationError(_("This has been decided already."), code="decided")
    if not approve and not reason.strip():
        raise ValidationError(_("Write why, so that they know what to do."), code="reason")
    locked.status = Claim.Status.APPROVED if approve else Claim.Status.REFUSED
    locked.reason, locked.decided_by, locked.decided_at = reason.strip(), by, timezone.now()
    locked.save()
    if approve:
        # Her own manager lets her in as a colleague; a coordinator gives her the organisation.
        colleague = is_member(by, locked.organization)
        manages = is_member(locked.user, locked.organization, role=Membership.Role.MANAGER)
        lesser = colleague and not manages  # she may have been made a manager meanwhile
        role = Membership.Role.EDITOR if lesser else Membership.Role.MANAGER
        welcome(locked.organization, locked.user, role=role)
    action = "seurantalo.claim_approved" if approve else "seurantalo.claim_refused"
    publishing.note(locked.organization, action, by=by, data={"person": locked.user_id})
    write(letters.claim_decided, locked, to=locked.user)
