"""Doris coordinates Pohjois-Savo, Eero Kanta-Häme; Paula looks after the whole country."""

import pytest
from django.contrib.auth.models import AnonymousUser

from seurantalo.accounts.models import RegionalRole, User
from seurantalo.accounts.policies import (
    coordinates_somewhere,
    is_coordinator,
    is_national_admin,
)
from seurantalo.places.models import Area

pytestmark = pytest.mark.django_db
POHJOIS_SAVO, KANTA_HAME = "11", "05"


@pytest.fixture
def cast():
    people = {
        name: User.objects.create_user(f"{name}@example.fi") for name in ("aino", "doris", "eero")
    }
    people["paula"] = User.objects.create_superuser("paula@example.fi")
    people["nobody"] = AnonymousUser()
    for name, code in (("doris", POHJOIS_SAVO), ("eero", KANTA_HAME)):
        area, _ = Area.objects.get_or_create(
            kind="region", code=code, defaults={"name": {"fi": "x"}}
        )
        RegionalRole.objects.create(user=people[name], area=area)
    return people


@pytest.mark.parametrize(
    ("regions", "coordinators"),
    [
        ([POHJOIS_SAVO], {"doris", "paula"}),
        ([KANTA_HAME], {"eero", "paula"}),
        ([POHJOIS_SAVO, KANTA_HAME], {"doris", "eero", "paula"}),
        ([], {"paula"}),
        (["99"], {"paula"}),
    ],
)
def test_who_coordinates_which_regions(cast, regions, coordinators):
    assert {name for name, user in cast.items() if is_coordinator(user, regions)} == coordinators


def test_only_paula_is_national(cast):
    assert {name for name, user in cast.items() if is_national_admin(user)} == {"paula"}


def test_a_closed_account_has_no_rights(cast):
    for name in ("doris", "paula"):
        cast[name].is_active = False
        assert not is_coordinator(cast[name], [POHJOIS_SAVO])


def test_a_municipality_with_the_code_of_a_region_gives_no_region(cast):
    area = Area.objects.create(kind="municipality", code="12", name={"fi": "x"})
    RegionalRole.objects.create(user=cast["aino"], area=area)
    assert not is_coordinator(cast["aino"], ["12"])


def test_who_coordinates_some_region(cast):
    assert {name for name, user in cast.items() if coordinates_somewhere(user)} == {
        "doris",
        "eero",
        "paula",
    }
    for user in cast.values():
        user.via_key = True
    assert not any(coordinates_somewhere(user) for user in cast.values())
