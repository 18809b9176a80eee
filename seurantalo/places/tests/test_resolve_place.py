"""A typed place or address becomes a point and an area, or plainly nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seurantalo.places.models import Area, Location
from seurantalo.places.queries import area, forget_names, place_names, resolve_place

pytestmark = pytest.mark.usefixtures("facts")


@pytest.mark.parametrize(
    ("typed", "label", "kind", "precision"),
    [
        ("Kuopio", "Kuopio", "municipality", "municipality"),
        ("Iisalmessa", "Iisalmi", "municipality", "municipality"),
        ("jyvaskylaan", "Jyväskylä", "municipality", "municipality"),
        ("Helsingfors", "Helsinki", "municipality", "municipality"),
        ("i Vasa", "Vaasa", "municipality", "municipality"),
        ("Ohcejohka", "Utsjoki", "municipality", "municipality"),
        ("Nilsiässä", "Nilsiä, Kuopio", "district", "district"),
        ("Vuosaari, Helsinki", "Itäinen suurpiiri, Helsinki", "district", "district"),
        ("Pohjois-Savossa", "Pohjois-Savo", "region", "region"),
        ("pohjois savo", "Pohjois-Savo", "region", "region"),
        ("Uudellamaalla", "Uusimaa", "region", "region"),
        ("Kanta-Hämeen hyvinvointialueella", "Kanta-Hämeen hyvinvointialue", "county", "county"),
        ("koko Suomessa", "Suomi", "country", "country"),
        ("Valtimo", "Nurmes", "municipality", "municipality"),
        ("70100", "70100 Kuopio", "municipality", "postal_code"),
        ("73300 Nilsiä", "73300 Nilsiä", "district", "postal_code"),
        ("Puijonkatu 5, Kuopio", "Kuopio", "municipality", "municipality"),
        ("Puijonkatu 5, 70100 Kuopio", "70100 Kuopio", "municipality", "postal_code"),
        ("Vuokatissa", "Sotkamo", "municipality", "municipality"),
        ("lahti", "Lahti", "municipality", "municipality"),
        ("Tikkurilassa", "Tikkurila, Vantaa", "district", "district"),
        ("Hervantaan", "Tampere", "municipality", "municipality"),
        ("00100 Kuopio", "00100 Helsinki", "district", "postal_code"),
        # A letter or two off
        ("Kuopijo", "Kuopio", "municipality", "municipality"),
        ("rovaneimi", "Rovaniemi", "municipality", "municipality"),
        ("Jyväskyllässä", "Jyväskylä", "municipality", "municipality"),
        ("Puijonkatu 5, Savonlina", "Savonlinna", "municipality", "municipality"),
    ],
)
def test_places_as_people_type_them(typed, label, kind, precision):
    place = resolve_place(typed)
    assert (str(place.label), place.area.kind, place.precision) == (label, kind, precision)
    assert 59 < place.latitude < 71
    assert 19 < place.longitude < 32


def test_the_label_is_in_the_readers_language():
    assert resolve_place("Helsingissä").label.pick("sv").text == "Helsingfors"
    assert resolve_place("00980").label.pick("sv").text == "00980 Helsingfors"


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "asdfgh", "99998", "\x00", "\ud800", "12345678", "jumppa", "kuoro", "vertaistuki"],
)
def test_nothing_we_know(typed):
    assert resolve_place(typed) is None


@given(st.text())
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered(typed):
    resolve_place(typed)


@pytest.fixture
def hall(facts):
    return Location.objects.create(
        name={"fi": "Puijon talo"},
        street_address={"fi": "Puijonkatu 5"},
        postal_code="70100",
        municipality=area("municipality", "297"),
        latitude=62.8961,
        longitude=27.6752,
    )


@pytest.mark.parametrize(
    "typed",
    [
        "Puijonkatu 5, Kuopio",
        "puijonkatu 5 b 12, 70100 kuopio",
        "Puijonkatu 5 Kuopio",
        "PUIJONKATU 5",
    ],
)
def test_a_known_address_gives_its_own_point(hall, typed):
    place = resolve_place(typed)
    assert place.precision == "address"
    assert (place.latitude, place.longitude) == (hall.latitude, hall.longitude)
    assert place.municipality.code == "297"
    assert str(place.label).endswith(", Kuopio")


def test_a_street_that_begins_with_a_dotted_letter(hall):
    Location.objects.filter(pk=hall.pk).update(street_address={"fi": "Äijälänkatu 5"})
    for typed in ("Äijälänkatu 5, Kuopio", "äijälänkatu 5, kuopio"):
        assert resolve_place(typed).precision == "address"


def test_the_same_street_elsewhere_is_not_it(hall):
    assert resolve_place("Puijonkatu 5, Lahti").precision == "municipality"


def test_a_street_of_two_towns_is_nobodys_without_the_town(hall):
    Location.objects.create(
        street_address={"fi": "Puijonkatu 5"},
        municipality=area("municipality", "398"),
        latitude=61.0,
        longitude=25.6,
    )
    assert resolve_place("Puijonkatu 5") is None
    assert resolve_place("Puijonkatu 5, Lahti").latitude == 61.0


def test_a_confidential_address_is_not_known(hall):
    Location.objects.update(confidential=True)
    place = resolve_place("Puijonkatu 5, Kuopio")
    assert place.precision == "municipality"
    assert (place.latitude, place.longitude) != (hall.latitude, hall.longitude)
    assert resolve_place("Puijonkatu 5") is None


def test_a_typed_place_costs_few_queries(hall, django_assert_max_num_queries):
    resolve_place("Kuopio")
    with django_assert_max_num_queries(6):
        resolve_place("Puijonkatu 5, 70100 Kuopio")


def test_a_new_name_is_found_when_the_facts_are_loaded(facts):
    assert resolve_place("Savonpää") is None  # from here on the names are kept
    Area.objects.filter(code="297", kind="municipality").update(words={"fi": ["Savonpää"]})
    assert resolve_place("Savonpää") is None
    forget_names()
    assert str(resolve_place("Savonpäässä").label) == "Kuopio"
    forget_names()


def test_the_name_of_an_abolished_municipality_means_its_successor(facts):
    (found,) = place_names().find(["Valtimolla"])
    assert found.area_key == "municipality:541"
