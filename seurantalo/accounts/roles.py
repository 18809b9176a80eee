"""Who looks after which region: given and taken by national administrators."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from seurantalo.accounts import commands, letters, policies, queries
from seurantalo.accounts.models import RegionalRole, User
from seurantalo.mail import commands as mail
from seurantalo.places.models import Area
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import ContactPointContent


def _admins_only(by: User) -> None:
    if not policies.is_national_admin(by):
        raise PermissionDenied


@transaction.atomic
def grant(*, email: str, region: Area, language: str = "fi", by: User) -> RegionalRole:
    """Make somebody the coordinator of a region, by her address, and tell her by a letter.

    One who has no account gets one, which she opens by a code. PermissionDenied to others than
    national administrators; ValidationError when the address is none, or she is coordinator there.
    """
    _admins_only(by)
    email = email.strip().lower()
    validate_email(email)
    user = queries.person(email) or commands.join(email=email, language=language)
    if not user.is_active:
        raise ValidationError(_("The account of this person is closed."))
    role, made = RegionalRole.objects.get_or_create(user=user, area=region)
    if not made:
        raise ValidationError(_("She is the coordinator of this region already."))
    publishing.note(user, "accounts.role_granted", by=by, data={"region": region.code})
    name = region.name.pick(user.language).text
    mail.write(letters.made_coordinator, str(name), to=user)
    return role


@transaction.atomic
def revoke(role: RegionalRole, *, by: User) -> None:
    """She is no longer the coordinator of the region. PermissionDenied as above."""
    _admins_only(by)
    region = role.area.code
    user = role.user
    role.delete()
    publishing.note(user, "accounts.role_revoked", by=by, data={"region": region})


@transaction.atomic
def change_contacts(
    role: RegionalRole, contacts: Iterable[ContactPointContent], *, by: User
) -> None:
    """Change whom citizens of the region are told to ask. PermissionDenied as above."""
    _admins_only(by)
    role.contacts = tuple(contacts)
    role.save(update_fields=["contacts"])
    data = {"region": role.area.code}
    publishing.note(role.user, "accounts.role_contacts_changed", by=by, data=data)
