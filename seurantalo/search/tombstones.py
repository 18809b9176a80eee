"""What calendars hold of times that are public no more: shown as cancelled for two months.

A calendar program that keeps what it once read takes an event away only when it is told so. So a
withdrawn activity leaves its times, and one that stays public leaves those that were taken off it:
a schedule that is gone, a single time that was told by itself. When the same UID is told again,
its tombstone goes.

A feed finds its tombstones by the very filters by which it found the activities, in a small index
of their own; of what was withdrawn that index knows the municipality and the choices from lists,
and the feed shows bare times. A feed of words finds none of what was withdrawn: who guesses a name
must not learn from the answer that there was such a thing. Its subscribers miss it without being
told. What an activity lost that the feed finds still, the feed tells whatever it was asked by.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db.models import Q
from icalendar import Event

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.common.time import local_day, now
from seurantalo.records.formats import ical_tombstones
from seurantalo.records.schemas import ActivityRecord, ChannelRecord, PlaceRecord
from seurantalo.search import documents, live, queries, vocabulary
from seurantalo.search.documents import Searchable
from seurantalo.search.index import Document, Index, pack, unpack
from seurantalo.search.models import SearchDocument, Tombstone
from seurantalo.search.query import SearchQuery

KEPT = timedelta(days=60)
MOST = 500  # in one feed
IN_TOWN = "in:municipality:"


def times_of(record: Searchable) -> str:
    """What calendars are told of a record, bare; an organisation has no times."""
    if not isinstance(record, ActivityRecord):
        return ""
    return ical_tombstones.bare(record, base_url=settings.BASE_URL)


def leave(gone: Iterable[SearchDocument]) -> None:
    """Keep the times to come of these activities, which are public no more."""
    moment = now()
    found = {row.key: (row.times, unpack(bytes(row.document))) for row in gone}
    coming = {key: told for key, told in found.items() if _comes(told[1], moment)}
    pks = {int(pk): key for key in coming if (pk := key.removeprefix("activity:")).isdigit()}
    if not pks:
        return
    rows = Activity.objects.filter(pk__in=pks)
    numbers = dict(rows.values_list("pk", "latest_revision_id"))
    left = []
    for record in activities.records(rows):
        times, before = coming[pks[int(record.id)]]
        events = ical_tombstones.coming(times or times_of(record), at=moment)
        events = ical_tombstones.numbered(events, (numbers[int(record.id)] or 0) + 1)
        document = replace(_document(record), occurrences=before.occurrences)
        left.append(_stone(pks[int(record.id)], document, events, moment))
    _write(each for each in left if each.events)


class Following:
    """What becomes of tombstones while activities are told anew: those left, and those lifted."""

    def __init__(self, keys: Collection[str]) -> None:
        self.moment = now()
        self.standing: dict[str, list[Tombstone]] = {}
        for stone in Tombstone.objects.filter(record__in=keys):
            self.standing.setdefault(stone.record, []).append(stone)
        self.left: list[Tombstone] = []
        self.lifted: list[str] = []

    def follow(self, record: Searchable, before: SearchDocument | None, times: str) -> None:
        """A record is public, and calendars are told these times of it."""
        if not isinstance(record, ActivityRecord):
            return
        for stone in self.standing.get(documents.key(record), ()):
            self._lift(stone, record, times)
        if before is None or before.deleted or before.times in ("", times):
            return
        events = ical_tombstones.removed(before.times, times, record)
        events = ical_tombstones.coming(events, at=self.moment)
        if events:
            document = _document_of_part(record, unpack(bytes(before.document)))
            events = ical_tombstones.numbered(events, record.version)
            self.left.append(
                _stone(documents.key(record), document, events, self.moment, part=True)
            )

    def _lift(self, stone: Tombstone, record: ActivityRecord, times: str) -> None:
        """Take away what is told again; what a withdrawn activity came back without stays."""
        whole = stone.key == stone.record
        events = ical_tombstones.removed(stone.events, times, record)
        if events == stone.events and not whole:
            return
        self.lifted.append(stone.key)
        if events:
            document = unpack(bytes(stone.document))
            self.left.append(_stone(stone.record, document, events, stone.gone, part=True))

    def write(self) -> None:
        """Let it be so."""
        if self.lifted:
            Tombstone.objects.filter(key__in=self.lifted).delete()
        _write(self.left)


def _stone(
    record: str, document: Document, events: str, gone: datetime, *, part: bool = False
) -> Tombstone:
    """A tombstone of an activity, or of a part of it; the index knows it by its own key."""
    key = f"{record}:{uuid4().hex}" if part else record
    packed = pack(replace(document, key=key))
    return Tombstone(key=key, record=record, document=packed, events=events, gone=gone)


def _write(stones: Iterable[Tombstone]) -> None:
    Tombstone.objects.bulk_create(
        stones,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["document", "events", "gone"],
    )


def forget_old(today: date | None = None) -> int:
    """Erase those that every calendar has had the time to read; how many."""
    before = (today or now().date()) - KEPT
    return Tombstone.objects.filter(gone__date__lt=before).delete()[0]


def events_for(query: SearchQuery, *, found: Collection[str], lang: str) -> Iterator[Event]:
    """The cancelled events of what a query found as long as it was public.

    And of times that those activities lost which it has `found` now.
    """
    index = _index()
    if not index.live:
        return
    plan = None if query.words else queries.plan_of(query, lang=lang, per_page=MOST)
    hits = index.answer(plan).hits if plan else ()
    asked = Q(key__in=[hit.key for hit in hits]) | Q(record__in=found)
    for each in Tombstone.objects.filter(asked, gone__gt=now() - KEPT).order_by("key"):
        yield from ical_tombstones.cancelled(each.events, at=each.gone, lang=lang)


def events_of(pk: int, *, lang: str) -> list[Event]:
    """The cancelled events of one activity, public or not; none when it left none."""
    standing = Tombstone.objects.filter(record=f"activity:{pk}", gone__gt=now() - KEPT)
    return [
        event
        for each in standing.order_by("key")
        for event in ical_tombstones.cancelled(each.events, at=each.gone, lang=lang)
    ]


def _comes(document: Document, moment: datetime) -> bool:
    return any(end > moment for _start, end in document.occurrences)


def _document(record: ActivityRecord) -> Document:
    """What a feed finds a tombstone by."""
    words = vocabulary.current()
    return documents.document(
        _faint(record), language=words.language, surroundings=words.surroundings
    )


def _document_of_part(record: ActivityRecord, before: Document) -> Document:
    """The same of an activity that is public still: it is found by what it was before, too.

    Every feed that had it, had all its times. Where a place was exactly is told no more.
    """
    found, facets = _document(record), {}
    for name in {*found.facets, *before.facets}:
        values = (*before.facets.get(name, ()), *found.facets.get(name, ()))
        facets[name] = tuple(dict.fromkeys(each for each in values if ":district:" not in each))
    return replace(
        found,
        facets=facets,
        points=tuple(_centres(facets.get("area", ()))),
        occurrences=before.occurrences,
    )


def _centres(areas: Iterable[str]) -> Iterator[tuple[float, float]]:
    """The middles of the municipalities where it is or was."""
    known = vocabulary.current().areas
    for area in areas:
        found = known.get(("municipality", area.removeprefix(IN_TOWN)))
        if (
            area.startswith(IN_TOWN)
            and found
            and found.latitude is not None
            and found.longitude is not None
        ):
            yield found.latitude, found.longitude


def _faint(record: ActivityRecord) -> ActivityRecord:
    """The record without what may be why it was withdrawn: texts, addresses, people."""
    return record.model_copy(
        update={
            "name": Text(),
            "summary": Text(),
            "description": Text(),
            "contacts": (),
            "channels": tuple(_somewhere(channel) for channel in record.channels),
        }
    )


def _somewhere(channel: ChannelRecord) -> ChannelRecord:
    place = channel.place and PlaceRecord(
        municipality=channel.place.municipality, confidential=True
    )
    return channel.model_copy(update={"place": place, "note": Text(), "url": "", "phone": ""})


class _Kept:
    """The index of this process, and the state of the change log and the day it was made for."""

    def __init__(self) -> None:
        self.made_for: tuple[int, str, date] | None = None
        self.index: Index | None = None


_kept = _Kept()


def _index() -> Index:
    """The tombstones as the engine answers them; whoever leaves one also moves the change log on."""
    state = (*live.log_state(), local_day(now()))
    if _kept.index is None or _kept.made_for != state:
        rows = Tombstone.objects.order_by("key").values_list("key", "document")
        index = Index.empty(Path(settings.SEARCH_INDEX_DIR))
        index.apply(1, ((key, unpack(bytes(document))) for key, document in rows))
        _kept.index, _kept.made_for = index, state
    return _kept.index
