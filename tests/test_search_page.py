"""The page of results says how it understood the question, and everything chosen can be taken away."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import organization
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import PlaceContent
from seurantalo.records.schemas import PriceRecord

pytestmark = pytest.mark.django_db

IISALMI = PlaceContent(municipality="140", latitude=63.5592, longitude=27.1907)


@pytest.fixture
def jumppa():
    return activity(
        "Tuolijumppa",
        kind="hobby",
        summary=Text(fi="Jumppaa tuolilla."),
        themes=("gymnastics-and-fitness",),
        channels=(at(IISALMI, accessibility=("step-free",)),),
        languages=("fi", "sv"),
        price=PriceRecord(kind="free"),
    )


def page(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def titles(soup: BeautifulSoup) -> list[str]:
    return [card.get_text(strip=True) for card in soup.select("#found .card h3")]


def chips(soup: BeautifulSoup) -> dict[str, str]:
    return {
        chip.get_text(" ", strip=True).partition(": ")[2].strip(" :"): chip["href"]
        for chip in soup.select("#found a.chip-remove")
    }


def test_a_place_among_the_words_becomes_a_filter_that_can_be_taken_away(client, jumppa):
    activity("Kuopion jumppa")
    soup = page(client, "/haku?q=jumppaa+Iisalmessa")
    assert titles(soup) == ["Tuolijumppa"]
    without = chips(soup)["Iisalmi"]
    assert set(titles(page(client, without))) == {"Tuolijumppa", "Kuopion jumppa"}
    assert "Iisalmi" not in chips(page(client, without))


def test_a_place_among_the_words_can_be_taken_literally(client, jumppa):
    activity("Iisalmi-kuoro")
    soup = page(client, "/haku?q=Iisalmi")
    assert titles(soup)[0] == "Tuolijumppa"
    literally = soup.select_one('#found a[href*="sellaisenaan=1"]')["href"]
    assert titles(page(client, literally))[0] == "Iisalmi-kuoro"
    assert "Iisalmi" not in chips(page(client, literally))


def test_a_typed_place_can_be_taken_away(client, jumppa):
    soup = page(client, "/haku?paikka=Iisalmi")
    assert chips(page(client, chips(soup)["Iisalmi"])) == {}
    near = page(client, "/haku?paikka=74100&km=25")
    assert [label for label in chips(near) if "25 km" in label]
    assert chips(page(client, next(iter(chips(near).values())))) == {}


@pytest.mark.parametrize(
    "asked",
    [
        "laji=hobby", "teema=sport", "kohderyhma=men", "tilanne=i-am-lonely", "kunta=140",
        "alue=297-nilsia", "maakunta=11", "hyvinvointialue=13", "lat=63.5&lon=27.2", "milloin=viikko",
        "alku=2026-01-01&loppu=2199-12-24", "paiva=ti", "aika=ilta", "kieli=sv", "ika=70",
        "hinta=free", "tapa=place", "esteettomyys=step-free", "jarjesto=OWN", "uudet=30", "julkiset=ei",
    ],
)  # fmt: skip
def test_every_filter_is_shown_in_words_and_can_be_taken_away(client, jumppa, asked):
    activity("Miesten tuolijumppa", themes=("loneliness",), target_groups=("men",))
    asked = asked.replace("OWN", str(jumppa.organization_id))
    soup = page(client, f"/haku?q=tuolijumppa&{asked}")
    assert titles(soup) and not soup.select("#found .notice")
    ((label, address),) = chips(soup).items()
    assert label and "=" not in label and not label.startswith(("i-am", "step-", "297", "OWN"))
    assert chips(page(client, address)) == {}


def test_filters_chosen_stay_chosen_when_the_form_is_sent_again(client, jumppa):
    soup = page(client, "/haku?q=jumppa&kunta=140&ika=70&alku=2026-01-01&laji=hobby&paiva=ti")
    form = soup.select_one("form#search")
    hidden = {(e["name"], e["value"]) for e in form.select("input[type=hidden]")}
    assert hidden == {("kunta", "140")}
    filled = {
        (e["name"], e["value"])
        for e in form.select("input[checked]:not([value='']), input[type=date], input[type=number]")
        if e["value"]
    }
    assert filled == {("laji", "hobby"), ("paiva", "ti"), ("ika", "70"), ("alku", "2026-01-01")}


def test_what_makes_no_sense_is_left_out_and_named(client, jumppa):
    soup = page(client, "/haku?q=jumppa&ika=vanha&alku=eilen")
    assert titles(soup) == ["Tuolijumppa"]
    assert "alku, ika" in soup.select_one(".notice").get_text()


def test_a_misspelt_word_is_found_and_the_right_one_offered(client, jumppa):
    soup = page(client, "/haku?q=tuolijunppa")
    assert titles(soup) == ["Tuolijumppa"]
    assert soup.find("a", string="tuolijumppa")


def test_a_card_tells_when_where_how_far_and_what_it_costs(client, jumppa):
    text = (
        page(client, "/haku?q=tuolijumppa&lat=63.5592&lon=27.3907&km=30")
        .select_one(".card")
        .get_text(" ")
    )
    for told in ("klo 18–19.30", "Maksuton", "Iisalmi, 9,9 km", "Nilsiän ystävät ry"):
        assert told in " ".join(text.split())


def test_three_views_of_one_query(client, jumppa):
    soup = page(client, "/haku?q=jumppa&kunta=140")
    links = [a["href"] for a in soup.select("nav.view-switch a")]
    assert links == [
        "/haku?q=jumppa&kunta=140",
        "/haku?q=jumppa&kunta=140&nakyma=kartta",
        "/haku?q=jumppa&kunta=140&nakyma=kalenteri",
    ]
    assert (
        page(client, links[1]).select_one("[data-points]")["data-points"]
        == "/haku.geojson?q=jumppa&kunta=140"
    )
    assert "Tuolijumppa" in page(client, links[2]).select_one("table").get_text()


def test_pages_of_many_results_lead_on(client, monkeypatch, jumppa):
    for n in range(24):
        activity(f"Kerho {n}", channels=())
    first = page(client, "/haku?laji=support")
    following = first.select_one(".pager a[rel=next]")["href"]
    assert following == "/haku?laji=support&sivu=2"
    second = page(client, following)
    assert len(titles(first)) == 20 and len(titles(second)) == 4
    assert not set(titles(first)) & set(titles(second))


def test_what_is_published_withdrawn_or_renamed_is_so_in_the_next_answer(client, admin):
    club = activity("Lankakerho", publish=False)
    assert titles(page(client, "/haku?q=lankakerho&laji=support")) == []
    publishing.publish(club, by=admin)
    assert titles(page(client, "/haku?q=lankakerho&laji=support")) == ["Lankakerho"]
    house = club.organization
    house.name = Text(fi="Neulojat ry")
    publishing.publish(house, by=admin)
    soup = page(client, "/haku?q=neulojat&laji=support")
    assert titles(soup) == ["Lankakerho"] and "Neulojat ry" in soup.select_one(".card").get_text()
    publishing.withdraw(club, by=admin)
    assert "Lankakerho" not in titles(page(client, "/haku?q=lankakerho"))


def test_withdrawing_an_organisation_takes_all_it_does_along(client, admin):
    house = organization("Neulojat ry")
    activity("Lankakerho", of=house)
    publishing.withdraw(house, by=admin)
    assert titles(page(client, "/haku")) == []


# -- Languages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "lang", "chip", "told"),
    [
        ("/sv/sok?q=jumppa&kunta=140&hinta=free", "sv", "Gratis", "1 resultat"),
        ("/en/search?q=jumppa&kunta=140&hinta=free", "en", "Free of charge", "1 result"),
        ("/se/oza?q=jumppa&kunta=140&hinta=free", "se", "Nuvttá", "1 boađus"),
    ],
)
def test_the_search_speaks_the_readers_language(client, jumppa, address, lang, chip, told):
    soup = page(client, address)
    assert soup.html["lang"] == lang
    assert chip in chips(soup)
    assert soup.select_one(".results-head h2").get_text(strip=True) == told
    name = soup.select_one(".card h3 span")
    assert name["lang"] == "fi" and name.get_text() == "Tuolijumppa"
    assert soup.select_one(".card h3 a")["href"].startswith(f"/{lang}/")


def test_names_of_places_and_themes_are_in_the_readers_language(client, jumppa):
    soup = page(client, "/sv/sok?q=jumppa+i+Idensalmi&teema=sport")
    assert titles(soup) == ["Tuolijumppa"]
    assert {"Idensalmi", "Idrott och motion"} & set(chips(soup)) >= {"Idensalmi"}
    assert not set(chips(soup)) & {"Iisalmi", "sport"}
