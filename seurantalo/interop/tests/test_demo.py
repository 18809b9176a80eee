"""The demo is believable, says nothing of anybody real, and can be told again."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone
from stdnum.fi import ytunnus

from seurantalo.accounts.queries import contacts_of
from seurantalo.activities import queries as activities
from seurantalo.common.text import Text
from seurantalo.interop.demo import building, people, towns
from seurantalo.interop.models import Link
from seurantalo.organizations import commands as organizations
from seurantalo.organizations import queries
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Area
from seurantalo.places.queries import groups_of
from seurantalo.search.queries import find
from seurantalo.search.query import SearchQuery

MONDAY = date(2026, 11, 16)
LONG_WAY = 0.02  # degrees from the centre: nobody lives in the next municipality


@pytest.fixture
def everything(db):
    """All that the full demo tells."""
    return list(building.tell("full", MONDAY))


@pytest.fixture
def admin(db):
    return people.settle_officials()


def of_two_regions(told):
    """What Pohjois-Savo and Kanta-Häme tell."""
    municipalities = {
        area.code
        for area in Area.objects.filter(kind="municipality", valid_to=None)
        if any(g.kind == "region" and g.code in {"11", "05"} for g in groups_of(area))
    }
    return [
        one for one in told if one.external_id.partition("/")[0].partition("-")[0] in municipalities
    ], municipalities


def of_the_demo(key):
    """An organisation by its id in the demo."""
    return Organization.objects.get(pk=Link.objects.get(external_id=key).object_id)


def test_two_regions_are_of_the_size_of_a_real_service(everything):
    told, municipalities = of_two_regions(everything)
    assert Counter(one.kind for one in told) == {"organization": 283, "activity": 227}
    assert len(municipalities) == 30
    assert {one.external_id[:3] for one in told if one.kind == "activity"} == municipalities


def test_every_other_region_has_a_little(everything):
    regions = {
        group.code
        for code in {one.external_id.partition("/")[0] for one in everything}
        for group in groups_of(towns.town(code).municipality)
        if group.kind == "region"
    }
    assert regions == set(
        Area.objects.filter(kind="region", valid_to=None).values_list("code", flat=True)
    )


def test_all_languages_are_there(everything):
    spoken = Counter(lang for one in everything for lang in one.content.name)
    assert {"fi", "sv", "en", "se", "fi-x-selko", "uk", "ar"} <= spoken.keys()
    assert spoken["sv"] > len(everything) / 4 and spoken["en"] > len(everything) / 4


def test_neighbours_are_no_copies(everything):
    kinds = Counter(one.external_id.split("/")[1] for one in everything)
    assert len(kinds) >= 60
    names = [str(one.content.name) for one in everything if one.kind == "organization"]
    assert len(set(names)) == len(names)
    clubs = {
        schedule.model_dump_json(include={"dtstart", "rrule", "duration"})
        for one in everything
        if one.external_id.endswith("/pensioners/0")
        for channel in one.content.channels
        for schedule in channel.schedules
    }
    assert len(clubs) >= 4


def test_nobody_real_is_named(everything):
    text = " ".join(one.content.model_dump_json() for one in everything)
    assert not re.findall(r"[{}]?\{(?:name|gen|in)\}", text)
    assert all(number.startswith("050 555 0") for number in re.findall(r"\b0\d\d \d{3} \d+", text))
    assert all(found.endswith(".example") for found in re.findall(r"@([\w.-]+)", text))
    assert all(found.endswith(".example") for found in re.findall(r"https?://([^/\"]+)", text))
    numbers = [one.content.business_id for one in everything if one.kind == "organization"]
    assert len(set(filter(None, numbers))) > 100
    for number in filter(None, numbers):
        assert number.startswith("99") and ytunnus.format(ytunnus.validate(number)) == number


def test_places_lie_in_their_town(everything):
    centres = {
        area.code: area for area in Area.objects.filter(kind__in=["municipality", "district"])
    }
    places = [
        place
        for one in everything
        for place in (
            one.content.addresses
            if one.kind == "organization"
            else [channel.place for channel in one.content.channels if channel.place]
        )
    ]
    assert len(places) > 500
    for place in places:
        centre = centres[place.district or place.municipality]
        assert abs(place.latitude - centre.latitude) < LONG_WAY
        assert abs(place.longitude - centre.longitude) < LONG_WAY
        assert re.fullmatch(r"\d{5}", place.postal_code)


def test_it_is_alive_on_any_day(db):
    for day in (
        MONDAY,
        date(2026, 12, 28),
        date(2027, 6, 21),
        date(2028, 2, 28),
    ):
        once = [
            schedule.dtstart.date() - day
            for one in building.tell("full", day)
            if one.kind == "activity" and one.content.kind == "event"
            for channel in one.content.channels
            for schedule in channel.schedules
        ]
        assert len(once) > 40 and min(once) > timedelta()
        assert sum(wait < timedelta(days=120) for wait in once) > len(once) / 2


def test_it_is_told_alike_each_time(everything):
    assert list(building.tell("full", MONDAY)) == everything


def test_channels_prices_ages_and_changes_are_all_seen(everything):
    told = [one.content for one in everything if one.kind == "activity"]
    channels = [channel for one in told for channel in one.channels]
    assert {channel.kind for channel in channels} == {"place", "online", "phone", "hybrid"}
    assert {one.price.kind for one in told} == {"free", "paid"}
    assert any(one.minimum_age for one in told) and any(c.registration for c in channels)
    assert {change.status for c in channels for change in c.changes} == {"cancelled", "full"}
    schedules = [schedule for c in channels for schedule in c.schedules]
    assert {schedule.kind for schedule in schedules} == {"sessions", "opening_hours"}
    assert any(schedule.exdates and schedule.until for schedule in schedules)
    assert any(channel.place and channel.place.confidential for channel in channels)


def test_a_small_demo_is_public_and_found(admin):
    report = building.fill("small", by=admin)
    assert report.counts == {"new": 58}, report.lines()
    assert queries.published().count() == 25
    assert activities.published().count() == 33
    branch = of_the_demo(people.THEIR_ORGANIZATION)
    assert str(branch.name) == "Nilsiän Ystävärengas ry"
    assert str(branch.parent.name) == "Pohjois-Savon Ystävärenkaat ry"
    assert Organization.objects.filter(assured_date__isnull=False).exists()


def test_in_nilsia_three_ways_to_help_are_found(admin):
    building.fill("small", by=admin)
    found = find(SearchQuery(words="ystävä yksinäiselle äidille", place="Nilsiä"), lang="fi")
    cards = [one.card for one in found.found[:8] if one.card.organizations]
    of_nilsia = [card for card in cards if "Nilsiän" in str(card.organizations[0].name)]
    assert len({str(card.name) for card in of_nilsia}) >= 3
    assert all("befriending" in {theme.code for theme in card.themes} for card in of_nilsia[:3])


def test_told_again_nothing_changes_and_edits_are_kept(admin):
    building.fill("small", by=admin)
    assert building.fill("small", by=admin).counts == {"unchanged": 58}
    edited = of_the_demo(people.THEIR_ORGANIZATION)
    content = next(iter(building.tell("small", MONDAY))).content
    words = content.model_copy(update={"name": Text(fi="Ainon ystävät"), "business_id": ""})
    organizations.apply(words, to=edited, by=admin)
    later = timezone.localdate() + timedelta(days=7)
    report = building.fill("small", by=admin, today=later)
    assert report.counts["kept"] == 1 and not report.counts["refused"]
    edited.refresh_from_db()
    assert str(edited.name) == "Ainon ystävät"


def test_the_command_lets_people_in(db, settings, tmp_path):
    settings.VAR = tmp_path
    out = io.StringIO()
    call_command("demo", size="small", stdout=out)
    assert "aino@seurantalo.example / seurantalo-demo" in out.getvalue()
    assert "helmi@seurantalo.example" in (tmp_path / "demo-accounts.txt").read_text("utf-8")
    users = {
        name: authenticate(username=f"{name}@seurantalo.example", password=people.PASSWORD)
        for name in ("aino", "bertta", "doris", "eero", "helmi", "kalle")
    }
    assert all(users.values())
    theirs = of_the_demo(people.THEIR_ORGANIZATION)
    roles = dict(theirs.memberships.values_list("user__first_name", "role"))
    assert roles == {"Aino": "manager", "Bertta": "editor"}
    assert [contact.name for contact in contacts_of(["11"])] == ["Doris"]


def test_the_command_refuses_where_the_public_is(db, settings):
    settings.SETTINGS_MODULE = "seurantalo.config.settings.production"
    with pytest.raises(CommandError, match="production"):
        call_command("demo", size="small")
    assert not Organization.objects.exists()
