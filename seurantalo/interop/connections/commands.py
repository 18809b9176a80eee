"""Every write of connected sources: looked at, connected, read, answered for, disconnected."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from seurantalo.common.fetching import Refused
from seurantalo.interop import letters, policies
from seurantalo.interop.connections import queries, secrets, sources
from seurantalo.interop.connections.missing import edited, take_away
from seurantalo.interop.connections.secrets import Credentials
from seurantalo.interop.connections.taking import Taking
from seurantalo.interop.models import ConnectedEvent, Connection
from seurantalo.interop.report import Unreadable
from seurantalo.jobs.commands import enqueue
from seurantalo.organizations.models import Organization
from seurantalo.publishing.commands import note

logger = logging.getLogger(__name__)

HOURS = (1, 168)  # how often a source may be read: hourly, or once a week
CLAIMED = timedelta(minutes=30)  # a reading that has not come back by then has died
FAILURES_TOLD = 3
LONGEST_WAIT = timedelta(days=7)
MOST_AT_ONCE = 40
KEPT_NEW = timedelta(days=2)
MOST_SHOWN = 100

State = ConnectedEvent.State
Answer = Literal["away", "keep"]
Leave = Literal["keep", "away"]


def look_at(
    typed: str, *, organization: Organization, by: Any, credentials: Credentials | None = None
) -> Connection:
    """Look once at what somebody wants to connect; nothing is connected or written of it yet.

    Raises Refused or Unreadable with what to do, PermissionDenied when it is not hers.
    """
    if not policies.may_connect(by, organization):
        raise PermissionDenied
    answer = sources.look(typed, credentials)
    known = Connection.objects.filter(organization=organization, address=answer.address)
    if known.exclude(state=Connection.State.NEW).exists():
        raise Unreadable(_("This source is connected already."))
    known.delete()
    return Connection.objects.create(
        organization=organization,
        user=by,
        kind=answer.kind,
        address=answer.address,
        secret=secrets.hide(credentials) if credentials else "",
        name=answer.name[:200],
        seen=queries.shown(answer.events)[:MOST_SHOWN],
    )


@transaction.atomic
def connect(connection: Connection, told: Mapping[str, Any], *, by: Any) -> Connection:
    """Read the source from now on, and at once for the first time."""
    row = _held(connection, by)
    _set(row, told, by)
    row.state, row.user = Connection.State.ON, by
    row.seen = []
    row.save()
    note(row.organization, "seurantalo.connect", by=by, data={"comment": str(row)})
    read_soon(row, by=by)
    return row


@transaction.atomic
def change(connection: Connection, told: Mapping[str, Any], *, by: Any) -> Connection:
    """Change how a source is taken in; what is here follows at the next reading."""
    row = _held(connection, by)
    _set(row, told, by)
    row.marks = {}  # all of it is looked at anew
    row.events.update(mark="")
    row.save()
    note(row.organization, "seurantalo.connection", by=by, data={"comment": str(row)})
    return row


def _set(row: Connection, told: Mapping[str, Any], by: Any) -> None:
    straight = told["takes"] == Connection.Takes.STRAIGHT
    if straight and not policies.may_publish(by, row.organization):
        raise ValidationError(
            {"takes": [_("A coordinator reads what you tell before it is public. Take drafts.")]}
        )
    row.name = str(told.get("name") or row.name)[:200]
    row.takes, row.gone = told["takes"], told["gone"]
    row.hours = min(max(int(told["hours"]), HOURS[0]), HOURS[1])
    row.usual = {
        "municipality": told.get("municipality") or "",
        "themes": list(told.get("themes") or ()),
        "target_groups": list(told.get("target_groups") or ()),
    }


@transaction.atomic
def read_soon(connection: Connection, *, by: Any) -> None:
    """Have it read now, by whoever works in the background."""
    row = _held(connection, by)
    row.next_read = timezone.now()
    row.save(update_fields=["next_read"])
    enqueue("seurantalo.interop.tasks.read_connection", row.pk)


def read_due() -> int:
    """Read the sources whose time has come, the longest waiting first; how many."""
    due = Connection.objects.exclude(state=Connection.State.NEW)
    keys = due.filter(next_read__lte=timezone.now()).order_by("next_read")
    return sum(read(pk) for pk in list(keys.values_list("pk", flat=True)[:MOST_AT_ONCE]))


def read(pk: int) -> bool:
    """Read one source whose time has come; whether it was this one who read it."""
    now = timezone.now()
    free = Connection.objects.filter(pk=pk, next_read__lte=now)
    if not free.exclude(state=Connection.State.NEW).update(next_read=now + CLAIMED):
        return False
    connection = Connection.objects.select_related("organization", "user").get(pk=pk)
    by = queries.speaker(connection)
    with translation.override(by.language if by else "fi"):
        _read(connection, by)
    return True


def _read(connection: Connection, by: Any) -> None:
    """Fetch, take in, and write down how it went. Words of the fetched things are not logged."""
    if by is None:
        _failed(connection, "nobody")
        return
    try:
        known = queries.marks_of(connection)
        answer = sources.read(connection, secrets.reveal(connection.secret), known)
    except Refused as error:
        _failed(connection, error.why)
        return
    except Unreadable as error:
        _failed(connection, "unreadable", str(error))
        return
    if answer.unchanged:
        _went_well(connection, marks=answer.marks)
        return
    outcome = Taking(connection, answer, by=by).run()
    connection.counts, connection.problems = dict(outcome.counts), outcome.problems
    asks = outcome.asks
    _went_well(connection, marks={} if asks else answer.marks, asks=asks)


def _went_well(connection: Connection, *, marks: dict[str, str], asks: bool = False) -> None:
    now = timezone.now()
    connection.state = Connection.State.ASKS if asks else Connection.State.ON
    connection.marks, connection.failures, connection.trouble = marks, 0, ""
    connection.last_read = connection.last_good = now
    _wait(connection, timedelta(hours=connection.hours))
    if asks and connection.told_of != "asks":
        letters.tell(connection, letters.asks)
        connection.told_of = "asks"
    elif not asks:
        connection.told_of = ""
    connection.save(update_fields=[*READ, "state", "marks", "last_good", "counts", "problems"])


READ = ("failures", "trouble", "last_read", "next_read", "told_of", "problems")


def _failed(connection: Connection, trouble: str, said: str = "") -> None:
    """It is tried again, later and later; its people get one letter."""
    connection.failures += 1
    connection.trouble, connection.last_read = trouble, timezone.now()
    connection.problems = [{"what": "", "reason": said}] if said else []
    hours = timedelta(hours=connection.hours)
    _wait(connection, hours * (1 << min(connection.failures - 1, 6)))
    if connection.failures >= FAILURES_TOLD and connection.told_of != "fails":
        letters.tell(connection, letters.fails)
        connection.told_of = "fails"
    connection.save(update_fields=READ)
    logger.info("Source %s could not be read: %s", connection.pk, trouble)


def _wait(connection: Connection, wait: timedelta) -> None:
    connection.next_read = timezone.now() + min(wait, LONGEST_WAIT)


@transaction.atomic
def answer(connection: Connection, said: Answer, *, by: Any) -> int:
    """Answer what becomes of what the source no longer has; of how many events."""
    row = _held(connection, by)
    missing = list(row.events.filter(state=State.MISSING).select_related("activity__organization"))
    for item in missing:
        _settle(item, said, by)
    row.state, row.told_of, row.next_read = Connection.State.ON, "", timezone.now()
    row.save(update_fields=["state", "told_of", "next_read"])
    note(row.organization, "seurantalo.connection_answer", by=by, data={"comment": str(row)})
    return len(missing)


def _settle(item: ConnectedEvent, said: str, by: Any) -> None:
    if said == "away":
        take_away(item, by=by, reason=_("The source no longer has it."))
    else:
        item.state, item.since = State.OWN, timezone.now()
        item.save(update_fields=["state", "since"])


@transaction.atomic
def disconnect(connection: Connection, leave: Leave, *, by: Any) -> int:
    """Read it no more; what came stays as the organisation's own, or goes. How many events.

    What a person has edited or made her own is never taken away with it.
    """
    row = _held(connection, by)
    here = list(row.events.filter(state__in=[State.HERE, State.MISSING]).select_related("activity"))
    if leave == "away":
        for item in here:
            if not edited(item):
                take_away(item, by=by, reason=_("Its source was disconnected."))
    note(row.organization, "seurantalo.disconnect", by=by, data={"comment": str(row)})
    row.delete()
    return len(here)


def _held(connection: Connection, by: Any) -> Connection:
    policies.require(by, connection)
    return (
        Connection.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=connection.pk)
    )


def forget_looks() -> int:
    """Delete what was only looked at and never connected; how many."""
    old = Connection.objects.filter(
        state=Connection.State.NEW, created__lt=timezone.now() - KEPT_NEW
    )
    return old.delete()[0]
