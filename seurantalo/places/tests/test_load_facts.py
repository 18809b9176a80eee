"""The country's areas come into the database, once and the same on every run."""

from datetime import date

import pytest
from django.core.management import call_command

from seurantalo.places import commands, queries
from seurantalo.places.models import Area, Membership, PostalCode

pytestmark = pytest.mark.usefixtures("facts")


def test_the_whole_country_is_there():
    counts = {kind: queries.areas(kind).count() for kind in Area.Kind.values}
    assert counts["country"] == 1
    assert counts["region"] == 19
    assert counts["county"] == 23
    assert counts["municipality"] == 308
    assert counts["district"] > 100
    assert PostalCode.objects.count() > 5000


def test_a_second_run_changes_nothing(capsys):
    for loaded in commands.load_facts().values():
        assert (loaded.created, loaded.changed, loaded.removed) == (0, 0, 0)
        assert loaded.unchanged
    call_command("load_places")
    assert "areas: 0 created, 0 changed, 0 removed" in capsys.readouterr().out


def test_what_was_spoiled_is_mended():
    Area.objects.filter(kind="municipality", code="297").update(name={"fi": "Guopio"})
    Membership.objects.filter(member__code="171").delete()
    kuopio = Area.objects.get(kind="municipality", code="297")
    Membership.objects.create(
        member=kuopio, group=Area.objects.get(kind="region", code="01"), valid_from=date(2020, 1, 1)
    )
    loaded = commands.load_facts()
    assert loaded["areas"].changed == 1
    assert (loaded["memberships"].created, loaded["memberships"].removed) == (3, 1)
    kuopio.refresh_from_db()
    assert kuopio.name["fi"] == "Kuopio"


@pytest.mark.parametrize(
    ("kind", "code", "name"),
    [
        ("country", "FI", {"fi": "Suomi", "sv": "Finland", "en": "Finland", "se": "Suopma"}),
        ("region", "11", {"fi": "Pohjois-Savo", "sv": "Norra Savolax", "en": "North Savo"}),
        ("municipality", "148", {"fi": "Inari", "sv": "Enare", "en": "Inari", "se": "Anár"}),
        # The Finnish name where the Swedish one is historical, as in the service registry PTV.
        ("municipality", "020", {"fi": "Akaa", "sv": "Akaa", "en": "Akaa"}),
    ],
)
def test_names_in_every_language(kind, code, name):
    assert Area.objects.get(kind=kind, code=code).name == name


def test_every_municipality_lies_in_one_region_and_one_county():
    for municipality in queries.areas("municipality"):
        assert [group.kind for group in queries.groups_of(municipality)] == ["county", "region"]


def test_every_current_area_has_a_centre():
    missing = Area.objects.filter(valid_to=None, latitude=None).exclude(kind="district")
    assert list(missing) == []
