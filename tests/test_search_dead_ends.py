"""Nobody is left with an empty page: the search widens, says so, and knows a human to ask."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from seurantalo.accounts.models import RegionalRole
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.records.content import ContactPointContent, PlaceContent
from seurantalo.search.models import SearchGap

pytestmark = pytest.mark.django_db

IISALMI = PlaceContent(municipality="140")


def page(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def titles(soup: BeautifulSoup) -> list[str]:
    return [card.get_text(strip=True) for card in soup.select("#found .card h3")]


@pytest.fixture
def doris_answers(doris):
    told = ContactPointContent(
        role=Text(fi="Järjestökoordinaattori"), name="Doris", phone="040 1234567", consent=True
    )
    RegionalRole.objects.filter(user=doris).update(contacts=(told,))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("q=jumppa&milloin=tanaan&aika=aamu", "mihin aikaan tahansa"),
        ("q=jumppa&kunta=297", "koko maakunnasta"),
        ("q=jumppa+Kuopio", "koko maakunnasta"),
        ("q=jumppa&paikka=Kuopio", "koko maakunnasta"),
        ("q=jumppa&kunta=091", "koko maasta"),
        ("q=jumppa&lat=62.89&lon=27.68&km=5", "koko maasta"),
        ("q=jumppa&kieli=ar", "ilman muita rajauksia"),
    ],
)
def test_too_narrow_a_search_is_widened_and_says_how(client, asked, told):
    activity("Tuolijumppa", summary=Text(fi="Jumppaa tuolilla."), channels=(at(IISALMI),))
    soup = page(client, f"/haku?{asked}")
    assert "Tuolijumppa" in titles(soup)
    assert told in soup.select_one("#found .notice").get_text()


def test_the_place_is_widened_before_the_words(client):
    activity("Kuorolaulu", channels=(at(IISALMI),))
    activity("Soitinpaja")
    assert titles(page(client, "/haku?q=kuorolaulu&kunta=297")) == ["Kuorolaulu"]


def test_with_nothing_at_all_the_page_still_helps(client, doris_answers):
    soup = page(client, "/haku?q=siilinhoito+Kuopiossa")
    contact = soup.select_one("#found address.contact").get_text(" ", strip=True)
    assert contact == "Doris, Järjestökoordinaattori 040 1234567"
    assert soup.select('#found .no-hits a[href^="/teemat/"]')


@pytest.mark.parametrize(
    "asked", ["kunta=297", "paikka=Nilsi%C3%A4", "lat=62.9&lon=27.7", "maakunta=11"]
)
def test_the_contact_is_that_of_the_region_asked_about(client, doris_answers, asked):
    assert "040 1234567" in page(client, f"/haku?q=siilinhoito&{asked}").get_text()
    assert "040 1234567" not in page(client, "/haku?q=siilinhoito&kunta=091").get_text()


def test_a_gap_is_counted_by_words_and_area_without_the_person(client):
    for _ in range(2):
        client.get("/haku", {"q": "Siilinhoito", "paikka": "Puijonkatu 5, Kuopio"})
    gap = SearchGap.objects.get()
    assert (gap.words, gap.place, gap.count) == ("siilinhoito", "297", 2)


def test_later_pages_feeds_and_suggestions_count_no_gap(client):
    for address in (
        "/haku?q=siili&sivu=2",
        "/haku.atom?q=siili",
        "/haku.ics?q=siili",
        "/ehdotukset?q=siili",
    ):
        client.get(address)
    assert not SearchGap.objects.exists()


def test_a_page_after_the_last_leads_to_the_last(client):
    activity()
    assert client.get("/haku?sivu=7&kunta=297")["Location"] == "/haku?kunta=297"


def test_feeds_are_never_widened(client):
    activity("Tuolijumppa")
    assert b"Tuolijumppa" not in client.get("/haku.atom?q=tuolijumppa&kunta=091").content
    assert b"Tuolijumppa" not in client.get("/haku.ics?q=tuolijumppa&kunta=091").content


@pytest.mark.parametrize(
    "address",
    ["/", "/haku", "/haku?q=kuoro", "/kalenteri", "/teemat", "/kunnat/297", "/teemat/sport"],
)
def test_an_empty_service_answers_all_the_same(client, address):
    page(client, address)
