"""What else is about a day: public holidays, school breaks, the big days of a region."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.common.time import say_weekday
from seurantalo.places.days import public_holidays, region_of, school_breaks
from seurantalo.planning.models import BigDay


def big_days(municipality: str, first: date, last: date, region: str = "") -> QuerySet[BigDay]:
    """The big days of a municipality, its region and the country that touch these days."""
    there = Q(area__kind="municipality", area__code=municipality) | Q(area__kind="country")
    there |= Q(area__kind="region", area__code=region or region_of(municipality))
    return BigDay.objects.filter(there, first__lte=last, last__gte=first).select_related("area")


def on_days(days: Collection[date], municipality: str) -> dict[date, tuple[str, ...]]:
    """What is to be said of each of these days, in words."""
    if not days:
        return {}
    first, last = min(days), max(days)
    holidays = {each.day: each.name for each in public_holidays(first, last)}
    region = region_of(municipality)
    breaks = school_breaks(region, first, last)
    big = list(big_days(municipality, first, last, region))

    def of(day: date) -> Iterator[str]:
        if name := holidays.get(day):
            said = {"day": say_weekday(day, _lang()), "name": _said(name)}
            yield _("%(day)s: %(name)s.") % said
        for each in breaks:
            if each.first <= day <= each.last:
                yield _("The schools are on holiday: %(name)s.") % {"name": _said(each.name)}
        for one in big:
            if one.first <= day <= one.last:
                said = {"name": _said(one.name), "area": _said(one.area.name)}
                yield _("A big day: %(name)s (%(area)s).") % said

    return {day: tuple(of(day)) for day in set(days)}


def _lang() -> str:
    return get_language() or "fi"


def _said(text: Text) -> str:
    return text.pick(_lang()).text
