"""Doris makes a passkey in a real browser and comes in by it alone: no code, no password."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from seurantalo.accounts.tests import factories as people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def finger(page):
    """The browser's own pretended fingerprint reader (WebAuthn level 3, virtual authenticators)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_a_passkey_is_made_used_and_taken_off(page, finger, live_server, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    doris = people.coordinator("Doris", region="11")
    signed_in = Client()
    signed_in.force_login(doris)
    base = live_server.url.replace("127.0.0.1", "localhost")  # passkeys want a name
    cookie = signed_in.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
    wrong: list[str] = []
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)

    page.goto(base + reverse("api-keys"))
    page.get_by_role("link", name="Tee pääsyavain").click()
    page.get_by_label("Pääsyavaimen nimi").fill("Oma puhelin")
    page.get_by_role("button", name="Tee pääsyavain").click()
    page.get_by_role("heading", name="Varakoodit").wait_for()
    assert page.locator(".recovery-codes li").count() == 10
    assert Authenticator.objects.filter(user=doris, type="webauthn").exists()

    page.context.clear_cookies()
    page.goto(base + reverse("sign-in"))
    page.get_by_role("button", name="Kirjaudu pääsyavaimella").click()
    page.get_by_role("button", name="Kirjaudu ulos").wait_for()
    page.goto(base + reverse("mfa_list_webauthn"))
    assert page.get_by_role("rowheader", name="Oma puhelin").is_visible()
    assert not wrong

    page.get_by_role("link", name="Poista Oma puhelin").click()
    page.get_by_role("button", name="Käytä pääsyavainta").click()  # is it still you?
    page.get_by_role("button", name="Poista").click()
    page.get_by_text("ei enää avaa tiliäsi").first.wait_for()
    assert not Authenticator.objects.filter(user=doris, type="webauthn").exists()


def test_when_it_does_not_work_the_page_says_what_to_do(page, live_server):
    base = live_server.url.replace("127.0.0.1", "localhost")
    page.goto(base + reverse("sign-in"))
    page.route("**/kirjaudu/3", lambda route: route.abort())
    page.get_by_role("button", name="Kirjaudu pääsyavaimella").click()
    page.get_by_text("Pääsyavainta ei käytetty").wait_for()
