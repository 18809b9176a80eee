"""Whoever subscribed to a calendar is told that something is off, and never more than that."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.jobs.registry import timetable
from seurantalo.organizations.tests.factories import organization
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import PlaceContent
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.search import tasks, tombstones
from seurantalo.search.models import Tombstone

pytestmark = pytest.mark.django_db

NILSIA = "/haku.ics?kunta=297"
HOUSE = PlaceContent(
    name=Text(fi="Salainen talo"),
    street_address=Text(fi="Piilokatu 9"),
    postal_code="73300",
    municipality="297",
    latitude=63.2064,
    longitude=28.0876,
)
ENDED = ScheduleRecord(dtstart=datetime(2026, 1, 13, 18, tzinfo=HELSINKI))


@pytest.fixture
def cafe():
    return activity(
        "Ystäväkahvila",
        themes=("loneliness",),
        target_groups=("older-people",),
        description=Text(fi="Kysy salasana Leenalta."),
        channels=(at(HOUSE),),
    )


def events(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_a_withdrawn_club_stays_in_the_calendar_as_cancelled(client, cafe, admin):
    (before,) = events(client, NILSIA)
    publishing.withdraw(cafe, by=admin)
    (after,) = events(client, NILSIA)
    assert after["UID"] == before["UID"] and after["RRULE"] == before["RRULE"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == before["DTSTART"].dt and after["DTEND"].dt == before["DTEND"].dt
    assert after["DTSTAMP"].dt >= before["DTSTAMP"].dt
    assert after["SUMMARY"] == "Peruttu"
    (swedish,) = events(client, "/sv/sok.ics?kunta=297")
    assert swedish["SUMMARY"] == "Inställt"


def test_nothing_but_the_times_is_told_of_it(client, cafe, admin):
    publishing.withdraw(cafe, by=admin)
    for address in (NILSIA, f"/toiminta/{cafe.pk}.ics"):
        (event,) = events(client, address)
        assert set(event) == {
            "UID", "DTSTART", "DTEND", "RRULE", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED",
            "SUMMARY", "STATUS", "TRANSP",
        }  # fmt: skip
        text = client.get(address).content.decode()
        for secret in ("kahvila", "Salainen", "Piilokatu", "73300", "Leena", "ystävät", "28.08"):
            assert secret not in text
    kept = Tombstone.objects.get()
    assert b"leena" not in bytes(kept.document).lower() and b"28.08" not in bytes(kept.document)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kunta=297", True), ("maakunta=11", True), ("kunta=140", False), ("teema=loneliness", True),
        ("teema=sport", False), ("kohderyhma=older-people", True), ("laji=support", True),
        ("laji=event", False), ("q=ystäväkahvilat", False), ("q=siilinhoito", False),
        ("paiva=ti", True), ("paiva=su", False), ("aika=ilta", True), ("aika=aamu", False),
        ("q=salasana", False), ("q=piilokatu", False), ("", True),
    ],
)  # fmt: skip
def test_a_feed_is_told_of_what_it_had(client, cafe, admin, query, found):
    publishing.withdraw(cafe, by=admin)
    assert bool(events(client, f"/haku.ics?{query}")) is found


def test_the_feed_of_an_organisation_is_told(client, cafe, admin):
    other = organization("Muut ry")
    publishing.withdraw(cafe, by=admin)
    assert events(client, f"/haku.ics?jarjesto={cafe.organization_id}")
    assert not events(client, f"/haku.ics?jarjesto={other.pk}")


def test_the_end_of_an_organisation_cancels_all_it_does(client, cafe, admin):
    publishing.withdraw(cafe.organization, by=admin)
    (event,) = events(client, NILSIA)
    assert event["STATUS"] == "CANCELLED"


def test_what_has_become_a_part_of_another_is_cancelled_and_its_own_calendar_leads_on(
    client, cafe, admin
):
    other = activity("Ystävien kahvila", of=cafe.organization)
    publishing.merge(cafe, into=other, by=admin)
    told = {str(e["UID"]).split("-")[1]: e["STATUS"] for e in events(client, NILSIA)}
    assert told == {str(cafe.pk): "CANCELLED", str(other.pk): "CONFIRMED"}
    moved = client.get(f"/toiminta/{cafe.pk}.ics")
    assert (moved.status_code, moved["Location"]) == (301, f"/toiminta/{other.pk}.ics")


def test_what_is_public_again_goes_on_with_a_higher_number(client, cafe, admin):
    publishing.withdraw(cafe, by=admin)
    (gone,) = events(client, NILSIA)
    publishing.unhide(cafe, by=admin)
    (back,) = events(client, NILSIA)
    assert back["STATUS"] == "CONFIRMED" and back["UID"] == gone["UID"]
    assert back["SEQUENCE"] >= gone["SEQUENCE"] and back["DTSTAMP"].dt >= gone["DTSTAMP"].dt
    assert not Tombstone.objects.exists()


def test_a_draft_and_what_has_ended_already_leave_nothing(client, admin):
    publishing.delete_draft(activity("Luonnos", publish=False), by=admin)
    ended = activity("Päättynyt", channels=(at(HOUSE, ENDED),))
    publishing.withdraw(ended, by=admin)
    assert not Tombstone.objects.exists()
    assert client.get(f"/toiminta/{ended.pk}.ics").status_code == 404


def test_after_two_months_nothing_is_left(client, cafe, admin):
    publishing.withdraw(cafe, by=admin)
    Tombstone.objects.update(gone=Tombstone.objects.get().gone - timedelta(days=60, hours=1))
    assert events(client, NILSIA) == []
    assert client.get(f"/toiminta/{cafe.pk}.ics").status_code == 404
    assert tombstones.forget_old(date(2026, 1, 1)) == 0
    assert tasks.forget_tombstones in [entry.task for entry in timetable()]
    tasks.forget_tombstones.enqueue()
    assert tombstones.forget_old() + Tombstone.objects.count() <= 1


def test_many_withdrawals_cost_a_feed_no_more_queries(
    client, cafe, admin, django_assert_max_num_queries
):
    publishing.withdraw(cafe, by=admin)
    events(client, NILSIA)
    for n in range(4):
        publishing.withdraw(activity(f"Kerho {n}"), by=admin)
    with django_assert_max_num_queries(16):
        assert len(events(client, NILSIA)) == 5


def test_what_ends_on_its_day_is_cancelled_when_the_day_comes(client, cafe):
    type(cafe).objects.filter(pk=cafe.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    tasks.pass_time.enqueue()
    (event,) = events(client, NILSIA)
    assert event["STATUS"] == "CANCELLED"
