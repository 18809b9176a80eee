"""The address of a shelter is told nowhere: at every door only its municipality."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from seurantalo.activities.tests.factories import TUESDAYS, activity, at
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import organization
from seurantalo.places.models import Location
from seurantalo.records.content import PlaceContent

pytestmark = pytest.mark.django_db

SHELTER = PlaceContent(
    name=Text(fi="Kurkihirsi"),
    street_address=Text(fi="Piilokuja 7"),
    postal_code="73309",
    municipality="297",
    district="297-nilsia",
    latitude=63.21987,
    longitude=28.47123,
    directions=Text(fi="Sisäpihan keltainen ovi"),
    confidential=True,
)
SECRETS = (
    "Kurkihirsi",
    "Piilokuja",
    "73309",
    "63.21",
    "28.471",
    "63,21",
    "28,471",
    "keltainen ovi",
    "Nilsiä",
    "297-nilsia",
)


@pytest.fixture
def shelter():
    house = organization(
        "Turvakoti ry", summary=Text(fi="Turvaa."), addresses=(SHELTER,), service_areas=()
    )
    return activity(
        "Turvapaikka",
        of=house,
        summary=Text(fi="Turvaa kun kotona pelottaa."),
        channels=(at(SHELTER, TUESDAYS),),
    )


def assert_silent(content: bytes, where: str) -> None:
    text = content.decode()
    decoded = text.encode().decode("unicode_escape", "ignore") if "\\u" in text else text
    told = [secret for secret in SECRETS if secret in text or secret in decoded]
    assert not told, f"{where} tells {told}"


def test_its_pages_and_files_tell_only_the_municipality(client, shelter):
    pk, house = shelter.pk, shelter.organization_id
    for address in (
        f"/toiminta/{pk}", f"/toiminta/{pk}.ics", f"/toiminta/{pk}.json", f"/sv/verksamhet/{pk}",
        f"/jarjestot/{house}", f"/jarjestot/{house}.json",
        f"/api/v1/activities/{pk}", "/api/v1/activities", f"/api/v1/organizations/{house}", "/api/v1/organizations",
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 200
        assert_silent(response.content, address)
        assert "Turva" in response.content.decode()


def test_what_is_found_of_it_tells_only_the_municipality(client, shelter):
    for address in (
        "/haku.ics?q=turvapaikka", "/haku.atom?q=turvapaikka", "/haku?q=turvapaikka&nakyma=kalenteri",
        "/ehdotukset?q=turvap", "/api/v1/search?q=turvapaikka", "/kalenteri?q=turvapaikka&nakyma=luettelo",
        "/haku?q=turvapaikka&nakyma=kartta", "/haku?q=turvapaikka", "/sitemap-activities.xml",
    ):  # fmt: skip
        response = client.get(address)
        assert_silent(response.content, address)
        assert "Turvapaikka" in response.content.decode() or "sitemap" in address


def test_on_the_map_it_stands_in_the_middle_of_the_municipality(client, shelter):
    response = client.get("/haku.geojson?q=turvapaikka")
    features = json.loads(response.content)["features"]
    assert features
    for feature in features:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert abs(latitude - 62.89) < 0.05 and abs(longitude - 27.68) < 0.05
        assert_silent(json.dumps(feature, ensure_ascii=False).encode(), "the map")


@pytest.mark.parametrize(
    "words", ["Piilokuja", "Piilokuja 7", "Kurkihirsi", "73309", "keltainen ovi"]
)
def test_nobody_finds_it_by_its_address(client, shelter, words):
    found = client.get("/api/v1/search", {"q": words, "sellaisenaan": "1"}).json()
    assert found["total"] == 0
    assert client.get("/ehdotukset", {"q": words}).json() == []


def test_nobody_finds_it_by_typing_its_street_as_a_place(client, shelter):
    for typed in ("Piilokuja 7, Kuopio", "Piilokuja 7"):
        answer = client.get("/api/v1/search", {"paikka": typed}).json()
        assert all(each["kilometres"] is None for each in answer["results"])


def test_its_district_and_its_point_give_nothing_away(client, shelter):
    inside = client.get("/api/v1/search?alue=297-nilsia&q=turvapaikka").json()
    assert inside["widened"] and inside["facets"]["area"].get("in:district:297-nilsia") is None
    near = "/api/v1/search?q=turvapaikka&km=3"
    at_the_door = client.get(f"{near}&lat=63.21987&lon=28.12345").json()
    assert at_the_door["widened"]
    in_the_centre = client.get(f"{near}&lat=62.8924&lon=27.677").json()
    assert not in_the_centre["widened"] and in_the_centre["results"][0]["kilometres"] < 3


def test_only_the_kept_draft_knows_it_and_no_public_page_shows_a_draft(client, shelter):
    for address in ("/yllapito/", f"/yllapito/activities/activity/{shelter.pk}/change/"):
        assert client.get(address).status_code in {302, 404}
    call_command("reindex", verbosity=0)
    assert_silent(client.get("/api/v1/search?q=turvapaikka").content, "the new index")


def test_a_place_made_confidential_afterwards_is_told_nowhere_any_more(client, admin):
    """The search keeps cards of its own: the shelter's point must go from them at once."""
    open_house = SHELTER.model_copy(update={"confidential": False})
    house = organization("Turvakoti ry", addresses=(open_house,), service_areas=())
    activity("Turvapaikka", of=house, channels=(at(open_house),))
    assert "28.471" in client.get("/haku.geojson?q=turvapaikka").content.decode()
    location = Location.objects.get(postal_code="73309")
    client.force_login(admin)
    address = reverse("admin:places_location_change", args=[location.pk])
    form = client.get(address).context["adminform"].form
    told = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    kept = {
        name: json.dumps(value) if isinstance(value, dict) else value
        for name, value in told.items()
    }
    assert client.post(address, {**kept, "confidential": "on"}).status_code == 302
    client.logout()  # the administrator is told what she has just changed, nobody else is
    points = client.get("/haku.geojson?q=turvapaikka").json()["features"]
    assert_silent(json.dumps(points, ensure_ascii=False).encode(), "the map")
    for door in ("/api/v1/search?q=turvapaikka", "/haku?q=turvapaikka"):
        assert_silent(client.get(door).content, door)
