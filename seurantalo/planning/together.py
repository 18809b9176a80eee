"""Planning it together: another organisation is asked, says yes or no, and either may leave."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.common.limits import consume
from seurantalo.mail.commands import write
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Organization
from seurantalo.organizations.policies import is_member
from seurantalo.planning import letters, policies
from seurantalo.planning.commands import require
from seurantalo.planning.following import follow
from seurantalo.planning.models import Plan, PlanPartner

MOST = 10
INVITATIONS_AN_HOUR, HOUR = 20, 3600
TALKS, INVITED, ACCEPTED = PlanPartner.Status


@transaction.atomic
def invite(plan: Plan, organization: Organization, *, by: Any) -> PlanPartner:
    """Ask another organisation to plan it together; its managers get a letter.

    One for which `by` works herself takes part at once. Raises PermissionDenied, ValidationError.
    """
    require(by, "invite", plan)
    held = _hold(plan)
    known = held.partners.filter(organization=organization).first()
    if organization.pk == held.organization_id or (known and known.status == ACCEPTED):
        raise ValidationError(_("It takes part already."))
    if known and known.status == INVITED:
        raise ValidationError(_("It has been invited already."))
    if not organization.live:
        raise ValidationError(_("It is not public yet, so it cannot be invited."))
    if held.partners.exclude(status=TALKS).count() >= MOST:
        raise ValidationError(_("There are very many organisers already."))
    own = is_member(by, organization)
    if not own and not consume("plan-partner", str(by.pk), INVITATIONS_AN_HOUR, HOUR):
        raise ValidationError(_("You have sent many invitations. Wait an hour and go on."))
    told = {"status": ACCEPTED if own else INVITED, "since": timezone.now()}
    partner = PlanPartner.objects.update_or_create(
        plan=held, organization=organization, defaults=told
    )[0]
    if not own:
        readers = organizations.managers([organization])
        _write(letters.invited, partner, readers, by)
    return partner


@transaction.atomic
def accept(partner: PlanPartner, *, by: Any) -> PlanPartner:
    """Say yes for the invited organisation: it plans it now as the first does."""
    waiting = _asked(partner, by)
    before = hosts(waiting.plan)
    waiting.status, waiting.since = ACCEPTED, timezone.now()
    waiting.save(update_fields=["status", "since"])
    follow(waiting.plan, by)
    _write(letters.accepted, waiting, organizations.managers(before), by)
    return waiting


@transaction.atomic
def refuse(partner: PlanPartner, *, by: Any) -> None:
    """Say no for the invited organisation; it sees the plan no more than others do."""
    waiting = _asked(partner, by)
    _write(letters.refused, waiting, organizations.managers(hosts(waiting.plan)), by)
    waiting.delete()


def _asked(partner: PlanPartner, by: Any) -> PlanPartner:
    """The invitation, held, if it still waits and is hers to answer."""
    if not policies.may_plan_for(by, partner.organization):
        raise PermissionDenied(f"{by} may not answer for {partner.organization}")
    waiting = (
        PlanPartner.objects.select_for_update()
        .filter(pk=partner.pk, status=INVITED, plan__dropped_at=None)
        .first()
    )
    if waiting is None:
        raise ValidationError(_("This invitation no longer waits for an answer."))
    return waiting


@transaction.atomic
def leave(plan: Plan, organization: Organization, *, by: Any) -> None:
    """Plan it no more. When the first organiser leaves, the oldest partner is the first.

    Raises ValidationError when nobody would be left; PermissionDenied.
    """
    if not policies.may_plan_for(by, organization):
        raise PermissionDenied(f"{by} may not answer for {organization}")
    held = _hold(plan)
    if held.organization_id == organization.pk:
        heir = held.partners.filter(status=ACCEPTED).select_related("organization").first()
        if heir is None:
            raise ValidationError(_("Nobody else plans this. Drop the plan instead."))
        held.organization = heir.organization
        held.save(update_fields=["organization", "modified"])
        heir.delete()
    elif not held.partners.filter(organization=organization).delete()[0]:
        return
    for person in organizations.managers(hosts(held)):
        if person.pk != by.pk:
            write(letters.left, held, organization, to=person)


@transaction.atomic
def part(partner: PlanPartner, *, by: Any) -> None:
    """Take an invitation back, or end the talk with one that does not take part."""
    require(by, "invite", partner.plan)
    PlanPartner.objects.filter(pk=partner.pk).exclude(status=ACCEPTED).delete()


def hosts(plan: Plan) -> list[Organization]:
    """Who plans it: the first organisation, then those that have accepted, the oldest first."""
    rows = plan.partners.filter(status=ACCEPTED).select_related("organization")
    return [plan.organization, *(row.organization for row in rows)]


def _hold(plan: Plan) -> Plan:
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _write(letter: Any, partner: PlanPartner, to: list[User], by: Any) -> None:
    for person in to:
        if person.pk != by.pk:
            write(letter, partner, by, to=person)
