"""A key acts as its person, never for her office; it is shown once and dies when revoked."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import RequestFactory
from django.urls import reverse
from ninja.errors import HttpError

from seurantalo.accounts import commands
from seurantalo.accounts.api_keys import KeyOrSession, authenticate
from seurantalo.accounts.models import ApiKey
from seurantalo.accounts.policies import is_coordinator, is_national_admin

pytestmark = pytest.mark.django_db


def secret_in(page):
    return page.content.decode().split("seura_")[1].split("<")[0]


def test_a_key_is_shown_once_and_acts_as_its_person(client, aino):
    client.force_login(aino)
    secret = "seura_" + secret_in(client.post(reverse("api-keys"), {"name": "verkkosivut"}))
    assert authenticate(secret) == aino
    assert secret not in client.get(reverse("api-keys")).content.decode()
    kept = ApiKey.objects.get()
    assert secret not in f"{kept.prefix} {kept.digest}" and kept.last_used


def test_it_is_never_a_coordinator_or_an_administrator(doris, admin):
    for person in (doris, admin):
        _key, secret = commands.make_key(by=person, name="x")
        via = authenticate(secret)
        assert not is_coordinator(via, ["11"]) and not is_national_admin(via)
        assert is_coordinator(person, ["11"])


def test_revoked_it_opens_nothing(client, aino):
    key, secret = commands.make_key(by=aino, name="x")
    client.force_login(aino)
    client.post(reverse("api-key-revoke", args=[key.pk]))
    assert authenticate(secret) is None
    assert key.prefix not in client.get(reverse("api-keys")).content.decode()


def test_nobody_revokes_the_key_of_another(client, aino, kalle):
    key, secret = commands.make_key(by=aino, name="x")
    client.force_login(kalle)
    assert client.post(reverse("api-key-revoke", args=[key.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        commands.revoke_key(key, by=kalle)
    assert authenticate(secret)


@pytest.mark.parametrize("token", ["", "seura_", "x" * 5000, "seura_0123456789_" + "a" * 43, "é"])
def test_what_is_no_key_is_nobody(token, db):
    assert authenticate(token) is None


def test_a_closed_account_has_no_keys(aino):
    _key, secret = commands.make_key(by=aino, name="x")
    aino.is_active = False
    aino.save()
    assert authenticate(secret) is None


def test_a_key_makes_no_keys_and_there_is_an_end_to_them(aino):
    _key, secret = commands.make_key(by=aino, name="x")
    with pytest.raises(PermissionDenied):
        commands.make_key(by=authenticate(secret), name="y")
    for _ in range(commands.KEYS_AT_MOST - 1):
        commands.make_key(by=aino, name="x")
    with pytest.raises(ValidationError):
        commands.make_key(by=aino, name="y")


def asked(user, **headers):
    request = RequestFactory(enforce_csrf_checks=True).post("/api/v1/x", **headers)
    request.user = user
    return request


def test_the_api_takes_a_key_or_a_session_with_its_csrf_token(aino, kalle):
    from django.contrib.auth.models import AnonymousUser

    _key, secret = commands.make_key(by=aino, name="x")
    who = KeyOrSession()
    request = asked(kalle, HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert who(request) == aino and request.user.via_key
    assert who(asked(AnonymousUser())) is None
    assert who(asked(kalle, HTTP_AUTHORIZATION="Bearer wrong")) is None
    with pytest.raises(HttpError, match="CSRF"):
        who(asked(kalle))


def test_the_page_asks_the_database_no_more_for_many_keys(
    client, aino, django_assert_max_num_queries
):
    client.force_login(aino)
    for number in range(12):
        commands.make_key(by=aino, name=f"avain {number}")
    with django_assert_max_num_queries(6):
        client.get(reverse("api-keys"))
