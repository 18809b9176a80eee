"""What one can sign up for, and whether there is room: reckoned, without asking the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from seurantalo.common.time import HELSINKI
from seurantalo.records import times
from seurantalo.records.schemas import RegistrationRecord

State = Literal["open", "waiting", "full", "closed", "cancelled", "past"]
TAKES: tuple[State, ...] = ("open", "waiting")
STAMP = "%Y%m%dT%H%M"


class Time(NamedTuple):
    """What one signs up for: a channel's number and the planned start, None for the whole series."""

    channel: int
    original_start: datetime | None


class Taken(NamedTuple):
    """How many people have a place, are interested and wait."""

    coming: int = 0
    interested: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Offer:
    """One time one can sign up for, or the whole series.

    `start` and `end` are when it happens now (of a series its next time), None when no time is
    known; `closes` is when sign-up ends. `marked_full` says that its organiser called it full: not
    what is told as full because all places are taken.
    """

    time: Time
    rule: RegistrationRecord
    state: State
    taken: Taken
    start: datetime | None = None
    end: datetime | None = None
    whole_day: bool = False
    closes: datetime | None = None
    marked_full: bool = False

    @property
    def takes(self) -> bool:
        """Whether somebody may sign up now."""
        return self.state in TAKES

    @property
    def limited(self) -> bool:
        """Whether only so many fit."""
        return self.rule.here == "places" and self.rule.limit > 0

    @property
    def left(self) -> int:
        """How many places are free for who comes now: none while somebody waits."""
        if not self.limited or self.taken.waiting or self.marked_full:
            return 0
        return max(0, self.rule.limit - self.taken.coming)

    @property
    def filled(self) -> bool:
        """Whether all places are taken; also when somebody waits for the one that came free."""
        return self.limited and _room(self.rule, self.taken) != "open"

    @property
    def series(self) -> bool:
        """Whether one signs up for all the times at once."""
        return self.time.original_start is None

    @property
    def key(self) -> str:
        """How an address and a form name it: "20261203T1800-0", of a series "kaikki-0"."""
        return f"{stamp(self.time.original_start)}-{self.time.channel}"

    def fits(self, people: int) -> bool:
        """Whether so many more would have places."""
        return not self.limited or self.taken.coming + people <= self.rule.limit

    def moves_up(self, people: int) -> bool:
        """Whether so many who wait get places by themselves now."""
        over = self.state in ("cancelled", "past")
        return not over and not self.marked_full and self.fits(people)


def stamp(start: datetime | None) -> str:
    """A planned start as addresses write it, by Helsinki clocks."""
    return start.astimezone(HELSINKI).strftime(STAMP) if start else "kaikki"


def offers(
    channels: Iterable[Any],
    occurrences: Iterable[Any],
    *,
    taken: dict[Time, Taken],
    closed: Collection[Time],
    now: datetime,
) -> list[Offer]:
    """All there is to sign up for here, the soonest first; `occurrences` are the coming ones."""
    known = list(occurrences)
    found: list[Offer] = []
    for number, channel in enumerate(channels):
        rule = channel.registration[0] if channel.registration else RegistrationRecord()
        own = [each for each in known if each.channel == number]
        full = {each.original_start for each in channel.changes if each.status == "full"}
        if rule.here and (rule.whole_series or not channel.schedules):
            found.append(_series(number, channel, rule, own, taken, closed, now))
            continue
        for each in own:
            mine = each.registration[0] if each.registration else rule
            if mine.here:
                marked = each.original_start in full
                found.append(_single(each, mine, marked, taken, closed, now))
    return sorted(found, key=lambda each: (each.start is None, each.start or now, each.key))


def _single(
    each: Any,
    rule: RegistrationRecord,
    marked: bool,
    taken: dict[Time, Taken],
    closed: Collection[Time],
    now: datetime,
) -> Offer:
    """One time by itself; `marked`: its organiser called it full."""
    time = Time(each.channel, each.original_start)
    closes = each.start - timedelta(hours=max(0, rule.closes_hours))
    there = taken.get(time, Taken())
    state: State
    if each.status == "cancelled":
        state = "cancelled"
    elif each.start <= now:
        state = "past"
    elif closes <= now or time in closed:
        state = "closed"
    elif marked:
        state = "waiting" if rule.waiting_list else "full"
    else:
        state = _room(rule, there)
    return Offer(time, rule, state, there, each.start, each.end, each.whole_day, closes, marked)


def _series(
    number: int,
    channel: Any,
    rule: RegistrationRecord,
    own: list[Any],
    taken: dict[Time, Taken],
    closed: Collection[Time],
    now: datetime,
) -> Offer:
    """All the times of a channel: one may still join a series that goes on, unless it closes."""
    time = Time(number, None)
    there = taken.get(time, Taken())
    happening = [each for each in own if each.status != "cancelled"]
    following = next((each for each in happening if each.start > now), None)
    closes = _series_closes(channel, rule)
    state: State
    if channel.schedules and not own:
        state = "past"
    elif channel.schedules and not happening:
        state = "cancelled"
    elif time in closed or (closes and closes <= now):
        state = "closed"
    else:
        state = _room(rule, there)
    start, end = (following.start, following.end) if following else (None, None)
    whole_day = bool(following and following.whole_day)
    return Offer(time, rule, state, there, start, end, whole_day, closes)


def _series_closes(channel: Any, rule: RegistrationRecord) -> datetime | None:
    """So long before its first time; None when one may join all the time."""
    if rule.closes_hours <= 0 or not channel.schedules:
        return None
    first = min(times.dtstart(each) for each in channel.schedules)
    return first.replace(tzinfo=HELSINKI) - timedelta(hours=rule.closes_hours)


def _room(rule: RegistrationRecord, there: Taken) -> State:
    """Nobody passes those who wait."""
    if rule.here != "places" or rule.limit <= 0:
        return "open"
    if there.coming < rule.limit and not there.waiting:
        return "open"
    return "waiting" if rule.waiting_list else "full"
