"""Who holds what together stays true when organisations or notices are merged, and parted again."""

from __future__ import annotations

import pytest

from seurantalo.activities import partners, queries
from seurantalo.activities.models import Activity, Partner
from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import organization
from seurantalo.publishing import commands as publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def friends():
    return organization()


@pytest.fixture
def marthas():
    return organization("Nilsiän Marttayhdistys ry")


@pytest.fixture
def doubled():
    """The Marthas once more, told twice."""
    return organization("Nilsiän Martat")


def together(first, *others, by):
    fair = activity("Myyjäiset", of=first)
    for each in others:
        partners.welcome(fair, each, by=by)
    return fair


def names(thing):
    return [each.name["fi"] for each in queries.get_record(thing.pk).organizations]


def again(house):
    return Organization.objects.get(pk=house.pk)


def test_a_partner_that_is_merged(friends, marthas, doubled, admin):
    fair = together(friends, doubled, by=admin)
    merge = publishing.merge(doubled, into=marthas, by=admin)
    assert names(fair) == ["Nilsiän ystävät ry", "Nilsiän Marttayhdistys ry"]
    publishing.unmerge(merge, by=admin)
    assert names(fair) == ["Nilsiän ystävät ry", "Nilsiän Martat"]


def test_both_held_it_already(friends, marthas, doubled, admin):
    fair = together(friends, marthas, doubled, by=admin)
    merge = publishing.merge(again(doubled), into=again(marthas), by=admin)
    assert names(fair) == ["Nilsiän ystävät ry", "Nilsiän Marttayhdistys ry"]
    publishing.unmerge(merge, by=admin)
    assert names(fair) == ["Nilsiän ystävät ry", "Nilsiän Marttayhdistys ry", "Nilsiän Martat"]


def test_the_two_held_it_together(marthas, doubled, admin):
    ours, theirs = together(marthas, doubled, by=admin), together(doubled, marthas, by=admin)
    merge = publishing.merge(again(doubled), into=again(marthas), by=admin)
    assert names(ours) == names(theirs) == ["Nilsiän Marttayhdistys ry"]
    assert not Partner.objects.exists()
    publishing.unmerge(merge, by=admin)
    assert names(ours) == ["Nilsiän Marttayhdistys ry", "Nilsiän Martat"]
    assert names(theirs) == ["Nilsiän Martat", "Nilsiän Marttayhdistys ry"]


def test_notices_that_are_merged_keep_those_who_hold_them(friends, marthas, doubled, admin):
    fair, twice = together(friends, marthas, by=admin), together(friends, doubled, by=admin)
    merge = publishing.merge(twice, into=Activity.objects.get(pk=fair.pk), by=admin)
    assert names(fair) == ["Nilsiän ystävät ry", "Nilsiän Marttayhdistys ry", "Nilsiän Martat"]
    publishing.unmerge(merge, by=admin)
    assert names(fair) == ["Nilsiän ystävät ry", "Nilsiän Marttayhdistys ry"]
    assert names(twice) == ["Nilsiän ystävät ry", "Nilsiän Martat"]
