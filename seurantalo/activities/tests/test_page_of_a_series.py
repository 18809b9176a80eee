"""The page of a series: its next times, each as it is, and why the next one is not."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from seurantalo.activities import commands, queries
from seurantalo.activities.splitting import Following
from seurantalo.activities.tests.factories import NILSIA, TUESDAYS, activity, at
from seurantalo.common.text import Text
from seurantalo.records.content import OccurrenceChange, PlaceContent
from seurantalo.records.schemas import RegistrationRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def club():
    return activity()


def times(club):
    found = queries.get_record(club.pk)
    assert found
    return found.occurrences


def page(client, club, query=""):
    where = reverse("activity", args=[club.pk]) + query
    return client.get(where, headers={"accept-language": "fi"}).content.decode()


def test_twelve_times_are_there_and_all_for_who_asks(client, club):
    assert page(client, club).count("?kerta=") == 12
    assert "Näytä lisää kertoja" in page(client, club)
    every = page(client, club, "?kerrat=kaikki")
    assert (
        every.count("?kerta=") == club.occurrences.filter(start__gte=times(club)[0].start).count()
    )


def test_a_cancelled_next_time_says_why_and_when_it_is_held_next(client, club, admin):
    first = times(club)[0]
    note = Text(fi="Salissa on remontti.")
    change = OccurrenceChange(original_start=first.original_start, note=note)
    commands.change_occurrence(club, change, by=admin)
    facts = page(client, club).split('class="facts"')[1].split("</dl>")[0]
    assert "Peruttu" in facts and "Salissa on remontti." in facts
    assert "Seuraava pidettävä kerta" in facts


def test_a_time_tells_its_own_place_and_sign_up_and_when_it_was_to_be(client, club, admin):
    first = times(club)[0]
    later = first.start + timedelta(days=1)
    change = OccurrenceChange(
        original_start=first.original_start, status="moved", start=later,
        place=PlaceContent(name=Text(fi="Tahkon ranta"), municipality="297"),
        registration=RegistrationRecord(required=True, url="https://example.org/ranta"),
    )  # fmt: skip
    commands.change_occurrence(club, change, by=admin)
    html = page(client, club)
    assert "Tahkon ranta" in html and "alun perin" in html and "https://example.org/ranta" in html
    once = html.split("?kerta=")[1].split('"')[0]
    calendar = client.get(reverse("activity-ics", args=[club.pk]) + f"?kerta={once}")
    assert b"Tahkon ranta" in calendar.content and calendar.content.count(b"BEGIN:VEVENT") == 1


def test_what_is_over_is_not_said_to_who_wants_to_come(client, admin):
    old = TUESDAYS.model_copy(update={"until": TUESDAYS.dtstart.date() + timedelta(days=30)})
    wednesdays = TUESDAYS.model_copy(update={"rrule": "FREQ=WEEKLY;BYDAY=WE"})
    village = PlaceContent(name=Text(fi="Vanha kylätalo"), municipality="297")
    club = activity(channels=(at(village, old), at(NILSIA, old, wednesdays)))
    html = page(client, club)
    assert "keskiviikkoisin" in html and "tiistaisin" not in html and "Vanha kylätalo" not in html


def test_from_a_coming_time_on_both_are_said(client, club, admin):
    planned = times(club)[3].original_start
    commands.change_following(club, planned, Following(weekday=2, starts=time(17)), by=admin)
    html = page(client, club)
    assert "tiistaisin klo 18–19.30" in html and "keskiviikkoisin klo 17–18.30" in html
