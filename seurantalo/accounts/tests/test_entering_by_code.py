"""Aino has no password and wants none: six digits by mail let her in, or make her an account."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from django.urls import reverse
from django.utils import translation

from seurantalo.accounts.models import User
from seurantalo.accounts.queries import is_verified
from seurantalo.accounts.tests.letterbox import code_in

pytestmark = pytest.mark.django_db
NEW = "maija@example.fi"


def ask(client, email, **more):
    return client.post(reverse("enter"), {"email": email, **more}, follow=True)


def give(client, code, **more):
    return client.post(reverse("account_confirm_login_code"), {"code": code, **more})


def test_a_known_person_gets_in_by_the_code(client, aino, mailoutbox):
    page = ask(client, aino.email).content.decode()
    assert f"<strong>{aino.email}</strong>" in page
    give(client, code_in(mailoutbox))
    assert client.session["_auth_user_id"] == str(aino.pk)


def test_the_same_code_makes_an_account_for_who_is_new(client, mailoutbox):
    ask(client, "Maija@Example.FI ")
    give(client, code_in(mailoutbox))
    maija = User.objects.get(email=NEW)
    assert client.session["_auth_user_id"] == str(maija.pk)
    assert is_verified(maija) and not maija.has_usable_password()


def test_joining_by_its_own_page_is_the_same(client, mailoutbox):
    client.post(reverse("sign-up"), {"email": NEW})
    give(client, code_in(mailoutbox))
    assert is_verified(User.objects.get(email=NEW))


def test_nobody_is_told_who_has_an_account(client, aino, mailoutbox):
    known = ask(client, aino.email).content.decode()
    client.post(reverse("enter-again"))
    unknown = ask(client, NEW).content.decode()
    assert (
        known.replace(aino.email, NEW).split("<main")[1].split("csrf")[0]
        == (unknown.split("<main")[1].split("csrf")[0])
    )
    subjects = {letter.subject[6:] for letter in mailoutbox}
    assert len(mailoutbox) == 2 and len(subjects) == 1


def test_until_the_code_nothing_is_verified(client, mailoutbox):
    ask(client, NEW)
    assert "_auth_user_id" not in client.session
    assert not is_verified(User.objects.get(email=NEW))


def test_the_way_she_was_going_goes_on(client, aino, mailoutbox):
    page = ask(client, aino.email, next="/kartalle?x=1")
    assert 'value="/kartalle?x=1"' in page.content.decode()
    assert give(client, code_in(mailoutbox), next="/kartalle?x=1")["Location"] == "/kartalle?x=1"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_and_never_to_another_site(client, aino, mailoutbox, elsewhere):
    assert "evil" not in ask(client, aino.email, next=elsewhere).redirect_chain[-1][0]
    assert give(client, code_in(mailoutbox), next=elsewhere)["Location"] == reverse("desk")


def test_what_was_begun_without_signing_in_is_kept(client, mailoutbox):
    session = client.session
    session["report"] = {"name": "Kuoro"}
    session.save()
    ask(client, NEW)
    client.post(reverse("enter-again"))
    ask(client, NEW)
    give(client, code_in(mailoutbox))
    assert client.session["report"] == {"name": "Kuoro"} and "_auth_user_id" in client.session


def test_a_wrong_code_says_what_to_do_and_the_right_one_still_works(client, aino, mailoutbox):
    ask(client, aino.email)
    assert "Koodi on väärin" in give(client, "000000").content.decode()
    give(client, code_in(mailoutbox))
    assert "_auth_user_id" in client.session


def test_five_wrong_codes_end_it(client, aino, mailoutbox):
    ask(client, aino.email)
    for _ in range(5):
        answer = give(client, "000000")
    assert answer["Location"] == reverse("enter")
    assert "Liian monta yritystä" in client.get(reverse("enter")).content.decode()
    give(client, code_in(mailoutbox))
    assert "_auth_user_id" not in client.session


def test_an_old_code_says_so(client, aino, mailoutbox, settings):
    ask(client, aino.email, next="/tietoa")
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1  # as if a quarter of an hour had passed
    sent = {"code": code_in(mailoutbox), "next": "/tietoa"}
    page = client.post(reverse("account_confirm_login_code"), sent, follow=True)
    assert "ei enää toimi" in page.content.decode() and 'value="/tietoa"' in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_new_code_can_be_asked_for_and_the_old_one_dies(client, aino, mailoutbox):
    ask(client, aino.email)
    old = code_in(mailoutbox)
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    new = code_in(mailoutbox)
    if old != new:
        give(client, old)
        assert "_auth_user_id" not in client.session
    give(client, new)
    assert "_auth_user_id" in client.session


def test_codes_to_one_address_are_counted(client, aino, mailoutbox):
    for _ in range(7):
        ask(client, aino.email)
        client.post(reverse("enter-again"))
    page = client.post(reverse("enter"), {"email": aino.email}).content.decode()
    assert len(mailoutbox) == 5 and "Liian monta yritystä" in page


def test_too_many_from_one_machine_get_a_page_that_says_what_to_do(client, mailoutbox):
    for _ in range(31):
        answer = client.post(reverse("sign-in"), {"login": "x@example.fi", "password": "x"})
    assert answer.status_code == 429 and answer["Retry-After"]
    assert "Hetki" in answer.content.decode()


def test_a_closed_account_opens_by_no_code_and_makes_no_second_one(client, aino, mailoutbox):
    User.objects.filter(pk=aino.pk).update(is_active=False)
    ask(client, aino.email)
    assert User.objects.filter(email=aino.email).count() == 1
    assert "ei ole avointa tiliä" in mailoutbox[0].subject.lower()


def test_something_that_is_no_address_is_told_at_the_field(client):
    page = client.post(reverse("enter"), {"email": "maija"}).content.decode()
    assert 'value="maija"' in page and "error-summary" in page


def test_the_letter_is_mime_in_the_readers_language(client, mailoutbox):
    with translation.override("sv"):
        client.post(reverse("enter"), {"email": NEW})
    letter = message_from_bytes(mailoutbox[0].message().as_bytes(), policy=policy.default)
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    assert code_in(mailoutbox) in text and code_in(mailoutbox) in html
    assert letter["Content-Language"] == "sv" and "kvart" in text
    assert User.objects.get(email=NEW).language == "sv"
