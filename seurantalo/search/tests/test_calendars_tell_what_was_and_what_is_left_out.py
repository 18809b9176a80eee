"""A past time that was cancelled stays cancelled in calendars; a calendar that is cut says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from seurantalo.activities import commands, queries
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.time import helsinki
from seurantalo.organizations.tests.factories import NILSIA
from seurantalo.records.content import ChannelContent, OccurrenceChange
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.search import feeds

pytestmark = pytest.mark.django_db
FEED = "/haku.ics?kunta=297"


def calendar(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content)


def weekly(days_ago: int) -> ChannelContent:
    """A club whose time so many days ago was cancelled; it has met for a quarter."""
    planned = helsinki(
        (timezone.localtime() - timedelta(days=days_ago)).replace(
            hour=18, minute=0, second=0, microsecond=0, tzinfo=None
        )
    )
    begun = ScheduleRecord(dtstart=planned - timedelta(days=28), rrule="FREQ=WEEKLY")
    off = OccurrenceChange(original_start=planned)
    return at(NILSIA, begun).model_copy(update={"changes": (off,)})


@pytest.mark.parametrize(("days", "told"), [(7, True), (56, True), (70, False)])
def test_a_cancelled_time_is_told_for_two_months(client, days, told):
    club = activity("Kerho", channels=(weekly(days),))
    for address in (FEED, reverse("activity-ics", args=[club.pk])):
        changed = [
            event
            for event in calendar(client, address).walk("VEVENT")
            if "RECURRENCE-ID" in event and event["STATUS"] == "CANCELLED"
        ]
        assert bool(changed) is told, address


def test_it_is_not_shown_as_a_coming_time(client):
    club = activity("Kerho", channels=(weekly(7),))
    record = queries.get_record(club.pk)
    assert record and all(each.status == "scheduled" for each in record.occurrences)
    assert commands.materialize_occurrences(club)


def test_a_calendar_that_is_cut_says_so(client, monkeypatch):
    for name in ("Kerho", "Kuoro"):
        activity(name)
    whole = calendar(client, FEED)
    assert "X-WR-CALDESC" not in whole and len(whole.walk("VEVENT")) == 2
    monkeypatch.setattr(feeds, "MOST_IN_FEED", 1)
    cut = calendar(client, f"{FEED}&laji=support")
    assert len(cut.walk("VEVENT")) == 1
    assert "vain 1" in cut["X-WR-CALDESC"] and "vain 1" in cut["DESCRIPTION"]
