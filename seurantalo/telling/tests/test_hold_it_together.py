"""Asking another organisation to hold a notice together, from one's own notices and from the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seurantalo.activities import partners, queries
from seurantalo.activities.models import Activity, Partner
from seurantalo.activities.tests.factories import activity
from seurantalo.telling import commands, copying, own

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair(friends):
    return activity("Joulumyyjäiset", of=friends)


def page(fair, *more):
    return reverse("activity-partner" if more else "activity-partners", args=[fair.pk, *more])


def together(fair, marthas, aino, kalle):
    partners.accept(partners.invite(fair, marthas, by=aino), by=kalle)
    return Activity.objects.get(pk=fair.pk)


def test_from_ones_own_notices_to_a_yes_on_the_other_desk(client, fair, marthas, aino, kalle):
    client.force_login(aino)
    assert page(fair) in client.get(reverse("own-activities")).content.decode()
    found = client.get(page(fair), {"q": "Nilsiän Marttayhdistys"}).content.decode()
    assert f'name="invite" value="{marthas.pk}"' in found
    client.post(page(fair), {"invite": marthas.pk})
    assert "Ei ole vielä vastannut" in client.get(page(fair)).content.decode()
    client.force_login(kalle)
    desk = client.get(reverse("desk")).content.decode()
    assert "Joulumyyjäiset" in desk
    assert page(fair) in desk
    client.post(page(fair), {"accept": Partner.objects.get().pk})
    assert queries.hosts(fair) == [fair.organization, marthas]
    assert "Joulumyyjäiset" in client.get(reverse("own-activities")).content.decode()


def test_a_no_is_asked_once(client, fair, marthas, aino, kalle):
    partners.invite(fair, marthas, by=aino)
    client.force_login(kalle)
    assert "Eikö tällä kertaa?" in client.get(page(fair, marthas.pk)).content.decode()
    assert Partner.objects.exists()
    answer = client.post(page(fair, marthas.pk))
    assert answer["Location"] == reverse("desk")
    assert not Partner.objects.exists()


def test_leaving_and_taking_off_are_asked_once(client, fair, friends, marthas, aino, kalle):
    together(fair, marthas, aino, kalle)
    client.force_login(aino)
    assert "Poistetaanko järjestäjistä?" in client.get(page(fair, marthas.pk)).content.decode()
    assert "Jääkö se pois?" in client.get(page(fair, friends.pk)).content.decode()
    assert queries.hosts(fair) == [friends, marthas]
    client.post(page(fair, friends.pk))
    assert queries.hosts(Activity.objects.get(pk=fair.pk)) == [marthas]


def test_the_last_one_reads_why_she_cannot_leave(client, fair, friends, aino):
    client.force_login(aino)
    answer = client.post(page(fair, friends.pk), follow=True)
    assert "Kukaan muu ei järjestä tätä" in answer.content.decode()


def test_a_stranger_learns_nothing(client, fair, marthas, kalle, eero):
    for person in (None, kalle, eero):
        if person:
            client.force_login(person)
        for address in (page(fair), page(fair, fair.organization_id)):
            assert client.get(address).status_code in {302, 404}
            assert client.post(address, {"invite": marthas.pk}).status_code in {302, 404}
    assert not Partner.objects.exists()


def test_a_partner_edits_by_the_same_questions(fair, friends, marthas, aino, kalle):
    held = together(fair, marthas, aino, kalle)
    report = commands.edit(held, by=kalle)
    commands.send(commands.keep(report, {"title": "Joulutori"}), by=kalle)
    kept = Activity.objects.get(pk=fair.pk)
    assert queries.content(kept).name["fi"] == "Joulutori"
    assert queries.hosts(kept) == [friends, marthas]


def test_an_edit_under_way_goes_on_when_the_first_has_left(fair, friends, marthas, aino, kalle):
    held = together(fair, marthas, aino, kalle)
    report = commands.edit(held, by=kalle)
    partners.leave(held, friends, by=aino)
    report = commands.settle(commands.keep(report, {"title": "Joulutori"}), ())
    commands.send(report, by=kalle)
    kept = Activity.objects.get(pk=fair.pk)
    assert queries.content(kept).name["fi"] == "Joulutori"
    assert kept.organization == marthas


def test_a_copy_is_of_her_own_organisation(fair, marthas, aino, kalle):
    held = together(fair, marthas, aino, kalle)
    assert copying.copy(held, by=kalle).organization == marthas
    assert copying.copy(held, by=aino).organization == fair.organization


def test_own_notices_take_no_more_questions_with_partners(
    fair, friends, marthas, aino, kalle, django_assert_max_num_queries
):
    for number in range(4):
        together(activity(f"Tori {number}", of=friends), marthas, aino, kalle)
    with django_assert_max_num_queries(6):
        assert len(own.notices(kalle)) == 4
