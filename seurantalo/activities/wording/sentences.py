"""A schedule as a sentence: rhythm and hours first, then season, additions and exceptions.

Nothing here knows today's date: the same schedule gives the same words, whenever they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice, takewhile

from seurantalo.activities.wording.phrases import PHRASES, listed, runs
from seurantalo.activities.wording.rhythm import EveryWeek, rhythm
from seurantalo.common import rrule
from seurantalo.common.rrule import Rule
from seurantalo.common.text import Text
from seurantalo.common.time import (
    ONE_DAY,
    WEEKDAYS_SHORT,
    runs_over,
    say_date,
    say_hours,
    say_weekday,
)
from seurantalo.records import times
from seurantalo.records.schemas import ScheduleRecord

MOST_DATES = 8
MOST_EXCEPTIONS = 6
MOST_SCHEDULES = 7
NEARLY_A_YEAR = timedelta(days=330)


def describe(schedule: ScheduleRecord, on: date | None = None) -> Text:
    """The schedule in words, in fi, sv and en; never empty.

    Give `on`, the day for which the words are written, to be told of a start after it ("1.9.
    alkaen toistaiseksi") and of other years; without it an open season goes unsaid.
    """
    return Text({lang: ", ".join(_parts(schedule, lang, on)) for lang in PHRASES})


def describe_all(schedules: Iterable[ScheduleRecord], on: date | None = None) -> Text:
    """Several schedules in one sentence: "ma–pe klo 9–15, la klo 10–14"; empty when there is none.

    A season or an exception that all share is said once, and after seven schedules the rest are
    only counted.
    """
    ordered = sorted(schedules, key=_week_order)
    return Text({lang: _together(ordered, lang, on) for lang in PHRASES if ordered})


def _week_order(schedule: ScheduleRecord) -> tuple[bool, int]:
    """Opening hours go by the days of the week, other schedules stay as they were."""
    rule = rrule.read(schedule.rrule) if schedule.kind == "opening_hours" else None
    return (rule is None, min((day for _, day in rule.byday), default=7) if rule else 0)


def _together(schedules: Sequence[ScheduleRecord], lang: str, on: date | None) -> str:
    words = PHRASES[lang]
    opened = min(times.dtstart(schedule).date() for schedule in schedules)
    said = list(dict.fromkeys(tuple(_parts(each, lang, on, opened)) for each in schedules))
    more = []
    if len(said) > MOST_SCHEDULES:
        more = [words.more_times.format(len(said) - MOST_SCHEDULES + 1)]
        said = said[: MOST_SCHEDULES - 1]
    if len({parts[1:] for parts in said}) > 1:
        return "; ".join([", ".join(parts) for parts in said] + more)
    heads = [parts[0] for parts in said] + more
    plain = not any("," in head or words.last_and in head for head in heads)
    last = words.last_and if plain and schedules[0].kind == "sessions" else ", "
    joined = listed(heads, last)
    return ("; " if len(heads) > 1 and last == ", " else ", ").join([joined, *said[0][1:]])


def _parts(
    schedule: ScheduleRecord, lang: str, on: date | None, opened: date | None = None
) -> Iterator[str]:
    """What is said between the commas; the first part is rhythm and hours.

    `opened` is the first day of all schedules told together: one that starts later in the same
    week shares its season.
    """
    rule, listed_starts = times.rule(schedule), times.listed(schedule)
    starts = list(islice(rule.starts(times.dtstart(schedule)), 2)) if rule else []
    if rule and len(starts) == 2:
        first = starts[0].date()
        same_week = opened and first - opened < timedelta(days=7)
        yield _rhythm(schedule, rule, starts[0], lang)
        yield from _season(rule, opened if opened and same_week else first, lang, on)
        if listed_starts:
            yield PHRASES[lang].also.format(_dates(schedule, listed_starts, lang, on))
        yield from _exceptions(schedule, rule, lang)
        return
    once = [start for start in starts if times.happening(schedule, start)]
    happening = sorted({*listed_starts, *once})
    yield _dates(schedule, happening, lang, on) if happening else PHRASES[lang].no_times


def _end(schedule: ScheduleRecord, start: datetime) -> datetime:
    """The end on the wall clock; the start itself when it is not told."""
    return start + times.length(schedule) if start.year < 9998 else start


# --- Rhythm and hours ------------------------------------------------------------------------


def _rhythm(schedule: ScheduleRecord, rule: Rule, start: datetime, lang: str) -> str:
    words, (beat, months) = PHRASES[lang], rhythm(rule, start)
    end = _end(schedule, start)
    night = not schedule.whole_day and runs_over(start, end)
    match beat:
        case EveryWeek(1, (day,)) if night and end - start < timedelta(days=7):
            names = WEEKDAYS_SHORT[lang]
            closes = names[(day + (end.date() - start.date()).days) % 7]
            begins, ends = say_hours(start, start, lang), say_hours(end, end, lang)
            said = f"{names[day]} {begins} – {closes} {ends}"
        case EveryWeek(1, days) if schedule.kind == "opening_hours" and len(days) < 7:
            said = f"{_short_weekdays(days, lang)} {_hours(schedule, start, lang)}"
        case _:
            said = f"{words.say(beat)} {_hours(schedule, start, lang)}"
    return f"{said} {words.in_months(months)}" if months else said


def _short_weekdays(days: Sequence[int], lang: str) -> str:
    names = WEEKDAYS_SHORT[lang]
    return ", ".join(names[a] if a == b else f"{names[a]}–{names[b]}" for a, b in runs(days))


def _hours(schedule: ScheduleRecord, start: datetime, lang: str) -> str:
    words, end = PHRASES[lang], _end(schedule, start)
    if schedule.whole_day:
        days = (end - start).days
        return words.all_day if days == 1 else words.days_at_a_time.format(days=days)
    if end - start == ONE_DAY and start.time() == time():
        return words.round_the_clock
    if end <= start:
        return words.at + say_hours(start, start, lang)
    if not runs_over(start, end):
        return say_hours(start, end, lang)
    days = (end.date() - start.date()).days
    template = words.next_day if days == 1 else words.days_later
    return template.format(
        start=say_hours(start, start, lang), end=say_hours(end, end, lang), days=days
    )


# --- Season and exceptions -------------------------------------------------------------------


def _season(rule: Rule, first: date, lang: str, on: date | None) -> Iterator[str]:
    words = PHRASES[lang]
    if rule.until:
        last = rule.until.date()
        yield _days(first, last, lang, year=_far((first, last), on))
        return
    start = say_date(first, lang, year=_far((first,), on))
    if rule.count:
        yield words.starting.format(start)
        yield words.times.format(rule.count)
    elif on and first > on:
        yield words.until_further_notice.format(start)


def _far(days: Sequence[date], on: date | None) -> bool:
    """Whether the year has to be told: the days are nearly a year apart, or that far from `on`."""
    around = [*days, on] if on else days
    return max(around) - min(around) > NEARLY_A_YEAR


def _days(first: date, last: date, lang: str, *, year: bool) -> str:
    """The first and last day: "12.1.–24.5.", "5.–6.7.", "12 Jan – 24 May", "5–6 Jul"."""
    end = say_date(last, lang, year=year)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{end}" if lang == "fi" else f"{first.day}–{end}"
    dash = " – " if lang == "en" else "–"
    return f"{say_date(first, lang, year=year and first.year != last.year)}{dash}{end}"


def _exceptions(schedule: ScheduleRecord, rule: Rule, lang: str) -> Iterator[str]:
    """The days it would happen but does not; three or more in a row as one stretch."""
    words, missed = PHRASES[lang], _missed(schedule, rule)
    if not missed:
        return
    year = missed[-1][1] - missed[0][0] > NEARLY_A_YEAR
    said = [_days(first, last, lang, year=year) for first, last in missed]
    if len(said) > MOST_EXCEPTIONS:
        rest = len(said) - MOST_EXCEPTIONS + 1
        said = [*said[: MOST_EXCEPTIONS - 1], words.other_times.format(rest)]
    yield words.not_on.format(listed(said, words.last_nor))


def _missed(schedule: ScheduleRecord, rule: Rule) -> list[tuple[date, date]]:
    days = sorted(day for day in schedule.exdates if day.year in times.YEARS)
    if not days:
        return []
    since, before = datetime.combine(days[0], time()), days[-1]
    possible = islice(rule.starts(times.dtstart(schedule), since), rrule.MOST_TIMES)
    starts = takewhile(lambda start: start.date() <= before, possible)
    stretches: list[tuple[date, date]] = []
    for off, group in groupby((start.date() for start in starts), set(days).__contains__):
        run = list(group) if off else []
        stretches += [(run[0], run[-1])] if len(run) > 2 else [(day, day) for day in run]
    return stretches


# --- Listed dates ----------------------------------------------------------------------------


def _dates(schedule: ScheduleRecord, starts: Sequence[datetime], lang: str, on: date | None) -> str:
    """Single times: "ti 3.3., ke 18.3. ja to 2.4. klo 18"; after eight the rest are counted."""
    words = PHRASES[lang]
    year = _far([start.date() for start in starts], on)
    shown = list(starts if len(starts) <= MOST_DATES else starts[: MOST_DATES - 1])
    rest = len(starts) - len(shown)
    more = [words.more_times.format(rest)] if rest else []
    same_hours = len({start.time() for start in shown}) == 1
    over = runs_over(shown[0], _end(schedule, shown[0]))
    if schedule.whole_day or not same_hours or over:
        said = [_one_time(schedule, start, lang, year=year) for start in shown]
        return listed(said + more, words.last_and)
    days = [say_weekday(start.date(), lang, year=year) for start in shown]
    return f"{listed(days + more, words.last_and)} {_hours(schedule, shown[0], lang)}"


def _one_time(schedule: ScheduleRecord, start: datetime, lang: str, *, year: bool) -> str:
    end = _end(schedule, start)
    if schedule.whole_day:
        return _whole_days(start.date(), max(end - ONE_DAY, start).date(), lang, year=year)
    day = say_weekday(start.date(), lang, year=year)
    if not runs_over(start, end):
        return f"{day} {_hours(schedule, start, lang)}"
    last = say_weekday(end.date(), lang, year=year)
    return f"{day} {say_hours(start, start, lang)} – {last} {say_hours(end, end, lang)}"


def _whole_days(first: date, last: date, lang: str, *, year: bool) -> str:
    """ "la 5.7.", "la–su 5.–6.7."; a week or more is told by its dates alone."""
    names, days = WEEKDAYS_SHORT[lang], _days(first, last, lang, year=year)
    if last - first >= timedelta(days=7):
        return days
    weekdays = names[first.weekday()]
    if first != last:
        weekdays = f"{weekdays}–{names[last.weekday()]}"
    return f"{weekdays} {days}"
