"""Maija signs up for the Christmas party: no account, as little as can be asked, one letter."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from seurantalo.activities import commands as activities
from seurantalo.records.content import OccurrenceChange
from seurantalo.signups import commands, queries, tokens
from seurantalo.signups.models import SignUp
from seurantalo.signups.tests.factories import evening, offer_of, once, party, sign_up

pytestmark = pytest.mark.django_db


def post(client, activity, **told):
    answers = {
        "time": offer_of(activity).key,
        "name": "Maija Malli",
        "email": "maija@koti.example",
        "people": "1",
        **told,
    }
    return client.post(reverse("sign-up", args=[activity.pk]), answers)


def own_link(letter):
    return re.search(r"/ilmoittautuminen/[^\s]+", letter.body)[0]


def test_by_email_the_letter_has_the_link_to_see_and_cancel(client, mailoutbox):
    christmas = party(limit=10)
    page = client.get(reverse("activity", args=[christmas.pk])).content.decode()
    assert "10 paikkaa jäljellä" in page and f"/toiminta/{christmas.pk}/ilmoittaudu?kerta=" in page
    form = client.get(reverse("sign-up", args=[christmas.pk])).content.decode()
    assert "Nilsiän ystävät ry" in form and "poistetaan viimeistään" in form
    answer = post(client, christmas, people="2")
    assert answer.status_code == 302 and answer["Location"].endswith("/kiitos")
    assert "Sinulla on paikka" in client.get(answer["Location"]).content.decode()
    (letter,) = mailoutbox
    assert letter.to == ["maija@koti.example"] and "Pikkujoulut" in letter.subject
    assert "Nilsiän seurantalo" in letter.body
    own = client.get(own_link(letter)).content.decode()
    assert "Maija Malli" in own and "Tulossa" in own
    assert offer_of(christmas).left == 8
    client.post(own_link(letter), {"cancel": "yes"})
    assert offer_of(christmas).left == 10
    assert SignUp.objects.get().status == "cancelled"


def test_by_phone_alone_the_page_itself_is_the_way_to_cancel(client, mailoutbox):
    answer = post(client, party(), email="", phone="040 123 4567")
    assert "/ilmoittautuminen/" in answer["Location"] and not mailoutbox
    assert "Säilytä tämän sivun osoite" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"email": ""}, "Anna sähköpostiosoite tai puhelinnumero"),
        ({"email": "", "phone": "12"}, "ei ole puhelinnumero"),
        ({"name": ""}, "pakollinen"),
        ({"people": "21"}, "20"),
        ({"people": "3"}, "Paikkoja jäljellä: 2"),
        ({"time": "20200101T1800-0"}, "Valitse"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, told, said):
    christmas = party(limit=2, schedule=once(7, 8))
    answer = post(client, christmas, **told)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and not SignUp.objects.exists()
    assert "maija@koti.example" in page or told.get("email") == ""


def test_a_program_that_fills_the_trap_is_thanked_and_forgotten(client, mailoutbox):
    answer = post(client, party(), homepage="https://osta.example")
    assert answer.status_code == 302 and not SignUp.objects.exists() and not mailoutbox


def test_very_many_from_one_place_have_to_wait(client):
    christmas = party()
    answers = [post(client, christmas, email=f"m{n}@koti.example") for n in range(21)]
    assert {each.status_code for each in answers[:20]} == {302}
    assert answers[20].status_code == 422 and SignUp.objects.count() == 20


def test_the_same_address_twice_is_one_place_and_nobody_learns_it(client, mailoutbox):
    christmas = party(limit=10)
    first, second = post(client, christmas), post(client, christmas, email="Maija@koti.example")
    assert first["Location"] == second["Location"]
    assert SignUp.objects.count() == 1 and len(mailoutbox) == 2


def test_the_same_phone_and_name_twice_is_said(client):
    christmas = party()
    told = {"email": "", "phone": "040 123 4567"}
    post(client, christmas, **told)
    assert "Olet jo ilmoittautunut" in post(client, christmas, **told).content.decode()


def test_one_says_only_that_she_is_interested(client, mailoutbox):
    walk = party("Retki", here="interest")
    assert (
        "Kerro, jos kiinnostaa" in client.get(reverse("activity", args=[walk.pk])).content.decode()
    )
    post(client, walk)
    assert SignUp.objects.get().status == "interested"
    assert "Kiinnostuksesi" in mailoutbox[0].subject


def test_a_whole_series_is_one_sign_up(client):
    course = party("Kurssi", schedule=once(7, 14, 21), whole_series=True, limit=5)
    (offer,) = queries.of(course)
    assert offer.series and offer.start == evening(7)
    post(client, course)
    assert SignUp.objects.get().original_start is None and offer_of(course).left == 4


def test_each_time_has_its_own_places(client):
    club = party(schedule=once(7, 14), limit=1)
    post(client, club)
    assert [each.state for each in queries.of(club)] == ["full", "open"]
    page = client.get(reverse("activity", args=[club.pk])).content.decode()
    assert page.count("Täynnä") == 2  # among the facts, where the next time is, and in the list
    assert "1 paikka jäljellä" in page


def refused(activity, code):
    with pytest.raises(ValidationError) as error:
        time = queries.with_past(activity)[0].time
        commands.sign_up(activity, time, commands.Told("Maija", "maija@koti.example"))
    assert error.value.code == code
    assert not SignUp.objects.exists()


def test_it_closes_so_many_hours_before(client):
    refused(party(schedule=once(2), closes_hours=72), "closed")


def test_a_cancelled_time_takes_nobody(client, admin):
    christmas = party()
    time = offer_of(christmas).time
    change = OccurrenceChange(original_start=time.original_start)
    activities.change_occurrence(christmas, change, by=admin)
    refused(christmas, "cancelled")
    page = client.get(reverse("sign-up", args=[christmas.pk])).content.decode()
    assert "Peruttu" in page and "Ilmoittautumisia ei oteta juuri nyt" in page


def test_what_has_begun_takes_nobody():
    refused(party(schedule=once(-1)), "past")


def test_a_time_marked_full_by_hand_takes_nobody(admin):
    christmas = party()
    time = offer_of(christmas).time
    change = OccurrenceChange(original_start=time.original_start, status="full")
    activities.change_occurrence(christmas, change, by=admin)
    refused(christmas, "full")


def test_where_sign_up_is_not_switched_on_there_is_no_form(client):
    elsewhere = party(here="", url="https://ilmo.example/", required=True)
    assert client.get(reverse("sign-up", args=[elsewhere.pk])).status_code == 404
    assert "ilmo.example" in client.get(reverse("activity", args=[elsewhere.pk])).content.decode()


def test_a_link_that_was_changed_opens_nothing(client):
    hers, other = sign_up(party()), sign_up(party("Muu"), "Liisa")
    token = tokens.make(hers)
    forged = token.replace(str(hers.pk), str(other.pk), 1)
    for link in (forged, token + "x", "1-1.x"):
        assert client.get(reverse("own-sign-up", args=[link])).status_code == 404


def test_erased_when_she_asks(client, mailoutbox):
    signup = sign_up(party())
    link = reverse("own-sign-up", args=[tokens.make(signup)])
    assert client.get(link).status_code == 200 and SignUp.objects.exists()
    client.post(link, {"erase": "yes"})
    assert not SignUp.objects.exists()
    assert client.get(link).status_code == 404


def test_the_page_asks_as_often_however_many_come(client, django_assert_max_num_queries):
    quiet, busy = party(schedule=once(7, 8)), party("Toinen", schedule=once(*range(7, 40)))
    for number in range(8):
        sign_up(busy, f"Maija{number}")
    client.get(reverse("activity", args=[quiet.pk]))
    counts = []
    for each in (quiet, busy):
        with django_assert_max_num_queries(22) as asked:
            client.get(reverse("activity", args=[each.pk]))
            client.get(reverse("sign-up", args=[each.pk]))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_search_engines_hear_how_many_fit_and_not_how_many_come(client):
    christmas = party(limit=7)
    sign_up(christmas)
    page = client.get(reverse("activity", args=[christmas.pk])).content.decode()
    assert '"maximumAttendeeCapacity": 7' in page and "remainingAttendeeCapacity" not in page
