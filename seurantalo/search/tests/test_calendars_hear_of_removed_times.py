"""What is taken off an activity that stays public is told to the calendars that had it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import recurring_ical_events
import vobject
from django.utils import timezone
from icalendar import Calendar

from seurantalo.activities import commands, queries
from seurantalo.activities.tests.factories import TUESDAYS, activity, activity_content, at
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, helsinki
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import ActivityContent, OccurrenceChange, PlaceContent
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.search import commands as search
from seurantalo.search import tombstones
from seurantalo.search.models import SearchDocument, Tombstone

pytestmark = pytest.mark.django_db

NILSIA = "/haku.ics?kunta=297"
HOUSE = PlaceContent(
    name=Text(fi="Kylätalo"), street_address=Text(fi="Piilokatu 9"), municipality="297"
)
IISALMI = PlaceContent(name=Text(fi="Iisalmen talo"), municipality="140")
THURSDAYS = TUESDAYS.model_copy(
    update={
        "dtstart": datetime(2026, 1, 15, 10, tzinfo=HELSINKI),
        "rrule": "FREQ=WEEKLY;BYDAY=TH",
        "note": Text(fi="Kysy salasana Leenalta."),
    }
)
FIRST = helsinki(
    (timezone.localtime() + timedelta(days=14)).replace(
        hour=18, minute=0, second=0, microsecond=0, tzinfo=None
    )
)
DATES = ScheduleRecord(
    dtstart=FIRST,
    duration=timedelta(hours=2),
    rdates=(FIRST + timedelta(days=3), FIRST + timedelta(days=9)),
)


def retold(club, by, *schedules, content: ActivityContent | None = None, **channel):
    """Its organiser tells it anew, with these schedules."""
    told = content or activity_content("Kerho", channels=(at(HOUSE, *schedules, **channel),))
    commands.apply(told, organization=club.organization, by=by, to=club)


def events(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def stated(found):
    """The state of each event by the end of its UID and its RECURRENCE-ID."""
    return {
        (
            str(e["UID"]).partition("@")[0].partition("-channel-")[2],
            e["RECURRENCE-ID"].dt if "RECURRENCE-ID" in e else None,
        ): str(e["STATUS"])
        for e in found
    }


@pytest.fixture
def club():
    return activity("Kerho", channels=(at(HOUSE, TUESDAYS, THURSDAYS),))


BOTH = {("0-schedule-0", None): "CONFIRMED", ("0-schedule-1", None): "CONFIRMED"}
ONE = {("0-schedule-0", None): "CONFIRMED", ("0-schedule-1", None): "CANCELLED"}


def test_a_schedule_taken_off_stays_as_cancelled(client, club, admin):
    before = {str(e["UID"]): e for e in events(client, NILSIA)}
    retold(club, admin, TUESDAYS)
    for address in (NILSIA, f"/toiminta/{club.pk}.ics"):
        found = events(client, address)
        assert stated(found) == ONE
        off = found[1]
        known = before[str(off["UID"])]
        assert off["DTSTART"].dt == known["DTSTART"].dt and off["RRULE"] == known["RRULE"]
        assert off["SEQUENCE"] > known["SEQUENCE"] and off["DTSTAMP"].dt >= known["DTSTAMP"].dt
        assert off["SUMMARY"] == "Peruttu" and "DESCRIPTION" not in off and "LOCATION" not in off
        assert "Leenalta" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("teema=loneliness", True), ("laji=support", True), ("laji=event", False), ("kunta=140", False),
        ("paiva=to", True), ("paiva=ti", True), ("paiva=su", False), ("aika=aamu", True),
        ("q=kerho", True), ("q=siilinhoito", False), ("", True),
    ],
)  # fmt: skip
def test_every_feed_that_had_it_is_told(client, admin, query, found):
    told = {"themes": ("loneliness",)}
    club = activity("Kerho", channels=(at(HOUSE, TUESDAYS, THURSDAYS),), **told)
    less = activity_content("Kerho", channels=(at(HOUSE, TUESDAYS),), **told)
    retold(club, admin, content=less)
    states = stated(events(client, f"/haku.ics?{query}"))
    assert (states.get(("0-schedule-1", None)) == "CANCELLED") is found


def test_who_followed_another_town_is_told_when_it_is_there_no_more(client, admin):
    club = activity("Kerho", channels=(at(HOUSE, TUESDAYS), at(IISALMI, THURSDAYS)))
    assert len(events(client, "/haku.ics?kunta=140")) == 2
    retold(club, admin, TUESDAYS)
    assert stated(events(client, "/haku.ics?kunta=140")) == {("1-schedule-0", None): "CANCELLED"}
    kept = bytes(Tombstone.objects.get().document).decode()
    assert "Iisalmen" not in kept and "kylätalo" not in kept.lower()


def test_what_comes_back_goes_on_with_a_higher_number(client, club, admin):
    retold(club, admin, TUESDAYS)
    off = events(client, NILSIA)[1]
    retold(club, admin, TUESDAYS, THURSDAYS)
    back = events(client, NILSIA)
    assert stated(back) == BOTH and back[1]["UID"] == off["UID"]
    assert back[1]["SEQUENCE"] > off["SEQUENCE"]
    assert not Tombstone.objects.exists()


def test_a_date_taken_off_a_list_leaves_the_list_by_its_number(client, admin):
    """The event is there still: no program needs a word about the one date."""
    club = activity("Kerho", channels=(at(HOUSE, DATES),))
    (before,) = events(client, NILSIA)
    retold(club, admin, DATES.model_copy(update={"rdates": DATES.rdates[1:]}))
    (after,) = events(client, NILSIA)
    assert after["UID"] == before["UID"] and after["SEQUENCE"] > before["SEQUENCE"]
    assert (len(before["RDATE"].dts), len(after["RDATE"].dts)) == (2, 1)
    assert not Tombstone.objects.exists()


def moved(club, admin, planned):
    later = planned + timedelta(hours=3)
    change = OccurrenceChange(original_start=planned, status="moved", start=later)
    commands.change_occurrence(club, change, by=admin)


def test_a_moved_time_taken_off_its_list_is_cancelled_by_itself(client, admin):
    """A program that heard of it alone believes only a word about it."""
    club = activity("Kerho", channels=(at(HOUSE, DATES),))
    gone, stays = DATES.rdates
    moved(club, admin, gone)
    assert stated(events(client, NILSIA))["0-schedule-0", gone] == "CONFIRMED"
    retold(club, admin, DATES.model_copy(update={"rdates": (stays,)}))
    for address in (NILSIA, f"/toiminta/{club.pk}.ics"):
        expected = {("0-schedule-0", None): "CONFIRMED", ("0-schedule-0", gone): "CANCELLED"}
        assert stated(events(client, address)) == expected
    change = OccurrenceChange(original_start=gone, status="full")
    retold(club, admin, DATES, changes=(change,))
    assert stated(events(client, NILSIA))["0-schedule-0", gone] == "CONFIRMED"
    assert not Tombstone.objects.exists()


def test_a_change_that_was_taken_back_cancels_nothing(client, admin):
    club = activity("Kerho", channels=(at(HOUSE, DATES),))
    moved(club, admin, DATES.rdates[0])
    retold(club, admin, DATES)
    assert stated(events(client, NILSIA)) == {("0-schedule-0", None): "CONFIRMED"}


def test_a_moved_time_of_what_is_withdrawn_is_cancelled_too(client, club, admin):
    times = queries.get_record(club.pk, times=None).occurrences
    planned = next(each.original_start for each in times if each.start.weekday() == 1)
    moved(club, admin, planned)
    publishing.withdraw(club, by=admin)
    states = stated(events(client, NILSIA))
    assert states == {key: "CANCELLED" for key in (*BOTH, ("0-schedule-0", planned))}


def test_what_was_over_is_taken_off_without_a_word(client, admin):
    over = THURSDAYS.model_copy(update={"until": datetime(2026, 2, 1).date()})
    club = activity("Kerho", channels=(at(HOUSE, TUESDAYS, over),))
    retold(club, admin, TUESDAYS)
    assert stated(events(client, NILSIA)) == {("0-schedule-0", None): "CONFIRMED"}
    assert not Tombstone.objects.exists()


def test_what_comes_back_from_hiding_without_its_thursdays_has_them_cancelled(client, club, admin):
    publishing.withdraw(club, by=admin)
    retold(club, admin, TUESDAYS)
    assert stated(events(client, NILSIA)) == ONE
    publishing.withdraw(club, by=admin)
    assert stated(events(client, NILSIA)) == dict.fromkeys(BOTH, "CANCELLED")


def test_after_two_months_nothing_is_left(client, club, admin):
    retold(club, admin, TUESDAYS)
    Tombstone.objects.update(gone=timezone.now() - tombstones.KEPT - timedelta(hours=1))
    for address in (NILSIA, f"/toiminta/{club.pk}.ics"):
        assert stated(events(client, address)) == {("0-schedule-0", None): "CONFIRMED"}


def test_a_service_that_moves_to_another_host_cancels_nothing(client, club, settings):
    settings.BASE_URL = "https://muualla.example"
    search.index_activities([club.pk])
    assert "muualla.example" in SearchDocument.objects.get(key=f"activity:{club.pk}").times
    assert not Tombstone.objects.exists()


@pytest.mark.parametrize("address", [NILSIA, "/toiminta/{pk}.ics"])
def test_who_has_the_old_is_told_and_who_has_the_new_costs_three_queries(
    client, club, admin, address, django_assert_max_num_queries
):
    address = address.format(pk=club.pk)
    old = client.get(address)["ETag"]
    retold(club, admin, TUESDAYS)
    now = client.get(address, headers={"If-None-Match": old})
    assert now.status_code == 200
    with django_assert_max_num_queries(3):
        assert client.get(address, headers={"If-None-Match": now["ETag"]}).status_code == 304


def test_other_programs_read_what_was_taken_off_as_cancelled(client, club, admin):
    retold(club, admin, TUESDAYS)
    body = client.get(NILSIA).content.decode()
    soon = timezone.now() + timedelta(days=30)
    spelt = recurring_ical_events.of(Calendar.from_ical(body)).between(timezone.now(), soon)
    states = {(helsinki(e.start.replace(tzinfo=None)).weekday(), str(e["STATUS"])) for e in spelt}
    assert states == {(1, "CONFIRMED"), (3, "CANCELLED")}
    theirs = vobject.readOne(body).vevent_list
    assert [each.status.value for each in theirs] == ["CONFIRMED", "CANCELLED"]


def test_many_removals_cost_a_feed_no_more_queries(
    client, club, admin, django_assert_max_num_queries
):
    retold(club, admin, TUESDAYS)
    for name in ("Kuoro", "Talkoot", "Kahvila"):
        other = activity(name, channels=(at(HOUSE, TUESDAYS, THURSDAYS),))
        retold(other, admin, TUESDAYS)
    events(client, NILSIA)
    with django_assert_max_num_queries(16):
        assert len(events(client, f"{NILSIA}&laji=support")) == 8
    with django_assert_max_num_queries(14):
        assert len(events(client, f"/toiminta/{club.pk}.ics")) == 2
