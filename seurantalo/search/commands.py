"""What is published becomes findable, what is withdrawn does not; and the index is built anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date, timedelta
from itertools import batched
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.activities.recurrence import going_on
from seurantalo.activities.wording import describe_all
from seurantalo.common.text import Text
from seurantalo.common.time import now
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Location
from seurantalo.places.queries import AreaKey
from seurantalo.search import documents, tombstones, vocabulary
from seurantalo.search.documents import Searchable
from seurantalo.search.index import Busy, Index, pack, unpack
from seurantalo.search.live import LOG, current_index, log_state
from seurantalo.search.models import SearchDocument, SearchGap, SearchLog

BATCH = 100  # records taken at once; others that publish wait so long
# After so many changes, and one more for every fifty documents, a new segment is worth its while.
CHANGES_KEPT, DOCUMENTS_PER_CHANGE = 1000, 50
LOOK_EVERY = 64  # changes
KEPT_GAPS = timedelta(days=365)

Progress = Callable[[Iterable[Any], int], Iterable[Any]]


@transaction.atomic
def index_activities(pks: Collection[int]) -> None:
    """Makes these activities findable as they are now; those that are not public, not."""
    _lock()
    found = activities.records(activities.published().filter(pk__in=pks))
    _bring_up_to_date(found, {f"activity:{pk}" for pk in pks})


@transaction.atomic
def index_organizations(pks: Collection[int]) -> None:
    """Makes these organisations findable as they are now; those that are not public, not."""
    _lock()
    rows = organizations.with_everything(organizations.published().filter(pk__in=pks))
    found = map(organizations.record, rows)
    _bring_up_to_date(found, {f"organization:{pk}" for pk in pks})


@transaction.atomic
def index_organization(organization: Organization) -> None:
    """Brings an organisation and all it does up to date: its name and its state are theirs too."""
    index_organizations([organization.pk])
    of_it = Activity.objects.filter(activities.hosted_by(organization.pk))
    index_activities(list(of_it.values_list("pk", flat=True)))


@transaction.atomic
def index_place(location: Location) -> None:
    """Brings up to date what is met at a location: its address and point are theirs too."""
    met = Organization.objects.filter(addresses__location=location)
    index_organizations(set(met.values_list("pk", flat=True)))
    held = Activity.objects.filter(channels__location=location)
    pks = set(held.values_list("pk", flat=True))
    index_activities(pks)
    _touch({f"activity:{pk}" for pk in pks})


@transaction.atomic
def drop(keys: Collection[str]) -> None:
    """Makes records unfindable whatever their state ("activity:12")."""
    _lock()
    _bring_up_to_date((), set(keys))


def _bring_up_to_date(records: Iterable[Searchable], keys: set[str]) -> None:
    """Writes the records that changed; those of `keys` that have no record are gone."""
    words = vocabulary.current()
    known = {row.key: row for row in SearchDocument.objects.filter(key__in=keys)}
    stones = tombstones.Following(keys)
    told: dict[str, SearchDocument] = {}
    for record in records:
        document = documents.document(
            record, language=words.language, surroundings=words.surroundings
        )
        card = documents.card(
            record, surroundings=words.surroundings, schedule_text=_schedule_text(record)
        )
        row = told[document.key] = SearchDocument(
            key=document.key,
            document=pack(document),
            card=card.model_dump(mode="json"),
            times=tombstones.times_of(record),
        )
        stones.follow(record, known.get(row.key), row.times)
    changed = [row for key, row in told.items() if key not in known or _differ(known[key], row)]
    changed += [
        SearchDocument(key=key, deleted=True)
        for key in sorted(keys - told.keys())
        if key in known and not known[key].deleted
    ]
    tombstones.leave(known[row.key] for row in changed if row.deleted)
    stones.write()
    _write(changed)


def _touch(keys: set[str]) -> None:
    """Number these anew though they stay as they are: feeds tell more of them than lists do."""
    _write(list(SearchDocument.objects.filter(key__in=keys, deleted=False).order_by("key")))


def _differ(old: SearchDocument, new: SearchDocument) -> bool:
    if old.deleted or old.times != new.times:
        return True
    return bytes(old.document) != new.document or old.card != new.card


def _schedule_text(record: Searchable) -> Text:
    schedules = [s for each in getattr(record, "channels", ()) for s in each.schedules]
    return describe_all(going_on(schedules, now()), on=now().date())


def _write(rows: list[SearchDocument]) -> None:
    if not rows:
        return
    log = SearchLog.objects.get(pk=LOG)
    for row in rows:
        log.seq += 1
        row.seq = log.seq
    SearchDocument.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["seq", "deleted", "document", "card", "times"],
    )
    log.at = now()
    log.save(update_fields=["seq", "at"])
    if any(row.seq % LOOK_EVERY == 0 for row in rows):
        transaction.on_commit(compact_if_grown)


def _lock() -> None:
    """Takes the log's row until the transaction ends: later numbers are committed later.

    Records must be read after this call: what was committed before is then seen, and nothing older
    can overwrite it.
    """
    if not SearchLog.objects.filter(pk=LOG).update(seq=F("seq")):
        SearchLog.objects.bulk_create([SearchLog(pk=LOG)], ignore_conflicts=True)
        SearchLog.objects.filter(pk=LOG).update(seq=F("seq"))


def reindex(progress: Progress) -> int:
    """Makes every document anew from its record, then a segment of all; returns how many there are.

    The live index goes on answering and follows. Killing this harms nothing: what was done stays
    true and the rest is as it was. `progress(items, total)` hands the items on and may show how far
    it is. Raises `Busy` when another process is writing a segment.
    """
    known = set(SearchDocument.objects.filter(deleted=False).values_list("key", flat=True))
    kinds: tuple[tuple[str, list[int], Callable[[Collection[int]], None]], ...] = (
        ("organization", _pks(organizations.published()), index_organizations),
        ("activity", _pks(activities.published()), index_activities),
    )
    total = sum(len(pks) for _, pks, _ in kinds)
    batches = ((bring, batch) for _, pks, bring in kinds for batch in batched(pks, BATCH))
    for bring, batch in progress(batches, -(-total // BATCH)):
        bring(batch)
    drop(known - {f"{kind}:{pk}" for kind, pks, _ in kinds for pk in pks})
    SearchLog.objects.filter(pk=LOG).update(analyser=vocabulary.current().analysed.analyser.id)
    return compact(progress)


def _pks(published: QuerySet[Any]) -> list[int]:
    return list(published.order_by("pk").values_list("pk", flat=True))


def compact(progress: Progress = lambda items, _total: items) -> int:
    """Writes a segment of all documents as they are; returns how many there are. Raises `Busy`."""
    seq, source = log_state()
    rows = SearchDocument.objects.filter(deleted=False).order_by("pk")
    total = rows.count()
    packed = rows.values_list("document", flat=True).iterator(chunk_size=1000)
    found = (unpack(bytes(data)) for data in progress(packed, total))
    Index.build(found, Path(settings.SEARCH_INDEX_DIR), seq, source)
    # Whoever has not heard of these deletions opens the new segment, which knows of them.
    SearchDocument.objects.filter(deleted=True, seq__lte=seq).delete()
    return total


def compact_if_grown() -> None:
    """Writes a new segment when so much has changed that answers would get slower."""
    index = current_index()
    if index.changed > CHANGES_KEPT + index.live // DOCUMENTS_PER_CHANGE:
        with suppress(Busy):
            compact()


@transaction.atomic
def note_gap(words: str, around: Iterable[AreaKey] = ()) -> None:
    """Counts a search that found nothing, for those who can fill the gap. Not who searched.

    Of the place the areas are kept, never a typed address.
    """
    place = ", ".join(sorted({code for _kind, code in around}))
    gap = {"words": words.lower()[:300], "place": place[:200], "day": now().date()}
    SearchGap.objects.bulk_create([SearchGap(**gap)], ignore_conflicts=True)
    SearchGap.objects.filter(**gap).update(count=F("count") + 1)


def forget_gaps(today: date | None = None) -> int:
    """Remove what was searched in vain more than a year ago; how many rows."""
    before = (today or now().date()) - KEPT_GAPS
    return SearchGap.objects.filter(day__lt=before).delete()[0]
