"""What two organisations hold together is found as either's, and stands on both their pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seurantalo.activities import partners
from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import organization
from seurantalo.publishing import commands as publishing
from seurantalo.search.queries import ACTIVITIES, find
from seurantalo.search.query import SearchQuery

pytestmark = pytest.mark.django_db


@pytest.fixture
def friends():
    return organization()


@pytest.fixture
def marthas():
    return organization("Nilsiän Marttayhdistys ry")


@pytest.fixture
def fair(friends, marthas, admin):
    held = activity("Joulumyyjäiset", of=friends)
    partners.welcome(held, marthas, by=admin)
    return held


def found(house):
    query = SearchQuery(organization=house.pk, kind=ACTIVITIES)
    answer = find(query, lang="fi", facets=(), widen=False)
    return [hit.card.name["fi"] for hit in answer.found]


def test_it_is_found_by_either(fair, friends, marthas):
    assert found(friends) == found(marthas) == ["Joulumyyjäiset"]


def test_both_pages_show_it_and_its_own_page_names_both(client, fair, friends, marthas):
    for house in (friends, marthas):
        page = client.get(reverse("organization", args=[house.pk])).content.decode()
        assert "Joulumyyjäiset" in page
    page = client.get(reverse("activity", args=[fair.pk])).content.decode()
    assert "Järjestäjät:" in page
    assert page.index("Nilsiän ystävät ry") < page.index("Nilsiän Marttayhdistys ry")


def test_who_has_left_is_found_by_it_no_more(fair, friends, marthas, admin):
    partners.leave(fair, friends, by=admin)
    assert found(friends) == []
    assert found(marthas) == ["Joulumyyjäiset"]


def test_a_partner_with_another_name_or_hidden(client, fair, friends, marthas, admin):
    publishing.withdraw(Organization.objects.get(pk=marthas.pk), by=admin)
    page = client.get(reverse("search"), {"q": "Joulumyyjäiset"}).content.decode()
    assert "Nilsiän ystävät ry" in page
    assert "Marttayhdistys" not in page
