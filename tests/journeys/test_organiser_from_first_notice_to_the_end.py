"""The whole life of a notice in a browser at phone width, from joining to its last day.

A new person tells of a club, the coordinator returns it, it is mended, published and found; half a
year later a letter asks whether it is true, and at last it ends. With JavaScript, by keyboard
alone, and with JavaScript off. Codes and links are read from the letters, as people read them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from seurantalo.accounts.tests.factories import coordinator
from seurantalo.activities.models import Activity
from seurantalo.desk.tasks import write_to_coordinators
from seurantalo.quality.tasks import keep_fresh
from seurantalo.quality.tests.factories import confirmed
from seurantalo.search.tasks import pass_time
from tests.journeys.hands import Finger, Keys, code_to, letter_to, link_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AINO, DORIS = "aino@seura.example", "doris@seurantalo.example"
WAYS = {"finger": (Finger, True), "keyboard": (Keys, True), "no JavaScript": (Finger, False)}
MOST = {"tell": 25, "review": 5, "mend": 6, "confirm": 1}


@pytest.fixture
def browser_context_args(browser_context_args):
    phone = {"width": 390, "height": 844}
    return {**browser_context_args, "locale": "fi-FI", "viewport": phone}


@pytest.fixture
def someone(browser, browser_context_args, live_server):
    """Somebody with a browser of her own, who acts in one of the ways."""
    contexts = []

    def sits_down(way: str):
        hand, javascript = WAYS[way]
        contexts.append(
            browser.new_context(
                **browser_context_args, base_url=live_server.url, java_script_enabled=javascript
            )
        )
        return hand(contexts[-1].new_page())

    yield sits_down
    for each in contexts:
        each.close()


def taken(hand, name: str) -> None:
    """A part of the journey is over: it took no more than it may."""
    if name in MOST:
        assert hand.count <= MOST[name], f"{name} took {hand.count} interactions"
    hand.count = 0


def enters(hand, mailoutbox, address: str) -> None:
    """Signs in by a code from her mail."""
    expect(hand.page.locator("h1")).to_be_visible()
    hand.fill("Sähköposti", address)
    hand.press("button", "Lähetä koodi", within="main")
    expect(hand.page.locator("input[name=code]")).to_be_visible()
    hand.write(hand.page.locator("input[name=code]"), code_to(mailoutbox, address))
    hand.touch(hand.page.locator("main form button[type=submit]").first)


def goes_on(hand, question: str) -> None:
    hand.press("button", "Jatka", within=".report-bar")
    expect(hand.page.locator("h1")).to_have_text(question)


def tells(hand, mailoutbox) -> None:
    """The first notice makes the account and the group too."""
    hand.page.goto("/")
    hand.open("Valikko ja kieli")
    hand.count = 0
    hand.press("link", "Ilmoita", within=".site-menu")
    hand.fill("Otsikko", "Tuolijumppa")
    hand.fill("Yhdellä tai kahdella", "Kevyttä jumppaa tuolilla istuen. Yksinkin voi tulla mukaan.")
    hand.choose("Kerho tai harrastus")
    goes_on(hand, "Milloin se on?")
    hand.fill("Päivät ja kellonajat", "tiistaisin klo 18–19.30")
    goes_on(hand, "Missä se on?")
    hand.fill("Osoite", "Seuratie 3, Nilsiä")
    goes_on(hand, "Kenelle, ja mistä on kyse?")
    hand.choose("Kaikille, kaikenikäisille")
    hand.choose("Maksuton")
    goes_on(hand, "Kuka vastaa, jos joku kysyy?")
    hand.fill("Puhelin", "040 123 4567")
    goes_on(hand, "Pääsy paikalle ja kuva")
    goes_on(hand, "Kuka tämän järjestää?")
    hand.fill("Yhdistyksen tai ryhmän nimi", "Nilsiän jumppaajat")
    hand.press("button", "Jatka", within=".report-bar")
    enters(hand, mailoutbox, AINO)
    expect(hand.page.locator("h1")).to_have_text("Tuolijumppa")
    hand.press("button", "Lähetä", within=".report-strip")
    expect(hand.page.locator("h1")).to_have_text("Kiitos!")
    taken(hand, "tell")


def returns(hand, mailoutbox, live_server) -> None:
    """The coordinator comes by the link of her letter, and asks for one thing."""
    write_to_coordinators(timezone.localtime().replace(hour=12) + timedelta(days=1))
    letter = letter_to(mailoutbox, DORIS, "tarkistettavana")
    assert "Nilsiän jumppaajat" in letter.body
    hand.page.goto(link_in(letter, "Katso ja päätä", live_server))
    enters(hand, mailoutbox, DORIS)
    expect(hand.page.locator("h1")).to_have_text("Nilsiän jumppaajat")
    hand.press("link", "Tuolijumppa", within="main")
    expect(hand.page.locator("h1")).to_have_text("Tuolijumppa")
    hand.count = 0
    hand.open("Palauta korjattavaksi")
    hand.choose("Kerro, kenelle se on")
    hand.fill("Omin sanoin", "Voiko tulla pyörätuolilla?")
    hand.press("button", "Palauta näillä sanoilla")
    expect(hand.page.locator(".messages")).to_contain_text("Tuolijumppa")
    taken(hand, "review")


def mends(hand, mailoutbox, live_server) -> None:
    """The comment comes by mail; its button opens the notice."""
    letter = letter_to(mailoutbox, AINO, "Vielä yksi asia: Tuolijumppa")
    assert "Voiko tulla pyörätuolilla?" in letter.body
    hand.page.goto(link_in(letter, "Korjaa ja lähetä", live_server))
    expect(hand.page.locator("h1")).to_have_text("Tuolijumppa")
    expect(hand.page.locator("main")).to_contain_text("Voiko tulla pyörätuolilla?")
    hand.touch(hand.page.get_by_role("link", name=re.compile("Muuta.*Esteettömyys")))
    hand.choose("Esteetön pääsy")
    hand.press("button", "Tallenna", within=".report-bar")
    hand.press("link", "Katso, miltä se näyttää")
    expect(hand.page.locator("h1")).to_have_text("Tuolijumppa")
    hand.press("button", "Lähetä", within=".report-strip")
    expect(hand.page.locator("h1")).to_have_text("Kiitos!")
    taken(hand, "mend")


def approves(hand) -> None:
    """Both the new group and its notice by one press."""
    hand.page.goto("/tyopoyta/tarkistus")
    hand.count = 0
    hand.touch(hand.page.locator(".desk-what a", has_text="Tuolijumppa"))
    hand.press("button", "Hyväksy järjestö ja sen ilmoitus")
    expect(hand.page.locator(".messages")).to_contain_text("on hyväksytty")
    taken(hand, "review")


def finds(page) -> bool:
    """Whether anybody who searches sees it."""
    page.goto("/haku?q=tuolijumppa&paikka=Nilsiä")
    expect(page.locator("h1")).to_be_attached()
    return page.locator(".card h3", has_text="Tuolijumppa").count() == 1


def half_a_year_passes() -> None:
    """Until the morning on which the letter goes."""
    confirmed(Activity.objects.get(), date(2026, 1, 1))
    keep_fresh.enqueue()


def confirms(hand, mailoutbox, live_server) -> None:
    """One press, in a browser in which she has never signed in."""
    letter = letter_to(mailoutbox, AINO, "Pitääkö ”Tuolijumppa” vielä paikkansa?")
    hand.page.goto(link_in(letter, "Pitää paikkansa", live_server))
    expect(hand.page.locator("h1")).to_have_text("Pitääkö tämä vielä paikkansa?")
    hand.press("button", "Kyllä, pitää paikkansa")
    expect(hand.page.locator("h1")).to_have_text("Kiitos")
    assert Activity.objects.get().assured_date == timezone.localdate()
    taken(hand, "confirm")


def ends(hand) -> None:
    """Ended by mistake, brought back, and then for good on a day to come."""
    hand.press("link", "Se on päättynyt tai päättyy")
    hand.press("button", "Ota pois näkyvistä")
    expect(hand.page.locator(".lead")).to_contain_text("ei enää näy")
    hand.press("button", "Se jatkuu sittenkin: näytä uudelleen")
    expect(hand.page.locator(".lead")).to_contain_text("Tuolijumppa")
    last = timezone.localdate() + timedelta(days=6)
    hand.press("link", "Se on päättynyt tai päättyy")
    hand.fill("Viimeinen päivä", "sunnuntaina joskus")
    hand.press("button", "Ota pois näkyvistä")
    expect(hand.page.locator(".error-summary")).to_contain_text("Kirjoita päivä näin")
    hand.fill("Viimeinen päivä", f"{last.day}.{last.month}.{last.year}")
    hand.press("button", "Ota pois näkyvistä")
    expect(hand.page.locator(".lead")).to_contain_text(f"{last.day}.{last.month}.{last.year} asti")


@pytest.mark.parametrize("way", WAYS)
def test_the_life_of_a_notice(facts, live_server, someone, mailoutbox, way):
    coordinator("Doris", region="11")
    aino, doris, anybody = someone(way), someone(way), someone("finger").page
    tells(aino, mailoutbox)
    returns(doris, mailoutbox, live_server)
    mends(aino, mailoutbox, live_server)
    assert not finds(anybody)
    approves(doris)
    assert finds(anybody)
    public = link_in(letter_to(mailoutbox, AINO, "Nyt julkinen"), "Katso sivua", live_server)
    anybody.goto(public)
    expect(anybody.locator("h1")).to_have_text("Tuolijumppa")

    half_a_year_passes()
    elsewhere = someone(way)
    confirms(elsewhere, mailoutbox, live_server)
    ends(elsewhere)
    assert finds(anybody)
    Activity.objects.update(expire_at=timezone.now())  # the seven days are over
    pass_time.enqueue()
    assert not finds(anybody)
    assert anybody.goto(public).status in {404, 410}
    assert re.search(r"ei|poistettu|päättyn", anybody.locator("main").inner_text())
