"""Days laid out for reading: a month as weeks, a week by parts of the day, a day by hours, an agenda."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate, islice
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seurantalo.common.text import Text
from seurantalo.common.time import local_day, wall_clock
from seurantalo.ui.rhythms import Rhythm

# How many entries are shown of a day in a square of the month and in a list, and of a part of a day
# in a week; the rest is on the day's own page and on paper.
SHOWN_A_DAY = 3
LISTED_A_DAY = 8
SHOWN_A_PART = 3
# So many entries and a list goes on on another page; so many days below a month on a phone.
LISTED_A_PAGE = 30
DAYS_BELOW = 5
# So many daily things of a day are a line of their own instead of a line each.
FOLDED_DAILY = 2
NOWHERE = Text()
# The parts of a day and the hour each begins; the first is for what lasts the whole day.
PARTS: tuple[tuple[str, Promise, int], ...] = (
    ("whole", _("All day"), -1),
    ("morning", _("Morning"), 0),
    ("afternoon", _("Afternoon"), 12),
    ("evening", _("Evening"), 17),
)
# So many entries on the fullest days of a week, and its printed sheet has smaller letters.
CROWDED = ((14, "crowded"), (8, "full"), (4, "busy"))
Notes = Mapping[date, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One time something happens, as a calendar shows it (aware start and end).

    `stage` is set of what is only planned ("idea", "tentative", "confirmed"), `by` are its
    organisers, `own` says that the reader is one of them, `clashes` how much it collides with,
    `rhythm` how often it is held.
    """

    start: datetime
    end: datetime
    name: Text
    url: str
    place: Text = NOWHERE
    whole_day: bool = False
    status: str = "scheduled"
    by: tuple[Text, ...] = ()
    stage: str = ""
    own: bool = False
    clashes: int = 0
    rhythm: Rhythm = Rhythm.SELDOM


class Folded(tuple[Entry, ...]):
    """What is left to the day's own page; paper shows it."""

    @property
    def daily(self) -> bool:
        """Whether all of it is held day after day."""
        return all(entry.rhythm is Rhythm.DAILY for entry in self)


NOTHING = Folded()


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the month: the first entries, and the `rest`, which only paper shows.

    `notes` say what else the day is (a holiday), `add_url` is where one plans something on it.
    """

    date: date
    url: str
    in_month: bool
    today: bool
    entries: tuple[Entry, ...]
    rest: Folded = NOTHING
    notes: tuple[str, ...] = ()
    add_url: str = ""

    @property
    def number(self) -> int:
        """How much happens on it."""
        return len(self.entries) + len(self.rest)


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; `first` is the first day of the month.

    `density` ("", "busy", "full", "crowded") says how small the letters of its sheet must be;
    `below` are the coming days of the month with something on them, for a phone to tell below it.
    """

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    density: str = ""
    below: tuple[Day, ...] = ()


class Part(NamedTuple):
    """A part of a day with what begins in it."""

    name: str
    label: str | Promise
    entries: tuple[Entry, ...]
    rest: Folded = NOTHING


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of a week, its entries by the parts of the day."""

    date: date
    url: str
    today: bool
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    add_url: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing happens on it."""
        return not any(part.entries or part.rest for part in self.parts)


class AgendaDay(NamedTuple):
    """A day of a list: its first entries, and the `rest`, which only paper shows."""

    date: date
    url: str
    entries: tuple[Entry, ...]
    rest: Folded


class DayLink(NamedTuple):
    """A day, and the list that begins on it."""

    date: date
    url: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """A list of days, page by page: `later` is what comes after this page, which only paper shows.

    `onward` is the list from the first of them, `weeks` the lists from the Mondays still to come;
    both are there only when the list does not fit on a page.
    """

    days: tuple[AgendaDay, ...]
    later: tuple[AgendaDay, ...] = ()
    onward: DayLink | None = None
    weeks: tuple[DayLink, ...] = ()


class Hour(NamedTuple):
    """What begins in one hour of a day; no `hour` is what was going on before or lasts all day."""

    hour: int | None
    entries: tuple[Entry, ...]


class DayLinks(NamedTuple):
    """Where the days of a calendar lead: to their own page, and (or "") to a new plan.

    `list_url_of` leads to the list that begins on a day; without it a list is one page.
    """

    url_of: Callable[[date], str]
    add_url_of: Callable[[date], str] = lambda _day: ""
    notes: Notes = {}
    list_url_of: Callable[[date], str] = lambda _day: ""


def by_day(entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    """Entries under every local day they touch; one that ends at midnight ends the day before.

    Of a day what is held once or seldom comes first, then what is held weekly, what is held daily
    last (`rhythms` says which is which); among the same by time, then by name.
    """
    days: dict[date, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (e.rhythm, e.start, e.name.pick("fi").text)):
        first = local_day(entry.start)
        last = max(first, local_day(entry.end - timedelta(seconds=1)))
        if not entry.whole_day and entry.end - entry.start <= timedelta(hours=12):
            last = first  # a dance that ends at two in the night is on its own evening
        for ahead in range((last - first).days + 1):
            days[first + timedelta(ahead)].append(entry)
    return days


def month(on: date, entries: Iterable[Entry], today: date, links: DayLinks) -> Month:
    """The month of the day `on`."""
    days = by_day(entries)

    def square(each: date) -> Day:
        shown, rest = split(days.get(each, []), SHOWN_A_DAY)
        return Day(
            date=each,
            url=links.url_of(each),
            in_month=each.month == on.month,
            today=each == today,
            entries=shown,
            rest=rest,
            notes=tuple(links.notes.get(each, ())),
            add_url=links.add_url_of(each),
        )

    squares = [[square(each) for each in w] for w in Calendar().monthdatescalendar(*_month(on))]
    since = today if _month(today) == _month(on) else date.min
    told = (d for w in squares for d in w if d.in_month and d.number and d.date >= since)
    return Month(
        on.replace(day=1),
        tuple(map(tuple, squares)),
        density([[day.number for day in w] for w in squares]),
        tuple(islice(told, DAYS_BELOW)),
    )


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def split(listed: Sequence[Entry], most: int) -> tuple[tuple[Entry, ...], Folded]:
    """What is shown of a day and what is left to the day's own page.

    Plans come first. Of what is public several daily things are left to the day at once, so that
    no day of a month looks like every other.
    """
    daily = [n for n, e in enumerate(listed) if e.rhythm is Rhythm.DAILY and not e.stage]
    folded = set(daily) if len(daily) >= FOLDED_DAILY else set()
    numbers = [n for n in range(len(listed)) if n not in folded]
    fits = most if len(numbers) + bool(folded) > most + 1 else most + 1
    numbers.sort(key=lambda n: (not listed[n].own, not listed[n].stage, n))
    kept = set(numbers[:fits])
    shown = tuple(entry for n, entry in enumerate(listed) if n in kept)
    return shown, Folded(entry for n, entry in enumerate(listed) if n not in kept)


def density(weeks: Iterable[Iterable[int]]) -> str:
    """How crowded a sheet is whose weeks each need the room of their fullest day."""
    tallest = [max(week) for week in weeks]
    mean = sum(tallest) / max(1, len(tallest))
    return next((word for least, word in CROWDED if mean >= least), "")


def week(
    monday: date, entries: Iterable[Entry], today: date, links: DayLinks
) -> tuple[WeekDay, ...]:
    """The seven days from a Monday, each by its parts."""
    days = by_day(entries)
    return tuple(
        WeekDay(
            date=each,
            url=links.url_of(each),
            today=each == today,
            parts=parts_of(each, days.get(each, ())),
            notes=tuple(links.notes.get(each, ())),
            add_url=links.add_url_of(each),
        )
        for each in (monday + timedelta(ahead) for ahead in range(7))
    )


def parts_of(day: date, entries: Iterable[Entry]) -> tuple[Part, ...]:
    """A day's entries by the parts of the day they begin in; of the second day on all day long."""
    listed: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        listed[part_of(entry, day)].append(entry)
    return tuple(Part(name, label, *split(listed[name], SHOWN_A_PART)) for name, label, _ in PARTS)


def part_of(entry: Entry, day: date) -> str:
    """The name of the part of the day that an entry belongs to on a day it touches."""
    begins = wall_clock(entry.start)
    if entry.whole_day or begins.date() != day:
        return PARTS[0][0]
    return next(name for name, _label, hour in reversed(PARTS) if begins.hour >= hour)


def hours(day: date, entries: Iterable[Entry]) -> tuple[Hour, ...]:
    """A day hour by hour; what lasts all day, or goes on since yesterday, comes first."""
    listed: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in by_day(entries).get(day, ()):
        all_day = part_of(entry, day) == PARTS[0][0]
        listed[None if all_day else wall_clock(entry.start).hour].append(entry)
    order = sorted(listed, key=lambda hour: -1 if hour is None else hour)
    return tuple(Hour(hour, tuple(listed[hour])) for hour in order)


def agenda(entries: Iterable[Entry], since: date, until: date, links: DayLinks) -> Agenda:
    """The days from `since` to `until` (both held) on which something happens, with their entries.

    A page ends with a whole day, when about `LISTED_A_PAGE` entries are on it.
    """
    found = by_day(entries)
    days = tuple(
        AgendaDay(day, links.url_of(day), *split(found[day], LISTED_A_DAY))
        for day in sorted(found)
        if since <= day <= until
    )
    lines = accumulate(len(day.entries) + bool(day.rest) for day in days)
    fit = next((n for n, so_far in enumerate(lines, 1) if so_far >= LISTED_A_PAGE), len(days))
    if fit == len(days) or not links.list_url_of(since):
        return Agenda(days)
    mondays = sorted({day.date - timedelta(day.date.weekday()) for day in days})
    return Agenda(
        days[:fit],
        days[fit:],
        DayLink(days[fit].date, links.list_url_of(days[fit].date)),
        tuple(DayLink(each, links.list_url_of(each)) for each in mondays if each > since),
    )
