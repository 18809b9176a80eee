"""When something was sent back or approved, those who told it get a letter.

What was sent for review is gathered for the coordinators by `tasks.tell_coordinators`. A letter is
a row of the queue in the same database, so it is there exactly if the change is.
"""

from __future__ import annotations

from typing import Any

from seurantalo.accounts.models import User
from seurantalo.activities.models import Activity
from seurantalo.desk import letters
from seurantalo.mail import commands as mail
from seurantalo.organizations.models import Membership
from seurantalo.publishing.policies import kind_of


def tell_returned(instance: Any, by: Any, comment: str = "", **kwargs: Any) -> None:
    """To her who sent it, and to the managers of the organisation."""
    readers = {each.pk: each for each in (*_sender(instance), *_managers(instance))}
    for reader in _others(readers.values(), by):
        mail.write(letters.returned, _told(instance), comment, to=reader)


def tell_approved(instance: Any, by: Any, comment: str = "", **kwargs: Any) -> None:
    """To her who sent it."""
    for reader in _others(_sender(instance), by):
        mail.write(letters.approved, _told(instance), comment, to=reader)


def _others(readers: Any, by: Any) -> list[User]:
    """Those who have not done it themselves and can read letters."""
    return [each for each in readers if each.is_active and each.pk != getattr(by, "pk", None)]


def _sender(thing: Any) -> list[User]:
    """Who asked for the latest review."""
    review = thing.workflow_states.order_by("-created_at", "-pk").first()
    return [review.requested_by] if review and review.requested_by else []


def _managers(thing: Any) -> list[User]:
    organization = thing.organization if isinstance(thing, Activity) else thing
    manager = Membership.Role.MANAGER
    rows = Membership.objects.filter(organization=organization, role=manager).select_related("user")
    return [each.user for each in rows]


def _told(thing: Any) -> letters.Told:
    return letters.Told(kind_of(thing), thing.pk, thing.name)
