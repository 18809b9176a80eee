"""A tired volunteer tells of a weekly club on her phone: every touch is counted.

One tap on a button or a choice is one interaction, and so is one filled field. The README of the
room publishes the counts, and is held to them here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from seurantalo.accounts.tests.factories import person
from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.records.content import ContactPointContent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
README = Path(__file__).parents[2] / "seurantalo/telling/README.md"
MOST = 25
MOST_FOR_A_MEMBER = 16


@pytest.fixture
def browser_context_args(browser_context_args):
    phone = {"width": 390, "height": 844}
    return {**browser_context_args, "locale": "fi-FI", "viewport": phone}


class Hand:
    """A person's finger on the phone, and how often it was needed."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def tap(self, what):
        what.click()
        self.count += 1

    def fill(self, label, text):
        self.page.get_by_label(label, exact=False).first.fill(text)
        self.count += 1

    def choose(self, text):
        words = re.compile(rf"^\s*{re.escape(text)}\b")
        self.tap(self.page.locator("label").filter(has_text=words).first)

    def go_on(self):
        self.tap(self.page.locator(".report-bar").get_by_role("button", name="Jatka"))


def code_from(mailoutbox) -> str:
    return re.search(r"\b(\d{6})\b", mailoutbox[-1].body)[1]


def open_front(page, live_server):
    page.goto(live_server.url)
    page.locator(".site-menu > summary").click()
    return page.get_by_role("link", name="Ilmoita", exact=True).locator("visible=true").first


def what_and_when(hand):
    hand.fill("Otsikko", "Tuolijumppa")
    hand.fill("Yhdellä tai kahdella", "Kevyttä jumppaa tuolilla istuen. Yksinkin voi tulla mukaan.")
    hand.choose("Kerho tai harrastus")
    hand.go_on()
    hand.fill("Päivät ja kellonajat", "tiistaisin klo 18–19.30")
    hand.go_on()


def for_whom(hand):
    hand.choose("Kaikille, kaikenikäisille")
    hand.choose("Maksuton")
    hand.go_on()


def test_a_new_person_and_a_new_group(facts, live_server, page, mailoutbox):
    hand = Hand(page)
    hand.tap(open_front(page, live_server))
    what_and_when(hand)
    hand.fill("Osoite", "Seuratie 3, Nilsiä")
    hand.fill("Paikan nimi", "Nilsiän seurantalo")
    hand.go_on()
    for_whom(hand)
    hand.fill("Puhelin", "040 123 4567")
    hand.go_on()
    hand.choose("Esteetön pääsy")
    hand.go_on()
    hand.fill("Yhdistyksen tai ryhmän nimi", "Nilsiän jumppaajat")
    hand.go_on()
    hand.fill("Sähköposti", "uusi@seura.example")
    hand.tap(page.get_by_role("button", name="Lähetä koodi"))
    page.wait_for_url("**/koodi/2*")
    page.locator("input[name=code]").fill(code_from(mailoutbox))
    hand.count += 1
    hand.tap(page.locator("main form button[type=submit]").first)
    expect(page.locator("h1")).to_have_text("Tuolijumppa")
    hand.tap(page.locator(".report-strip").get_by_role("button", name="Lähetä"))
    expect(page.locator("h1")).to_have_text("Kiitos!")
    assert hand.count <= MOST
    assert f"new person with a new group: **{hand.count} interactions**" in README.read_text()
    told = activities.content(Activity.objects.get())
    assert {"senior-exercise"} <= set(told.themes) and told.channels[0].accessibility
    assert str(Activity.objects.get().organization) == "Nilsiän jumppaajat"


def test_a_member_is_not_asked_again(facts, live_server, page, context, client, settings):
    aino = person("Aino")
    contact = ContactPointContent(name="Aino", phone="017 123 4567", consent=True)
    member(organization(contacts=(contact,)), aino)
    client.force_login(aino)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    hand = Hand(page)
    hand.tap(open_front(page, live_server))
    what_and_when(hand)
    hand.tap(page.get_by_role("button", name="Nilsiän seurantalo"))
    for_whom(hand)
    hand.tap(page.get_by_role("button", name="017 123 4567"))
    hand.go_on()
    hand.tap(page.locator(".report-strip").get_by_role("button", name="Lähetä"))
    expect(page.locator("h1")).to_have_text("Kiitos!")
    assert hand.count <= MOST_FOR_A_MEMBER
    assert f"member of an organisation: **{hand.count} interactions**" in README.read_text()
    assert activities.content(Activity.objects.get()).contacts[0].phone == "017 123 4567"


def test_it_is_kept_while_one_writes(facts, live_server, page):
    page.goto(f"{live_server.url}/ilmoita")
    page.get_by_label("Otsikko").fill("KUORO KULTAKURKUT")
    expect(page.locator("#remarks-title")).to_contain_text("Isoja kirjaimia")
    expect(page.locator("[data-state]")).to_have_text("Tallennettu")
    page.wait_for_url("**/mita")
    page.reload()
    expect(page.get_by_label("Otsikko")).to_have_value("KUORO KULTAKURKUT")
    page.goto(f"{live_server.url}/ilmoita")
    expect(page.locator(".report-unfinished")).to_contain_text("KUORO KULTAKURKUT")


def test_taps_make_the_sentence(facts, live_server, page):
    page.goto(f"{live_server.url}/ilmoita")
    hand = Hand(page)
    hand.fill("Otsikko", "Kuoro")
    hand.fill("Yhdellä tai kahdella", "Lauletaan yhdessä, nuotteja ei tarvitse osata lukea.")
    hand.choose("Kerho tai harrastus")
    hand.go_on()
    page.get_by_text("Tai valitse napauttamalla").click()
    hand.choose("Joka toinen viikko")
    hand.choose("ti")
    page.get_by_label("Alkaa klo").fill("18:00")
    page.get_by_label("Ensimmäinen päivä").fill("12.1.")
    expect(page.get_by_label("Päivät ja kellonajat")).to_have_value(
        re.compile(r"joka toinen tiistai klo 18, 12\.1\.\d{4} alkaen")
    )
    expect(page.locator("#read-times")).to_contain_text("Ymmärsimme:")


def test_by_keyboard_alone(facts, live_server, page):
    page.goto(f"{live_server.url}/ilmoita")
    keys = page.keyboard
    page.get_by_label("Otsikko").focus()
    keys.type("Lukupiiri")
    keys.press("Tab")
    keys.type("Luetaan kirja kuussa ja jutellaan siitä.")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Milloin se on?")
    page.get_by_label("Päivät ja kellonajat").focus()
    keys.type("keskiviikkoisin klo 17")  # Enter would begin a new line of dates
    page.locator(".report-bar").get_by_role("button", name="Jatka").focus()
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Missä se on?")
    page.locator("#id_address").focus()
    keys.press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    keys.press("Tab")


def test_without_javascript(facts, live_server, browser, browser_context_args, mailoutbox):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    hand = Hand(page)
    page.goto(f"{live_server.url}/ilmoita")
    hand.fill("Otsikko", "Tuolijumppa")
    hand.fill("Yhdellä tai kahdella", "Kevyttä jumppaa tuolilla istuen. Yksinkin voi tulla mukaan.")
    hand.choose("Kerho tai harrastus")
    hand.go_on()
    page.get_by_text("Tai valitse napauttamalla").click()
    hand.choose("ti")
    page.get_by_label("Alkaa klo").fill("18:00")
    page.get_by_role("button", name="Tee näistä lause").click()
    expect(page.get_by_label("Päivät ja kellonajat")).to_have_value("tiistaisin klo 18")
    hand.go_on()
    hand.fill("Osoite", "Nilsiä")
    hand.go_on()
    for_whom(hand)
    hand.fill("Puhelin", "040 123 4567")
    hand.go_on()
    hand.go_on()
    hand.fill("Yhdistyksen tai ryhmän nimi", "Nilsiän jumppaajat")
    hand.go_on()
    hand.fill("Sähköposti", "uusi@seura.example")
    hand.tap(page.get_by_role("button", name="Lähetä koodi"))
    page.locator("input[name=code]").fill(code_from(mailoutbox))
    page.locator("main form button[type=submit]").first.click()
    page.locator(".report-strip").get_by_role("button", name="Lähetä").click()
    expect(page.locator("h1")).to_have_text("Kiitos!")
    assert Activity.objects.count() == 1
    context.close()
