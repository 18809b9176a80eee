"""Whom one asks: the organisation's managers, else its editors, else its own mail address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from seurantalo.accounts.models import User
from seurantalo.organizations.models import Membership, Organization
from seurantalo.quality.tokens import Letter, proof


@dataclass(frozen=True)
class Reader:
    """Somebody a letter goes to; `user` is None for an organisation's own address."""

    email: str
    language: str
    user: User | None = None
    organization_id: int | None = None

    @property
    def key(self) -> str:
        """How a link names her."""
        return f"u{self.user.pk}" if self.user else f"o{self.organization_id}"

    @property
    def letter(self) -> Letter:
        """The link to everything she is asked about."""
        return Letter(self.key, proof="" if self.user else proof(self.email))


def readers(organizations: Collection[Organization]) -> dict[int, list[Reader]]:
    """Whom to ask about each organisation (by its key), in one query; nobody for some."""
    members = Membership.objects.filter(organization__in=organizations, user__is_active=True)
    by_role: dict[tuple[int, str], list[Reader]] = defaultdict(list)
    for each in members.select_related("user").order_by("pk"):
        reader = Reader(each.user.email, each.user.language, each.user)
        by_role[each.organization_id, each.role].append(reader)
    return {
        organization.pk: by_role[organization.pk, Membership.Role.MANAGER]
        or by_role[organization.pk, Membership.Role.EDITOR]
        or _own_address(organization)
        for organization in organizations
    }


def _own_address(organization: Organization) -> list[Reader]:
    email = next((contact.email for contact in organization.contacts if contact.email), "")
    spoken = organization.name.pick("fi").lang
    language = spoken if spoken in dict(settings.LANGUAGES) else "fi"
    return [Reader(email, language, organization_id=organization.pk)] if email else []


def reader_of(letter: Letter) -> Reader | None:
    """Who holds a link, as she is now; None when she is gone or the address is another's."""
    kind, number = letter.reader[:1], letter.reader[1:]
    if not number.isdigit():
        return None
    if kind == "u":
        user = User.objects.filter(pk=number, is_active=True).first()
        return Reader(user.email, user.language, user) if user else None
    organization: Any = Organization.objects.filter(pk=number).first()
    own: Iterable[Reader] = _own_address(organization) if organization else ()
    return next((each for each in own if proof(each.email) == letter.proof), None)
