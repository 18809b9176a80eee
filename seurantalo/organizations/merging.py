"""Two organisations that are one: their words joined, and who works for them; and parted again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.common.text import Text
from seurantalo.organizations.models import (
    Address,
    Claim,
    Invitation,
    Membership,
    Organization,
)
from seurantalo.publishing.uniting import either, joined, longer, notes, once

Choices = Mapping[str, str]
MANAGER = Membership.Role.MANAGER
NUMBERS = ("business_id", "registration_number")
CHOSEN = ("name", "summary", "description", "kind", "logo", *NUMBERS)


def unite(merged: Organization, into: Organization, choices: Choices) -> None:
    """Join the words of the first into the second.

    Raises ValidationError when both have an official number, not the same, and none is chosen.
    """
    names = [Text(each) for each in (*into.alternate_names, *merged.alternate_names)]
    own, other = into.name, merged.name
    chosen = notes(merged, into, choices, ("name", "summary", "description"))
    into.name = joined(own, other, choices.get("name", "into"))
    for field in ("summary", "description"):
        mine, theirs = getattr(into, field), getattr(merged, field)
        setattr(into, field, joined(mine, theirs, choices.get(field, longer(mine, theirs))))
    into.translation_notes = chosen
    into.alternate_names = [dict(name) for name in _others(into.name, (own, other, *names))]
    for field in NUMBERS:
        setattr(into, field, _number(merged, into, field, choices))
    into.kind = either(into.kind, merged.kind, choices.get("kind"))
    into.logo = either(into.logo, merged.logo, choices.get("logo"))
    into.parent_id = _parent(merged, into)
    into.contacts = once(into.contacts, merged.contacts)
    into.links = once(into.links, merged.links, key=lambda link: link.url.rstrip("/"))
    into.themes = once(into.themes.all(), merged.themes.all())
    into.service_areas = once(into.service_areas.all(), merged.service_areas.all())
    _addresses(merged, into)
    into.public_service = into.public_service or merged.public_service
    into.source = into.source or merged.source


def _others(name: Text, names: tuple[Text, ...]) -> list[Text]:
    """The names that the chosen one does not tell, each once."""
    return [
        each
        for each in dict.fromkeys(names)
        if each and not all(name.get(lang) == text for lang, text in each.items())
    ]


def _number(merged: Organization, into: Organization, field: str, choices: Choices) -> str:
    own, other = str(getattr(into, field)), str(getattr(merged, field))
    if own and other and own != other and choices.get(field) not in ("into", "merged"):
        raise ValidationError(
            _("They have different numbers (%(own)s and %(other)s). Choose which one is right."),
            code="numbers",
            params={"own": own, "other": other},
        )
    return str(either(own, other, choices.get(field)))


def _parent(merged: Organization, into: Organization) -> int | None:
    wanted = [each for each in (into.parent_id, merged.parent_id) if each]
    return next((each for each in wanted if each not in (merged.pk, into.pk)), None)


def _addresses(merged: Organization, into: Organization) -> None:
    known = list(into.addresses.all())
    here = {each.location_id for each in known}
    more = [each for each in merged.addresses.all() if each.location_id not in here]
    into.addresses = [*known, *(Address(location=each.location) for each in more)]  # type: ignore[misc]  # modelcluster takes them in


def gather(merged: Organization, into: Organization, choices: Choices) -> dict[str, Any]:
    """Move the people, claims and invitations; the numbers leave the row that is no longer one."""
    for field in NUMBERS:
        _number(merged, into, field, choices)
    now = timezone.now()
    known = Membership.objects.filter(organization=into).values_list("user", flat=True)
    waiting = into.claims.filter(status=Claim.Status.WAITING).values_list("user", flat=True)
    invited = into.invitations.filter(accepted_at=None, withdrawn_at=None)
    addresses = list(invited.values_list("email", flat=True))
    again = merged.invitations.filter(accepted_at=None, withdrawn_at=None, email__in=addresses)
    twice = merged.claims.filter(status=Claim.Status.WAITING, user__in=list(waiting))
    moved: dict[str, Any] = {
        "members": _pks(merged.memberships.exclude(user__in=list(known))),
        "both": _in_both(merged, into),
        "claims_twice": _pks(twice),
        "invitations_twice": _pks(again),
        "numbers": {
            each: {field: getattr(thing, field) for field in NUMBERS}
            for each, thing in (("merged", merged), ("into", into))
        },
        "without": {
            each: thing.without_manager_since and thing.without_manager_since.isoformat()
            for each, thing in (("merged", merged), ("into", into))
        },
    }
    moved["claims"] = _pks(merged.claims.exclude(pk__in=moved["claims_twice"]))
    moved["invitations"] = _pks(merged.invitations.exclude(pk__in=moved["invitations_twice"]))
    Membership.objects.filter(pk__in=moved["members"]).update(organization=into)
    _one_role(merged, into, moved["both"])
    Claim.objects.filter(pk__in=moved["claims"]).update(organization=into)
    Claim.objects.filter(pk__in=moved["claims_twice"]).update(status=Claim.Status.REFUSED)
    Invitation.objects.filter(pk__in=moved["invitations"]).update(organization=into)
    Invitation.objects.filter(pk__in=moved["invitations_twice"]).update(withdrawn_at=now)
    Organization.objects.filter(pk=merged.pk).update(**dict.fromkeys(NUMBERS, ""))
    if into.memberships.filter(role=MANAGER).exists():
        Organization.objects.filter(pk=into.pk).update(without_manager_since=None)
    return moved


def _pks(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True))


def _in_both(merged: Organization, into: Organization) -> list[dict[str, Any]]:
    """Those who work for both: their roles, so that both can be given back."""
    here = dict(into.memberships.values_list("user", "role"))
    return [
        {"user": each.user_id, "role": each.role, "since": each.since.isoformat(),
         "here": here[each.user_id]}
        for each in merged.memberships.filter(user__in=list(here))
    ]  # fmt: skip


def _one_role(merged: Organization, into: Organization, both: list[dict[str, Any]]) -> None:
    """The higher role of the two stays."""
    merged.memberships.filter(user__in=[each["user"] for each in both]).delete()
    raised = [each["user"] for each in both if each["role"] == MANAGER]
    into.memberships.filter(user__in=raised).update(role=MANAGER)


def part(merged: Organization, into: Organization, moved: Mapping[str, Any]) -> None:
    """Put back what `gather` moved, and the numbers, so that both words can be public again."""
    Membership.objects.filter(pk__in=moved["members"], organization=into).update(
        organization=merged
    )
    there = User.objects.in_bulk([each["user"] for each in moved["both"]])
    for each in moved["both"]:
        if each["user"] in there:
            told = {"role": each["role"], "since": parse_datetime(each["since"])}
            merged.memberships.get_or_create(user=there[each["user"]], defaults=told)
            into.memberships.filter(user=each["user"], role=MANAGER).update(role=each["here"])
    Claim.objects.filter(pk__in=moved["claims"]).update(organization=merged)
    Claim.objects.filter(pk__in=moved["claims_twice"]).update(status=Claim.Status.WAITING)
    Invitation.objects.filter(pk__in=moved["invitations"]).update(organization=merged)
    Invitation.objects.filter(pk__in=moved["invitations_twice"]).update(withdrawn_at=None)
    for name, thing in (("into", into), ("merged", merged)):
        Organization.objects.filter(pk=thing.pk).update(
            **moved["numbers"][name], without_manager_since=moved["without"][name]
        )
        thing.refresh_from_db(fields=[*NUMBERS, "without_manager_since"])
