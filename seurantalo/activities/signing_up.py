"""What a room above tells beside an activity: whether there is room, and where one signs up.

Who comes is that room's matter (`signups`), which registers a reader; here it is only shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from seurantalo.records.schemas import ActivityRecord, OccurrenceRecord


class Door(NamedTuple):
    """Signing up here for one time, or for all (`original_start` None).

    `words` say how it stands ("3 places left"), `url` leads to the form, "" when it takes nobody;
    `full` says so of its places.
    """

    channel: int
    original_start: datetime | None
    words: str
    url: str
    full: bool = False


Planned = tuple[int, datetime]  # a channel's number and the planned start
Reader = Callable[[ActivityRecord], Sequence[Door]]
Filled = Callable[[int], Collection[Planned]]
_readers: list[Reader] = []
_filled: list[Filled] = []


def register(reader: Reader, *, filled: Filled) -> None:
    """Have `reader` tell of the sign-ups that are taken here. Told in the room's `apps.py`.

    `filled` tells of an activity, by its key, the times in which all places are taken.
    """
    if reader not in _readers:
        _readers.append(reader)
        _filled.append(filled)


def filled(pk: int) -> set[Planned]:
    """The times of an activity in which all places are taken by those who signed up here."""
    return {planned for each in _filled for planned in each(pk)}


def doors(record: ActivityRecord) -> list[Door]:
    """All doors of an activity, the soonest first; none are asked for where nobody signs up here."""
    told = [each.registration for each in record.channels]
    told += [each.registration for each in record.occurrences]
    if not any(each and each.here for each in told):
        return []
    return [door for reader in _readers for door in reader(record)]


class Time(NamedTuple):
    """A coming time with the door of its own, if it has one."""

    time: OccurrenceRecord
    door: Door | None


def with_doors(coming: Sequence[OccurrenceRecord], found: Sequence[Door]) -> list[Time]:
    """The coming times, each with its door."""
    known = {(each.channel, each.original_start): each for each in found}
    return [Time(each, known.get((each.channel, each.original_start))) for each in coming]


def first(found: Sequence[Door], channel: int) -> Door | None:
    """The door a channel shows: the soonest that takes somebody, else the soonest."""
    own = [each for each in found if each.channel == channel]
    return next((each for each in own if each.url), own[0] if own else None)
