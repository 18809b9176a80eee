"""What a room above tells beside an activity: whether there is room, and where one signs up.

Who comes is that room's matter (`signups`), which registers a reader; here it is only shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


Reader = Callable[[ActivityRecord], Sequence[Door]]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Have `reader` tell of the sign-ups that are taken here. Told in the room's `apps.py`."""
    if reader not in _readers:
        _readers.append(reader)


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
