"""When it happens: the typed sentence read, made from taps, and shown as the next dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seurantalo.activities import plain_times, recurrence
from seurantalo.activities.recurrence import Span
from seurantalo.common.time import helsinki, parse_day, say_date
from seurantalo.records.schemas import ScheduleRecord

AHEAD = timedelta(days=2 * 366)
SHOWN = 5
OFTEN = {
    "fi": "maanantaisin tiistaisin keskiviikkoisin torstaisin perjantaisin lauantaisin sunnuntaisin",
    "sv": "måndagar tisdagar onsdagar torsdagar fredagar lördagar söndagar",
    "en": "Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays",
}
EACH = {
    "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
WORDS = {
    "fi": {"and": " ja ", "other": "joka toinen ", "at": "klo ", "not": "ei "},
    "sv": {"and": " och ", "other": "varannan ", "at": "kl ", "not": "inte "},
    "en": {"and": " and ", "other": "every other ", "at": "at ", "not": "not "},
}
OPEN = {
    "fi": ("{} alkaen", "{} asti"),
    "sv": ("från {}", "till {}"),
    "en": ("from {}", "until {}"),
}
NTHS = {
    "fi": {"1": "ensimmäinen", "2": "toinen", "3": "kolmas", "4": "neljäs", "-1": "viimeinen"},
    "sv": {"1": "första", "2": "andra", "3": "tredje", "4": "fjärde", "-1": "sista"},
    "en": {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"},
}
MONTHLY = {
    "fi": "kuukauden {nth} {day}",
    "sv": "{nth} {day} i varje månad",
    "en": "{nth} {day} of every month",
}
BUILT = ("rhythm", "weekdays", "nth", "dates", "starts", "ends", "season", "first", "last", "skip")


class Season(NamedTuple):
    """A term with its first and last day, one tap."""

    code: str
    label: str | Promise
    first: date
    last: date


def seasons(today: date) -> tuple[Season, Season]:
    """The coming autumn and spring term, the one that is going on or nearest first."""
    autumn = Season("autumn", gettext_lazy("Autumn term"), *_term(today, (9, 1), (12, 15)))
    spring = Season("spring", gettext_lazy("Spring term"), *_term(today, (1, 10), (5, 31)))
    first, second = sorted((autumn, spring), key=lambda season: season.last)
    return first, second


def _term(today: date, first: tuple[int, int], last: tuple[int, int]) -> tuple[date, date]:
    """The days of a term that is not over: this year's or the next one's."""
    year = today.year + (date(today.year, *last) < today)
    return date(year, *first), date(year, *last)


def read_times(words: str, today: date) -> tuple[ScheduleRecord, ...]:
    """The schedules of a typed sentence.

    Raises ValidationError saying which part is not understood, or that all of it is past.
    """
    try:
        schedules = plain_times.parse(words, today)
    except plain_times.NotUnderstood as error:
        raise ValidationError(str(error)) from error
    if schedules and not next_times(schedules, helsinki(_midnight(today)), 1):
        raise ValidationError(_("All these times are past. Write times that are still to come."))
    return schedules


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


def next_times(
    schedules: Iterable[ScheduleRecord], now: datetime, count: int = SHOWN
) -> list[Span]:
    """The next times from `now` (aware) on, in order."""
    coming = merge(*(recurrence.expand(each, now, now + AHEAD) for each in schedules))
    return list(islice(coming, count))


def sentence(answers: Mapping[str, Any], lang: str, today: date) -> str:
    """The sentence that the taps mean: "joka toinen tiistai klo 18–19.30, 11.1.–24.5.".

    Empty while they say no day or no hour.
    """
    lang = lang if lang in WORDS else "fi"
    rhythm = _rhythm(answers, lang, today)
    starts, ends = (_clock(answers.get(name), lang) for name in ("starts", "ends"))
    if not rhythm or not starts:
        return ""
    parts = [f"{rhythm} {WORDS[lang]['at']}{starts}{f'–{ends}' if ends else ''}"]
    if answers.get("rhythm") not in ("once", "dates"):
        parts.append(_season(answers, lang, today))
    if skip := str(answers.get("skip") or "").strip():
        parts.append(WORDS[lang]["not"] + skip)
    return ", ".join(filter(None, parts))


def _clock(typed: Any, lang: str) -> str:
    """A clock time as one says it: "18:00" of a clock field is "18", "18:30" is "18.30"."""
    words = str(typed or "").strip().removesuffix(":00").removesuffix(".00")
    return words if lang == "en" else words.replace(":", ".")


def _rhythm(answers: Mapping[str, Any], lang: str, today: date) -> str:
    """The days alone."""
    if answers.get("rhythm") == "once":
        return _day(answers.get("first"), today)
    if answers.get("rhythm") == "dates":
        told = str(answers.get("dates") or "").split("\n")
        return ", ".join(filter(None, (line.strip(" ,\r") for line in told)))
    days = [int(day) for day in answers.get("weekdays") or () if str(day) in "0123456"]
    if not days:
        return ""
    each, join = EACH[lang].split(), WORDS[lang]["and"]
    if answers.get("rhythm") == "monthly":
        nth = NTHS[lang].get(str(answers.get("nth")), NTHS[lang]["1"])
        return MONTHLY[lang].format(nth=nth, day=each[days[0]])
    if answers.get("rhythm") == "fortnightly":
        return WORDS[lang]["other"] + join.join(each[day] for day in days)
    return join.join(OFTEN[lang].split()[day] for day in days)


def _season(answers: Mapping[str, Any], lang: str, today: date) -> str:
    chosen = {season.code: season for season in seasons(today)}.get(str(answers.get("season")))
    if chosen:
        return f"{said(chosen.first)}–{said(chosen.last)}"
    first, last = (_day(answers.get(name), today) for name in ("first", "last"))
    if first and last:
        return f"{first}–{last}"
    since, until = OPEN[lang]
    return since.format(first) if first else until.format(last) if last else ""


def _day(typed: Any, today: date) -> str:
    """A typed day with its year, as it was typed when it is not understood."""
    words = str(typed or "").strip()
    day = parse_day(words, today) if words else None
    return said(day) if day else words


def said(day: date) -> str:
    """A day with its year, as it is written in the sentence."""
    return say_date(day, "fi", year=True)
