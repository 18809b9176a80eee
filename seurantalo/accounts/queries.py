"""Every read of people: whom a citizen may ask, who has been away for long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from seurantalo.accounts.models import ApiKey, RegionalRole, User
from seurantalo.records.schemas import ContactPointRecord


def contacts_of(regions: Collection[str]) -> tuple[ContactPointRecord, ...]:
    """The human contacts that the coordinators of these regions (codes) give to citizens."""
    roles = RegionalRole.objects.filter(area__kind="region", area__code__in=regions)
    return tuple(
        contact.record()
        for role in roles.filter(user__is_active=True).order_by("pk")
        for contact in role.contacts
    )


def person(email: str) -> User | None:
    """Whoever has this address, whatever its capitals."""
    return User.objects.filter(email=email).first()


def is_verified(user: User) -> bool:
    """Has this person shown that the address she signs in by is hers?"""
    return EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()


def has_second_factor(user: User) -> bool:
    """Does this person prove who she is by an app or a passkey as well?"""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()


def keys_of(user: User) -> QuerySet[ApiKey]:
    """Her API keys that still open something, the newest first."""
    return ApiKey.objects.filter(user=user, revoked=None)


def away_since(moment: datetime) -> QuerySet[User]:
    """Those who have neither signed in nor used a key since `moment`.

    Somebody whose key a program still uses is not away. National administrators are never: the
    service must have one.
    """
    used = ApiKey.objects.filter(user=OuterRef("pk"), last_used__gte=moment)
    seen = Greatest(Coalesce("last_login", "date_joined"), "date_joined")
    people = User.objects.annotate(seen=seen).filter(seen__lt=moment, is_superuser=False)
    return people.filter(~Exists(used)).order_by("pk")


def not_warned(people: QuerySet[User]) -> QuerySet[User]:
    """Those of these people who have not been told, since they were last seen, of the removal."""
    return people.filter(Q(warned=None) | Q(warned__lt=F("seen")))


def never_came(since: datetime) -> QuerySet[User]:
    """Those who asked for a code before `since` and never typed it: nobody knows whose it is.

    Not a coordinator who was made one and has not come yet.
    """
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    asked = EmailAddress.objects.filter(user=OuterRef("pk"), verified=False)
    people = User.objects.filter(Exists(asked), ~Exists(proved), last_login=None)
    return people.filter(date_joined__lt=since, is_staff=False, regional_roles=None).order_by("pk")


def chosen_to_see_as(text: str, limit: int = 20) -> QuerySet[User]:
    """Those whose name or address has `text`, for a national administrator to see the service as."""
    named = Q(email__icontains=text) | Q(first_name__icontains=text) | Q(last_name__icontains=text)
    return User.objects.filter(named, is_active=True, is_superuser=False).order_by("email")[:limit]
