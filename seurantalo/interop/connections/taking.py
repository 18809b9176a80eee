"""Taking in what a connected source tells now: event by event, in the name of its people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities import commands as activities
from seurantalo.activities import queries as activity_queries
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.interop import queries
from seurantalo.interop.codes import Codes, load
from seurantalo.interop.connections import merging
from seurantalo.interop.connections.missing import Missing, Outcome
from seurantalo.interop.connections.sources import Answer
from seurantalo.interop.found_events import Understood, Usual, all_over, understand
from seurantalo.interop.models import ConnectedEvent, Connection
from seurantalo.interop.report import messages
from seurantalo.interop.spreadsheets.matching import folded
from seurantalo.publishing import queries as publishing_queries
from seurantalo.publishing.policies import may
from seurantalo.records.content import ActivityContent
from seurantalo.records.formats.reading.found import FoundEvent

State = ConnectedEvent.State


def usual_of(connection: Connection) -> Usual:
    """What is written where an event does not tell it."""
    told = connection.usual
    return Usual(
        municipality=str(told.get("municipality", "")),
        themes=tuple(told.get("themes", ())),
        target_groups=tuple(told.get("target_groups", ())),
    )


class Taking:
    """One reading of one connection."""

    def __init__(self, connection: Connection, answer: Answer, *, by: Any) -> None:
        self.connection, self.answer, self.by = connection, answer, by
        self.today: date = timezone.localdate()
        self.codes: Codes = load()
        self.usual = usual_of(connection)
        self.known = {each.uid: each for each in _events(connection)}
        self.outcome = Outcome()
        told = {event.uid for event in answer.events} | answer.same
        self.missing = Missing(connection, told, self.outcome, today=self.today, by=by)
        self.straight = connection.takes == Connection.Takes.STRAIGHT and may(
            by, "publish", connection.organization
        )

    def run(self) -> Outcome:
        """Take in all of it, or nothing when suspiciously much is gone."""
        for event in self.answer.events:
            if event.hidden:
                self._part(event, _("The source says that it is private."))
        known, missing = self.known.values(), self.missing
        gone = missing.among(list(known)) if self.answer.complete else []
        if missing.is_much(gone, list(known)):
            missing.ask(gone)
            self.outcome.asks = True
            return self.outcome
        for event in self.answer.events:
            if not event.hidden:
                self._take(event)
        missing.part_with(gone)
        return self.outcome

    def _part(self, event: FoundEvent, reason: str) -> None:
        """What is private, or called off as a whole, is taken away at once, whoever edited it."""
        item = self.known.get(event.uid)
        if item and item.state in (State.HERE, State.MISSING):
            self.missing.away(item, reason)

    def _take(self, event: FoundEvent) -> None:
        """One event; what is wrong with it stops none of the others."""
        try:
            with transaction.atomic():
                self._take_in(event)
        except ValidationError as error:
            self.outcome.refuse(str(event.name), messages(error))
        except PermissionDenied:
            self.outcome.refuse(str(event.name), _("You may not write this."))

    def _take_in(self, event: FoundEvent) -> None:
        item = self.known.get(event.uid)
        if item and item.state == State.OWN:
            self.outcome.counts["own"] += 1
            return
        if event.standing == "cancelled" and event.schedule and event.schedule.rrule:
            self._part(event, _("The source says that it is cancelled."))
            return
        if item and item.state == State.AWAY and event.standing == "tentative":
            return
        understood = understand(event, self.codes, queries.municipality_in, self.usual)
        if understood.content is None:
            self.outcome.refuse(str(event.name), understood.problems[0])
            return
        if item is None:
            self._new(event, understood)
            return
        theirs = merging.parts(understood.content)
        if theirs == item.told and item.state == State.HERE:
            self._mark(item, event)
            self.outcome.counts["unchanged"] += 1
        else:
            self._follow(item, event, theirs)

    def _new(self, event: FoundEvent, understood: Understood) -> None:
        """An event that was not here: written, unless it is over, off, or here by another way."""
        content = understood.content
        if content is None or event.standing == "cancelled" or self._is_over(event):
            return
        item = ConnectedEvent(connection=self.connection, uid=event.uid)
        theirs = merging.parts(content)
        same = self._same(content)
        if same is not None:
            item.left = merging.parts(activity_queries.content(same))
            item.activity = same
            self.outcome.counts["known"] += 1
        else:
            public = self.straight and event.standing == "confirmed"
            item.activity = self._write(merging.put_together(theirs, None), None, public=public)
            item.left = merging.parts(activity_queries.content(item.activity))
            self.outcome.counts["new"] += 1
        item.told = theirs
        item.mark = self.answer.entries.get(event.uid, "")
        item.save()

    def _follow(self, item: ConnectedEvent, event: FoundEvent, theirs: merging.Parts) -> None:
        """An event that is here and was told otherwise, or is told again."""
        activity = item.activity
        if activity is None and item.state == State.HERE:
            self._leave(item, _("It was deleted here and is not brought back."))
            return
        back = item.state == State.AWAY
        if activity and not back and activity.first_published_at and not activity.live:
            self.outcome.counts["kept"] += 1  # withdrawn here by a person
            return
        if activity and publishing_queries.waits(activity):
            self.outcome.counts["waiting"] += 1  # a coordinator is reading it: after that
            return
        if activity and activity.live and event.standing == "tentative":
            self.missing.away(item, _("The source says that it is not certain any more."))
            return
        content = activity_queries.content(activity) if activity else None
        ours = merging.parts(content) if content else {}
        told, left = (item.told, item.left) if activity else ({}, {})
        merged = merging.merge(told, theirs, ours, left)
        if activity is None or back or merged != ours:
            activity = self._write(
                merging.put_together(merged, content),
                activity,
                public=self._goes_public(activity, event, ours, left, back=back),
            )
            self.outcome.counts["back" if back else "changed"] += 1
        written = merging.parts(activity_queries.content(activity))
        item.left = merging.remembered(written, ours, left)
        item.told, item.activity, item.state = dict(theirs), activity, State.HERE
        item.since = timezone.now()
        item.mark = self.answer.entries.get(event.uid, "")
        item.save()

    def _goes_public(
        self,
        activity: Activity | None,
        event: FoundEvent,
        ours: merging.Parts,
        left: merging.Parts,
        *,
        back: bool,
    ) -> bool:
        """Whether what is written is published at once: never a person's own unfinished words."""
        if not self.straight or event.standing == "tentative":
            return False
        if activity is None:
            return True
        if activity.live:
            return not activity.has_unpublished_changes
        was_public = back and activity.first_published_at is not None
        untouched = not any(merging.edited(part, ours, left) for part in ours.keys() | left.keys())
        return was_public or untouched

    def _write(
        self, content: ActivityContent, activity: Activity | None, *, public: bool
    ) -> Activity:
        confirmed = content.model_copy(update={"assured_date": self.today})
        organization = activity.organization if activity else self.connection.organization
        return activities.apply(
            confirmed, organization=organization, by=self.by, to=activity, publish=public
        )

    def _mark(self, item: ConnectedEvent, event: FoundEvent) -> None:
        mark = self.answer.entries.get(event.uid, "")
        if item.mark != mark:
            item.mark = mark
            item.save(update_fields=["mark"])

    def _same(self, content: ActivityContent) -> Activity | None:
        """What the organisation has told itself of the same name and first time."""
        name, starts = folded(str(content.name)), _starts(content)
        taken = {each.activity_id for each in self.known.values()}
        own = Activity.objects.filter(organization=self.connection.organization)
        for pk, told in own.exclude(pk__in=[pk for pk in taken if pk]).values_list("pk", "name"):
            if name in map(folded, Text(told).values()):
                found = Activity.objects.get(pk=pk)
                if starts & _starts(activity_queries.content(found)):
                    return found
        return None

    def _is_over(self, event: FoundEvent) -> bool:
        return event.schedule is None or all_over(event, self.today)

    def _leave(self, item: ConnectedEvent, reason: str) -> None:
        item.state, item.since = State.OWN, timezone.now()
        item.save(update_fields=["state", "since"])
        self.outcome.counts["kept"] += 1


def _events(connection: Connection) -> Iterable[ConnectedEvent]:
    return connection.events.select_related("activity__organization")


def _starts(content: ActivityContent) -> set[Any]:
    return {each.dtstart for channel in content.channels for each in channel.schedules}
