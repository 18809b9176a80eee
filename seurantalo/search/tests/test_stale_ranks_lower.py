"""Of two that answer alike, the one that somebody has confirmed comes first."""

import pytest

from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.tests.factories import organization
from seurantalo.publishing import commands as publishing
from seurantalo.search.models import SearchDocument

pytestmark = pytest.mark.django_db


def order(client):
    found = client.get("/api/v1/search", {"q": "ystäväkahvila"}).json()
    return [int(card["id"]) for card in _cards(found) if card["type"] == "activity"]


def _cards(value):
    if isinstance(value, dict):
        if {"id", "type", "kind", "url"} <= value.keys():
            return [value]
        value = list(value.values())
    return [card for each in value for card in _cards(each)] if isinstance(value, list) else []


def test_the_marked_one_of_twins_comes_second_and_first_again_when_confirmed(client, admin):
    of = organization()
    first, second = (activity("Ystäväkahvila", of=of) for _ in range(2))
    leader = order(client)[0]
    marked, other = (first, second) if leader == first.pk else (second, first)
    publishing.mark_stale(marked)
    assert order(client)[0] == other.pk
    publishing.assure(marked, by=admin)
    assert order(client)[0] == marked.pk
    assert SearchDocument.objects.get(key=f"activity:{marked.pk}").card["stale_since"] is None
