"""What calendars hold of activities that are public no more: shown as cancelled for two months.

A calendar program that keeps what it once read takes an event away only when it is told so. A
feed finds its tombstones by the very filters by which it found the activities, in a small index of
their own; of what was withdrawn that index knows the municipality and the choices from lists, and
the feed shows bare times. A feed of words finds none: who guesses a name must not learn from the
answer that there was such a thing. Its subscribers miss it without being told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from icalendar import Event

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.common.time import local_day, now
from seurantalo.records.formats import ical_tombstones
from seurantalo.records.schemas import ActivityRecord, ChannelRecord, PlaceRecord
from seurantalo.search import documents, live, queries, vocabulary
from seurantalo.search.index import Document, Index, pack, unpack
from seurantalo.search.models import Tombstone
from seurantalo.search.query import SearchQuery

KEPT = timedelta(days=60)
MOST = 500  # in one feed


def leave(gone: Mapping[str, Document]) -> None:
    """Keep the times to come of these activities ("activity:12" and its last document)."""
    moment = now()
    coming = {key: found for key, found in gone.items() if _comes(found, moment)}
    pks = {int(pk): key for key in coming if (pk := key.removeprefix("activity:")).isdigit()}
    if not pks:
        return
    rows = Activity.objects.filter(pk__in=pks)
    numbers = dict(rows.values_list("pk", "latest_revision_id"))
    words, left = vocabulary.current(), []
    for record in activities.records(rows):
        key = pks[int(record.id)]
        events = ical_tombstones.times_of(
            record, base_url=settings.BASE_URL, sequence=(numbers[int(record.id)] or 0) + 1
        )
        document = documents.document(
            _faint(record), language=words.language, surroundings=words.surroundings
        )
        found = replace(document, occurrences=coming[key].occurrences)
        left.append(Tombstone(key=key, document=pack(found), events=events, gone=moment))
    Tombstone.objects.bulk_create(
        (each for each in left if each.events),
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["document", "events", "gone"],
    )


def take_back(keys: Collection[str]) -> None:
    """These are public again."""
    Tombstone.objects.filter(key__in=keys).delete()


def forget_old(today: date | None = None) -> int:
    """Erase those that every calendar has had the time to read; how many."""
    before = (today or now().date()) - KEPT
    return Tombstone.objects.filter(gone__date__lt=before).delete()[0]


def events_for(query: SearchQuery, *, lang: str) -> Iterator[Event]:
    """The cancelled events of what a query found as long as it was public."""
    index = _index()
    if query.words or not index.live:
        return
    hits = index.answer(queries.plan_of(query, lang=lang, per_page=MOST)).hits
    standing = Tombstone.objects.filter(key__in=[hit.key for hit in hits], gone__gt=now() - KEPT)
    for each in standing.order_by("key"):
        yield from ical_tombstones.cancelled(each.events, at=each.gone, lang=lang)


def events_of(pk: int, *, lang: str) -> list[Event]:
    """The cancelled events of one activity; none when it left none."""
    standing = Tombstone.objects.filter(key=f"activity:{pk}", gone__gt=now() - KEPT)
    return [
        event
        for each in standing
        for event in ical_tombstones.cancelled(each.events, at=each.gone, lang=lang)
    ]


def _comes(document: Document, moment: datetime) -> bool:
    return any(end > moment for _start, end in document.occurrences)


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
