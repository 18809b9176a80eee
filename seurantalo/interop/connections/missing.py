"""What a source no longer tells: taken away, or asked about when it is much or edited here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities import queries as activity_queries
from seurantalo.interop.connections import merging
from seurantalo.interop.found_events import is_over
from seurantalo.interop.models import ConnectedEvent, Connection
from seurantalo.publishing import commands as publishing
from seurantalo.records.schemas import ScheduleRecord

MOST_GONE = 0.2  # of all that is coming: more than this is asked about
MOST_PROBLEMS = 100
State = ConnectedEvent.State


@dataclass
class Outcome:
    """What came of a reading: counts, and what was not taken and why."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[dict[str, str]] = field(default_factory=list)
    asks: bool = False

    def refuse(self, name: str, reason: str) -> None:
        """One event was not taken in."""
        self.counts["refused"] += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append({"what": name[:200], "reason": reason[:500]})


class Missing:
    """Whatever of a connection `told` (ids) does not name any more."""

    def __init__(
        self,
        connection: Connection,
        told: Collection[str],
        outcome: Outcome,
        *,
        today: date,
        by: Any,
    ) -> None:
        self.connection, self.told, self.outcome = connection, told, outcome
        self.today, self.by = today, by

    def among(self, known: Collection[ConnectedEvent]) -> list[ConnectedEvent]:
        """What is coming and is not told any more; what comes again is missed no longer."""
        for each in known:
            if each.state == State.MISSING and each.uid in self.told:
                each.state = State.HERE
                each.save(update_fields=["state"])
        return [each for each in known if each.uid not in self.told and self._counts(each)]

    def is_much(self, gone: Collection[ConnectedEvent], known: Collection[ConnectedEvent]) -> bool:
        """Whether it is more than a source loses by itself: over a fifth, and not one alone."""
        left = sum(each.uid in self.told and self._counts(each) for each in known)
        return len(gone) > max(1, MOST_GONE * (len(gone) + left))

    def _counts(self, item: ConnectedEvent) -> bool:
        """Whether it would be missed: it is here, and has times to come."""
        if item.state not in (State.HERE, State.MISSING) or item.activity is None:
            return False
        return any(
            not is_over(ScheduleRecord.model_validate(each), self.today)
            for each in item.told.get("schedules", ())
        )

    def ask(self, gone: Iterable[ConnectedEvent]) -> None:
        """Nothing is done until somebody answers."""
        for item in gone:
            if item.state != State.MISSING:
                item.state, item.since = State.MISSING, timezone.now()
                item.save(update_fields=["state", "since"])
            self.outcome.counts["missing"] += 1

    def part_with(self, gone: Iterable[ConnectedEvent]) -> None:
        """Taken away as the owner chose; what a person has edited is asked about in any case."""
        asked = self.connection.gone == Connection.Gone.ASK
        for item in gone:
            if asked or edited(item):
                self.ask([item])
            else:
                self.away(item, _("The source no longer has it."))

    def away(self, item: ConnectedEvent, reason: str) -> None:
        """Take one away."""
        with transaction.atomic():
            take_away(item, by=self.by, reason=reason)
        self.outcome.counts["away"] += 1


def edited(item: ConnectedEvent) -> bool:
    """Whether a person has edited here what the event became."""
    if item.activity is None:
        return False
    ours = merging.parts(activity_queries.content(item.activity))
    return any(merging.edited(part, ours, item.left) for part in ours.keys() | item.left.keys())


def take_away(item: ConnectedEvent, *, by: Any, reason: str) -> None:
    """Withdraw what of ours an event is; a draft that nobody ever saw is deleted."""
    activity = item.activity
    if activity and activity.live:
        publishing.withdraw(activity, by=by, reason=reason)
    elif activity and activity.first_published_at is None:
        publishing.delete_draft(activity, by=by)
        item.activity = None
    item.state, item.since = State.AWAY, timezone.now()
    item.save()
