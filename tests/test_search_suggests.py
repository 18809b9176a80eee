"""While one types: themes by everyday words, places in every language, and what has that name."""

from __future__ import annotations

import pytest

from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.tests.factories import organization

pytestmark = pytest.mark.django_db


def suggested(client, typed: str, address: str = "/ehdotukset", **more) -> list[tuple[str, str]]:
    found = client.get(address, {"q": typed, **more}).json()
    return [(each["type"], each["label"]) for each in found]


def test_a_theme_by_its_name_and_by_an_everyday_word(client):
    assert ("theme", "Yksinäisyys") in suggested(client, "yksinäi")
    found = client.get("/ehdotukset?q=erakk").json()
    assert ("theme", "Yksinäisyys", "erakko") in {
        (each["type"], each["label"], each["detail"]) for each in found
    }


@pytest.mark.parametrize(
    ("typed", "address", "label"),
    [
        ("iisal", "/ehdotukset", "Iisalmi"),
        ("idens", "/ehdotukset", "Iisalmi"),
        ("iisal", "/sv/ehdotukset", "Idensalmi"),
        ("nilsi", "/ehdotukset", "Nilsiä"),
        ("pohjois-s", "/ehdotukset", "Pohjois-Savo"),
        ("jyvaskyl", "/ehdotukset", "Jyväskylä"),
    ],
)
def test_a_place_in_any_language_with_or_without_dots(client, typed, address, label):
    assert ("place", label) in suggested(client, typed, address)


def test_where_only_a_place_is_asked_only_places_are_told(client):
    activity("Kuopion kuoro")
    kinds = {kind for kind, _ in suggested(client, "kuo", laji="place")}
    assert kinds == {"place"}


@pytest.mark.parametrize("typed", ["yst", "ystäv", "Ystäväkahv", "kahvi"])
def test_what_has_that_name(client, typed):
    house = organization("Ystävien kahvihuone ry")
    activity("Ystäväkahvila, kahvia kaikille", kind="hobby", of=house)
    found = suggested(client, typed)
    assert ("hobby", "Ystäväkahvila, kahvia kaikille") in found
    assert len(found) <= 12


def test_drafts_are_not_told(client):
    activity("Salainen kerho", publish=False)
    assert not any(label == "Salainen kerho" for _, label in suggested(client, "salainen"))


@pytest.mark.parametrize("typed", ["", " ", "a", "\u00ad", "§§§", "x" * 500])
def test_too_little_or_too_much_suggests_nothing(client, typed):
    assert suggested(client, typed) == []


def test_a_suggestion_leads_on_in_the_readers_language(client):
    activity("Ystäväkahvila")
    for each in client.get("/sv/ehdotukset", {"q": "ystävä"}).json():
        assert each.get("url", "/sv/").startswith("/sv/")
