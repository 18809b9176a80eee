"""A plan is told to organisers only: every address there is, walked by those who may not know.

Each field of the plans holds a word that is nowhere else. An address that is added later is walked
too: the list is read from the URL configuration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone, translation

from seurantalo.accounts import commands as accounts
from seurantalo.accounts.tests.factories import person
from seurantalo.activities.tests.factories import activity
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.planning import commands, talking
from seurantalo.planning.models import Plan
from seurantalo.planning.tests.factories import plan

pytestmark = pytest.mark.slow

# A word for each field, and where it is on the map.
WORDS = {
    "name": "Kurkihirsitanssit",
    "text": "Pärekoppainen kertomus",
    "place": "Lymyluhdan lato",
    "seeks_text": "Sahanpurukasaa kaivataan",
}
POINT = {"latitude": 63.98761, "longitude": 27.98761}
SECRETS = (*WORDS.values(), "63.9876", "27.9876", "63,9876", "27,9876", "Vaivihkaa sanottu")
HINT = "Pilkahdus hämärästä"
VALUES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "str": "kurkihir",
    "slug": "kurkihir",
    "path": "kurkihir",
    "lang": "fi",
    "kind": "activity",
    "section": "activities",
    "code": "297",
}
QUERIES = ("", "?q=kurkihir", "?q=Kuopio&nakyma=kalenteri", "?kunta=297&page=1&tila=kaikki")
# The way out; and what only files of others lie behind.
LEFT_OUT = ("logout", "kirjaudu-ulos", "media/", "static/", "yllapito/")


@pytest.fixture
def plans(friends, kalles, aino, settings):
    """Two secret plans of Nilsiän ystävät: of the region by a hint, and of a network."""
    club = activity("Ystäväkahvila", of=friends)
    network = Network.objects.create(name="Piirin verkosto")
    NetworkMember.objects.create(network=network, organization=friends, status="member")
    told = {**WORDS, **POINT, "seeks_room": True, "terms": ("older-people",)}
    region = plan(of=friends, pk=club.pk, shown="hint", hint=HINT, **told)
    told["name"] += " salassa"
    plan(of=friends, pk=friends.pk + 1000, audience="networks", networks=(network,), **told)
    for each in Plan.objects.all():
        talking.write(each, "Vaivihkaa sanottu", by=aino)
    return region


def patterns(inside=None, before: str = "") -> Iterator[str]:
    """Every address of the service as it is written in the configuration."""
    for each in (inside or get_resolver()).url_patterns:
        whole = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield whole
        else:
            yield from patterns(each, whole)


def addresses(made: Plan) -> Iterator[str]:
    """Each address with values that lead somewhere; every door by which one may look for something."""
    numbers = (made.pk, made.organization_id)
    for route in patterns():
        if any(left in route for left in LEFT_OUT) or "(?" in route or "^" in route:
            continue
        for number in numbers if re.search(r"<(key|int):", route) else numbers[:1]:

            def value(match: re.Match[str], number: int = number) -> str:
                kind, name = match[1] or "str", match[2]
                return (
                    str(number)
                    if kind in ("key", "int")
                    else VALUES.get(name) or VALUES.get(kind, "1")
                )

            yield "/" + re.sub(r"<(?:(\w+):)?(\w+)>", value, route).lstrip("/")


def told(client: Client, made: Plan, secrets: tuple[str, ...]) -> list[str]:
    """Where any of the secrets is told to whoever this browser is."""
    found = []
    client.raise_request_exception = False
    for address in addresses(made):
        searches = "haku" in address or "kalenteri" in address or "suunnit" in address
        for query in QUERIES if searches or "search" in address else QUERIES[:1]:
            answer = client.get(address + query)
            body = answer.getvalue().decode("utf-8", "replace")
            body += str(answer.headers)
            read = body.encode().decode("unicode_escape", "ignore") if "\\u" in body else ""
            if any(secret in text for secret in secrets for text in (body, read)):
                found.append(address + query)
    return found


def test_the_walk_comes_to_every_corner(plans):
    walked = set(addresses(plans))
    assert len(walked) > 150
    for name, args in (
        ("plan", [plans.pk]),
        ("plans", []),
        ("search-ics", []),
        ("activity-json", [plans.pk]),
        ("sitemap-index", []),
    ):
        assert reverse(name, args=args) in walked
    assert any(address.startswith("/api/v1/") for address in walked)


def test_nobody_who_has_not_signed_in(client, plans):
    assert told(client, plans, (*SECRETS, HINT)) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_nobody_in_another_language(client, plans, lang):
    with translation.override(lang):  # the addresses are spelled in it, too
        assert reverse("plans") == {"sv": "/sv/planer", "en": "/en/plans"}[lang]
        assert reverse("plans") in set(addresses(plans))
        assert told(client, plans, (*SECRETS, HINT)) == []


def test_no_citizen_with_an_account(client, plans):
    client.force_login(person("Citizen"))
    assert told(client, plans, (*SECRETS, HINT)) == []


def test_no_organiser_of_another_region(client, plans, far):
    client.force_login(far)
    assert told(client, plans, (*SECRETS, HINT)) == []


def test_an_organiser_of_the_region_only_the_hint(client, plans, kalle):
    client.force_login(kalle)
    assert told(client, plans, SECRETS) == []
    assert HINT in client.get(reverse("plans")).text


def test_a_coordinator_only_the_hint(client, plans, doris):
    client.force_login(doris)
    assert told(client, plans, SECRETS) == []


def test_no_program_with_a_key(plans, kalle, aino):
    for who in (kalle, aino):  # not even hers: plans have no API
        _key, secret = accounts.make_key(by=who, name="Ohjelma")
        program = Client(headers={"Authorization": f"Bearer {secret}"})
        assert told(program, plans, (*SECRETS, HINT)) == []


def test_its_own_people_all_of_it(client, plans, aino):
    client.force_login(aino)
    found = told(client, plans, SECRETS)
    assert reverse("plans") in found and reverse("plan", args=[plans.pk]) in found
    page = client.get(reverse("plan", args=[plans.pk])).text
    assert all(word in page for word in WORDS.values())


def test_what_was_dropped_is_told_to_nobody_else(client, plans, aino, kalle):
    commands.drop(plans, by=aino)
    client.force_login(kalle)
    assert client.get(reverse("plan", args=[plans.pk])).status_code == 404
    assert HINT not in client.get(reverse("plans")).text
    plans.refresh_from_db()
    assert plans.dropped_at <= timezone.now()
