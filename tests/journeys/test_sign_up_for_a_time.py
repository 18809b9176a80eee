"""One place, two who want it, on a phone and without an account; and a time that is cancelled after all."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from playwright.sync_api import expect

from seurantalo.accounts.tests.factories import person
from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.tests.factories import member
from seurantalo.signups.tests.factories import party
from tests.journeys.hands import letter_to, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPEN = "Katso tai peru ilmoittautuminen"


@pytest.fixture
def browser_context_args(browser_context_args):
    phone = {"width": 390, "height": 844}
    return {**browser_context_args, "locale": "fi-FI", "viewport": phone}


def signed_in(context, live_server, user):
    """The same browser as this person; the client of her session."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    return client


def signs_up(page, address, name, mail):
    page.goto(address)
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=email]").fill(mail)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def test_who_waits_gets_the_place_of_who_cancels(facts, live_server, page, context, mailoutbox):
    aino = person("Aino")
    evening = party(limit=1, waiting_list=True)
    member(evening.organization, aino)
    address = live_server.url + reverse("sign-up", args=[evening.pk])
    signs_up(page, address, "Kaisa Koe", "kaisa@koti.example")
    signs_up(page, address, "Ville Koe", "ville@koti.example")
    assert "jonossa" in letter_to(mailoutbox, "ville@koti.example").subject

    letter = letter_to(mailoutbox, "kaisa@koti.example")
    page.goto(link_in(letter, OPEN, live_server))
    page.locator("button[name=cancel]").click()
    page.wait_for_load_state()
    got = letter_to(mailoutbox, "ville@koti.example")
    assert "Sait paikan" in got.subject

    client = signed_in(context, live_server, aino)
    page.goto(live_server.url + reverse("sign-ups", args=[evening.pk]))
    expect(page.locator("main")).to_contain_text("Ville Koe")
    expect(page.get_by_role("link", name="CSV")).to_be_visible()
    rows = client.get(reverse("sign-ups-csv", args=[evening.pk])).content.decode("utf-8-sig")
    assert "ville@koti.example" in rows


def test_a_cancelled_time_reaches_the_subscriber_and_comes_back(facts, live_server, page, context):
    aino = person("Aino")
    club = activity()
    member(club.organization, aino)
    client = signed_in(context, live_server, aino)

    def single_times():
        told = client.get(reverse("activity-ics", args=[club.pk])).content
        found = Calendar.from_ical(told).walk("VEVENT")
        return [str(each["STATUS"]) for each in found if "RECURRENCE-ID" in each]

    assert single_times() == []
    page.goto(live_server.url + reverse("own-times", args=[club.pk]))
    page.locator("summary:has-text('Peru')").first.click()
    page.locator("input[name=reason]").first.fill("Lumimyrsky")
    page.locator("button[value=cancel]").first.click()
    expect(page.locator("main")).to_contain_text("Lumimyrsky")
    assert single_times() == ["CANCELLED"]
    page.locator("button[name=undo]").click()
    expect(page.locator("main")).not_to_contain_text("Lumimyrsky")
    assert single_times() == ["CONFIRMED"]
