"""The rhythms in Finnish, Swedish and English, as one would write them on a notice board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seurantalo.activities.wording.rhythm import (
    EveryDay,
    EveryWeek,
    MonthDays,
    NthWeekday,
    NthWorkday,
    Rhythm,
    YearDates,
    YearNth,
)


@dataclass(frozen=True)
class Phrases:
    """What the sentences of one language are built of; `{}` stands for what the name tells."""

    say: Callable[[Rhythm], str]
    in_months: Callable[[Sequence[int]], str]
    last_and: str
    last_nor: str
    at: str
    all_day: str
    round_the_clock: str
    next_day: str
    days_later: str
    days_at_a_time: str
    not_on: str
    also: str
    starting: str
    until_further_notice: str
    times: str
    more_times: str
    other_times: str
    no_times: str


def listed(words: Sequence[str], last: str) -> str:
    """ "a", "a ja b", "a, b ja c"; `last` holds its own spaces."""
    return last.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted numbers as (first, last) of unbroken runs, those of two taken apart."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [
        pair
        for run in found
        for pair in ([(run[0], run[-1])] if len(run) > 2 else [(n, n) for n in run])
    ]


def _by_ordinal(days: Sequence[tuple[int, int]]) -> list[tuple[list[int], int]]:
    """(nth, weekday) pairs with the same weekday together: first and third Monday."""
    together: dict[int, list[int]] = {}
    for nth, weekday in days:
        together.setdefault(weekday, []).append(nth)
    return [(nths, weekday) for weekday, nths in together.items()]


# --- Finnish ---------------------------------------------------------------------------------

FI_DAYS = (
    "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai",
)  # fmt: skip
FI_OFTEN = (
    "maanantaisin", "tiistaisin", "keskiviikkoisin", "torstaisin", "perjantaisin",
    "lauantaisin", "sunnuntaisin",
)  # fmt: skip
FI_NTH = {
    1: "ensimmäinen", 2: "toinen", 3: "kolmas", 4: "neljäs", 5: "viides",
    -1: "viimeinen", -2: "toiseksi viimeinen",
}  # fmt: skip
FI_ON_NTH = {
    1: "ensimmäisenä", 2: "toisena", 3: "kolmantena", 4: "neljäntenä", 5: "viidentenä",
    -1: "viimeisenä", -2: "toiseksi viimeisenä",
}  # fmt: skip
FI_OF_NTH = {1: "joka", 2: "joka toisen", 3: "joka kolmannen", 4: "joka neljännen"}
FI_MONTHS = (
    "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka",
    "marras", "joulu",
)  # fmt: skip


def _fi_every(interval: int) -> str:
    nth = FI_NTH.get(interval, f"{interval}.")
    return "joka" if interval == 1 else f"joka {nth}"


def _fi_weekdays(days: Sequence[int]) -> str:
    if len(days) == 7:
        return "joka päivä"
    said = [FI_OFTEN[a] if a == b else f"{_fi_from(a)} {_fi_until(b)}" for a, b in runs(days)]
    return listed(said, " ja ")


def _fi_from(day: int) -> str:
    return "keskiviikosta" if day == 2 else f"{FI_DAYS[day]}sta"


def _fi_until(day: int) -> str:
    return "keskiviikkoon" if day == 2 else f"{FI_DAYS[day]}hin"


def _fi_weeks(interval: int, days: Sequence[int]) -> str:
    if interval == 1:
        return _fi_weekdays(days)
    if interval == 2 and len(days) == 1:
        return f"joka toinen {FI_DAYS[days[0]]}"
    return f"{_fi_every(interval)} viikko {_fi_weekdays(days)}"


def finnish(rhythm: Rhythm) -> str:
    """The rhythm in Finnish: "joka toinen tiistai"."""
    match rhythm:
        case EveryDay(interval):
            return f"{_fi_every(interval)} päivä"
        case EveryWeek(interval, days):
            return _fi_weeks(interval, days)
        case NthWeekday() | NthWorkday() | MonthDays():
            month = f"{FI_OF_NTH.get(rhythm.interval, f'joka {rhythm.interval}.')} kuun"
            return f"{month} {_fi_in_month(rhythm)}"
        case YearDates(interval, dates):
            said = listed([f"{day}.{month}." for month, day in dates], " ja ")
            return f"{_fi_every(interval)} vuosi {said}"
        case YearNth(interval, nth, weekday, month):
            which = f"{FI_ON_NTH[nth]} {FI_DAYS[weekday]}na"
            return f"{_fi_every(interval)} vuosi {FI_MONTHS[month - 1]}kuun {which}"
    return "vaihtelevina päivinä"


def _fi_in_month(rhythm: NthWeekday | NthWorkday | MonthDays) -> str:
    match rhythm:
        case NthWeekday(_, days):
            said = [
                f"{listed([FI_NTH[nth] for nth in nths], ' ja ')} {FI_DAYS[weekday]}"
                for nths, weekday in _by_ordinal(days)
            ]
            return listed(said, " ja ")
        case NthWorkday(_, nth):
            return f"{FI_NTH[nth]} arkipäivä"
        case MonthDays(_, numbers):
            named = [f"{number}." if number > 0 else "viimeinen" for number in numbers]
            return f"{listed(named, ' ja ')} päivä"


def _fi_in_months(months: Sequence[int]) -> str:
    said = []
    for first, last in runs(months):
        name = FI_MONTHS[first - 1]
        said.append(name if first == last else f"{name}–{FI_MONTHS[last - 1]}")
    return listed([f"{name}-" for name in said[:-1]] + [f"{said[-1]}kuussa"], " ja ")


# --- Swedish ---------------------------------------------------------------------------------

SV_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
SV_NTH = {
    1: "första", 2: "andra", 3: "tredje", 4: "fjärde", 5: "femte", -1: "sista", -2: "näst sista",
}  # fmt: skip
SV_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip


def _sv_every(interval: int, *, neuter: bool = False) -> str:
    if interval <= 2:
        word = "varje" if interval == 1 else "vartannat" if neuter else "varannan"
        return word
    ending = "a" if interval % 10 in (1, 2) and interval % 100 not in (11, 12) else "e"
    nth = SV_NTH[interval] if interval <= 5 else f"{interval}:{ending}"
    return f"{'vart' if neuter else 'var'} {nth}"


def _sv_weekdays(days: Sequence[int]) -> str:
    if len(days) == 7:
        return "varje dag"
    said = [f"{SV_DAYS[a]}ar" if a == b else f"{SV_DAYS[a]}–{SV_DAYS[b]}" for a, b in runs(days)]
    return listed(said, " och ")


def swedish(rhythm: Rhythm) -> str:
    """The rhythm in Swedish: "varannan tisdag"."""
    match rhythm:
        case EveryDay(interval):
            return f"{_sv_every(interval)} dag"
        case EveryWeek(1, days):
            return _sv_weekdays(days)
        case EveryWeek(2, (day,)):
            return f"varannan {SV_DAYS[day]}"
        case EveryWeek(interval, days):
            on = "" if len(days) == 7 or runs(days)[0][0] != runs(days)[0][1] else "på "
            return f"{_sv_every(interval)} vecka {on}{_sv_weekdays(days)}"
        case NthWeekday() | NthWorkday() | MonthDays():
            return f"{_sv_in_month(rhythm)} {_sv_every(rhythm.interval)} månad"
        case YearDates(interval, dates):
            said = listed([f"{day}.{month}" for month, day in dates], " och ")
            return f"{_sv_every(interval, neuter=True)} år {said}"
        case YearNth(interval, nth, weekday, month):
            which = f"{SV_NTH[nth]} {SV_DAYS[weekday]}en i {SV_MONTHS[month - 1]}"
            return f"{_sv_every(interval, neuter=True)} år {which}"
    return "på varierande dagar"


def _sv_in_month(rhythm: NthWeekday | NthWorkday | MonthDays) -> str:
    match rhythm:
        case NthWeekday(_, days):
            said = [
                f"{listed([SV_NTH[nth] for nth in nths], ' och ')} {SV_DAYS[weekday]}en"
                for nths, weekday in _by_ordinal(days)
            ]
            return listed(said, " och ")
        case NthWorkday(_, nth):
            return f"{SV_NTH[nth]} vardagen"
        case MonthDays(_, numbers):
            named = [f"den {number}" if number > 0 else "sista dagen" for number in numbers]
            return listed(named, " och ")


def _sv_in_months(months: Sequence[int]) -> str:
    said = [
        SV_MONTHS[a - 1] if a == b else f"{SV_MONTHS[a - 1]}–{SV_MONTHS[b - 1]}"
        for a, b in runs(months)
    ]
    return f"i {listed(said, ' och ')}"


# --- English ---------------------------------------------------------------------------------

EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EN_NTH = {
    1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second to last",
}  # fmt: skip
EN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _en_every(interval: int, unit: str) -> str:
    if interval <= 2:
        return f"every {unit}" if interval == 1 else f"every other {unit}"
    return f"every {interval} {unit}s"


def _en_weekdays(days: Sequence[int]) -> str:
    if len(days) == 7:
        return "every day"
    said = [f"{EN_DAYS[a]}s" if a == b else f"{EN_DAYS[a]} to {EN_DAYS[b]}" for a, b in runs(days)]
    return listed(said, " and ")


def english(rhythm: Rhythm) -> str:
    """The rhythm in English: "every other Tuesday"."""
    match rhythm:
        case EveryDay(interval):
            return _en_every(interval, "day")
        case EveryWeek(1, days):
            return _en_weekdays(days)
        case EveryWeek(2, (day,)):
            return f"every other {EN_DAYS[day]}"
        case EveryWeek(interval, days):
            on = "" if len(days) == 7 or runs(days)[0][0] != runs(days)[0][1] else "on "
            return f"{_en_every(interval, 'week')} {on}{_en_weekdays(days)}"
        case NthWeekday() | NthWorkday() | MonthDays():
            preposition = "of" if rhythm.interval <= 2 else "of the month,"
            return f"{_en_in_month(rhythm)} {preposition} {_en_every(rhythm.interval, 'month')}"
        case YearDates(interval, dates):
            said = listed([f"{day} {EN_MONTHS[month - 1][:3]}" for month, day in dates], " and ")
            return f"{_en_every(interval, 'year')} on {said}"
        case YearNth(interval, nth, weekday, month):
            which = f"the {EN_NTH[nth]} {EN_DAYS[weekday]} of {EN_MONTHS[month - 1]}"
            return f"{_en_every(interval, 'year')} on {which}"
    return "on varying days"


def _en_in_month(rhythm: NthWeekday | NthWorkday | MonthDays) -> str:
    match rhythm:
        case NthWeekday(_, days):
            said = [
                f"{listed([EN_NTH[nth] for nth in nths], ' and ')} {EN_DAYS[weekday]}"
                for nths, weekday in _by_ordinal(days)
            ]
            return f"the {listed(said, ' and ')}"
        case NthWorkday(_, nth):
            return f"the {EN_NTH[nth]} weekday"
        case MonthDays(_, numbers):
            named = [f"{n}{_en_ending(n)}" if n > 0 else "last day" for n in numbers]
            return f"the {listed(named, ' and ')}"


def _en_ending(number: int) -> str:
    if number in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _en_in_months(months: Sequence[int]) -> str:
    said = [
        EN_MONTHS[a - 1] if a == b else f"{EN_MONTHS[a - 1]}–{EN_MONTHS[b - 1]}"
        for a, b in runs(months)
    ]
    return f"in {listed(said, ' and ')}"


PHRASES = {
    "fi": Phrases(
        say=finnish, in_months=_fi_in_months, last_and=" ja ", last_nor=" eikä ", at="",
        all_day="koko päivän", round_the_clock="ympäri vuorokauden",
        next_day="{start} – seuraavana päivänä {end}",
        days_later="{start} – {days} päivää myöhemmin {end}",
        days_at_a_time="{days} päivää kerrallaan", not_on="ei {}", also="lisäksi {}",
        starting="{} alkaen", until_further_notice="{} alkaen toistaiseksi", times="{} kertaa", more_times="{} muuta kertaa",
        other_times="{} muuna kertana", no_times="ei sovittuja aikoja",
    ),
    "sv": Phrases(
        say=swedish, in_months=_sv_in_months, last_and=" och ", last_nor=" eller ", at="",
        all_day="hela dagen", round_the_clock="dygnet runt",
        next_day="{start} – följande dag {end}",
        days_later="{start} – {days} dagar senare {end}",
        days_at_a_time="{days} dagar åt gången", not_on="inte {}", also="dessutom {}",
        starting="från {}", until_further_notice="från {} tills vidare", times="{} gånger", more_times="{} gånger till",
        other_times="{} andra gånger", no_times="inga avtalade tider",
    ),
    "en": Phrases(
        say=english, in_months=_en_in_months, last_and=" and ", last_nor=" or ", at="at ",
        all_day="all day", round_the_clock="around the clock",
        next_day="{start} – {end} the next day",
        days_later="{start} – {end} {days} days later",
        days_at_a_time="{days} days at a time", not_on="not {}", also="also {}",
        starting="from {}", until_further_notice="from {} until further notice", times="{} times", more_times="{} more times",
        other_times="{} other times", no_times="no times agreed",
    ),
}  # fmt: skip
