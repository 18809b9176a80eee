"""Activities as the tests and the demo make them: told, then taken in by the real command."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from seurantalo.accounts.tests.factories import national_admin
from seurantalo.activities import commands
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import NILSIA, organization
from seurantalo.records.content import ActivityContent, ChannelContent, PlaceContent
from seurantalo.records.schemas import ScheduleRecord

TUESDAYS = ScheduleRecord(
    dtstart=datetime(2026, 1, 13, 18, 0, tzinfo=HELSINKI),
    duration=timedelta(minutes=90),
    rrule="FREQ=WEEKLY;BYDAY=TU",
)


def at(place: PlaceContent = NILSIA, *schedules: ScheduleRecord, **told: Any) -> ChannelContent:
    """Taking part in a place, on Tuesdays when nothing else is said."""
    return ChannelContent(kind="place", place=place, schedules=schedules or (TUESDAYS,), **told)


def activity_content(name: str = "Ystäväkahvila", **told: Any) -> ActivityContent:
    """What an ordinary weekly club tells of itself."""
    return ActivityContent(
        **{
            "kind": "support",
            "name": Text(fi=name),
            "summary": Text(fi="Kahvia ja juttuseuraa yksinäiselle."),
            "languages": ("fi",),
            "channels": (at(),),
            **told,
        }
    )


def activity(
    name: str = "Ystäväkahvila",
    *,
    of: Organization | None = None,
    by: Any = None,
    publish: bool = True,
    **told: Any,
) -> Activity:
    """A public activity (a draft with `publish=False`)."""
    return commands.apply(
        activity_content(name, **told),
        organization=of or organization(),
        by=by or national_admin("Helmi"),
        publish=publish,
    )
