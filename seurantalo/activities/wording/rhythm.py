"""What a repeat rule means to people: the few rhythms that have a name in every language."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from seurantalo.common.rrule import Rule

Pairs = tuple[tuple[int, int], ...]
ORDINALS = (1, 2, 3, 4, 5, -1, -2)
WORKDAYS = tuple((0, day) for day in range(5))


@dataclass(frozen=True)
class EveryDay:
    """Every day, or every `interval` days."""

    interval: int


@dataclass(frozen=True)
class EveryWeek:
    """On `days` (0 is Monday) of every `interval`th week."""

    interval: int
    days: tuple[int, ...]


@dataclass(frozen=True)
class NthWeekday:
    """The nth weekdays, (nth, weekday) pairs, of every `interval`th month; nth -1 is the last."""

    interval: int
    days: Pairs


@dataclass(frozen=True)
class NthWorkday:
    """The `nth` day of Monday to Friday in every `interval`th month."""

    interval: int
    nth: int


@dataclass(frozen=True)
class MonthDays:
    """These days of every `interval`th month; -1 is the last day."""

    interval: int
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class YearDates:
    """These (month, day) dates of every `interval`th year."""

    interval: int
    dates: Pairs


@dataclass(frozen=True)
class YearNth:
    """The `nth` `weekday` of `month` in every `interval`th year: Mother's Day."""

    interval: int
    nth: int
    weekday: int
    month: int


@dataclass(frozen=True)
class Varying:
    """A rule nobody says aloud."""


Rhythm = EveryDay | EveryWeek | NthWeekday | NthWorkday | MonthDays | YearDates | YearNth | Varying


def rhythm(rule: Rule, dtstart: datetime) -> tuple[Rhythm, tuple[int, ...]]:
    """The rhythm of a rule and the months it is bound to (empty: all the year)."""
    ordinals = any(nth for nth, _ in rule.byday)
    if rule.byday and not ordinals and not rule.bysetpos and not rule.bymonthday:
        if rule.freq == "WEEKLY" or rule.interval == 1:
            days = tuple(sorted({day for _, day in rule.byday}))
            return EveryWeek(rule.interval, days), rule.bymonth
        return Varying(), ()
    match rule.freq:
        case "WEEKLY":
            return EveryWeek(rule.interval, (dtstart.weekday(),)), rule.bymonth
        case "DAILY":
            return _of_days(rule), rule.bymonth
        case "MONTHLY":
            return _of_months(rule, dtstart), rule.bymonth
    return _of_years(rule, dtstart)


def _of_days(rule: Rule) -> Rhythm:
    if not rule.byday and not rule.bymonthday:
        return EveryDay(rule.interval)
    if rule.byday or rule.interval > 1:
        return Varying()
    return _month_days(1, rule.bymonthday)


def _month_days(interval: int, numbers: tuple[int, ...]) -> Rhythm:
    if any(number < -1 for number in numbers):
        return Varying()
    return MonthDays(interval, tuple(sorted(numbers, key=lambda number: number % 99)))


def _of_months(rule: Rule, dtstart: datetime) -> Rhythm:
    if not rule.byday:
        days = rule.bymonthday or (dtstart.day,)
        return Varying() if rule.bysetpos else _month_days(rule.interval, days)
    if rule.bymonthday:
        return Varying()
    if rule.byday == WORKDAYS and len(rule.bysetpos) == 1 and rule.bysetpos[0] in ORDINALS:
        return NthWorkday(rule.interval, rule.bysetpos[0])
    pairs = _ordinal_pairs(rule)
    return NthWeekday(rule.interval, pairs) if pairs else Varying()


def _ordinal_pairs(rule: Rule) -> Pairs:
    """(nth, weekday) pairs by ordinals, or by the positions of one weekday; () when neither."""
    pairs = rule.byday
    if rule.bysetpos:
        same = len(rule.byday) == 1 and not rule.byday[0][0]
        pairs = tuple((nth, rule.byday[0][1]) for nth in rule.bysetpos) if same else ()
    ordered = sorted(pairs, key=lambda pair: (pair[0] % 99, pair[1]))
    return tuple(ordered) if all(nth in ORDINALS for nth, _ in ordered) else ()


def _of_years(rule: Rule, dtstart: datetime) -> tuple[Rhythm, tuple[int, ...]]:
    if not rule.byday:
        return _year_dates(rule, dtstart)
    pairs = () if rule.bymonthday or rule.bysetpos or not rule.bymonth else _ordinal_pairs(rule)
    if len(pairs) == 1 and len(rule.bymonth) == 1:
        return YearNth(rule.interval, *pairs[0], rule.bymonth[0]), ()
    if pairs and rule.interval == 1:
        return NthWeekday(1, pairs), rule.bymonth
    return Varying(), ()


def _year_dates(rule: Rule, dtstart: datetime) -> tuple[Rhythm, tuple[int, ...]]:
    if rule.bysetpos:
        return Varying(), ()
    if rule.bymonthday and not rule.bymonth:
        return (_month_days(1, rule.bymonthday) if rule.interval == 1 else Varying()), ()
    dates = tuple(
        (month, day)
        for month, day in product(
            rule.bymonth or (dtstart.month,), rule.bymonthday or (dtstart.day,)
        )
        if 1 <= day <= monthrange(2024, month)[1]
    )
    few = 1 <= len(dates) <= 4 and min(rule.bymonthday or (1,)) > 0
    return (YearDates(rule.interval, dates) if few else Varying()), ()
