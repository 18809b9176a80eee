"""Times as people write them: "joka toinen ti klo 18–19.30, 1.9.–31.5., ei 24.12."

Finnish first, Swedish and English too. Several times are parted by semicolons or line breaks.
What is not understood is said, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from seurantalo.activities import recurrence
from seurantalo.common.time import ONE_DAY, helsinki
from seurantalo.records.schemas import ScheduleRecord

DAYS = (
    r"ma(?:anantai\w*)?|måndag\w*|mån|monday\w*|mon",
    r"ti(?:istai\w*)?|tisdag\w*|tis|tuesday\w*|tue",
    r"ke(?:skiviik\w*)?|onsdag\w*|ons|wednesday\w*|wed",
    r"to(?:rstai\w*)?|torsdag\w*|tors|tor|thursday\w*|thu",
    r"pe(?:rjantai\w*)?|fredag\w*|fre|friday\w*|fri",
    r"la(?:uantai\w*)?|lördag\w*|lör|saturday\w*|sat",
    r"su(?:nnuntai\w*)?|söndag\w*|sön|sunday\w*|sun",
)
DAY = "(?:" + "|".join(DAYS) + r")\b\.?"
GROUPS = {
    r"joka päivä\b|päivittäin|kaikkina päivinä|varje dag|dagligen|every day|daily": range(7),
    r"arkisin|arkipäivisin|vardagar|weekdays": range(5),
    r"viikonloppuisin|veckoslut\w*|weekends": range(5, 7),
}
INTERVALS = {
    r"joka (?:toinen|2\.)(?: viikko)?|varannan(?: vecka)?|every (?:other|second)(?: week)?": 2,
    r"joka (?:kolmas|3\.)(?: viikko)?|var tredje(?: vecka)?|every third(?: week)?": 3,
    r"joka (?:neljäs|4\.)(?: viikko)?|var fjärde(?: vecka)?|every fourth(?: week)?": 4,
}
EVEN = r"parillis\w* viik\w*|jämna veckor|even weeks"
ODD = r"parittom\w* viik\w*|udda veckor|odd weeks"
NTHS = {
    r"ensimmäi\w*|1\.|första|first": 1,
    r"toi(?:nen|sena|sin\w*)|2\.|andra|second": 2,
    r"kolma\w*|3\.|tredje|third": 3,
    r"neljä\w*|4\.|fjärde|fourth": 4,
    r"viimei\w*|sista|last": -1,
}
NTH = "|".join(NTHS)
MONTHLY = r"(?:joka )?(?:kuukauden|kuun)|(?:i|of) (?:varje månad|every month|the month)"
OPEN = r"avoinna|auki|aukioloajat?|öppet|open"
NOISE = (
    r"klo\b\.?|kello\b|kl\b\.?|at\b|ja\b|och\b|and\b|sekä\b|joka\b|aina\b|varje\b|every\b|toistaiseksi"
    r"|viikoittain|viikottain|ympäri vuoden|tills vidare|until further notice|on\b|:"
)
DATE = r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}\b)?|\d{4}-\d{2}-\d{2}"
CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
HOURS = re.compile(
    rf"(?:(?:klo|kello|kl)\b\.?\s*)?(?<![\d.])({CLOCK})\s*-\s*({CLOCK})(?![\d.]*\d|\.\d)"
    rf"|(?:klo|kello|kl)\b\.?\s*({CLOCK})(?!\d)|(?<![\d.])(\d{{1,2}}[.:]\d{{2}})(?![\d.])"
)
DATE_ALONE = re.compile(rf"^(?:{DAY} )?\d{{1,2}}\.(?:0?[1-9]|1[0-2])$")
SHARED_MONTH = re.compile(
    r"(?<![\d.])((?:\d{1,2}\.\s*(?:,|ja|och|and)\s*)+\d{1,2}\.)(\d{1,2}\.)((?:\d{4}|\d{2}\b)?)"
)
LONGEST = 2000  # characters of one cell
LONGEST_WHOLE = timedelta(days=31)  # a longer span without times is a season
# Dates whose last dot was left out, where they cannot be clock times.
BARE_DATES = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,2})\.?\s*-\s*(\d{1,2}\.\d{1,2})(?![\d.])")


class NotUnderstood(ValueError):
    """A time could not be read; the message says which part."""


class Clock(NamedTuple):
    """From, and until when it is told."""

    start: time
    end: time | None


class Span(NamedTuple):
    """The first and last day, as far as they are told."""

    first: date | None = None
    last: date | None = None


class Rhythm(NamedTuple):
    """Which weekdays of a month (none: weekly), every how many weeks, on odd (1) or even (0) ones."""

    nth: tuple[int, ...]
    weeks: int
    parity: int | None


class Rest:
    """A text of which understood parts are taken away, so that what remains is known."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: str) -> re.Match[str] | None:
        """The first match, taken away; None when there is none."""
        match = re.search(pattern, self.text)
        if match:
            self.text = f"{self.text[: match.start()]} {self.text[match.end() :]}"
        return match


def parse(text: str, today: date) -> tuple[ScheduleRecord, ...]:
    """The schedules told. `today` is where times without a first day begin.

    Raises NotUnderstood with a translated message.
    """
    text = re.sub(r"[–—−‒]", "-", text[:LONGEST].lower()).replace("\xa0", " ")
    text = SHARED_MONTH.sub(_months_told, re.sub(r"\s*[&+]\s*", " ja ", _one_list(text)))
    found: list[ScheduleRecord] = []
    for entry in re.split(r"[;\n]+", text):
        entry = BARE_DATES.sub(_dotted, entry)
        if entry.strip(" .,"):
            found += _entry(re.sub(r"\s+", " ", entry).strip(), today)
    for schedule in found:
        for problem in recurrence.check(schedule):
            raise NotUnderstood(str(problem))
    return tuple(dict.fromkeys(found))


def _one_list(text: str) -> str:
    """Dates pasted below each other are one list, when the time of day is told but once."""
    told = [line.strip(" ,") for line in text.split("\n") if line.strip(" ,.")]
    lines = [DATE_ALONE.sub(r"\g<0>.", line) for line in told]
    clocks = [line for line in lines if HOURS.search(line)]
    others = rf"{DATE}|{DAY}|\b(?:{NOISE})|[,.\s]+"
    left = any(re.sub(others, "", HOURS.sub("", line)) for line in lines)
    return text if len(lines) < 2 or len(clocks) != 1 or left else ", ".join(lines)


def _months_told(match: re.Match[str]) -> str:
    """ "3., 10. ja 17.12." is three days of December."""
    return re.sub(r"\d{1,2}\.(?!\d)", lambda day: day[0] + match[2] + match[3], match[1])


def _dotted(match: re.Match[str]) -> str:
    clocks = [re.fullmatch(r"([01]?\d|2[0-4])\.[0-5]\d", part) for part in match.groups()]
    first_is_date = match[0][match.end(1) - match.start()] == "."
    if all(clocks) and not first_is_date:
        return match[0]
    return f"{match[1]}.-{match[2]}."


def is_vague(text: str) -> bool:
    """Whether a rhythm of weeks is told, but not from which week on it is counted."""
    rest = Rest(text.lower())
    return _interval(rest)[0] > 1 and not re.search(rf"{DATE}|{EVEN}|{ODD}", text.lower())


def _entry(text: str, today: date) -> Iterator[ScheduleRecord]:
    rest = Rest(text)
    exceptions = list(_exceptions(rest))
    span = _span(rest, today)
    closed = tuple(day for told in exceptions for day in _days(told, span.first or today))
    opening = rest.take(rf"\b(?:{OPEN})\b") is not None
    pieces = list(_pieces(rest.text))
    if any(end is not None for _, end in pieces):
        pieces = [piece for piece in pieces if piece[0].strip(" ,.") or piece[1]]
    for words, clock in pieces:
        schedule = _schedule(Rest(words), clock, span, closed, today)
        yield schedule.model_copy(update={"kind": "opening_hours"}) if opening else schedule


def _pieces(text: str) -> Iterator[tuple[str, Clock | None]]:
    """The words that belong to each clock time: those before it, and after the last one."""
    clocks = list(HOURS.finditer(text))
    if not clocks:
        yield text, None
    begin = 0
    for number, match in enumerate(clocks):
        words = text[begin : match.start()]
        if number == len(clocks) - 1:
            words += " " + text[match.end() :]
        yield words, _clock(match)
        begin = match.end()


def _clock(match: re.Match[str]) -> Clock:
    start = _time(match[1] or match[3] or match[4])
    return Clock(start, _time(match[2]) if match[2] else None)


def _time(text: str) -> time:
    hour, _sep, minute = text.replace(":", ".").partition(".")
    try:
        return time(int(hour) % 24 if int(hour) <= 24 else 25, int(minute or 0))
    except ValueError as error:
        raise NotUnderstood(_("“%(text)s” is not a time of day.") % {"text": text}) from error


def _schedule(
    rest: Rest, clock: Clock | None, span: Span, closed: tuple[date, ...], today: date
) -> ScheduleRecord:
    days = _dates(rest, today)
    nth = _nth(rest)
    interval, parity = _interval(rest)
    weekdays = _weekdays(rest)
    left = re.sub(rf"\b(?:{NOISE})|[,.\s]+", " ", rest.text).strip()
    if left:
        raise NotUnderstood(
            _("“%(text)s” is not understood. Write for example: tiistaisin klo 18–19.30.")
            % {"text": left}
        )
    if days:
        return _on_dates(days, clock)
    if clock is None and span.first and not weekdays:
        return _whole_days(span)
    if not weekdays and span.first and span.last:
        weekdays = tuple(range(7))
    if clock is None:
        raise NotUnderstood(_("The time of day is missing, such as klo 18–19.30."))
    if not weekdays:
        raise NotUnderstood(_("The weekday or the date is missing."))
    return _repeating(weekdays, clock, Rhythm(nth, interval, parity), span, closed, today)


def _repeating(
    weekdays: tuple[int, ...],
    clock: Clock,
    rhythm: Rhythm,
    span: Span,
    closed: tuple[date, ...],
    today: date,
) -> ScheduleRecord:
    first = span.first or today
    if rhythm.nth and len(weekdays) > 1:
        raise NotUnderstood(_("Write each weekday of the month as a time of its own."))
    if rhythm.nth:
        return recurrence.monthly_nth(
            rhythm.nth, weekdays[0], *clock, first=first, until=span.last, exdates=closed
        )
    if rhythm.parity is not None:
        coming = (first + ONE_DAY * step for step in range(14))
        fitting = (day for day in coming if day.isocalendar().week % 2 == rhythm.parity)
        first = next(day for day in fitting if day.weekday() in weekdays)
    return recurrence.weekly(
        weekdays, *clock, first=first, until=span.last, interval=rhythm.weeks, exdates=closed
    )


def _on_dates(days: list[date], clock: Clock | None) -> ScheduleRecord:
    start = clock.start if clock else time()
    starts = [helsinki(datetime.combine(day, start)) for day in days]
    if clock is None:
        return recurrence.dates(starts, ONE_DAY, whole_day=True)
    duration = timedelta()
    if clock.end is not None:
        duration = datetime.combine(days[0], clock.end) - datetime.combine(days[0], start)
        duration += ONE_DAY if duration <= timedelta() else timedelta()
    return recurrence.dates(starts, duration)


def _whole_days(span: Span) -> ScheduleRecord:
    first = span.first or date.max
    length = (span.last or first) - first + ONE_DAY
    if length > LONGEST_WHOLE:
        raise NotUnderstood(_("The time of day is missing, such as klo 18–19.30."))
    start = helsinki(datetime.combine(first, time()))
    return recurrence.dates([start], length, whole_day=True)


def _exceptions(rest: Rest) -> Iterator[str]:
    """The days after "ei", as written."""
    words = r"\b(?:ei|paitsi|inte|utom|ej|not|except)\b(?: on)?"
    one = rf"(?:{DAY} )?(?:{DATE}|\d{{1,2}}\.(?=\s*-))(?:\s*-\s*(?:{DATE}))?"
    while match := rest.take(rf"{words}\s*({one}(?:\s*(?:,|ja|och|and)\s*(?:{one}))*)"):
        yield match[1]


def _days(text: str, today: date) -> Iterator[date]:
    """Single days and spans of days, from `today` on."""
    told = Rest(text)
    while span := _range(told, today):
        length = (span.last - span.first).days if span.first and span.last else 0
        yield from (span.first + ONE_DAY * step for step in range(length + 1) if span.first)
    yield from _dates(told, today)


def _range(rest: Rest, today: date) -> Span | None:
    """ "1.9.–31.5.", "5.–6.7.": days without a year lie so that the end is not past."""
    match = rest.take(rf"(?:{DAY} )?({DATE}|\d{{1,2}}\.?)\s*-\s*(?:{DAY} )?({DATE})")
    if not match:
        return None
    begin = match[1]
    if re.fullmatch(r"\d{1,2}\.?", begin):
        begin = begin.rstrip(".") + "." + match[2].partition(".")[2]
    last = _date(match[2], today)
    first = _date(begin, last - timedelta(days=365)) if _yearless(begin) else _date(begin, today)
    if first > last:
        raise NotUnderstood(_("“%(text)s” ends before it begins.") % {"text": match[0].strip()})
    return Span(first, last)


def _span(rest: Rest, today: date) -> Span:
    """When it begins and ends as a whole."""
    if found := _range(rest, today):
        return found
    first = last = None
    if match := rest.take(
        rf"({DATE})\s*(?:alkaen|lähtien|-(?=\s|$|,))|(?:från|from) (?:den )?({DATE})"
    ):
        first = _date(match[1] or match[2], today)
    if match := rest.take(rf"({DATE})\s*(?:asti|saakka)|(?:till|until) (?:den )?({DATE})"):
        last = _date(match[1] or match[2], first or today)
    return Span(first, last)


def _dates(rest: Rest, today: date) -> list[date]:
    found = []
    while match := rest.take(rf"(?:({DAY}) )?({DATE})"):
        day = _date(match[2], today)
        if match[1] and _weekday(match[1]) != day.weekday():
            said = {"day": match[0].strip(), "year": day.year}
            raise NotUnderstood(_("In %(year)s “%(day)s” is another weekday.") % said)
        found.append(day)
    return found


def _yearless(text: str) -> bool:
    return "-" not in text and not re.search(r"\.\d{1,2}\.\d", text)


def _date(text: str, today: date) -> date:
    """A date; without a year the first one from `today` on."""
    try:
        if "-" in text:
            return _possible(date.fromisoformat(text))
        day, month, year = [*text.split("."), ""][:3]
        if year:
            full = int(year) + (2000 if len(year) == 2 else 0)
            return _possible(date(full, int(month), int(day)))
        found = date(today.year, int(month), int(day))
        return found if found >= today else found.replace(year=today.year + 1)
    except ValueError as error:
        raise NotUnderstood(_("“%(text)s” is not a date.") % {"text": text}) from error


def _possible(day: date) -> date:
    if not 2000 <= day.year <= 2100:
        raise ValueError(day)
    return day


def _nth(rest: Rest) -> tuple[int, ...]:
    """Which ones of a month: 1…4, -1 the last; none when it is not monthly."""
    several = rf"(?:{NTH})(?:\s*(?:,|ja|och|and)\s*(?:{NTH}))*"
    match = rest.take(rf"\b(?:{MONTHLY})\s+({several})(?=\s)") or rest.take(
        rf"(?:^|(?<=\s))({several})\s+(?={DAY}\s+(?:{MONTHLY}))"
    )
    if not match:
        return ()
    rest.take(rf"\b(?:{MONTHLY})")
    words = re.split(r"\s*(?:,|\bja\b|\boch\b|\band\b)\s*", match[1])
    return tuple(
        next(nth for pattern, nth in NTHS.items() if re.fullmatch(pattern, word)) for word in words
    )


def _interval(rest: Rest) -> tuple[int, int | None]:
    """Every how many weeks, and whether on odd (1) or even (0) ISO weeks."""
    for pattern, parity in ((ODD, 1), (EVEN, 0)):
        if rest.take(rf"\b(?:{pattern})"):
            return 2, parity
    for pattern, weeks in INTERVALS.items():
        if rest.take(rf"\b(?:{pattern})"):
            return weeks, None
    return 1, None


def _weekdays(rest: Rest) -> tuple[int, ...]:
    found: set[int] = set()
    for pattern, days in GROUPS.items():
        if rest.take(rf"\b(?:{pattern})"):
            found.update(days)
    while match := rest.take(rf"\b({DAY})\s*-\s*({DAY})"):
        first, last = _weekday(match[1]), _weekday(match[2])
        found.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    while match := rest.take(rf"\b{DAY}"):
        found.add(_weekday(match[0]))
    return tuple(sorted(found))


def _weekday(word: str) -> int:
    bare = word.rstrip(".")
    return next(day for day, pattern in enumerate(DAYS) if re.fullmatch(pattern, bare))
