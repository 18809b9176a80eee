"""The repeat rules we accept: RFC 5545 RRULE by days, weeks, months and years, in pure Python.

The clock time always comes from the start, so rules of hours, minutes and seconds are refused,
and so are BYWEEKNO, BYYEARDAY and the rest that nobody could say aloud.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args

from dateutil import rrule as dateutil_rrule

from seurantalo.common.time import wall_clock

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
Flaw = Literal["syntax", "frequency", "part", "value", "together"]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS",
}  # fmt: skip
NUMBER = re.compile(r"^[+-]?\d{1,4}$")
ORDINAL_DAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
UNTIL = re.compile(r"^(\d{8})(?:T(\d{6})(Z?))?$")
LONGEST_RULE = 400
MOST_TIMES = 5000


class BadRule(ValueError):
    """A rule we do not follow: `flaw` says what kind of fault, `part` where it is."""

    def __init__(self, flaw: Flaw, part: str = "") -> None:
        super().__init__(f"{flaw}: {part}" if part else flaw)
        self.flaw: Flaw = flaw
        self.part = part


@dataclass(frozen=True)
class Rule:
    """A parsed RRULE. Weekdays are 0 (Monday) to 6; `byday` pairs an ordinal (0: each) with one.

    `until` is the last possible start, as a Helsinki wall clock shows it.
    """

    freq: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    wkst: int = 0
    byday: tuple[tuple[int, int], ...] = ()
    bymonthday: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()

    def __str__(self) -> str:
        """The rule as RFC 5545 writes it, without COUNT and UNTIL."""
        days = [f"{nth or ''}{WEEKDAYS[weekday]}" for nth, weekday in self.byday]
        parts: list[tuple[str, object]] = [
            ("FREQ", self.freq),
            ("INTERVAL", self.interval if self.interval > 1 else ""),
            ("BYMONTH", ",".join(map(str, self.bymonth))),
            ("BYMONTHDAY", ",".join(map(str, self.bymonthday))),
            ("BYDAY", ",".join(days)),
            ("BYSETPOS", ",".join(map(str, self.bysetpos))),
            ("WKST", WEEKDAYS[self.wkst] if self.wkst else ""),
        ]
        return ";".join(f"{name}={value}" for name, value in parts if value)

    def starts(self, dtstart: datetime, since: datetime | None = None) -> Iterator[datetime]:
        """The starts in order, from `dtstart` and from `since` on; all naive wall clock.

        `dtstart` itself is one of them only when the rule meets it, so that "weekdays from
        Saturday" does not open on that Saturday. Ends quickly also when the rule meets no day:
        dateutil would look for one until the year 9999, and as the calendar repeats itself every
        400 years, it is asked about the last such period it knows.
        """
        if since and self.count is None:
            dtstart = self._skip_ahead(dtstart, since)
        shift = (9950 - dtstart.year) // 400 * 400
        rule = dateutil_rrule.rrule(
            getattr(dateutil_rrule, self.freq),
            dtstart=dtstart.replace(year=dtstart.year + shift),
            interval=self.interval,
            count=self.count,
            wkst=self.wkst,
            byweekday=[dateutil_rrule.weekday(weekday, nth or None) for nth, weekday in self.byday]
            or None,
            bymonthday=self.bymonthday or None,
            bymonth=self.bymonth or None,
            bysetpos=self.bysetpos or None,
            cache=False,
        )
        for shifted in rule:
            start = shifted.replace(year=shifted.year - shift)
            if self.until and start > self.until:
                return
            if since is None or start >= since:
                yield start

    def _skip_ahead(self, dtstart: datetime, since: datetime) -> datetime:
        """A later start of the same beat, so that a rule of ten years is not walked from its birth."""
        days = {"DAILY": 1, "WEEKLY": 7}.get(self.freq, 0) * self.interval
        if not days or since <= dtstart:
            return dtstart
        return dtstart + timedelta(days=(since - dtstart).days // days * days)

    def meets(self, dtstart: datetime, start: datetime) -> bool:
        """Whether `start` is one of the starts."""
        return start >= dtstart and next(self.starts(dtstart, start), None) == start

    def ended_on(self, last_day: date | None) -> Rule:
        """The same rule that ends on `last_day` at the latest."""
        if last_day is None:
            return self
        limit = datetime.combine(last_day, time.max.replace(microsecond=0))
        return replace(self, until=min(self.until or limit, limit))


def parse(text: str) -> Rule:
    """The rule of an RRULE value ("FREQ=WEEKLY;BYDAY=TU", with or without "RRULE:").

    Raises BadRule when it is not RFC 5545, or is a part of it that we do not follow.
    """
    parts = _parts(text)
    freq = parts.pop("FREQ", "")
    if freq not in get_args(Frequency):
        raise BadRule("frequency", freq)
    if unknown := set(parts) - PARTS:
        raise BadRule("part", min(unknown))
    rule = Rule(
        freq=freq,  # type: ignore[arg-type]
        interval=_numbers(parts, "INTERVAL", 1, 1000)[0] if "INTERVAL" in parts else 1,
        count=_numbers(parts, "COUNT", 1, MOST_TIMES)[0] if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        wkst=_weekday(parts.get("WKST", "MO")),
        byday=_ordinal_days(parts),
        bymonthday=_numbers(parts, "BYMONTHDAY", 1, 31, from_end=True),
        bymonth=_numbers(parts, "BYMONTH", 1, 12),
        bysetpos=_numbers(parts, "BYSETPOS", 1, 366, from_end=True),
    )
    _check_together(rule)
    return rule


def read(text: str) -> Rule | None:
    """The rule, or None when there is none or it cannot be followed."""
    try:
        return parse(text) if text else None
    except BadRule:
        return None


def _parts(text: str) -> dict[str, str]:
    bare = text.strip().upper().removeprefix("RRULE:")
    if len(bare) > LONGEST_RULE:
        raise BadRule("syntax")
    parts: dict[str, str] = {}
    for part in bare.rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise BadRule("syntax", name)
        parts[name] = value
    return parts


def _numbers(
    parts: dict[str, str], name: str, low: int, high: int, *, from_end: bool = False
) -> tuple[int, ...]:
    """The numbers of a part, each between `low` and `high`, or negative when `from_end`."""
    numbers = []
    for item in parts[name].split(",") if name in parts else ():
        if not (NUMBER.match(item) and item.isascii()):
            raise BadRule("value", name)
        number = int(item)
        if not low <= (abs(number) if from_end else number) <= high:
            raise BadRule("value", name)
        numbers.append(number)
    return tuple(sorted(set(numbers)))


def _weekday(text: str) -> int:
    if text not in WEEKDAYS:
        raise BadRule("value", "WKST")
    return WEEKDAYS.index(text)


def _ordinal_days(parts: dict[str, str]) -> tuple[tuple[int, int], ...]:
    days = set()
    for item in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
        found = ORDINAL_DAY.match(item)
        if not found or (found[1] and not 1 <= abs(int(found[1])) <= 53):
            raise BadRule("value", "BYDAY")
        days.add((int(found[1] or 0), WEEKDAYS.index(found[2])))
    return tuple(sorted(days))


def _until(text: str) -> datetime:
    """UNTIL as a wall clock: a date lasts the whole day, a UTC time is brought to Helsinki."""
    found = UNTIL.match(text)
    try:
        day = datetime.strptime(found[1], "%Y%m%d") if found else None
        if not found or not day or not 1900 <= day.year <= 2350:
            raise BadRule("value", "UNTIL")
        if not found[2]:
            return day.replace(hour=23, minute=59, second=59)
        moment = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")
    except ValueError as error:
        raise BadRule("value", "UNTIL") from error
    return wall_clock(moment.replace(tzinfo=UTC)) if found[3] else moment


def _check_together(rule: Rule) -> None:
    """The parts RFC 5545 3.3.10 forbids together, and BYSETPOS of days and weeks.

    Nobody says those, and dateutil counts the positions of a half first week from its middle.
    """
    if rule.count and rule.until:
        raise BadRule("together", "UNTIL")
    ordinals = any(nth for nth, _ in rule.byday)
    if ordinals and (rule.freq in ("DAILY", "WEEKLY") or {0} & {nth for nth, _ in rule.byday}):
        raise BadRule("together", "BYDAY")
    if rule.bymonthday and rule.freq == "WEEKLY":
        raise BadRule("together", "BYMONTHDAY")
    chosen = rule.byday or rule.bymonthday or rule.bymonth
    if rule.bysetpos and (rule.freq in ("DAILY", "WEEKLY") or not chosen):
        raise BadRule("together", "BYSETPOS")
