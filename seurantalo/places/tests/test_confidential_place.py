"""A shelter's address is nobody's business: only its municipality leaves the room."""

import pytest

from seurantalo.common.text import Text
from seurantalo.places.models import Location
from seurantalo.places.queries import area, place_record
from seurantalo.records.schemas import PlaceRecord

pytestmark = pytest.mark.usefixtures("facts")


@pytest.fixture
def shelter(facts):
    return Location.objects.create(
        name={"fi": "Turvakoti Kuusi"},
        street_address={"fi": "Salaisenpolku 1"},
        postal_code="73300",
        municipality=area("municipality", "297"),
        district=area("district", "297-nilsia"),
        latitude=63.2,
        longitude=28.1,
        directions={"fi": "Soita summeria."},
    )


def test_an_open_place_is_told_whole(shelter):
    place = place_record(shelter)
    assert place.street_address == Text(fi="Salaisenpolku 1")
    assert (place.latitude, place.longitude) == (63.2, 28.1)
    assert (place.municipality.code, place.district.code) == ("297", "297-nilsia")
    assert str(place.name) == "Turvakoti Kuusi"
    assert str(place.directions) == "Soita summeria."
    assert place.postal_code == "73300"
    assert not place.confidential


def test_of_a_confidential_place_only_the_municipality_is_told(shelter):
    shelter.confidential = True
    place = place_record(shelter)
    assert place == PlaceRecord(municipality=place.municipality, confidential=True)
    assert place.municipality.code == "297"
    told = place.model_dump_json()
    for secret in ("Salaisenpolku", "Kuusi", "73300", "nilsia", "63.2", "28.1", "summeri"):
        assert secret not in told
