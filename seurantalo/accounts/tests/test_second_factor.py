"""Doris looks after others' information: her account has a second lock, or she only reads."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from seurantalo.accounts.second_factor import is_open
from seurantalo.accounts.tests.letterbox import code_in

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
WORKPLACES, OFFICES = ("tyopoyta", "yllapito"), ("seurantalo.desk", "django.contrib.admin")
PASSWORD = "kuoro-ja-kahvi-2026"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def digits(secret=SECRET):
    """What the app on the phone shows now (between what it showed and will show)."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def lock(user):
    TOTP.activate(user, SECRET)


def by_code(user, mailoutbox):
    client = Client()
    client.post(reverse("enter"), {"email": user.email})
    code = code_in(mailoutbox)
    return client, client.post(reverse("account_confirm_login_code"), {"code": code})


@pytest.mark.parametrize("who", ["doris", "admin"])
def test_an_official_without_one_is_led_to_setting_it_up(client, request, who):
    client.force_login(request.getfixturevalue(who))
    answer = client.get("/yllapito/")
    assert answer["Location"] == reverse("mfa_index") + "?next=%2Fyllapito%2F"
    page = client.get(answer["Location"]).content.decode()
    assert "tarvitsee toisen lukon" in page


@pytest.mark.parametrize("page", ["accounts_user_changelist", "mfa_authenticator_changelist"])
def test_the_admin_site_is_closed_though_its_pages_are_called_as_ones_own(client, admin, page):
    client.force_login(admin)
    for answer in (client.get(reverse(f"admin:{page}")), client.post(reverse(f"admin:{page}"))):
        assert answer.status_code == 302 and answer["Location"].startswith(reverse("mfa_index"))


def addresses(resolver, spaces=(), route=""):
    """Every page of the service: (namespaces, name, its address as a pattern, its view)."""
    for each in resolver.url_patterns:
        path = route + str(each.pattern)
        if isinstance(each, URLResolver):
            inside = (*spaces, each.namespace) if each.namespace else spaces
            yield from addresses(each, inside, path)
        else:
            yield spaces, each.name, path, each.callback


def test_what_is_open_meanwhile_exists_and_is_nobodys_desk(settings):
    pages = list(addresses(get_resolver()))
    assert {name for _, name, _, _ in pages} >= settings.OPEN_WITHOUT_SECOND_FACTOR
    for spaces, name, path, view in pages:
        match = SimpleNamespace(url_name=name, namespaces=spaces)
        if is_open(SimpleNamespace(method="GET", resolver_match=match)):
            assert not path.startswith(WORKPLACES), (name, path)
            assert not view.__module__.startswith(OFFICES), (name, path)


def test_meanwhile_she_reads_what_everybody_may_and_keeps_her_account(client, doris):
    client.force_login(doris)
    for name in ("front", "search", "about", "account", "mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.post(reverse("sign-out")).status_code == 302


def test_and_writes_nothing(client, doris):
    client.force_login(doris)
    assert client.post(reverse("api-keys"), {"name": "x"})["Location"].startswith(
        reverse("mfa_index")
    )


def test_a_volunteer_is_asked_for_nothing(client, aino):
    client.force_login(aino)
    assert client.get(reverse("api-keys")).status_code == 200


def test_it_is_one_setting(client, doris, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client.force_login(doris)
    assert client.get(reverse("api-keys")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_she_sets_up_an_app_and_gets_recovery_codes(client, doris, mailoutbox):
    client.force_login(doris)
    page = client.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": digits(secret)})
    page = client.get(answer["Location"], follow=True).content.decode()
    assert page.count("<code>") == 10 and "Sovellus on käytössä" in page
    assert "sovellus" in mailoutbox[-1].subject
    assert client.get(reverse("api-keys")).status_code == 200


def test_a_wrong_code_of_the_app_says_what_to_do(client, doris):
    client.force_login(doris)
    client.get(reverse("mfa_activate_totp"))
    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "kirjoita tuore" in page and not Authenticator.objects.exists()


def test_from_then_on_the_code_by_mail_is_not_enough(doris, mailoutbox):
    lock(doris)
    client, answer = by_code(doris, mailoutbox)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert "Melkein sisällä" in client.get(answer["Location"]).content.decode()
    client.post(reverse("mfa_authenticate"), {"code": digits()})
    assert "_auth_user_id" in client.session


def test_nor_is_the_password(doris):
    lock(doris)
    doris.set_password(PASSWORD)
    doris.save()
    client = Client()
    answer = client.post(reverse("sign-in"), {"login": doris.email, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")


def test_the_same_digits_open_only_once(doris, mailoutbox):
    lock(doris)
    code = digits()
    for opened in (True, False):
        client, _answer = by_code(doris, mailoutbox)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is opened


def test_the_admin_site_has_no_door_of_its_own(client, admin):
    assert client.get("/yllapito/login/")["Location"].startswith(reverse("sign-in"))
