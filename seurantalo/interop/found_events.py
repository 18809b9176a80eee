"""What another program told of an event → what may be written of it, with what to mend in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from seurantalo.activities import recurrence
from seurantalo.common.time import helsinki
from seurantalo.interop.codes import Codes
from seurantalo.records.content import ActivityContent, PlaceContent
from seurantalo.records.formats.reading.found import LONGEST, FoundEvent, as_content
from seurantalo.records.schemas import ScheduleRecord

AHEAD = timedelta(days=800)
# Given a place in words, the code of its municipality, or "".
Municipality = Callable[[str], str]


class Usual(NamedTuple):
    """What is written where an event does not tell it."""

    municipality: str = ""
    themes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()


class Understood(NamedTuple):
    """What is written of an event (None when it cannot be), and what to mend or to know of it."""

    content: ActivityContent | None
    problems: tuple[str, ...] = ()


def understand(
    found: FoundEvent, codes: Codes, municipality: Municipality, usual: Usual | None = None
) -> Understood:
    """The event in codes we know."""
    usual = usual or Usual()
    if "broken" in found.remarks:
        return Understood(None, (_("This event is broken, and cannot be read."),))
    if found.schedule is None:
        return Understood(None, (_("It does not tell when it is."),))
    if flaws := [flaw for each in found.schedules for flaw in recurrence.check(each)]:
        return Understood(None, tuple(str(flaw) for flaw in flaws))
    problems = remarks(found)
    place = _settled(found, codes, municipality, usual)
    if place and not place.municipality:
        problems.append(_("The municipality is missing. Add it before you send."))
    changes = tuple(
        each.model_copy(update={"place": codes.settled(_known(each.place, codes))})
        if each.place
        else each
        for each in found.changes
    )
    changes = tuple(
        each.model_copy(update={"place": _at_home(each.place, place)}) if each.place else each
        for each in changes
    )
    content = as_content(
        found.model_copy(update={"changes": changes}),
        place=place,
        themes=_themes(found, codes) or usual.themes,
        target_groups=usual.target_groups,
    )
    named = content.name or {"fi": _("Untitled event")}
    return Understood(
        content.model_copy(update={"name": type(content.name)(named)}), tuple(problems)
    )


def remarks(found: FoundEvent) -> list[str]:
    """What the reader remarked on, in words."""
    said = []
    for remark, part in (("long_name", "name"), ("long_text", "description")):
        if remark in found.remarks:
            most = {"most": LONGEST[part]}
            said.append(_("A text was longer than %(most)s characters and was cut.") % most)
    if "rhythms" in found.remarks:
        said.append(_("It has several rhythms; only the first was read."))
    if "repeats" in found.remarks:
        said.append(_("It repeats in a way we could not read; only its first time was taken."))
    if "onwards" in found.remarks:
        said.append(
            _("It changes from one time on in a way we could not read. Add the times after it.")
        )
    return said


def all_over(found: FoundEvent, today: date) -> bool:
    """Whether it tells times and none of any of its schedules is left."""
    return bool(found.schedules) and all(is_over(each, today) for each in found.schedules)


def is_over(schedule: ScheduleRecord, today: date) -> bool:
    """Whether none of its times is left."""
    since = helsinki(datetime.combine(today, time()))
    if any(start >= since for start in (schedule.dtstart, *schedule.rdates)):
        return False
    return next(recurrence.expand(schedule, since, since + AHEAD), None) is None


def _settled(
    found: FoundEvent, codes: Codes, municipality: Municipality, usual: Usual
) -> PlaceContent | None:
    """Its place with a municipality: by the postal code, the words, else the usual one."""
    if found.place is None:
        bare = usual.municipality and not found.online
        return PlaceContent(municipality=usual.municipality) if bare else None
    settled = codes.settled(_known(found.place, codes))
    if not settled.municipality:
        by_words = municipality(found.where) or usual.municipality
        settled = settled.model_copy(update={"municipality": by_words})
    return settled


def _known(place: PlaceContent, codes: Codes) -> PlaceContent:
    """Without a postal code that nobody knows."""
    known = place.postal_code in codes.postal_codes
    return place if known else place.model_copy(update={"postal_code": ""})


def _at_home(own: PlaceContent, common: PlaceContent | None) -> PlaceContent:
    """One time held elsewhere is in the municipality of the others, unless it tells its own."""
    if own.municipality or common is None:
        return own
    return own.model_copy(update={"municipality": common.municipality})


def _themes(found: FoundEvent, codes: Codes) -> tuple[str, ...]:
    """Keywords that are words of our themes."""
    named = (codes.named("theme", word) for word in found.words)
    return tuple(dict.fromkeys(code for code in named if code))[:3]
