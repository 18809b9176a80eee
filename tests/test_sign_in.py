"""Aino signs in by her email address and out again; a stranger learns nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from seurantalo.accounts import commands
from seurantalo.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "kuoro-ja-kahvi-2026"


@pytest.fixture
def aino():
    user = User.objects.create_user("aino@example.fi", PASSWORD)
    commands.vouch(user)
    return user


def test_she_signs_in_whatever_the_capitals_and_out_again(client, aino):
    client.post(reverse("sign-in"), {"login": "Aino@Example.FI", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(aino.pk)
    client.post(reverse("sign-out"))
    assert "_auth_user_id" not in client.session


def test_every_page_has_the_way_out_for_who_is_in(client, aino):
    assert "Kirjaudu ulos" not in client.get("/tietoa").content.decode()
    client.force_login(aino)
    page = client.get("/tietoa").content.decode()
    assert "Kirjaudu ulos" in page and f'action="{reverse("sign-out")}"' in page


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client, aino):
    pages = [
        client.post(reverse("sign-in"), {"login": name, "password": "wrong"})
        for name in ("aino@example.fi", "nobody@example.fi")
    ]
    told = {page.content.decode().split('role="alert"')[1].split("</ul>")[0] for page in pages}
    assert len(told) == 1 and "väärin" in told.pop()
    assert "_auth_user_id" not in client.session


def test_a_link_does_not_sign_anybody_out(client, aino):
    client.force_login(aino)
    assert client.get(reverse("sign-out")).status_code == 405
    assert "_auth_user_id" in client.session


def test_signing_in_leads_to_no_other_site(client, aino):
    sent = {"login": aino.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert "evil" not in client.post(reverse("sign-in"), sent)["Location"]


def test_a_form_left_open_too_long_says_what_to_do(aino):
    page = Client(enforce_csrf_checks=True).post(reverse("sign-in"), {"login": "x"})
    assert page.status_code == 403
    assert "lataa sivu uudelleen" in page.content.decode()


def test_the_page_bears_the_name_of_the_service_and_not_of_the_server(client):
    page = client.get(reverse("sign-in")).content.decode()
    assert "– Seurantalo</title>" in page
    assert "testserver</" not in page
