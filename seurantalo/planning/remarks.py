"""What else is about a day: public holidays, school breaks, the big days of a region."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.common.time import say_weekday
from seurantalo.places.days import SchoolBreak, public_holidays, region_of, school_breaks
from seurantalo.planning.models import BigDay


def big_days(municipality: str, first: date, last: date, region: str = "") -> QuerySet[BigDay]:
    """The big days of a municipality, its region and the country that touch these days."""
    there = Q(area__kind="municipality", area__code=municipality) | Q(area__kind="country")
    there |= Q(area__kind="region", area__code=region or region_of(municipality))
    return BigDay.objects.filter(there, first__lte=last, last__gte=first).select_related("area")


@dataclass(frozen=True)
class Days:
    """What is known of a stretch of days in a municipality, read once for all of them."""

    holidays: Mapping[date, Text]
    breaks: Sequence[SchoolBreak]
    big: Sequence[BigDay]

    def said(self, day: date) -> tuple[str, ...]:
        """What is to be said of a day, in words."""
        return tuple(self._said(day))

    def _said(self, day: date) -> Iterator[str]:
        if name := self.holidays.get(day):
            yield _("%(day)s: %(name)s.") % {"day": say_weekday(day, _lang()), "name": _said(name)}
        for each in self.breaks:
            if each.first <= day <= each.last:
                yield _("The schools are on holiday: %(name)s.") % {"name": _said(each.name)}
        for one in self._big(day):
            said = {"name": _said(one.name), "area": _said(one.area.name)}
            yield _("A big day: %(name)s (%(area)s).") % said

    def _big(self, day: date) -> list[BigDay]:
        return [one for one in self.big if one.first <= day <= one.last]

    def kept(self, day: date) -> bool:
        """Whether people keep the day for something else: a public holiday or a big day there."""
        return day in self.holidays or bool(self._big(day))


def about(days: Collection[date], municipality: str) -> Days:
    """What is known of these days and those between them."""
    if not days:
        return Days({}, (), ())
    first, last = min(days), max(days)
    region = region_of(municipality)
    return Days(
        {each.day: each.name for each in public_holidays(first, last)},
        school_breaks(region, first, last),
        list(big_days(municipality, first, last, region)),
    )


def _lang() -> str:
    return get_language() or "fi"


def _said(text: Text) -> str:
    return text.pick(_lang()).text
