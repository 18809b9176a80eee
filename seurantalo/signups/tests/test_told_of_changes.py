"""What she signed up for is cancelled, moved, withdrawn or back: one letter each, and no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from seurantalo.activities import commands as activities
from seurantalo.activities.models import Activity
from seurantalo.activities.queries import content
from seurantalo.activities.tests.factories import activity as plain_activity
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import OccurrenceChange
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.signups import commands
from seurantalo.signups.models import SignUp
from seurantalo.signups.tests.factories import evening, later, once, party, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_waits():
    later()


def change(activity, planned, by, **told):
    activities.change_occurrence(activity, OccurrenceChange(original_start=planned, **told), by=by)
    later()


def retold(activity, by, **update):
    """Told anew with another schedule."""
    told = content(activity)
    channel = told.channels[0].model_copy(update=update)
    activities.apply(
        told.model_copy(update={"channels": (channel,)}),
        organization=activity.organization,
        by=by,
        to=Activity.objects.get(pk=activity.pk),
    )
    later()


@pytest.fixture
def club(mailoutbox):
    return party("Kerho", schedule=once(7, 14))


def test_cancelled_then_back_each_told_once(club, admin, mailoutbox):
    maija = sign_up(club)
    sign_up(club, "Liisa", number=1)
    mailoutbox.clear()
    change(club, maija.original_start, admin)
    (letter,) = mailoutbox
    assert letter.to == [maija.email] and letter.subject == "Peruttu: Kerho"
    publishing.assure(Activity.objects.get(pk=club.pk), by=admin)
    later()
    assert len(mailoutbox) == 1
    change(club, maija.original_start, admin, status="scheduled")
    assert mailoutbox[1].subject == "Toteutuu sittenkin: Kerho" and len(mailoutbox) == 2


def test_moved_tells_both_times(club, admin, mailoutbox):
    maija = sign_up(club)
    mailoutbox.clear()
    change(
        club, maija.original_start, admin, status="moved", start=evening(9, 19), end=evening(9, 21)
    )
    (letter,) = mailoutbox
    assert (
        letter.subject == "Uusi aika: Kerho" and "Oli:" in letter.body and "klo 19" in letter.body
    )
    maija.refresh_from_db()
    assert maija.start == evening(9, 19)
    change(
        club, maija.original_start, admin, status="moved", start=evening(9, 19), end=evening(9, 22)
    )
    assert len(mailoutbox) == 1


def test_another_hour_for_all_the_times_is_a_move(club, admin, mailoutbox):
    maija = sign_up(club)
    mailoutbox.clear()
    later = ScheduleRecord(
        dtstart=evening(7, 19), duration=timedelta(hours=2), rdates=(evening(14, 19),)
    )
    retold(club, admin, schedules=(later,))
    (letter,) = mailoutbox
    assert letter.subject == "Uusi aika: Kerho"
    maija.refresh_from_db()
    assert (maija.start, maija.original_start) == (evening(7, 19), evening(7, 19))


def test_a_day_that_is_gone_is_called_off(club, admin, mailoutbox):
    sign_up(club)
    mailoutbox.clear()
    retold(club, admin, schedules=(once(14, 21),))
    assert [each.subject for each in mailoutbox] == ["Peruttu: Kerho"]


def test_withdrawn_waits_for_second_thoughts_and_is_told_once(club, admin, mailoutbox):
    maija = sign_up(club)
    mailoutbox.clear()
    publishing.withdraw(Activity.objects.get(pk=club.pk), by=admin)
    assert not mailoutbox
    later()
    commands.follow(club.pk)
    (letter,) = mailoutbox
    assert letter.subject == "Muutos: Kerho" and "ei ole enää palvelussa" in letter.body
    publishing.unhide(Activity.objects.get(pk=club.pk), by=admin)
    later()
    assert mailoutbox[1].subject == "Toteutuu sittenkin: Kerho"
    maija.refresh_from_db()
    assert maija.status == "coming" and not maija.called_off


def test_withdrawn_by_mistake_and_back_disturbs_nobody(club, admin, mailoutbox):
    sign_up(club)
    mailoutbox.clear()
    publishing.withdraw(Activity.objects.get(pk=club.pk), by=admin)
    publishing.unhide(Activity.objects.get(pk=club.pk), by=admin)
    later()
    assert not mailoutbox


def test_what_is_over_is_withdrawn_in_silence(club, admin, mailoutbox):
    maija = sign_up(club)
    SignUp.objects.filter(pk=maija.pk).update(start=timezone.now() - timedelta(days=1))
    mailoutbox.clear()
    publishing.withdraw(Activity.objects.get(pk=club.pk), by=admin)
    later()
    assert not mailoutbox


def test_who_comes_to_the_series_hears_of_each_changed_time(admin, mailoutbox):
    course = party("Kurssi", schedule=once(7, 14, 21), whole_series=True)
    change(course, evening(21), admin)  # known before anybody signed up
    sign_up(course)
    sign_up(course, "Puhelin", email="", phone="040 123 4567")
    mailoutbox.clear()
    commands.follow(course.pk)
    assert not mailoutbox
    change(course, evening(7), admin)
    (letter,) = mailoutbox
    assert letter.subject == "Ajat ovat muuttuneet: Kurssi" and letter.body.count(": peruttu") == 1
    change(course, evening(14), admin, status="moved", start=evening(15), end=evening(15, 20))
    assert "siirretty, uusi aika" in mailoutbox[1].body
    change(course, evening(7), admin, status="scheduled")
    assert "pidetään niin kuin alun perin" in mailoutbox[2].body
    retold(course, admin, schedules=(once(30, 37),))
    assert mailoutbox[3].subject == "Ajat ovat muuttuneet: Kurssi" and len(mailoutbox) == 4


def test_two_that_become_one_keep_who_comes(club, admin, mailoutbox):
    maija = sign_up(club)
    other = plain_activity("Kerho sama", of=club.organization)
    mailoutbox.clear()
    merge = publishing.merge(
        Activity.objects.get(pk=club.pk), into=Activity.objects.get(pk=other.pk), by=admin
    )
    maija.refresh_from_db()
    assert maija.activity_id == other.pk
    later()
    assert not mailoutbox  # the same evening, now one of the other's
    publishing.unmerge(merge, by=admin)
    later()
    maija.refresh_from_db()
    assert maija.activity_id == club.pk
    assert not mailoutbox


def test_the_day_before_a_reminder_once(mailoutbox):
    sign_up(party("Huominen", schedule=once(1), waiting_list=True, limit=1))
    sign_up(Activity.objects.get(), "Jonossa")
    sign_up(party("Myöhemmin", schedule=once(2)), "Liisa")
    sign_up(party("Puhelin", schedule=once(1)), email="", phone="040 123 4567")
    course = party("Kurssi", schedule=once(1, 8), whole_series=True)
    sign_up(course, "Eeva")
    mailoutbox.clear()
    assert commands.remind() == 2
    assert {each.subject for each in mailoutbox} == {"Huomenna: Huominen", "Huomenna: Kurssi"}
    assert commands.remind() == 0
