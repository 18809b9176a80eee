"""Words of a record in the reader's language, days and times as one says them, icons.

These are built in: a template needs no `{% load ui %}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from django import template
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html, json_script, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from seurantalo.common.text import Text
from seurantalo.common.time import (
    AT,
    WEEKDAYS_SHORT,
    local_day,
    now,
    say_clock,
    say_date,
    say_hours,
    say_time,
    say_weekday,
    wall_clock,
)
from seurantalo.ui.subscribing import subscription

register = template.Library()
register.filter("subscription", subscription)

LABELS: dict[str, dict[str, Promise]] = {
    "kind": {
        "support": _("Support"),
        "hobby": _("Hobby"),
        "volunteering": _("Volunteering"),
        "event": _("Event"),
        "organization": _("Organisation"),
    },
    "channel": {
        "place": _("On site"),
        "online": _("Online"),
        "phone": _("By phone"),
        "hybrid": _("On site and online"),
    },
    "status": {
        "cancelled": _("Cancelled"),
        "moved": _("Moved"),
        "full": _("Full"),
        "tentative": _("Not yet confirmed"),
    },
    "stage": {
        "idea": _("Idea"),
        "tentative": _("Tentative"),
        "confirmed": _("Confirmed"),
    },
    "price": {"free": _("Free of charge"), "paid": _("Costs something")},
}
SIGN_LANGUAGES = {
    "fi-sgn": _("Finnish Sign Language"),
    "sv-sgn": _("Finland-Swedish Sign Language"),
}


def language() -> str:
    """The language of the page."""
    return (get_language() or "fi").split("-")[0]


Words = Text | Mapping[str, str] | str | Promise | None


@register.simple_tag
def text(value: Words, longest: int = 0) -> SafeString | str | Promise:
    """The text for the reader; what is in another language than the page says so in `lang`.

    A plain string is already in the language of the page. With `longest` (characters) a longer
    text is cut.
    """
    if not value:
        return ""
    if isinstance(value, str | Promise):
        return value
    picked = (value if isinstance(value, Text) else Text(value)).pick(language())
    words = Truncator(picked.text).chars(longest) if longest else picked.text
    if picked.lang == language():
        return words
    return format_html('<span lang="{}">{}</span>', picked.lang, words)


@register.filter
def plain(value: Words) -> str:
    """The text for the reader as a bare string, for attributes and titles."""
    if isinstance(value, str | Promise):
        return str(value)
    return (
        (value if isinstance(value, Text) else Text(value)).pick(language()).text if value else ""
    )


@register.filter
def paragraphs(value: Text | None) -> SafeString:
    """A longer text as paragraphs with its addresses as links, in a `div` that tells its language."""
    picked = (value or Text()).pick(language())
    if not picked.text:
        return mark_safe("")
    body = urlize(linebreaks(picked.text, autoescape=True), nofollow=True, autoescape=False)
    other = "" if picked.lang == language() else format_html(' lang="{}"', picked.lang)
    return format_html('<div class="prose"{}>{}</div>', other, mark_safe(body))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing of the sprite; it says nothing, the words beside it do."""
    return _drawing(name)


@cache
def _drawing(name: str) -> SafeString:
    """Sixty of them stand on a page of results, a dozen different."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("ui/icons.svg"),
        name,
    )


def lasts_whole_days(start: datetime, end: datetime) -> bool:
    """Whether a time runs from midnight to a later midnight."""
    begins, ends = wall_clock(start), wall_clock(end)
    return begins.time() == ends.time() == time() and ends > begins


@register.simple_tag
def when(start: datetime, end: datetime, whole_day: bool | None = None) -> SafeString:
    """One time as one says it today: "huomenna klo 18–19.30"."""
    whole_day = lasts_whole_days(start, end) if whole_day is None else whole_day
    said = say_time(start, end, language(), local_day(now()), whole_day=whole_day)
    return format_html(
        '<time datetime="{}">{}</time>', wall_clock(start).isoformat("T", "minutes"), said
    )


@register.filter
def ago(moment: datetime) -> str:
    """How long ago something happened: "just now", "3 days ago"."""
    if (now() - moment).total_seconds() < 60:
        return gettext("just now")
    return gettext("%(ago)s ago") % {"ago": timesince(moment, now(), depth=1)}


@register.simple_tag
def hours(start: datetime, end: datetime, whole_day: bool = False) -> str:
    """The hours alone, for lists that already tell the day."""
    if whole_day:
        return gettext("all day")
    return say_hours(wall_clock(start), wall_clock(end), language())


@register.simple_tag
def clock(start: datetime, whole_day: bool = False) -> str:
    """The bare start, for the squares of a month: "18", "18.30"."""
    return gettext("all day") if whole_day else say_clock(wall_clock(start), language())


@register.simple_tag
def o_clock(hour: int) -> str:
    """A full hour as a heading: "klo 18", "18:00"."""
    return AT.get(language(), AT["fi"]) + say_clock(
        datetime.combine(date.min, time(hour)), language()
    )


@register.simple_tag
def leaf(start: datetime) -> SafeString:
    """The day as a leaf of a calendar. Hidden from screen readers: the facts beside it say it."""
    day, lang = local_day(start), language()
    return format_html(
        '<p class="leaf" aria-hidden="true"><span class="leaf-weekday">{}</span>'
        '<span class="leaf-day">{}</span><span class="leaf-month">{}</span></p>',
        WEEKDAYS_SHORT.get(lang, WEEKDAYS_SHORT["fi"])[day.weekday()],
        day.day,
        Locale(lang).months["stand-alone"]["abbreviated"][day.month].rstrip("."),
    )


@register.filter
def day(value: date) -> str:
    """A date with its weekday: "ti 3.3."."""
    return say_weekday(value, language())


@register.filter
def weekday(value: date) -> str:
    """The weekday alone, short: "ti"."""
    return WEEKDAYS_SHORT.get(language(), WEEKDAYS_SHORT["fi"])[value.weekday()]


@register.filter
def short_date(value: date) -> str:
    """The date alone: "3.3."."""
    return say_date(value, language())


@register.filter
def full_date(value: date) -> str:
    """A date with its year: "3.3.2026"."""
    return say_date(value, language(), year=True)


@register.filter
def kilometres(value: float) -> str:
    """A distance: "350 m", "3,2 km", "41 km"."""
    metres = max(50, round(value * 20) * 50)
    if metres < 1000:
        return f"{metres} m"
    return f"{number_format(round(value, 1) if value < 10 else round(value))} km"


@register.filter
def label(value: str, family: str) -> str | Promise:
    """The words of a coded value: kind, channel, status or price."""
    return LABELS[family].get(value, "")


@register.filter("spoken")  # Django's own `language_name` would win over ours
def language_name(code: str) -> str:
    """A language in the reader's own: "englanti", "engelska", "English"."""
    if code in SIGN_LANGUAGES:
        return str(SIGN_LANGUAGES[code])
    if code == "fi-x-selko":
        return gettext("plain Finnish")
    try:
        return str(Locale(language()).languages.get(code.replace("-", "_"), code))
    except UnknownLocaleError:
        return code


@register.simple_tag
def jsonld(data: Mapping[str, object]) -> SafeString:
    """The schema.org description of the page, escaped so that no text of ours can end it early."""
    block = json_script(data).replace("application/json", "application/ld+json", 1)
    return mark_safe(block)


@register.filter
def telephone(value: str) -> str:
    """The address of a `tel:` link (RFC 3966) for a number as people write it."""
    return "tel:" + "".join(c for c in value if c.isdigit() or c == "+")


@register.filter
def domain(url: str) -> str:
    """Where a link leads, short: "kuoro.example"."""
    return urlsplit(url).netloc.removeprefix("www.") or url
