"""The list of plans: one's own, and those of others by what one looks for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from seurantalo.planning import talking
from seurantalo.planning.models import Plan
from seurantalo.planning.tests.factories import plan


@pytest.fixture
def web(client, kalle, kalles, friends):
    client.force_login(kalle)
    return client


def found(web, **asked):
    answer = web.get(reverse("plans"), asked)
    assert answer.status_code == 200
    return [each.title for each in answer.context["others"]]


def test_what_others_look_for(web, friends):
    plan("Tanssit", of=friends, seeks_room=True)
    plan("Retki", of=friends, seeks_volunteers=True, municipality="140", stage="tentative")
    assert found(web) == ["Tanssit", "Retki"]
    assert found(web, hakee="room") == ["Tanssit"]
    assert found(web, hakee="volunteers") == ["Retki"]
    assert found(web, hakee="partner") == []
    assert found(web, kunta="Iisalmi") == ["Retki"]
    assert found(web, vaihe="idea") == ["Tanssit"]


def test_by_month(web, friends):
    at = timezone.now() + timedelta(days=70)
    plan("Myöhemmin", of=friends, at=at)
    plan("Pian", of=friends)
    assert found(web, kk=f"{timezone.localtime(at):%Y-%m}") == ["Myöhemmin"]


def test_for_whom_is_not_told_of_a_hint_even_by_looking_for_it(web, friends):
    plan("Tanssit", of=friends, terms=("older-people",))
    plan("Salaisuus", of=friends, terms=("older-people",), shown="hint", hint="Jotain")
    assert set(found(web)) == {"Tanssit", "Jotain"}
    assert found(web, kenelle="older-people") == ["Tanssit"]


def test_what_is_over_is_not_there(web, friends):
    plan("Mennyt", of=friends, at=timezone.now() - timedelta(days=3))
    assert found(web) == []


def test_nonsense_asks_for_nothing_and_breaks_nothing(web, friends):
    plan("Tanssit", of=friends)
    assert found(web, hakee="x", kk="2026-99", sivu="x") == ["Tanssit"]
    assert found(web, kunta="Xyzzy") == ["Tanssit"]


def test_own_plans_stand_first_and_a_person_must_sign_in(web, kalles, client):
    plan("Oma ilta", of=kalles)
    answer = web.get(reverse("plans"))
    assert [each.title for each in answer.context["mine"]] == ["Oma ilta"]
    client.logout()
    assert client.get(reverse("plans")).status_code == 302


def test_many_plans_ask_no_more(web, friends, kalles, django_assert_max_num_queries):
    for number in range(15):
        plan(f"Ilta {number}", of=friends, terms=("older-people",))
        plan(f"Oma {number}", of=kalles)
    with django_assert_max_num_queries(27):
        assert len(found(web)) == 15


def test_what_one_does_next_stands_above_the_rest(client, aino, kalle, friends, kalles):
    mine = plan(of=friends, seeks_room=True, text="Haitaria")
    for who, words in ((aino, "Muuta suunnitelmaa"), (kalle, "Meillä on tila")):
        client.force_login(who)
        page = client.get(reverse("plan", args=[mine.pk])).text
        assert page.index(words) < page.index("Haitaria") and page.count(words) == 1
    Plan.objects.update(seeks_room=False)
    page = client.get(reverse("plan", args=[mine.pk])).text
    assert page.index("Kirjoita järjestäjälle") < page.index("Haitaria")
    talking.write(mine, "Hei!", by=kalle)
    page = client.get(reverse("plan", args=[mine.pk])).text
    assert page.index("Vastaa keskustelussa") < page.index("Haitaria")


def test_the_planning_calendar_is_in_the_frame_for_those_who_have_signed_in(client, aino):
    link = f'href="{reverse("planning-calendar")}"'
    assert link not in client.get("/tietoa").text
    client.force_login(aino)
    assert client.get("/tietoa").text.count(link) == 2  # in the bar and in the menu of a phone
