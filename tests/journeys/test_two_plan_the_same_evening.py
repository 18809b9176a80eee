"""Two organisers plan the same evening, each in her own browser, and end up doing it together."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from seurantalo.accounts.tests import factories as people
from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.planning.models import Plan
from seurantalo.records.content import ContactPointContent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE, HINT = "Ikäihmisten kevättanssit", "Jotain ikäihmisille Nilsiässä"


@pytest.fixture
def arrive(browser, live_server):
    """A browser of her own for each, signed in."""
    contexts = []

    def new(user):
        client = Client()
        client.force_login(user)
        context = browser.new_context(locale="fi-FI", viewport={"width": 390, "height": 844})
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )
        contexts.append(context)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def both(facts):
    """Aino of Nilsiän ystävät, whom the coordinator trusts, and Kalle of another association."""
    aino, kalle = people.person("Aino"), people.person("Kalle")
    phone = (ContactPointContent(phone="017 123 4567"),)
    friends = organization(contacts=phone)
    martat = organization("Nilsiän Martat ry", contacts=phone)
    member(friends, aino)
    member(martat, kalle)
    Organization.objects.update(trusted=True)
    return aino, kalle, friends, martat


def test_from_an_idea_to_an_evening_held_together(live_server, both, arrive):
    aino, kalle, friends, martat = both
    hers, his = arrive(aino), arrive(kalle)
    hers.goto(f"{live_server.url}/suunnitelmat")
    _tells_an_idea(hers)
    his.goto(f"{live_server.url}/suunnitelmat")
    _picks_the_same_evening(his)
    his.goto(f"{live_server.url}/suunnitelmat")
    _answers(his)
    _asks_along(hers)
    _says_yes(his)
    assert not Activity.objects.exists()  # a sure date publishes nothing

    hers.reload()
    hers.get_by_role("button", name="Julkaise ilmoituksena").click()
    expect(hers.locator("main")).to_contain_text(TITLE)
    _finish(hers)
    plan = Plan.objects.get()
    assert plan.activity is not None and plan.activity.live
    for one in (friends, martat):
        his.goto(f"{live_server.url}/jarjestot/{one.pk}")
        expect(his.locator("main")).to_contain_text(TITLE)


def _tells_an_idea(page):
    """She shows others a hint, and looks for a room."""
    day = timezone.localdate() + timedelta(days=30)
    page.get_by_role("link", name="Suunnittele uutta").click()
    page.get_by_label("Mitä suunnittelette?").fill(TITLE)
    page.get_by_label("Kerro lisää").fill("Haitaria, humppaa ja kahvit väliajalla.")
    page.get_by_label("Ikäihmiset", exact=True).check()
    page.get_by_label("Missä kunnassa?").fill("Nilsiä")
    page.locator("#id_dates-0-day").fill(day.isoformat())
    page.locator("#id_dates-0-start").fill("18:00")
    page.get_by_label("Vain vihjeen ja ajan").check()
    page.locator("#id_hint").fill(HINT)
    page.get_by_label("Tila", exact=True).check()
    page.get_by_role("button", name="Näytä, mitä muut näkevät").click()
    preview = page.locator("#plan-preview")
    expect(preview).to_contain_text(HINT)
    expect(preview).not_to_contain_text(TITLE)
    assert page.get_by_label("Mitä suunnittelette?").input_value() == TITLE
    page.get_by_role("button", name="Tallenna suunnitelma").click()
    expect(page.locator("h1")).to_have_text(TITLE)


def _picks_the_same_evening(page):
    """He thinks of that evening too, reads what it falls on and why, and takes a free one."""
    day = timezone.localdate() + timedelta(days=30)
    page.get_by_role("link", name="Suunnittele uutta").click()
    page.get_by_label("Mitä suunnittelette?").fill("Marttojen lauluilta")
    page.get_by_label("Ikäihmiset", exact=True).check()
    page.get_by_label("Missä kunnassa?").fill("Nilsiä")
    page.locator("#id_dates-0-day").fill(day.isoformat())
    page.locator("#id_dates-0-start").fill("18:00")
    page.get_by_role("button", name="Tarkista päivä").click()
    advice = page.locator("#plan-advice")
    expect(advice).to_contain_text(HINT)
    expect(advice).to_contain_text("samaan aikaan, ehkä samoille ihmisille")
    expect(advice).not_to_contain_text(TITLE)
    advice.locator("button[name=slot]").first.click()
    expect(page.locator("#plan-advice")).to_contain_text(
        "Samoille ihmisille ei ole silloin lähellä muuta"
    )
    assert page.locator("#id_dates-0-day").input_value() != day.isoformat()
    assert page.get_by_label("Mitä suunnittelette?").input_value() == "Marttojen lauluilta"


def _answers(page):
    """He sees only the hint, and has a room."""
    expect(page.locator("main")).not_to_contain_text(TITLE)
    page.get_by_role("link", name=HINT).click()
    page.get_by_role("link", name="Meillä on tila").click()
    page.get_by_label("Viesti", exact=True).fill("Martoilla on sali vapaana samana iltana.")
    page.get_by_role("button", name="Lähetä viesti").click()
    expect(page.locator("main")).to_contain_text("Martoilla on sali")


def _asks_along(page):
    """She reads it, answers, and asks his association to do it together."""
    page.reload()
    page.get_by_label("Viesti", exact=True).fill("Tehdään yhdessä!")
    page.get_by_role("button", name="Lähetä viesti").click()
    page.get_by_role("button", name=re.compile("^Pyydä mukaan")).click()
    expect(page.locator("main")).to_contain_text("Kutsu on matkalla")


def _says_yes(page):
    """He sees it all now, says yes, and may change it: he makes the date sure."""
    page.reload()
    expect(page.locator("h1")).to_have_text(TITLE)
    page.get_by_role("button", name="Kyllä, yhdessä").click()
    expect(page.locator("main")).to_contain_text("Nyt suunnittelette yhdessä")
    page.get_by_role("button", name="Muuta vaiheeksi: Vahvistettu").click()
    expect(page.locator("main")).to_contain_text("Vahvistettu")


def _finish(page):
    """What the notice still lacks, and off it goes."""
    page.get_by_role("link", name=re.compile("^Muuta\\s*: Kenelle")).click()
    page.get_by_label("Maksuton").check()
    page.get_by_role("button", name="Tallenna").first.click()
    page.goto(re.match(r".*/ilmoita/[0-9a-f-]+", page.url)[0])
    page.get_by_role("link", name=re.compile("^Katso, miltä")).click()
    page.get_by_role("button", name="Lähetä", exact=True).first.click()
    page.wait_for_url("**/kiitos")
