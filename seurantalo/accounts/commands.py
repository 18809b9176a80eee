"""Every change of people: joining, names, keys, leaving."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.accounts import policies, queries, signals
from seurantalo.accounts.models import ApiKey, Look, User
from seurantalo.mail import commands as mail
from seurantalo.publishing import commands as publishing

KEYS_AT_MOST = 20


@transaction.atomic
def join(*, email: str, language: str) -> User:
    """An account for an address that nobody has shown to be theirs yet; a code makes it real.

    ValidationError when the address is none.
    """
    user = User.objects.create_user(email, language=language)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user


@transaction.atomic
def vouch(user: User) -> None:
    """Say that the address of this person is hers, where somebody knows her (demo, command line)."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def set_address(user: User) -> None:
    """Take the address of an account as it was written by an administrator: its code will prove it."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)


@transaction.atomic
def tell_about_oneself(*, by: User, first_name: str, last_name: str, language: str) -> None:
    """Keep how she is called and the language we write to her in."""
    by.first_name, by.last_name, by.language = first_name, last_name, language
    by.full_clean(exclude=["password"])
    by.save(update_fields=["first_name", "last_name", "language"])


@transaction.atomic
def make_key(*, by: User, name: str) -> tuple[ApiKey, str]:
    """A new API key and its secret, which is shown once and kept nowhere.

    PermissionDenied to who came by a key herself, ValidationError when there are too many.
    """
    if policies.via_key(by):
        raise PermissionDenied
    if queries.keys_of(by).count() >= KEYS_AT_MOST:
        raise ValidationError(_("You have many keys already. Revoke one that you no longer use."))
    prefix, secret = secrets.token_hex(5), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(user=by, name=name, prefix=prefix, digest=digest(secret))
    publishing.note(key, "accounts.make_key", by=by, data={"prefix": prefix})
    return key, f"seura_{prefix}_{secret}"


def digest(secret: str) -> str:
    """What is kept of a key's secret; it is long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def revoke_key(key: ApiKey, *, by: User) -> None:
    """The key opens nothing any more. PermissionDenied when it is not hers."""
    if key.user_id != by.pk:
        raise PermissionDenied
    key.revoked = timezone.now()
    key.save(update_fields=["revoked"])
    publishing.note(key, "accounts.revoke_key", by=by, data={"prefix": key.prefix})


@transaction.atomic
def end_session(pk: int, *, by: User) -> bool:
    """Sign one of her devices out; False when there is no such session of hers."""
    session = UserSession.objects.filter(pk=pk, user=by).first()
    if session is None:
        return False
    session.end()
    return True


@transaction.atomic
def erase(user: User, *, by: User | None) -> None:
    """Take a person out of the service: by herself, or by nobody when she stayed away for years.

    What she wrote stays with her organisation; logs keep that somebody did it, not who. Rooms above
    hear `leaving` first. ValidationError when something cannot do without her, saying what.
    """
    if by is not None and by.pk != user.pk and not policies.is_national_admin(by):
        raise PermissionDenied
    signals.leaving.send(sender=User, user=user)
    sessions, email = list(UserSession.objects.filter(user=user)), user.email
    try:
        user.delete()
    except ProtectedError as kept:
        raise ValidationError(
            _("Something of the service works in your name: %(what)s. Write to us, we free you.")
            % {"what": ", ".join(sorted({str(each) for each in kept.protected_objects}))}
        ) from kept
    for session in sessions:
        session.end()
    mail.forget(email)


@transaction.atomic
def record_warning(user: User, *, at: datetime) -> None:
    """Remember that she was told of the removal of an unused account."""
    User.objects.filter(pk=user.pk).update(warned=at)


@transaction.atomic
def look_as(other: User, *, by: User) -> None:
    """Record that a national administrator looks at the service as somebody else sees it.

    PermissionDenied to everybody else, and to look as another administrator.
    """
    if not policies.may_see_as(by, other):
        raise PermissionDenied
    look = Look.objects.create(by=by, person=other)
    publishing.note(look, "accounts.see_as", by=by, data={"person": other.pk})
