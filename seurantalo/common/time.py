"""Days and clock times as people in Finland say and type them, in pure Python.

Times are aware and in Europe/Helsinki, days are plain dates; a span of days holds both its ends.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
ONE_DAY = timedelta(days=1)

WEEKDAYS_SHORT = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "se": ("vuos", "maŋ", "gask", "duor", "bear", "láv", "sotn"),
}
MONTHS_SHORT = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
NEAR_DAYS = {
    "fi": ("tänään", "huomenna"),
    "sv": ("i dag", "i morgon"),
    "en": ("today", "tomorrow"),
    "se": ("odne", "ihttin"),
}
AT = {"fi": "klo ", "sv": "kl. ", "en": "", "se": "dii. "}


def now() -> datetime:
    """This moment in Helsinki."""
    return datetime.now(HELSINKI)


def helsinki(naive: datetime) -> datetime:
    """The moment of a wall clock in Helsinki.

    As RFC 5545 3.3.5 has it: a time that the spring change skips is read by the offset before the
    change (03.30 is 04.30), a time that comes twice in autumn is its first coming.
    """
    first = naive.replace(tzinfo=HELSINKI, fold=0)
    return first.astimezone(UTC).astimezone(HELSINKI)


def wall_clock(moment: datetime) -> datetime:
    """What the clock on a Helsinki wall shows at an aware moment, as a naive datetime."""
    return moment.astimezone(HELSINKI).replace(tzinfo=None, fold=0)


def local_day(moment: datetime) -> date:
    """The day in Helsinki at an aware moment."""
    return moment.astimezone(HELSINKI).date()


def say_date(day: date, lang: str, *, year: bool = False) -> str:
    """The date alone: "3.3." (sv "3.3", en "3 Mar"), with the year "3.3.2026"."""
    if lang == "en":
        return f"{day.day} {MONTHS_SHORT[day.month - 1]}" + (f" {day.year}" if year else "")
    if year:
        return f"{day.day}.{day.month}.{day.year}"
    return f"{day.day}.{day.month}" + ("" if lang == "sv" else ".")


def say_weekday(day: date, lang: str, *, year: bool = False) -> str:
    """Weekday and date: "ti 3.3.", "tis 3.3", "Tue 3 Mar"."""
    names = WEEKDAYS_SHORT.get(lang, WEEKDAYS_SHORT["fi"])
    return f"{names[day.weekday()]} {say_date(day, lang, year=year)}"


def say_day(day: date, lang: str, today: date) -> str:
    """A day as one says it today: "tänään", "huomenna", "ti 3.3."; another year is told."""
    ahead = (day - today).days
    if 0 <= ahead <= 1:
        return NEAR_DAYS.get(lang, NEAR_DAYS["fi"])[ahead]
    return say_weekday(day, lang, year=day.year != today.year)


def say_clock(at: datetime, lang: str) -> str:
    """The bare clock time: "18", "19.30"; English "18:00"."""
    if lang == "en":
        return f"{at.hour}:{at.minute:02d}"
    return f"{at.hour}.{at.minute:02d}" if at.minute else f"{at.hour}"


def say_hours(start: datetime, end: datetime, lang: str) -> str:
    """The hours of one time: "klo 18–19.30", "klo 18" when the end is not told, "klo 18–24"."""
    said = AT.get(lang, AT["fi"]) + say_clock(start, lang)
    if end <= start:
        return said
    midnight = (end.hour, end.minute) == (0, 0) and end.date() > start.date()
    late = {"en": "24:00"}.get(lang, "24") if midnight else say_clock(end, lang)
    return f"{said}–{late}"


def runs_over(start: datetime, end: datetime) -> bool:
    """Whether both days have to be named: not for a dance that ends at two in the night."""
    return end - start > timedelta(hours=12) and (end - timedelta(seconds=1)).date() > start.date()


def say_time(
    start: datetime, end: datetime, lang: str, today: date, *, whole_day: bool = False
) -> str:
    """One time as one says it today: "huomenna klo 18–19.30", "ti 3.3. klo 18", "la 5.7.".

    `start` and `end` are aware; an `end` at `start` is not told; a whole day ends at midnight.
    """
    begins, ends = wall_clock(start), wall_clock(end)
    first = say_day(begins.date(), lang, today)
    if whole_day:
        last = max(begins.date(), (ends - timedelta(seconds=1)).date())
        return first if last == begins.date() else f"{first} – {say_day(last, lang, today)}"
    if not runs_over(begins, ends):
        return f"{first} {say_hours(begins, ends, lang)}"
    last_day = say_day(ends.date(), lang, today)
    return f"{first} {say_hours(begins, begins, lang)} – {last_day} {say_hours(ends, ends, lang)}"


def range_of(word: str, today: date) -> tuple[date, date]:
    """The first and last day of "tanaan", "huomenna", "viikonloppu", "viikko" or "kuukausi".

    The weekend is the one going on or the next one, the week the seven days from today, the month
    the thirty days from today. Raises ValueError for another word.
    """
    match word:
        case "tanaan":
            return today, today
        case "huomenna":
            return today + ONE_DAY, today + ONE_DAY
        case "viikonloppu":
            sunday = today + ONE_DAY * (6 - today.weekday())
            return max(today, sunday - ONE_DAY), sunday
        case "viikko":
            return today, today + 6 * ONE_DAY
        case "kuukausi":
            return today, today + 29 * ONE_DAY
    raise ValueError(f"not a range of days: {word!r}")


DAY_WORDS = {
    "tänään": 0, "tanaan": 0, "nyt": 0, "idag": 0, "i dag": 0, "today": 0, "odne": 0,
    "huomenna": 1, "imorgon": 1, "i morgon": 1, "tomorrow": 1, "ihttin": 1,
    "ylihuomenna": 2, "i övermorgon": 2, "övermorgon": 2, "the day after tomorrow": 2,
}  # fmt: skip
WEEKDAY_WORDS = tuple(
    word.split()
    for word in (
        "ma maanantai maanantaina mån måndag mon monday",
        "ti tiistai tiistaina tis tisdag tue tuesday",
        "ke keskiviikko keskiviikkona ons onsdag wed wednesday",
        "to torstai torstaina tors torsdag thu thursday",
        "pe perjantai perjantaina fre fredag fri friday",
        "la lauantai lauantaina lör lördag sat saturday",
        "su sunnuntai sunnuntaina sön söndag sun sunday",
    )
)
NEXT = re.compile(r"^(ensi|seuraava|seuraavana|nästa|next)\s+")
COMING = re.compile(r"^(tänä|ensi tulevana|tulevana|på|nu på|this|on)\s+")
NUMERIC = re.compile(r"^(\d{1,2})\s*[./]\s*(\d{1,2})(?:\s*[./]\s*|\s+)?(\d{4}|\d{2})?\.?$")
SPOKEN = re.compile(r"^(\d{1,2})\.?\s*([a-zåäö]{3,12})\.?(?:\s+(\d{4}))?$")
MONTH_WORDS = {
    "tammi": 1, "helmi": 2, "maalis": 3, "huhti": 4, "touko": 5, "kesä": 6, "heinä": 7, "elo": 8,
    "syys": 9, "loka": 10, "marras": 11, "joulu": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric_day(day: int, month: int, year: int | None, today: date) -> date | None:
    """A date without a year is the next one that is not past: 29.2. may be years away."""
    if year is not None:
        return _date_or_none(year + 2000 if year < 100 else year, month, day)
    for candidate in range(today.year, min(today.year + 9, 10_000)):
        found = _date_or_none(candidate, month, day)
        if found and found >= today:
            return found
    return None


def _month(word: str) -> int:
    """The month a word begins with, in three languages; 0 when it is none. "marras" is no March."""
    begins = [start for start in MONTH_WORDS if word.startswith(start)]
    return MONTH_WORDS[max(begins, key=len)] if begins else 0


def _weekday_ahead(word: str, today: date) -> date | None:
    """ "ti" is the coming Tuesday, today included; "ensi ti" is never today."""
    bare = COMING.sub("", NEXT.sub("", word))
    for weekday, words in enumerate(WEEKDAY_WORDS):
        if bare in words:
            ahead = (weekday - today.weekday()) % 7
            return today + ONE_DAY * (ahead or (7 if NEXT.match(word) else 0))
    return None


def parse_day(text: str, today: date) -> date | None:
    """The day somebody typed: "1.12.", "1. joulukuuta", "2026-12-01", "huomenna", "ensi ti".

    Finnish, Swedish and English; a weekday before a date is passed over. A date that does not
    exist or is not understood is None.
    """
    word = re.sub(r"\s+", " ", text[:80]).strip().lower()
    if word in DAY_WORDS:
        return today + ONE_DAY * DAY_WORDS[word]
    if iso := ISO.match(word):
        return _date_or_none(int(iso[1]), int(iso[2]), int(iso[3]))
    bare = re.sub(r"^[^\W\d]{2,12}\.?\s+(?=\d)", "", word)
    if found := NUMERIC.match(bare) or SPOKEN.match(bare):
        month = int(found[2]) if found[2].isdigit() else _month(found[2])
        return _numeric_day(int(found[1]), month, int(found[3]) if found[3] else None, today)
    return _weekday_ahead(word, today)
