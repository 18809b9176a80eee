"""Every write of networks: founded, told, invited, asked into, left, closed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.accounts.policies import is_coordinator
from seurantalo.common.limits import consume
from seurantalo.mail.commands import write
from seurantalo.networks import letters, policies, queries
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.organizations import policies as organizations
from seurantalo.organizations import queries as organization_queries
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Area
from seurantalo.publishing.commands import note

MOST = 200
INVITATIONS_AN_HOUR, HOUR = 40, 3600
MEMBER, INVITED, ASKED = queries.MEMBER, queries.INVITED, queries.ASKED


@transaction.atomic
def found(
    *, name: str, purpose: str, area: Area | None, organization: Organization | None, by: Any
) -> Network:
    """Found a network which the organisation leads. A coordinator founds one for her region.

    Raises ValidationError when it lacks a name, or is nobody's; PermissionDenied.
    """
    if organization is None and not (area and is_coordinator(by, {area.code})):
        raise PermissionDenied(f"{by} may not found a network of nobody")
    if organization and not _plans_for(by, organization):
        raise PermissionDenied(f"{by} does not work for {organization}")
    network = Network(name=name.strip(), purpose=purpose.strip(), area=area, created_by=by)
    network.full_clean()
    network.save()
    if organization:
        NetworkMember.objects.create(
            network=network, organization=organization, status=MEMBER, leads=True
        )
    note(network, "seurantalo.network_founded", by=by)
    return network


@transaction.atomic
def change(network: Network, *, name: str, purpose: str, area: Area | None, by: Any) -> None:
    """Tell it anew. Raises ValidationError when it lacks a name; PermissionDenied."""
    _lead(network, by)
    network.name, network.purpose, network.area = name.strip(), purpose.strip(), area
    network.full_clean()
    network.save(update_fields=["name", "purpose", "area"])
    note(network, "seurantalo.network_changed", by=by)


@transaction.atomic
def invite(network: Network, organization: Organization, *, by: Any) -> NetworkMember:
    """Ask an organisation to join; its managers get a letter. Who asks to join is let in.

    One's own is in at once. Raises ValidationError when it is in, invited already or not public,
    and when one has invited very many; PermissionDenied.
    """
    _lead(network, by)
    known = NetworkMember.objects.filter(network=network, organization=organization).first()
    if known and known.status == ASKED:
        return accept(known, by=by)
    if known:
        raise ValidationError(_("It is in the network or invited already."), code="known")
    if not organization.live:
        raise ValidationError(_("It is not public yet, so it cannot be invited."), code="hidden")
    _not_too_many(network, by)
    own = organizations.is_member(by, organization)
    row = NetworkMember.objects.create(
        network=network, organization=organization, status=MEMBER if own else INVITED
    )
    _note(row, "seurantalo.network_joined" if own else "seurantalo.network_invited", by)
    if not own:
        readers = _managers(row) or organization_queries.coordinators(organization)
        _write(letters.invited, row, to=readers, by=by)
    return row


def _not_too_many(network: Network, by: Any) -> None:
    if network.members.count() >= MOST:
        raise ValidationError(_("There are very many organisations in it already."), code="many")
    if not consume("network", str(by.pk), INVITATIONS_AN_HOUR, HOUR):
        raise ValidationError(
            _("You have sent many invitations. Wait an hour and go on."), code="limit"
        )


@transaction.atomic
def ask(network: Network, organization: Organization, *, by: Any) -> NetworkMember:
    """Ask for one's own organisation to be let in; those who lead it get a letter.

    One that was invited joins by it. Raises ValidationError when the network is closed or the
    organisation in it already; PermissionDenied.
    """
    if not _plans_for(by, organization) or not policies.may(by, "view", network):
        raise PermissionDenied(f"{by} may not ask for {organization}")
    if network.closed_at:
        raise ValidationError(_("This network is closed."), code="closed")
    known = NetworkMember.objects.filter(network=network, organization=organization).first()
    if known and known.status == INVITED:
        return accept(known, by=by)
    if known:
        raise ValidationError(_("It is in the network or has asked already."), code="known")
    _not_too_many(network, by)
    row = NetworkMember.objects.create(network=network, organization=organization, status=ASKED)
    _note(row, "seurantalo.network_asked", by)
    _write(letters.asked, row, to=queries.leaders(network), by=by)
    return row


@transaction.atomic
def accept(row: NetworkMember, *, by: Any) -> NetworkMember:
    """Say yes: for an invited organisation, or to one that asks. The other side gets a letter.

    Raises ValidationError when it no longer waits; PermissionDenied.
    """
    held = _waiting(row, by)
    was = held.status
    held.status, held.since = MEMBER, timezone.now()
    held.save(update_fields=["status", "since"])
    _note(held, "seurantalo.network_joined", by)
    if was == ASKED:
        _write(letters.let_in, held, to=_managers(held), by=by)
    else:
        _write(letters.joined, held, to=queries.leaders(held.network), by=by)
    return held


@transaction.atomic
def refuse(row: NetworkMember, *, by: Any) -> None:
    """Say no. One that asked gets a letter. Raises as `accept`."""
    held = _waiting(row, by)
    _note(held, "seurantalo.network_refused", by)
    if held.status == ASKED:
        _write(letters.not_let_in, held, to=_managers(held), by=by)
    held.delete()


def _waiting(row: NetworkMember, by: Any) -> NetworkMember:
    held = (
        NetworkMember.objects.select_for_update(of=("self",))
        .select_related("network", "organization")
        .filter(pk=row.pk)
        .exclude(status=MEMBER)
        .first()
    )
    if held is None or held.network.closed_at:
        raise ValidationError(_("This no longer waits for an answer."), code="gone")
    if not policies.may_answer(by, held):
        raise PermissionDenied(f"{by} may not answer about {held}")
    return held


@transaction.atomic
def go(row: NetworkMember, *, by: Any) -> None:
    """Leave, or be taken out by those who lead it, who also take invitations back.

    One taken out gets a letter. When none that leads is left, the oldest member leads; when no
    member is left, the network is closed. PermissionDenied.
    """
    network, mine = row.network, organizations.is_member(by, row.organization)
    if not mine and not policies.may(by, "lead", network):
        raise PermissionDenied(f"{by} may not take {row.organization} out of {network}")
    Network.objects.select_for_update().get(pk=network.pk)
    NetworkMember.objects.filter(pk=row.pk).delete()
    _note(row, "seurantalo.network_left", by)
    if not mine and row.status == MEMBER:
        _write(letters.taken_out, row, to=_managers(row), by=by)
    _somebody_leads(network)


def _somebody_leads(network: Network) -> None:
    members = NetworkMember.objects.filter(network=network, status=MEMBER)
    if members.filter(leads=True).exists():
        return
    oldest = members.order_by("since", "pk").first()
    if oldest:
        NetworkMember.objects.filter(pk=oldest.pk).update(leads=True)
    else:
        Network.objects.filter(pk=network.pk, closed_at=None).update(closed_at=timezone.now())


@transaction.atomic
def lead(row: NetworkMember, *, leads: bool, by: Any) -> None:
    """Let a member lead it too, or no more. ValidationError for the last one; PermissionDenied."""
    _lead(row.network, by)
    Network.objects.select_for_update().get(pk=row.network_id)
    members = NetworkMember.objects.filter(network=row.network_id, status=MEMBER)
    if not leads and not members.filter(leads=True).exclude(pk=row.pk).exists():
        raise ValidationError(_("Somebody has to lead it. Let another lead it first."), code="last")
    members.filter(pk=row.pk).update(leads=leads)
    _note(row, "seurantalo.network_lead" if leads else "seurantalo.network_no_lead", by)


@transaction.atomic
def close(network: Network, *, by: Any) -> None:
    """It takes nobody in and is told nothing new; what was shared with it stays. PermissionDenied."""
    _lead(network, by)
    Network.objects.filter(pk=network.pk).update(closed_at=timezone.now())
    network.members.exclude(status=MEMBER).delete()
    note(network, "seurantalo.network_closed", by=by)


@transaction.atomic
def reopen(network: Network, *, by: Any) -> None:
    """Open a closed one again: its people who led it may. PermissionDenied."""
    if not policies.may_reopen(by, network):
        raise PermissionDenied(f"{by} may not open {network}")
    Network.objects.filter(pk=network.pk).update(closed_at=None)
    note(network, "seurantalo.network_reopened", by=by)


def _plans_for(by: Any, organization: Organization) -> bool:
    """Whether a person plans for a public organisation: who works for it does."""
    return organization.live and organizations.is_member(by, organization)


def _lead(network: Network, by: Any) -> None:
    if not policies.may(by, "lead", network):
        raise PermissionDenied(f"{by} does not lead {network}")


def _managers(row: NetworkMember) -> Any:
    return organization_queries.managers([row.organization])


def _note(row: NetworkMember, action: str, by: Any) -> None:
    note(row.network, action, by=by, data={"organization": row.organization_id})


def _write(letter: Any, row: NetworkMember, *, to: Any, by: Any) -> None:
    """The same letter to each; nobody gets one of what she did herself."""
    for person in to:
        if person.pk != by.pk:
            write(letter, row, by, to=person)
