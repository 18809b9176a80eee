"""What a letter or a page says of an activity and a time: its name, when, where, who arranges it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import get_language

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.common.time import local_day, say_date, say_time
from seurantalo.records.schemas import ActivityRecord, PlaceRecord

NEAR = timedelta(days=60)  # a letter is read later: no "tomorrow", and another year is told


class About(NamedTuple):
    """What is public of an activity, as letters need it; of a withdrawn one its name and organiser."""

    pk: int
    name: Text
    organizer: Text
    phone: str = ""
    email: str = ""
    places: tuple[PlaceRecord | None, ...] = ()
    online: tuple[str, ...] = ()

    @property
    def reach(self) -> str:
        """How the organiser is reached: phone, email or both, as they are public."""
        return ", ".join(filter(None, (self.phone, self.email)))

    def where(self, channel: int) -> str:
        """The place of a way to take part, as far as it is public."""
        place = self.places[channel] if channel < len(self.places) else None
        if place is None:
            return self.online[channel] if channel < len(self.online) else ""
        town = said(place.municipality.name) if place.municipality else ""
        told = (said(place.name), said(place.street_address), town)
        return ", ".join(dict.fromkeys(filter(None, told)))


def of(activity: Activity) -> About:
    """What is told of an activity. Some ten queries: for one activity, not for a list."""
    record = activities.get_record(activity.pk, times=1)
    if record is None:
        return About(activity.pk, activity.name, activity.organization.name)
    return of_record(record)


def of_record(record: ActivityRecord) -> About:
    """The same from the public record."""
    contact = next(iter(record.contacts), None)
    return About(
        pk=int(record.id),
        name=record.name,
        organizer=record.organizations[0].name,
        phone=contact.phone if contact else "",
        email=contact.email if contact else "",
        places=tuple(each.place for each in record.channels),
        online=tuple(each.url for each in record.channels),
    )


def said(text: Text) -> str:
    """A text in the language of the letter or page, or the next best."""
    return text.pick(lang()).text


def lang() -> str:
    """The language something is being written in."""
    return (get_language() or "fi").split("-")[0]


def when(start: datetime | None, end: datetime | None = None, *, whole_day: bool = False) -> str:
    """A time in words that stay true: "ti 8.12. klo 18–19.30"; "" when it is not known."""
    if start is None:
        return ""
    today = local_day(start) - NEAR
    return say_time(start, end or start, lang(), today, whole_day=whole_day and end is not None)


def day(moment: datetime) -> str:
    """A day with its year."""
    return say_date(local_day(moment), lang(), year=True)
