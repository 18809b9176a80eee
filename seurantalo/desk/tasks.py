"""What the desk does by itself: one gathered letter to each coordinator, at most once an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.tasks import task
from django.utils import timezone

from seurantalo.common.text import Text
from seurantalo.desk import letters, queries
from seurantalo.jobs.registry import every
from seurantalo.mail import commands as mail
from seurantalo.mail.models import Delivery
from seurantalo.organizations.models import Organization
from seurantalo.publishing.queries import Waiting

WAKING = range(7, 20)  # hours of the day in which people are written to
FIRST = timedelta(days=7)  # how far back the first letter goes


@task
def tell_coordinators() -> int:
    """Write to each coordinator to whom something new was sent since her last letter; how many."""
    return write_to_coordinators(timezone.now())


def write_to_coordinators(now: datetime) -> int:
    """As `tell_coordinators`, at a moment."""
    if timezone.localtime(now).hour not in WAKING:
        return 0
    return sum(_write(user, now) for user in queries.reviewers())


def _write(user: Any, now: datetime) -> bool:
    letters_before = Delivery.objects.filter(to=user.email, kind="desk.waiting")
    last = letters_before.order_by("-created_at").values_list("created_at", flat=True).first()
    since = last or now - FIRST
    if now - since < timedelta(minutes=55):
        return False
    sent, total = queries.awaiting_since(user, since)
    if not sent:
        return False
    return mail.write(letters.waiting, _told(sent), total, to=user) is not None


def _told(sent: list[Waiting]) -> list[letters.Told]:
    keys = {each.thing.organization_id for each in sent if each.kind == "activity"}
    whose = {pk: each.name for pk, each in Organization.objects.in_bulk(keys).items()}
    return [
        letters.Told(
            each.kind,
            each.thing.pk,
            each.thing.name,
            whose.get(getattr(each.thing, "organization_id", 0), Text()),
            each.new,
        )
        for each in sent
    ]


every("desk.coordinators", tell_coordinators, hours=1)
