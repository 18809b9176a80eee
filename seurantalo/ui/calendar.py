"""Days laid out for reading: a month as weeks, and an agenda day by day."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from seurantalo.common.text import Text
from seurantalo.common.time import local_day

SHOWN_A_DAY = 3
NOWHERE = Text()


@dataclass(frozen=True, slots=True)
class Entry:
    """One time something happens, as a calendar shows it (aware start and end)."""

    start: datetime
    end: datetime
    name: Text
    url: str
    place: Text = NOWHERE
    whole_day: bool = False
    status: str = "scheduled"


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the month: the first entries, and how many `more` the day's own page has."""

    date: date
    url: str
    in_month: bool
    today: bool
    entries: tuple[Entry, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; `first` is the first day of the month."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]


def by_day(entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    """Entries under every local day they touch; one that ends at midnight ends the day before."""
    days: dict[date, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (e.start, e.name.pick("fi").text)):
        first = local_day(entry.start)
        last = max(first, local_day(entry.end - timedelta(seconds=1)))
        if not entry.whole_day and entry.end - entry.start <= timedelta(hours=12):
            last = first  # a dance that ends at two in the night is on its own evening
        for ahead in range((last - first).days + 1):
            days[first + timedelta(ahead)].append(entry)
    return days


def month(
    shown: date, entries: Iterable[Entry], today: date, url_of: Callable[[date], str]
) -> Month:
    """The month of the day `shown`; `url_of` gives the address of one day's own list."""
    days = by_day(entries)

    def square(each: date) -> Day:
        listed = days.get(each, [])
        fits = SHOWN_A_DAY if len(listed) > SHOWN_A_DAY + 1 else SHOWN_A_DAY + 1
        return Day(
            date=each,
            url=url_of(each),
            in_month=each.month == shown.month,
            today=each == today,
            entries=tuple(listed[:fits]),
            more=max(0, len(listed) - fits),
        )

    weeks = Calendar().monthdatescalendar(shown.year, shown.month)
    return Month(shown.replace(day=1), tuple(tuple(square(each) for each in w) for w in weeks))


def agenda(
    entries: Iterable[Entry], since: date, until: date
) -> tuple[tuple[date, tuple[Entry, ...]], ...]:
    """The days from `since` to `until` (both held) on which something happens, with their entries."""
    days = by_day(entries)
    return tuple((d, tuple(days[d])) for d in sorted(days) if since <= d <= until)
