"""Municipalities merge and change region; what was asked of a day is answered for that day."""

from datetime import date

import pytest

from seurantalo.places import queries
from seurantalo.places.models import Area

pytestmark = pytest.mark.usefixtures("facts")


def regions_of(code, on=None):
    municipality = Area.objects.get(kind="municipality", code=code)
    return [str(group) for group in queries.groups_of(municipality, on) if group.kind == "region"]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("171", "Etelä-Savo", "Pohjois-Savo"),  # Joroinen
        ("090", "Etelä-Savo", "Pohjois-Karjala"),  # Heinävesi
        ("142", "Kymenlaakso", "Päijät-Häme"),  # Iitti
        ("152", "Pohjanmaa", "Etelä-Pohjanmaa"),  # Isokyrö
        ("291", "Keski-Suomi", "Pirkanmaa"),  # Kuhmoinen
    ],
)
def test_five_municipalities_changed_region_at_the_turn_of_2021(code, before, after):
    assert regions_of(code, date(2020, 12, 31)) == [before]
    assert regions_of(code, date(2021, 1, 1)) == [after]
    assert regions_of(code) == [after]


@pytest.mark.parametrize(
    ("old", "new", "last_day"),
    [
        ("911", "541", date(2019, 12, 31)),  # Valtimo → Nurmes
        ("099", "214", date(2020, 12, 31)),  # Honkajoki → Kankaanpää
        ("588", "507", date(2024, 12, 31)),  # Pertunmaa → Mäntyharju
    ],
)
def test_an_abolished_municipality_gives_its_successor(old, new, last_day):
    assert queries.area("municipality", old, on=last_day).code == old
    assert queries.area("municipality", old).code == new
    assert queries.known_areas()["municipality", old].record.code == new
    assert old not in {area.code for area in queries.areas("municipality")}
    assert old in {area.code for area in queries.areas("municipality", on=last_day)}


def test_an_unknown_code_is_no_area():
    assert queries.area("municipality", "999") is None
    assert queries.area("region", "297") is None


def test_the_municipalities_of_a_region_a_county_a_district_and_the_country():
    def codes(kind, code, on=None):
        return {a.code for a in queries.municipalities_of(queries.area(kind, code), on)}

    assert len(codes("region", "11")) == 19
    assert len(codes("region", "11", date(2020, 6, 1))) == 18
    assert codes("region", "11") == codes("county", "13")
    assert codes("county", "90") == {"091"}
    assert codes("district", "297-nilsia") == {"297"}
    assert codes("municipality", "297") == {"297"}
    assert len(codes("country", "FI")) == 308


def test_kuopio_has_its_rural_areas_and_helsinki_its_major_districts():
    def names(code):
        municipality = queries.area("municipality", code)
        return {str(area) for area in queries.members_of(municipality, "district")}

    assert {"Nilsiä", "Maaninka", "Karttula", "Vehmersalmi", "Juankoski"} <= names("297")
    assert len(names("091")) == 8


def test_what_an_area_lies_in_all_the_way_up():
    nilsia = queries.known_areas()["district", "297-nilsia"]
    assert set(nilsia.groups) == {
        ("municipality", "297"), ("region", "11"), ("county", "13"), ("country", "FI"),
    }  # fmt: skip


def test_knowing_all_areas_takes_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.known_areas()
