"""The last place goes: the page, the lists, the calendars and the programs say so; one comes free."""

from __future__ import annotations

import pytest
from django.urls import reverse
from icalendar import Calendar

from seurantalo.activities import commands as activities
from seurantalo.activities import queries as activity_queries
from seurantalo.activities.models import Activity
from seurantalo.organizations.tests.factories import member
from seurantalo.records.content import OccurrenceChange
from seurantalo.signups import commands, queries
from seurantalo.signups.tests.factories import offer_of, once, party, sign_up
from seurantalo.signups.tests.test_waiting_list import with_limit

pytestmark = pytest.mark.django_db

FEED = "/haku.ics?kunta=297"


def states(activity):
    """Of each coming time its state, as the record tells it."""
    return [each.status for each in activity_queries.get_record(activity.pk).occurrences]


def said(client, address):
    """What a calendar says of the times that are told by themselves."""
    found = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    return [str(e["DESCRIPTION"]).split("\n")[0] for e in found if "RECURRENCE-ID" in e]


@pytest.fixture
def club():
    return party(limit=1, schedule=once(7, 14))


def test_when_the_last_place_goes_everybody_is_told(client, club):
    feeds = (FEED, f"/toiminta/{club.pk}.ics")
    old = {address: client.get(address)["ETag"] for address in feeds}
    maija = sign_up(club)
    assert states(club) == ["full", "scheduled"]
    told = client.get(f"/api/v1/activities/{club.pk}").json()
    assert [each["status"] for each in told["occurrences"]] == ["full", "scheduled"]
    assert "Täynnä" in client.get(reverse("activity", args=[club.pk])).content.decode()
    for address in feeds:
        again = client.get(address, headers={"If-None-Match": old[address]})
        assert again.status_code == 200
        assert said(client, address) == ["Täynnä"]
    commands.cancel(maija)
    assert states(club) == ["scheduled", "scheduled"]
    for address in feeds:
        assert said(client, address) == []


def test_it_is_no_edit_and_no_confirmation(club):
    """A connected source goes on writing what nobody edited, and old words are still asked about."""
    before = Activity.objects.get(pk=club.pk)
    sign_up(club)
    after = Activity.objects.get(pk=club.pk)
    assert after.latest_revision_id == before.latest_revision_id
    assert (after.version, after.modified) == (before.version, before.modified)
    assert all(not each.changes for each in after.channels.all())


def test_who_waits_takes_the_place_and_it_stays_full():
    club = party(limit=1, waiting_list=True)
    maija, liisa = sign_up(club, "Maija"), sign_up(club, "Liisa")
    commands.cancel(maija)
    liisa.refresh_from_db()
    assert liisa.status == "coming" and states(club) == ["full"]
    commands.erase(liisa)
    assert states(club) == ["scheduled"] and offer_of(club).left == 1


def test_more_places_make_room_and_fewer_fill_it(admin):
    club = party(limit=2)
    sign_up(club)
    assert states(club) == ["scheduled"]
    with_limit(club, 1, admin)
    assert states(club) == ["full"]
    with_limit(club, 3, admin)
    assert states(club) == ["scheduled"] and offer_of(club).left == 2


def test_the_horizon_that_moves_on_forgets_nothing(club):
    sign_up(club)
    activities.materialize_occurrences(club)
    assert states(club) == ["full", "scheduled"]


def test_what_the_organiser_called_full_stays_so(admin, club):
    maija = sign_up(club)
    change = OccurrenceChange(original_start=maija.original_start, status="full")
    activities.change_occurrence(club, change, by=admin)
    commands.cancel(maija)
    assert states(club) == ["full", "scheduled"] and offer_of(club).marked_full


def test_a_moved_time_that_filled_is_moved_again_when_there_is_room(admin, club):
    maija = sign_up(club)
    start = maija.original_start.replace(minute=30)
    moved = OccurrenceChange(original_start=maija.original_start, status="moved", start=start)
    activities.change_occurrence(club, moved, by=admin)
    assert states(club) == ["full", "scheduled"]
    commands.cancel(maija)
    assert states(club) == ["moved", "scheduled"]


def test_a_cancelled_time_is_cancelled_however_many_had_signed_up(admin, club):
    maija = sign_up(club)
    off = OccurrenceChange(original_start=maija.original_start)
    activities.change_occurrence(club, off, by=admin)
    assert states(club) == ["cancelled", "scheduled"]


def test_interest_and_a_whole_series_fill_no_single_time():
    for rule in ({"here": "interest", "limit": 1}, {"limit": 1, "whole_series": True}):
        club = party(schedule=once(7, 14), **rule)
        sign_up(club)
        assert states(club) == ["scheduled", "scheduled"] and not queries.filled(club.pk)


def test_its_organiser_is_told_what_makes_room(client, club, aino):
    member(club.organization, aino)
    sign_up(club)
    client.force_login(aino)
    address = reverse("own-times", args=[club.pk])
    when = "-".join(reversed(offer_of(club).key.split("-")))  # as her own pages name it
    page = client.post(address, {"time": when, "do": "room"}, follow=True).content.decode()
    assert "Lisää ensin paikkojen määrää" in page and states(club) == ["full", "scheduled"]
    page = client.get(reverse("own-time", args=[club.pk, when])).content.decode()
    assert 'name="full"' in page and "checked" not in page.split('name="full"')[1].split(">")[0]


def test_a_feed_asks_no_more_questions(client, django_assert_max_num_queries):
    for name in ("Pikkujoulut", "Puurojuhla", "Kuoro"):
        sign_up(party(name, limit=1, schedule=once(7, 14)))
    client.get(FEED)
    with django_assert_max_num_queries(16):
        assert said(client, f"{FEED}&laji=event") == ["Täynnä"] * 3
