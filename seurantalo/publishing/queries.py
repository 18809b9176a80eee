"""What waits, what was, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision, TaskState, WorkflowState

from seurantalo.publishing import policies
from seurantalo.publishing.comparing import Change, compare_lines
from seurantalo.publishing.happenings import HIDDEN, Event, event
from seurantalo.publishing.models import Merge, Publishable

# Whoever took something and forgot it does not hold up the queue.
TAKEN_FOR = timedelta(hours=24)


def public(prefix: str = "") -> Q:
    """The machine's half of "public": live and not expired. `prefix` leads there ("owner__")."""
    on_time = Q(**{f"{prefix}expire_at__isnull": True}) | Q(
        **{f"{prefix}expire_at__gt": timezone.now()}
    )
    return Q(**{f"{prefix}live": True}) & on_time


def latest[Thing: Publishable](obj: Thing) -> Thing:
    """The thing as last told: its newest draft, or itself when it has none."""
    thing: Any = obj
    found: Thing = thing.get_latest_revision_as_object() if obj.latest_revision_id else obj
    return found


class Waiting(NamedTuple):
    """A row of the review queue; `thing` is the stored row, `since` when it was sent.

    `revision` is the id of the version that waits; `new` when the public has never seen it.
    """

    kind: str
    thing: Any
    since: datetime
    sender: Any
    revision: int | None
    taken_by: Any = None
    published_once: bool = False

    @property
    def new(self) -> bool:
        """Whether it would be public for the first time, or was published at once and is so."""
        return self.published_once or self.thing.first_published_at is None


def awaiting(user: Any) -> list[Waiting]:
    """What was submitted and this person may approve, the oldest first; her own is not there.

    Three queries for each kind of thing, however many wait.
    """
    found: list[Waiting] = []
    for model, room in policies.ROOMS.items():
        if room.reviewable is None:
            continue
        states = _states_in_progress(model)
        things = room.reviewable(user).select_related("locked_by").in_bulk(list(states))
        found += [
            _row(room.kind, thing, states[pk])
            for pk, thing in things.items()
            if states[pk].requested_by_id != user.pk
        ]
    return sorted(found, key=lambda each: each.since)


def _row(kind: str, thing: Any, state: Any) -> Waiting:
    step = state.current_task_state
    sender = state.requested_by
    return Waiting(kind, thing, step.started_at, sender, step.revision_id, taken_by(thing))


def _states_in_progress(model: type[Publishable]) -> dict[int, WorkflowState]:
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=ContentType.objects.get_for_model(model),
        current_task_state__isnull=False,
    )
    rows = states.select_related("requested_by", "current_task_state")
    return {int(state.object_id): state for state in rows}


def after_review(user: Any) -> list[Waiting]:
    """What trusted people published at once and nobody has looked at yet, the oldest first."""
    found: list[Waiting] = []
    for room in policies.ROOMS.values():
        if room.reviewable is None:
            continue
        things = room.reviewable(user).filter(public(), unreviewed=True)
        rows = things.select_related("live_revision__user", "locked_by").defer(
            "live_revision__content"
        )
        for thing in rows:
            revision = thing.live_revision
            sender = revision.user if revision else None
            if sender is None or sender != user:
                once = thing.first_published_at == thing.last_published_at
                row = Waiting(room.kind, thing, thing.modified, sender, thing.live_revision_id)
                found.append(row._replace(published_once=once))
    return sorted(found, key=lambda each: each.since)


def waits(obj: Publishable) -> Waiting | None:
    """The thing's own row of the queue, None when it does not wait for review."""
    state = obj.current_workflow_state
    step = state.current_task_state if state else None
    if state is None or step is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    return _row(policies.kind_of(obj), obj, state)


def returned_comment(obj: Publishable) -> str | None:
    """What the coordinator asked to be mended, None when it was not given back."""
    state = obj.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    step: TaskState | None = state.current_task_state
    return step.comment if step else ""


def taken_by(obj: Publishable) -> Any:
    """The coordinator who is reviewing it just now, None when nobody is."""
    recent = obj.locked_at is not None and obj.locked_at > timezone.now() - TAKEN_FOR
    return obj.locked_by if obj.locked and recent else None


def version(obj: Publishable, pk: int | None) -> Revision | None:
    """A version of the thing by its number, None when there is no such."""
    found: Revision | None = obj.revisions.filter(pk=pk).select_related("user").first()
    return found


class Version(NamedTuple):
    """A version without its words: whose, when, and whether it is the public one or the draft.

    `scheduled` is when it becomes public by itself.
    """

    pk: int
    at: datetime
    who: str
    public: bool
    draft: bool
    scheduled: datetime | None


def versions(obj: Publishable, most: int = 100) -> list[Version]:
    """The versions of a thing, the newest first."""
    rows = obj.revisions.select_related("user").defer("content").order_by("-created_at", "-pk")
    return [
        Version(
            row.pk,
            row.created_at,
            str(row.user) if row.user else "Seurantalo",
            obj.live and row.pk == obj.live_revision_id,
            row.pk == obj.latest_revision_id and (obj.has_unpublished_changes or not obj.live),
            row.approved_go_live_at,
        )
        for row in rows[:most]
    ]


def as_told[Thing: Publishable](obj: Thing, revision: Revision) -> Thing:
    """The thing in the words of one of its versions; itself when they cannot be read any more."""
    found: Thing | None = revision.as_object()
    return found if found is not None else obj


def changes(obj: Publishable, revision: Revision | None = None) -> list[Change]:
    """What the public would see differently, line by line, if the draft (or `revision`) won.

    Of what is not public everything is new.
    """
    row = type(obj)._default_manager.get(pk=obj.pk)
    newer = as_told(row, revision) if revision else latest(row)
    return compare_words(row if row.live else None, newer)


def compare_words(older: Publishable | None, newer: Publishable) -> list[Change]:
    """How two versions of a thing differ, in people's words."""
    room = policies.room_of(newer)
    if room is None or room.words is None:
        return []
    before: Iterable[policies.Line] = room.words(older) if older is not None else ()
    return compare_lines(before, room.words(newer))


def history(obj: Publishable, most: int = 1000) -> list[Event]:
    """Who did what and when, the newest first."""
    entries = ModelLogEntry.objects.for_instance(obj).exclude(action__in=HIDDEN)
    return [event(entry) for entry in entries.select_related("user")[:most]]


def batch_size(number: UUID) -> int:
    """How many things a change of many touched."""
    entries = ModelLogEntry.objects.filter(uuid=number, action="seurantalo.before")
    return int(entries.count())


def compare(older: Revision, newer: Revision) -> dict[str, tuple[Any, Any]]:
    """The fields of two revisions that differ: name → (before, after) as stored."""
    bookkeeping = {"latest_revision", "live_revision", "has_unpublished_changes", "live"}
    names = sorted((older.content.keys() | newer.content.keys()) - bookkeeping)
    pairs = {name: (older.content.get(name), newer.content.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


NOT_WORDS = {
    "assured_date", "assurer", "stale_since", "unreviewed", "locked", "locked_at", "locked_by",
    "first_published_at", "last_published_at", "expired",
}  # fmt: skip


PART_KEYS = {"pk", "activity", "organization", "channel"}


def same_words(seen: int, newer: Revision) -> bool:
    """Whether the version somebody read says the same as the newer one."""
    if seen == newer.pk:
        return True
    older = Revision.objects.filter(
        pk=seen, base_content_type=newer.base_content_type, object_id=newer.object_id
    ).first()
    if older is None:
        return False
    different = compare(older, newer)
    return not any(
        _without_keys(before) != _without_keys(after)
        for name, (before, after) in different.items()
        if name not in NOT_WORDS
    )


def _without_keys(value: Any) -> Any:
    """What a part says, whichever rows hold it: a first version has no keys for its parts yet."""
    if isinstance(value, list):
        return [_without_keys(each) for each in value]
    if isinstance(value, dict):
        return {key: _without_keys(each) for key, each in value.items() if key not in PART_KEYS}
    return value


def merged_into(model: type[Publishable], pk: int) -> int | None:
    """The key of what a thing has become a part of, along the whole chain; None when of nothing."""
    merges = _merges(model)
    found, seen = pk, {pk}
    while step := merges.filter(merged_id=found).values_list("into_id", flat=True).first():
        if step in seen:
            break
        seen.add(step)
        found = step
    return found if found != pk else None


def merged_away(model: type[Publishable]) -> set[int]:
    """The keys of all that have become a part of another."""
    return set(_merges(model).values_list("merged_id", flat=True))


def _merges(model: type[Publishable]) -> QuerySet[Merge]:
    types = ContentType.objects.get_for_model(model)
    return Merge.objects.filter(content_type=types, undone_at__isnull=True)
