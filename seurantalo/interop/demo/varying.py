"""How neighbours differ: another weekday, another hour, a coming Saturday, the school term."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

WEEKDAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
SOONEST, LATEST = 3, 118  # days from today to a single event
TERM = ", 1.9.-31.5., ei 21.12.-6.1."


def rhythm(told: str, chance: Random) -> str:
    """The same rhythm on another working day, an hour earlier or later.

    Opening hours over several days stay, and weekends stay weekends.

    >>> rhythm("la klo 9-9.45", Random(1))
    'la klo 8-8.45'
    """
    if not re.search(r"[a-z]{2}-[a-z]{2}| ja ", told):
        other = chance.choice(WEEKDAYS[:4])
        told = re.sub(r"\b(ma|ti|ke|to)\b", other, told)
    shift = chance.choice((-1, 0, 0, 1))
    if re.search(r"klo 8|-2[12]", told):
        shift = 0
    return re.sub(r"klo (\d+)([.\d]*)-(\d+)", lambda clock: _shifted(clock, shift), told)


def _shifted(clock: re.Match[str], hours: int) -> str:
    return f"klo {int(clock[1]) + hours}{clock[2]}-{int(clock[3]) + hours}"


def coming(told: str, chance: Random, today: date, months: tuple[int, ...] = ()) -> str:
    """ "la klo 17-20" on one coming day, in one of `months` when there are any.

    >>> coming("la klo 17-20", Random(1), date(2026, 11, 16))
    'la 2.1.2027 klo 17-20'
    """
    weekday, _space, clock = told.partition(" ")
    days = (today + timedelta(days=step) for step in range(SOONEST, 366 if months else LATEST))
    fitting = [
        day
        for day in days
        if WEEKDAYS[day.weekday()] == weekday and (not months or day.month in months)
    ]
    day = chance.choice(fitting[:5] if months else fitting)
    return f"{weekday} {day.day}.{day.month}.{day.year} {clock}"


def in_term(told: str) -> str:
    """The rhythm from September to May, not at Christmas."""
    return told + TERM
