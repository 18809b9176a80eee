"""Addresses are lasting: each language its own words, old codes lead to new ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import override

from seurantalo.activities.tests.factories import activity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lang", "addresses"),
    [
        ("fi", ["/haku", "/kalenteri", "/kunnat", "/teemat", "/toiminta/1", "/jarjestot/1", "/haku.ics"]),
        ("sv", ["/sv/sok", "/sv/kalender", "/sv/kommuner", "/sv/teman", "/sv/verksamhet/1", "/sv/organisationer/1", "/sv/sok.ics"]),
        ("en", ["/en/search", "/en/calendar", "/en/municipalities", "/en/themes", "/en/activities/1", "/en/organizations/1", "/en/search.ics"]),
        ("se", ["/se/oza", "/se/kaleandar", "/se/gielddat", "/se/fattat", "/se/doaibma/1", "/se/searvvit/1", "/se/oza.ics"]),
    ],
)  # fmt: skip
def test_each_language_spells_its_own(lang, addresses):
    names = [
        ("search", []),
        ("calendar", []),
        ("municipalities", []),
        ("themes", []),
        ("activity", [1]),
        ("organization", [1]),
        ("search-ics", []),
    ]
    with override(lang):
        assert [reverse(name, args=args) for name, args in names] == addresses


@pytest.mark.parametrize("lang", ["fi", "sv", "en", "se"])
def test_every_page_answers_in_every_language(client, lang):
    club = activity()
    with override(lang):
        addresses = [
            reverse(name, args=args)
            for name, args in (
                ("front", []), ("search", []), ("calendar", []), ("municipalities", []), ("municipality", ["297"]),
                ("themes", []), ("theme", ["sport"]), ("activity", [club.pk]), ("about", []),
                ("organization", [club.organization_id]), ("accessibility", []), ("privacy", []), ("sign-in", []),
            )
        ]  # fmt: skip
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert f'<html lang="{lang}"' in response.content.decode(), address


def test_an_abolished_municipality_leads_to_its_successor(client):
    for old, new in (("911", "541"), ("099", "214"), ("588", "507")):
        response = client.get(f"/kunnat/{old}")
        assert (response.status_code, response["Location"]) == (301, f"/kunnat/{new}")


def test_a_withdrawn_activity_is_gone_from_every_address(client, admin):
    from seurantalo.publishing.commands import withdraw

    club = activity()
    addresses = [
        f"/toiminta/{club.pk}",
        f"/toiminta/{club.pk}.json",
        f"/api/v1/activities/{club.pk}",
    ]
    assert {client.get(address).status_code for address in addresses} == {200}
    withdraw(club, by=admin)
    assert {client.get(address).status_code for address in addresses} == {404}
    # Its calendar says to who subscribed to it that the times are off, and nothing else.
    calendar = client.get(f"/toiminta/{club.pk}.ics").content.decode()
    assert "STATUS:CANCELLED" in calendar and "kahvila" not in calendar


def test_a_replaced_theme_leads_to_what_replaced_it(client):
    from seurantalo.taxonomy.models import Term

    old = Term.objects.create(
        taxonomy=Term.objects.get(taxonomy__code="theme", code="sport").taxonomy,
        code="old-sport",
        label={"fi": "Vanha"},
        deprecated=True,
        replaced_by=Term.objects.get(taxonomy__code="theme", code="sport"),
    )
    assert client.get(f"/teemat/{old.code}")["Location"] == "/teemat/sport"
    activity("Sähly", themes=("ball-games",))
    assert "Sähly" in client.get(f"/haku?teema={old.code}").content.decode()


def test_what_no_database_can_hold_is_no_address():
    """`<int:pk>` would let a number of any length come as far as the query."""
    ours = Path(__file__).parents[1] / "seurantalo"
    assert not [each.name for each in ours.rglob("*urls.py") if "<int:" in each.read_text()]
    match = resolve("/toiminta/999999999999999999")
    assert match.url_name == "activity"
    with pytest.raises(Resolver404):
        resolve("/toiminta/9999999999999999999")
