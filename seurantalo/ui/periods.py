"""The stretches of time a calendar shows, their names and their neighbours: month, week, day, list."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seurantalo.common.time import helsinki, say_date, say_weekday

DAY = timedelta(days=1)
VIEWS = ("kuukausi", "viikko", "paiva", "luettelo")
FARTHEST_YEARS = 5
FOUR_WEEKS = 28  # days


class Stretch(NamedTuple):
    """The days shown, both held, and the days by which one goes back and on."""

    first: date
    last: date
    before: date
    after: date

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + DAY * ahead for ahead in range((self.last - self.first).days + 1)]

    @property
    def begins(self) -> datetime:
        """The moment the first day begins in Helsinki."""
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The moment the last day is over."""
        return midnight(self.last + DAY)


def view_names() -> dict[str, str]:
    """The views of a calendar in words, in the order they are offered."""
    return {"kuukausi": _("Month"), "viikko": _("Week"), "paiva": _("Day"), "luettelo": _("List")}


def view_of(asked: str) -> str:
    """The view asked for; the month when it is none."""
    return asked if asked in VIEWS else VIEWS[0]


def day_of(asked: str, today: date) -> date:
    """The day asked for; today when it is none, or further than anybody plans."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return today
    return day if abs(day.year - today.year) <= FARTHEST_YEARS else today


def midnight(day: date) -> datetime:
    """The moment a day begins in Helsinki."""
    return helsinki(datetime.combine(day, datetime.min.time()))


def months_on(day: date, months: int) -> date:
    """The same day of another month, or its last one: 31.1. and a month is 28.2."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def stretch(view: str, shown: date) -> Stretch:
    """What a view shows of the day: a month in whole weeks, its week, itself, the month after it."""
    if view == "viikko":
        monday = shown - DAY * shown.weekday()
        return Stretch(monday, monday + 6 * DAY, monday - 7 * DAY, monday + 7 * DAY)
    if view == "paiva":
        return Stretch(shown, shown, shown - DAY, shown + DAY)
    after = months_on(shown, 1)
    if view == "luettelo":
        return Stretch(shown, after - DAY, months_on(shown, -1), after)
    first, after = shown.replace(day=1), after.replace(day=1)
    sunday = after - DAY
    return Stretch(
        first - DAY * first.weekday(),
        sunday + DAY * (6 - sunday.weekday()),
        months_on(first, -1),
        after,
    )


def four_weeks(shown: Stretch) -> Stretch:
    """The stretch, or the four weeks around it when it is shorter: enough to know a rhythm by."""
    missing = FOUR_WEEKS - len(shown.days)
    if missing <= 0:
        return shown
    return shown._replace(
        first=shown.first - DAY * (missing // 2), last=shown.last + DAY * (missing - missing // 2)
    )


def label(view: str, shown: date) -> str:
    """The name of the stretch: "joulukuu 2026", "viikko 49, 2026", "torstai 3.12.2026"."""
    lang = get_language() or "fi"
    if view == "viikko":
        year, week, _weekday = shown.isocalendar()
        return _("week %(n)s, %(year)s") % {"n": week, "year": year}
    if view == "paiva":
        return f"{format_date(shown, 'EEEE', locale=lang)} {say_date(shown, lang, year=True)}"
    if view == "luettelo" and shown.day > 1:
        last = stretch(view, shown).last
        return f"{say_date(shown, lang)} – {say_date(last, lang, year=True)}"
    return format_date(shown, "LLLL y", locale=lang)


def short_label(view: str, shown: date) -> str:
    """The name on a link to the stretch: "joulukuu", "viikko 49", "to 3.12."."""
    lang = get_language() or "fi"
    if view == "viikko":
        return _("week %(n)s") % {"n": shown.isocalendar().week}
    if view == "paiva":
        return say_weekday(shown, lang)
    if view == "luettelo" and shown.day > 1:
        return f"{say_date(shown, lang)} – {say_date(stretch(view, shown).last, lang)}"
    return format_date(shown, "LLLL", locale=lang)


def weekday_names() -> list[str]:
    """Monday to Sunday, written out."""
    names = Locale(get_language() or "fi").days["stand-alone"]["wide"]
    return [names[weekday] for weekday in range(7)]
