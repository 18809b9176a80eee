"""The people of the demo: one of each role, all with the same known password."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from seurantalo.accounts import commands as accounts
from seurantalo.accounts.models import RegionalRole, User
from seurantalo.accounts.tests import factories
from seurantalo.common.text import Text
from seurantalo.interop.models import Link
from seurantalo.organizations import commands as organizations
from seurantalo.organizations.models import Organization
from seurantalo.records.content import ContactPointContent

PASSWORD = "seurantalo-demo"  # noqa: S105 - known to all on purpose, refused in production
THEIR_ORGANIZATION = "297-nilsia/friends"


class Account(NamedTuple):
    """Somebody who can sign in, and who she is."""

    email: str
    who: str


ACCOUNTS = (
    Account("aino@seurantalo.example", "manager of Nilsiän Ystävärengas ry"),
    Account("bertta@seurantalo.example", "editor of Nilsiän Ystävärengas ry"),
    Account("doris@seurantalo.example", "coordinator of Pohjois-Savo"),
    Account("eero@seurantalo.example", "coordinator of Kanta-Häme"),
    Account("helmi@seurantalo.example", "national administrator"),
    Account("kalle@seurantalo.example", "somebody without any organisation"),
)


def settle_officials() -> User:
    """The national administrator (answered) and the coordinators, each with a public contact."""
    for name, region, phone in (("Doris", "11", "050 555 0011"), ("Eero", "05", "050 555 0005")):
        user = factories.coordinator(name, region=region)
        contact = ContactPointContent(
            role=Text(
                fi="Kysy järjestöistä ja toiminnasta",
                sv="Fråga om föreningar och verksamhet",
                en="Ask about associations and activities",
            ),
            name=name,
            phone=phone,
            email=f"{name.lower()}@seurantalo.example",
            languages=("fi", "sv", "en"),
            consent=True,
        )
        RegionalRole.objects.filter(user=user, contacts=[]).update(contacts=(contact,))
    return factories.national_admin("Helmi")


def settle_members(by: User) -> None:
    """Those who work for an association of the demo, which must be there already."""
    link = Link.objects.get(source__code="demo", external_id=THEIR_ORGANIZATION)
    theirs = Organization.objects.get(pk=link.object_id)
    factories.person("Kalle")
    for name, role in (("Aino", "manager"), ("Bertta", "editor")):
        organizations.add_member(theirs, factories.person(name), role=role, by=by)


def let_in() -> None:
    """Give the known password to those who have none: never where strangers reach the service."""
    theirs = User.objects.filter(email__in=[account.email for account in ACCOUNTS])
    waiting = [user.pk for user in theirs if not user.has_usable_password()]
    if waiting:
        User.objects.filter(pk__in=waiting).update(password=make_password(PASSWORD))
    for user in theirs:
        accounts.vouch(user)


def account_lines() -> list[str]:
    """Who may sign in, a line each."""
    return [f"{email} / {PASSWORD} – {who}" for email, who in ACCOUNTS]
