"""The links of the letter: they need no sign-in, a mail guard's GET changes nothing, all can be undone."""

import re
from datetime import date, timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from seurantalo.activities.queries import get_record
from seurantalo.activities.tests.factories import activity
from seurantalo.mail.models import Bounce
from seurantalo.organizations.models import Membership
from seurantalo.organizations.queries import published as public_organizations
from seurantalo.organizations.tests.factories import member
from seurantalo.quality import commands, queries, tokens
from seurantalo.quality.models import Asking
from seurantalo.quality.tests.factories import CONTACT, confirmed, friends
from seurantalo.quality.tokens import Letter
from seurantalo.records.content import ContactPointContent

pytestmark = pytest.mark.django_db
LONG_AGO = date(2025, 1, 1)
PRESENT = timezone.localdate


@pytest.fixture
def cafe(aino):
    """A café that nobody has confirmed for long, of an organisation that is fresh."""
    cafe = activity("Ystäväkahvila", of=friends(PRESENT()))
    member(cafe.organization, aino)
    return confirmed(cafe, LONG_AGO)


def links(mail):
    """The paths of a letter's links, in their order."""
    return re.findall(r"http://localhost:8000(/\S*vahvista/\S+)", mail.body)


def path(letter, name="confirm"):
    return reverse(name, args=[tokens.make(letter)])


def of(user, thing=None):
    asking = queries.asking_of(thing).pk if thing else tokens.ALL
    return Letter(f"u{user.pk}", asking)


def test_still_true_by_one_tap_on_a_phone_and_a_guard_of_mailboxes_confirms_nothing(
    cafe, client, mailoutbox
):
    commands.keep_fresh()
    (mail,) = mailoutbox
    still_true, _edit, _ended, _call = links(mail)
    page = client.get(still_true)  # the guard, and then Aino
    assert page.status_code == 200 and "Ystäväkahvila" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex" and "no-store" in page["Cache-Control"]
    assert get_record(cafe.pk).assured_date == LONG_AGO

    done = client.post(still_true, follow=True)
    assert "Kiitos" in done.content.decode()
    record = get_record(cafe.pk)
    assert (record.assured_date, record.assurer) == (PRESENT(), "organization")
    assert not queries.open_askings().exists()


def test_used_twice_it_says_that_all_is_well(cafe, aino, client):
    commands.keep_fresh()
    link = path(of(aino, cafe))
    client.post(link)
    version = get_record(cafe.pk).version
    again = client.post(link, follow=True).content.decode()
    assert "vahvistettiin" in again and "Muuta ei tarvita" in again
    assert get_record(cafe.pk).version == version


def test_all_at_once_but_not_what_was_unticked(aino, client):
    group = friends(PRESENT())
    member(group, aino)
    clubs = [confirmed(activity(f"Kerho {n}", of=group), LONG_AGO) for n in range(3)]
    commands.keep_fresh()
    link = path(of(aino))
    page = client.get(link).content.decode()
    assert all(f"Kerho {n}" in page for n in range(3)) and page.count("checked") == 3
    true = [queries.asking_of(club).pk for club in clubs[:2]]
    after = client.post(link, {"asking": true}, follow=True).content.decode()
    assert "Kaikki 2 on vahvistettu" in after and "Kerho 2" in after and "Kerho 0" not in after
    assert [get_record(club.pk).assured_date for club in clubs] == [PRESENT(), PRESENT(), LONG_AGO]
    assert "Valitse ensin" in client.post(link, follow=True).content.decode()


def test_ended_takes_it_away_and_one_tap_brings_it_back(cafe, aino, client):
    commands.keep_fresh()
    link, ended = path(of(aino, cafe)), path(of(aino, cafe), "confirm-ended")
    assert "Onko se päättynyt?" in client.get(ended).content.decode()
    gone = client.post(ended, {"last": ""}, follow=True).content.decode()
    assert "ei enää näy" in gone and get_record(cafe.pk) is None
    back = client.post(reverse("confirm-undo", args=link.split("/")[-1:]), follow=True)
    assert "näkyy taas" in back.content.decode()
    record = get_record(cafe.pk)
    assert str(record.name) == "Ystäväkahvila" and record.assured_date == PRESENT()


def test_it_can_end_on_a_later_day(cafe, aino, client):
    commands.keep_fresh()
    last = PRESENT() + timedelta(days=20)
    ended = path(of(aino, cafe), "confirm-ended")
    page = client.post(ended, {"last": f"{last:%d.%m.%Y}"}, follow=True).content.decode()
    assert f"näkyy {last.day}.{last.month}.{last.year} asti" in page
    cafe.refresh_from_db()
    assert cafe.live and timezone.localdate(cafe.expire_at) == last + timedelta(days=1)
    undo = ended.rsplit("/", 1)[0] + "/takaisin"
    client.post(undo)
    cafe.refresh_from_db()
    assert cafe.live and cafe.expire_at is None


@pytest.mark.parametrize("typed", ["ylihuomenissa", "32.5.2027", "12.5.2099", "<b>", "x" * 500])
def test_a_day_that_is_none_is_asked_again_and_stays_as_typed(cafe, aino, client, typed):
    commands.keep_fresh()
    page = client.post(path(of(aino, cafe), "confirm-ended"), {"last": typed})
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert get_record(cafe.pk) is not None


def test_edit_leads_by_a_code_in_the_mail_to_the_page_where_it_is_edited(cafe, aino, client):
    commands.keep_fresh()
    link = path(of(aino, cafe), "confirm-edit")
    target = reverse("edit-activity", args=[cafe.pk])
    assert client.get(link).url == f"{reverse('enter')}?next={target.replace('/', '%2F')}"
    client.force_login(aino)
    assert client.get(link).url == target


def test_a_late_link_offers_a_new_one_to_the_same_address(
    cafe, aino, client, mailoutbox, monkeypatch
):
    commands.keep_fresh()
    token = tokens.make(of(aino, cafe))
    monkeypatch.setattr(tokens, "GOOD_FOR", timedelta(seconds=-1))
    link = reverse("confirm", args=[token])
    late = client.get(link)
    assert late.status_code == 410 and "Lähetä minulle uudet linkit" in late.content.decode()
    assert client.post(link).status_code == 410
    assert get_record(cafe.pk).assured_date == LONG_AGO
    again = reverse("confirm-again", args=[token])
    assert "Uusi viesti on matkalla" in client.post(again).content.decode()
    assert mailoutbox[-1].to == [aino.email] and len(mailoutbox) == 2
    for _ in range(5):
        client.post(again)
    assert len(mailoutbox) == 4  # three in a day


@pytest.mark.parametrize("page", ["confirm", "confirm-ended", "confirm-edit"])
def test_a_link_that_was_tampered_with_is_refused_in_words(cafe, aino, client, page):
    commands.keep_fresh()
    token = tokens.make(of(aino, cafe))
    for spoilt in (
        token[:-1],
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        "x",
        "a:b:c",
        "%00",
    ):
        answer = client.get(reverse(page, args=["T"]).replace("T", spoilt))
        assert answer.status_code in {400, 404}
    words = client.get(reverse(page, args=["x:y:z"])).content.decode()
    assert "ei ole kokonainen" in words
    forged = signing.dumps({"reader": f"u{aino.pk}"}, salt="something.else")
    assert client.get(reverse(page, args=[forged])).status_code == 404
    odd = signing.dumps({"reader": "u1", "more": 1}, salt=tokens.PURPOSE)
    assert client.get(reverse(page, args=[odd])).status_code == 404


def test_who_has_left_the_organisation_answers_for_it_no_more(cafe, aino, client):
    commands.keep_fresh()
    link = path(of(aino, cafe))
    Membership.objects.all().delete()
    page = client.post(link)
    assert page.status_code == 403 and "et voi enää vastata" in page.content.decode()
    assert get_record(cafe.pk).assured_date == LONG_AGO


def test_nobody_answers_for_another_organisation(cafe, kalle, client):
    commands.keep_fresh()
    assert client.post(path(of(kalle, cafe))).status_code == 403


def test_the_organisations_own_address_answers_without_any_account(client, mailoutbox):
    group = friends(LONG_AGO, contacts=(ContactPointContent(**CONTACT),))
    commands.keep_fresh()
    still_true, edit, ended, _call = links(mailoutbox[0])
    assert CONTACT["email"] not in mailoutbox[0].body
    assert client.get(edit).url == reverse("claim-organization", args=[group.pk])
    client.post(ended, {"last": ""})
    assert not public_organizations().filter(pk=group.pk).exists()
    client.post(ended.replace("/loppui", "/takaisin"))
    assert public_organizations().filter(pk=group.pk).exists()
    group.refresh_from_db()
    assert (group.assured_date, group.assurer) == (PRESENT(), "organization")
    assert "vahvistettiin" in client.get(still_true).content.decode()


def test_a_new_address_takes_the_say_from_the_old_one(client, mailoutbox, admin):
    group = friends(LONG_AGO, contacts=(ContactPointContent(**CONTACT),))
    commands.keep_fresh()
    new = ContactPointContent(email="uusi@nilsianystavat.example")
    type(group).objects.filter(pk=group.pk).update(contacts=(new,))
    assert client.post(links(mailoutbox[0])[0]).status_code == 403


def test_a_wish_to_be_rung_comes_to_the_coordinator_with_number_and_time(cafe, aino, doris, client):
    commands.keep_fresh()
    call = reverse("confirm-call", args=[tokens.make(of(aino, cafe))])
    empty = client.post(call, {"note": " "})
    assert empty.status_code == 422 and "<details" in empty.content.decode()
    thanks = client.post(call, {"note": "040 765 4321, iltaisin"}, follow=True).content.decode()
    assert "Sinulle soitetaan" in thanks and "Pyysit jo soittoa" in thanks
    client.force_login(doris)
    page = client.get(reverse("confirmations")).content.decode()
    assert "Toivoo soittoa" in page and "040 765 4321, iltaisin" in page
    note = reverse("note-confirmation", args=["activity", cafe.pk])
    assert "vahvistettiin puhelimessa" in client.post(note, follow=True).content.decode()
    record = get_record(cafe.pk)
    assert (record.assured_date, record.assurer) == (PRESENT(), "phone")
    assert "vahvisti tiedot puhelimessa" in client.get(f"/toiminta/{cafe.pk}").content.decode()


def test_only_a_coordinator_of_the_region_notes_a_call(cafe, aino, kalle, eero, client):
    commands.keep_fresh()
    note = reverse("note-confirmation", args=["activity", cafe.pk])
    assert client.post(note).url.startswith(reverse("sign-in"))
    for person in (aino, kalle, eero):
        client.force_login(person)
        assert client.post(note).status_code == 403
    assert client.get(note).status_code == 405
    assert client.post(reverse("note-confirmation", args=["cat", 1])).status_code == 404
    assert get_record(cafe.pk).assured_date == LONG_AGO


def test_the_list_of_calls_costs_the_same_however_long_it_is(
    doris, client, django_assert_max_num_queries
):
    client.force_login(doris)
    group = friends(LONG_AGO)
    for number in range(4):
        confirmed(activity(f"Kerho {number}", of=group), LONG_AGO)
    commands.keep_fresh()
    address = reverse("confirmations")
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for number in range(12):
        confirmed(activity(f"Piiri {number}", of=group), LONG_AGO)
    commands.keep_fresh()
    assert Asking.objects.count() == 17
    with django_assert_max_num_queries(len(few)):
        assert "Piiri 11" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("lang", "subject", "button"),
    [
        ("sv", "Stämmer ”Ystäväkahvila” fortfarande?", "Ja, det stämmer"),
        ("en", "Is “Ystäväkahvila” still true?", "Yes, it is still true"),
        ("se", "Doallá go ”Ystäväkahvila” ain deaivása?", "Juo, doallá deaivása"),
    ],
)
def test_the_letter_and_its_pages_speak_her_language(
    cafe, aino, client, mailoutbox, lang, subject, button
):
    aino.language = lang
    aino.save(update_fields=["language"])
    commands.keep_fresh()
    assert mailoutbox[0].subject == subject
    word = {"sv": "bekrafta", "en": "confirm", "se": "nanne"}[lang]
    link = re.search(rf"http://localhost:8000(/{lang}/{word}/\S+)", mailoutbox[0].body)[1]
    assert button in client.get(link).content.decode()


def test_the_letter_is_a_real_mail_with_text_and_html(cafe, mailoutbox):
    Bounce.objects.all().delete()
    commands.keep_fresh()
    mime = mailoutbox[0].message()
    kinds = [part.get_content_type() for part in mime.walk()]
    assert "text/plain" in kinds and "text/html" in kinds
    with translation.override("fi"):
        assert "60 päivää" in mailoutbox[0].body
