"""Doris reads what was sent: the queue, what changed, approving, returning, taking, undoing."""

import re

import pytest
from django.urls import reverse

from seurantalo.accounts.tests.factories import coordinator
from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content
from seurantalo.common.text import Text
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as reading

pytestmark = pytest.mark.django_db


def shown(club: Activity) -> str:
    record = queries.get_record(club.pk)
    return str(record.name) if record else "nothing"


def again(thing):
    return type(thing).objects.get(pk=thing.pk)


def told(house, by, name="Ystäväkahvila", to=None, **more) -> Activity:
    return commands.apply(
        activity_content(name, **more), organization=house, by=by, to=to, publish=False
    )


@pytest.fixture
def house(aino):
    house = organization()
    member(house, aino)
    return house


@pytest.fixture
def club(house, aino):
    club = told(house, aino)
    publishing.send(club, by=aino)
    return again(club)


@pytest.fixture
def desk(client, doris):
    client.force_login(doris)
    return client


def item(thing) -> str:
    return reverse("review-item", args=[thing._meta.model_name, thing.pk])


def decide(client, thing, deed, **more):
    page = client.get(item(thing)).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(seen[^"]*)" value="(\d+)"', page))
    address = reverse("review-decide", args=[thing._meta.model_name, thing.pk])
    return client.post(address, {**hidden, "deed": deed, **more}, follow=True)


def test_the_queue_shows_what_waits_and_to_whom(desk, club):
    page = desk.get(reverse("review"))
    assert page.status_code == 200
    body = page.content.decode()
    assert "Ystäväkahvila" in body and "Aino" in body and item(club) in body


@pytest.mark.parametrize("who", ["aino", "kalle"])
def test_others_have_no_queue(client, club, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("review")).status_code == 403
    assert client.get(item(club)).status_code == 403


def test_a_coordinator_of_elsewhere_sees_an_empty_queue(client, club, eero):
    client.force_login(eero)
    assert "Ystäväkahvila" not in client.get(reverse("review")).content.decode()
    assert client.get(item(club)).status_code == 403
    address = reverse("review-decide", args=["activity", club.pk])
    assert client.post(address, {"deed": "approve"}).status_code == 403


def test_one_press_approves_and_one_undoes(desk, club):
    page = decide(desk, club, "approve")
    assert shown(club) == "Ystäväkahvila"
    undo = re.search(r'action="([^"]*kumoa[^"]*)"', page.content.decode())
    desk.post(undo[1])
    assert shown(club) == "nothing"
    assert "Ystäväkahvila" in desk.get(reverse("review")).content.decode()


def test_what_changed_is_shown_side_by_side(desk, house, aino):
    club = activity(of=house)
    told(
        house,
        aino,
        to=again(club),
        summary=Text(fi="Kahvia, pullaa ja juttuseuraa <b>kaikille</b>."),
    )
    publishing.send(again(club), by=aino)
    body = desk.get(item(club)).content.decode()
    assert "<ins>, pullaa</ins>" in body and "<del>yksinäiselle</del>" in body
    assert "<b>kaikille" not in body


def test_returned_with_ready_and_own_words_in_the_senders_language(desk, club, aino):
    aino.language = "sv"
    aino.save()
    page = decide(desk, club, "return", ready=["when"], own="Hälsningar, Doris")
    assert page.status_code == 200
    comment = reading.returned_comment(again(club))
    assert comment.endswith("\nHälsningar, Doris") and "dag" in comment


def test_returning_without_a_word_is_asked_again_and_nothing_is_lost(desk, club):
    answer = decide(desk, club, "return", own="   ")
    assert answer.status_code == 422
    assert reading.waits(again(club))
    answer = decide(desk, club, "return", ready=["olematon"], own="Tämä säilyy")
    assert answer.status_code == 422 and "Tämä säilyy" in answer.content.decode()


def test_the_text_changed_while_she_read_it(desk, club, house, aino):
    page = desk.get(item(club)).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    told(house, aino, "Aivan muuta", to=again(club))
    publishing.send(again(club), by=aino)
    address = reverse("review-decide", args=["activity", club.pk])
    answer = desk.post(address, {"deed": "approve", "seen": seen}, follow=True)
    body = answer.content.decode()
    assert shown(club) == "nothing" and "Aivan muuta" in body
    assert "muuttunut" in body or "muutettu" in body


def test_what_another_decided_meanwhile_gets_a_friendly_page(desk, club, admin):
    publishing.approve(again(club), by=admin)
    answer = desk.get(item(club))
    assert answer.status_code == 200 and "Helmi" in answer.content.decode()
    address = reverse("review-decide", args=["activity", club.pk])
    assert desk.post(address, {"deed": "approve"}, follow=True).status_code == 200


def test_taken_by_another_and_taken_over(desk, club, client):
    liisa = coordinator("Liisa", region="11")
    publishing.take(again(club), by=liisa)
    body = desk.get(item(club)).content.decode()
    assert "Liisa" in body and 'value="approve"' not in body
    body = decide(desk, club, "take-over").content.decode()
    assert 'value="approve"' in body
    decide(desk, club, "release")
    assert not again(club).locked


def test_a_new_organisation_and_its_first_notice_by_one_button(desk, aino):
    house = organization("Uusi ry", publish=False)
    member(house, aino)
    publishing.send(house, by=aino)
    club = told(house, aino)
    publishing.send(club, by=aino)
    assert shown(club) == "nothing"
    page = decide(desk, club, "approve-both")
    assert Organization.objects.get(pk=house.pk).live and shown(club) == "Ystäväkahvila"
    undo = re.search(r'action="([^"]*kumoa[^"]*)"', page.content.decode())
    desk.post(undo[1])
    assert not Organization.objects.get(pk=house.pk).live and shown(club) == "nothing"
    decide(desk, house, "approve-both")
    assert Organization.objects.get(pk=house.pk).live and shown(club) == "Ystäväkahvila"


def test_a_new_organisation_that_may_be_here_already_is_pointed_out(desk, aino):
    organization("Nilsiän ystävät ry")
    house = organization("Nilsiän Ystävät", publish=False)
    member(house, aino)
    publishing.send(house, by=aino)
    assert "Nilsiän ystävät ry" in desk.get(item(house)).content.decode()


def test_what_was_published_at_once_is_looked_at_afterwards(desk, house, aino):
    Organization.objects.filter(pk=house.pk).update(trusted=True)
    club = told(again(house), aino)
    publishing.send(again(club), by=aino)
    body = desk.get(reverse("review"), {"nayta": "jalkikateen"}).content.decode()
    assert item(club) in body
    decide(desk, club, "check")
    assert not again(club).unreviewed


def test_many_are_approved_at_once(desk, house, aino):
    clubs = [told(house, aino, f"Kerho {n}") for n in range(3)]
    for club in clubs:
        publishing.send(club, by=aino)
    body = desk.get(reverse("review")).content.decode()
    keys = re.findall(r'name="thing" value="([^"]+)"', body)
    assert len(keys) == 3
    answer = desk.post(reverse("review"), {"deed": "approve", "thing": keys}, follow=True)
    assert [shown(club) for club in clubs] == ["Kerho 0", "Kerho 1", "Kerho 2"]
    undo = re.search(r'action="([^"]*kumoa[^"]*)"', answer.content.decode())
    desk.post(undo[1])
    assert [shown(club) for club in clubs] == ["nothing"] * 3


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 2),
        ({"nayta": "uudet"}, 1),
        ({"nayta": "muuttuneet"}, 1),
        ({"nayta": "omat"}, 0),
        ({"alue": "municipality:297"}, 2),
        ({"alue": "region:11"}, 2),
        ({"alue": "municipality:091"}, 0),
        ({"alue": "';--"}, 0),
        ({"jarjesto": "999999"}, 0),
        ({"jarjesto": "²", "nayta": "mitä", "sivu": "x"}, 2),
    ],
)
def test_the_queue_is_narrowed(desk, club, house, aino, asked, found):
    old = activity("Lukupiiri", of=house)
    told(house, aino, "Lukupiiri", to=again(old), summary=Text(fi="Muutettu teksti."))
    publishing.send(again(old), by=aino)
    body = desk.get(reverse("review"), asked).content.decode()
    assert len(re.findall(r'name="thing"', body)) == found


def test_the_queue_is_shown_in_few_queries(desk, house, aino, django_assert_max_num_queries):
    for number in range(3):
        publishing.send(told(house, aino, f"Kerho {number}"), by=aino)
    desk.get(reverse("review"))
    with django_assert_max_num_queries(40) as few:
        desk.get(reverse("review"))
    for number in range(9):
        publishing.send(told(house, aino, f"Piiri {number}"), by=aino)
    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(reverse("review"))


def test_her_own_is_for_others_to_decide(desk, house, doris):
    club = told(house, doris)
    publishing.submit(club, by=doris)
    body = desk.get(item(club)).content.decode()
    assert 'value="approve"' not in body


@pytest.mark.parametrize("address", ["/tyopoyta/tarkistus/muu/1", "/tyopoyta/tarkistus/activity/1"])
def test_what_is_not_there_is_not_found(desk, address):
    assert desk.get(address).status_code == 404


def test_the_page_as_it_would_be(desk, club, client, kalle):
    address = reverse("activity-draft", args=[club.pk])
    body = desk.get(address, {"versio": str(club.latest_revision_id)}).content.decode()
    assert "Ystäväkahvila" in body and "noindex" in body
    assert desk.get(address, {"versio": "999999999"}).status_code == 200
    client.force_login(kalle)
    assert client.get(address).status_code == 404
