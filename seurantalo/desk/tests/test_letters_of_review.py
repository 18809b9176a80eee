"""Who sent it hears what a coordinator decided; a coordinator hears at most once an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from seurantalo.activities.tests.factories import activity
from seurantalo.common.text import Text
from seurantalo.desk import tasks
from seurantalo.mail import commands as mail
from seurantalo.mail.models import Delivery
from seurantalo.organizations.tests.factories import member
from seurantalo.publishing import commands as publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def friends(friends, bertta):
    member(friends, bertta, "editor")
    return friends


@pytest.fixture
def noon():
    """Of tomorrow: after everything that happens in a test."""
    return timezone.localtime().replace(hour=12, minute=0) + timedelta(days=1)


def sent(name, friends, by, **told):
    club = activity(name, of=friends, by=by, publish=False)
    if told:
        club.name = Text(**told)
        publishing.save_draft(club, by=by)
        publishing.send(club, by=by)
    else:
        publishing.submit(club, by=by)
    return club


def test_what_was_sent_back_is_told_to_the_sender_and_the_manager(
    friends, aino, bertta, doris, mailoutbox
):
    aino.language = "sv"
    aino.save()
    club = sent("Lukupiiri", friends, bertta, fi="Lukupiiri", sv="Läsecirkel")
    publishing.give_back(club, by=doris, comment="Mihin aikaan se alkaa?")
    letters = {letter.to[0]: letter for letter in mailoutbox}
    assert letters.keys() == {aino.email, bertta.email}
    assert letters[bertta.email].subject == "Vielä yksi asia: Lukupiiri"
    assert letters[aino.email].subject == "En sak till: Läsecirkel"
    for letter in letters.values():
        html = next(part.content for part in letter.alternatives)
        for body in (letter.body, html):
            assert "Mihin aikaan se alkaa?" in body
    assert f"/toiminta/{club.pk}/muokkaa" in letters[bertta.email].body
    assert f"/sv/verksamhet/{club.pk}/redigera" in letters[aino.email].body


def test_what_was_approved_is_told_to_the_sender_alone(friends, aino, bertta, doris, mailoutbox):
    club = sent("Lukupiiri", friends, bertta)
    publishing.approve(club, by=doris)
    assert [letter.to for letter in mailoutbox] == [[bertta.email]]
    assert mailoutbox[0].subject == "Nyt julkinen: Lukupiiri"
    assert f"/toiminta/{club.pk}" in mailoutbox[0].body


def test_what_is_undone_by_a_failure_writes_to_nobody(friends, bertta, doris, mailoutbox):
    club = sent("Lukupiiri", friends, bertta)
    with pytest.raises(ValidationError, match=r"mend|korja"):
        publishing.give_back(club, by=doris, comment=" ")
    assert not mailoutbox


def test_coordinators_of_the_region_get_one_gathered_letter(
    friends, aino, doris, eero, mailoutbox, noon
):
    for n in range(3):
        sent(f"Piiri {n}", friends, aino)
    assert tasks.write_to_coordinators(noon) == 1
    assert [letter.to for letter in mailoutbox] == [[doris.email]]
    letter = mailoutbox[0]
    assert letter.subject == "3 asiaa tarkistettavana"
    assert all(f"Piiri {n}" in letter.body for n in range(3)) and "Nilsiän ystävät" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_she_hears_again_only_of_what_is_new_and_an_hour_later(
    friends, aino, doris, mailoutbox, noon
):
    sent("Piiri", friends, aino)
    tasks.write_to_coordinators(noon)
    sent("Toinen", friends, aino)
    Delivery.objects.update(created_at=noon - timedelta(minutes=20))
    assert tasks.write_to_coordinators(noon) == 0
    Delivery.objects.update(created_at=timezone.now() - timedelta(hours=3))
    publishing.approve(sent("Kolmas", friends, aino), by=doris)
    assert tasks.write_to_coordinators(noon) == 1
    assert mailoutbox[-1].to == [doris.email] and "Toinen" in mailoutbox[-1].body
    Delivery.objects.filter(kind="desk.waiting").update(created_at=timezone.now())
    assert tasks.write_to_coordinators(noon + timedelta(hours=2)) == 0


def test_a_region_without_a_coordinator_is_the_national_administrators(
    friends, aino, admin, mailoutbox, noon
):
    sent("Piiri", friends, aino)
    assert tasks.write_to_coordinators(noon) == 1
    assert mailoutbox[0].to == [admin.email]


def test_nobody_is_woken_at_night_and_who_has_had_enough_gets_none(
    friends, aino, doris, mailoutbox, noon
):
    sent("Piiri", friends, aino)
    assert tasks.write_to_coordinators(noon.replace(hour=3)) == 0
    mail.unsubscribe("desk.waiting", doris.email)
    assert tasks.write_to_coordinators(noon) == 0
    assert not mailoutbox
