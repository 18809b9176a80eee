"""Several organisations that hold an activity together: asked, joined, gone; never nobody left.

The first of its hosts is `Activity.organization`; the others are accepted `Partner`s, who own it as
the first does. What is said publicly of a live one is told again, so that pages, search and feeds
name those who hold it now.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.activities import letters, queries
from seurantalo.activities.models import Activity, Partner
from seurantalo.common.limits import consume
from seurantalo.mail.commands import write
from seurantalo.organizations import policies as organizations
from seurantalo.organizations import queries as organization_queries
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import require

MOST = 10
INVITATIONS_AN_HOUR, HOUR = 20, 3600
INVITED, ACCEPTED, LEFT = Partner.Status.INVITED, Partner.Status.ACCEPTED, Partner.Status.LEFT


@transaction.atomic
def invite(activity: Activity, organization: Organization, *, by: Any) -> Partner:
    """Ask another organisation to hold it together; its managers get a letter.

    One for which `by` works herself takes part at once. Raises ValidationError when it is not
    public, holds it or is asked already, when there are very many, and when one has asked very
    many in an hour; PermissionDenied.
    """
    require(by, "change", activity)
    held = _hold(activity)
    _can_be_asked(held, organization)
    own = organizations.is_member(by, organization)
    if not own and not consume("partner", str(by.pk), INVITATIONS_AN_HOUR, HOUR):
        raise ValidationError(
            _("You have sent many invitations. Wait an hour and go on."), code="limit"
        )
    if own:
        return _take_in(held, organization, by=by)
    partner = _row(held, organization, INVITED, by)
    _note(held, "seurantalo.partner_invited", organization, by=by)
    readers = _managers(organization) or organization_queries.coordinators(organization)
    _write(letters.partner_invited, held, organization, to=readers, by=by)
    return partner


def _can_be_asked(activity: Activity, organization: Organization) -> None:
    """Raises ValidationError, said to her who asks."""
    if organization.pk == activity.organization_id:
        raise ValidationError(_("It is the first organiser already."), code="first")
    rows = Partner.objects.filter(activity=activity).exclude(status=LEFT)
    known = rows.filter(organization=organization).first()
    if known and known.status == ACCEPTED:
        raise ValidationError(_("It takes part already."), code="known")
    if known:
        raise ValidationError(_("It has been invited already."), code="known")
    if not organization.live:
        raise ValidationError(_("It is not public yet, so it cannot be invited."), code="hidden")
    if rows.count() >= MOST:
        raise ValidationError(_("There are very many organisers already."), code="many")


@transaction.atomic
def welcome(activity: Activity, organization: Organization, *, by: Any) -> Partner | None:
    """Let an organisation hold it together that has said yes elsewhere, as in a plan.

    The caller knows that it has. Answers None when it is the first organiser itself; the caller's
    `by` may change the activity, else PermissionDenied.
    """
    require(by, "change", activity)
    held = _hold(activity)
    if held.organization_id == organization.pk:
        return None
    known = Partner.objects.filter(activity=held, organization=organization, status=ACCEPTED)
    return known.first() or _take_in(held, organization, by=by)


@transaction.atomic
def accept(partner: Partner, *, by: Any) -> Partner:
    """Say yes for the invited organisation; the other organisers get a letter.

    Raises ValidationError when the invitation was taken back meanwhile; PermissionDenied.
    """
    held, waiting = _asked(partner, by)
    others = _everybody(held)
    found = _take_in(held, waiting.organization, by=by)
    _write(letters.partner_joined, held, waiting.organization, to=others, by=by)
    return found


@transaction.atomic
def refuse(partner: Partner, *, by: Any) -> None:
    """Say no for the invited organisation; she who asked gets a letter. Raises as `accept`."""
    held, waiting = _asked(partner, by)
    organization, asker = waiting.organization, waiting.invited_by
    waiting.delete()
    _note(held, "seurantalo.partner_refused", organization, by=by)
    readers = [asker] if asker and asker.is_active else []
    _write(letters.partner_refused, held, organization, to=readers, by=by)


def _asked(partner: Partner, by: Any) -> tuple[Activity, Partner]:
    """The activity, held, and the invitation that waits."""
    if not organizations.may(by, "change", partner.organization):
        raise PermissionDenied(f"{by} may not answer for {partner.organization}")
    held = _hold(partner.activity)
    waiting = Partner.objects.filter(pk=partner.pk, status=INVITED).first()
    if waiting is None:
        raise ValidationError(_("This invitation no longer waits for an answer."), code="gone")
    return held, waiting


@transaction.atomic
def remove(partner: Partner, *, by: Any) -> None:
    """Let a partner hold it no more, or take an invitation back; its managers get a letter.

    Any of the organisers may; PermissionDenied.
    """
    require(by, "change", partner.activity)
    held = _hold(partner.activity)
    there = Partner.objects.filter(pk=partner.pk).exclude(status=LEFT).first()
    if there is None:
        return
    organization = there.organization
    if there.status == INVITED:
        there.delete()
        _note(held, "seurantalo.partner_not_asked", organization, by=by)
        return
    _go(there)
    _tell(held, "seurantalo.partner_removed", organization, by=by)
    _write(letters.partner_removed, held, organization, to=_managers(organization), by=by)


@transaction.atomic
def leave(activity: Activity, organization: Organization, *, by: Any) -> None:
    """Hold it no more. When the first organiser leaves, the oldest partner is the first.

    Raises ValidationError when nobody would be left who can be shown; PermissionDenied.
    """
    if not organizations.may(by, "change", organization):
        raise PermissionDenied(f"{by} may not answer for {organization}")
    held = _hold(activity)
    if held.organization_id == organization.pk:
        _first_leaves(held, by)
    else:
        partner = Partner.objects.filter(
            activity=held, organization=organization, status=ACCEPTED
        ).first()
        if partner is None:
            return
        _go(partner)
        _tell(held, "seurantalo.partner_left", organization, by=by)
    _write(letters.partner_left, _hold(held), organization, to=_everybody(held), by=by)


def _first_leaves(activity: Activity, by: Any) -> None:
    partners = Partner.objects.filter(activity=activity, status=ACCEPTED)
    if activity.live:
        partners = partners.filter(organization__live=True)
    heir = partners.select_related("organization").order_by("since", "pk").first()
    if heir is None:
        raise ValidationError(
            _("Nobody else holds this. Withdraw the notice, or ask somebody to go on first."),
            code="last",
        )
    gone, goes_on = activity.organization, heir.organization
    heir.delete()
    Partner.objects.create(activity=activity, organization=gone, status=LEFT)

    def change(words: Any) -> None:
        words.organization = goes_on

    data = {"organization": gone.pk, "comment": str(gone)}
    publishing.retell(activity, change, by=by, action="seurantalo.partner_left", data=data)
    activity.refresh_from_db()


def _hold(activity: Activity) -> Activity:
    """The row as it is, held until the end: two who answer at once take turns."""
    return Activity.objects.select_for_update().get(pk=activity.pk)


def _row(activity: Activity, organization: Organization, status: str, by: Any) -> Partner:
    """The row of an organisation, which may have been there before."""
    told = {"status": status, "since": timezone.now()}
    if status == INVITED:
        told["invited_by"] = by
    found, _made = Partner.objects.update_or_create(
        activity=activity, organization=organization, defaults=told
    )
    return found


def _take_in(activity: Activity, organization: Organization, *, by: Any) -> Partner:
    partner = _row(activity, organization, ACCEPTED, by)
    _tell(activity, "seurantalo.partner_joined", organization, by=by)
    return partner


def _go(partner: Partner) -> None:
    """It holds it no more. Remembered, so that no old version makes it the first again."""
    partner.status, partner.since = LEFT, timezone.now()
    partner.save(update_fields=["status", "since"])


def _note(activity: Activity, action: str, organization: Organization, *, by: Any) -> None:
    data = {"organization": organization.pk, "comment": str(organization)}
    publishing.note(activity, action, by=by, data=data)


def _tell(activity: Activity, action: str, organization: Organization, *, by: Any) -> None:
    """Note it, and let those who listen hear that the public words name others now."""
    data = {"organization": organization.pk, "comment": str(organization)}
    publishing.tell_again(activity, by=by, action=action, data=data)


def _managers(*hosts: Organization) -> list[User]:
    """Whom letters to organisations go to."""
    return organization_queries.managers(hosts)


def _everybody(activity: Activity) -> list[User]:
    """Those who manage any of its organisers."""
    return _managers(*queries.hosts(activity))


def _write(
    letter: Any, activity: Activity, organization: Organization, *, to: Any, by: Any
) -> None:
    """The same letter to each; nobody gets one of what she did herself."""
    for person in to:
        if person.pk != by.pk:
            write(letter, activity, organization, by, to=person)


def own_data(user: Any) -> list[dict[str, Any]]:
    """The organisers a person has invited, for her download."""
    rows = Partner.objects.filter(invited_by=user).select_related("activity", "organization")
    return [
        {
            "activity": str(row.activity),
            "organization": str(row.organization),
            "status": row.status,
            "since": row.since,
        }
        for row in rows
    ]
