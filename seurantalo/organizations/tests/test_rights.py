"""Who may do what to an organisation: the whole table, cast by action."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from seurantalo.organizations import commands
from seurantalo.organizations.models import RegionRule
from seurantalo.organizations.policies import RIGHTS, may
from seurantalo.organizations.tests.factories import member, organization_content
from seurantalo.places.models import Area
from seurantalo.publishing import commands as publishing

pytestmark = pytest.mark.django_db

# The actions open to each of the cast, of a public organisation of region 11 that is not trusted.
TABLE = {
    "anonymous": {"view", "view public"},
    "kalle": {"view", "view public", "claim"},
    "bertta": {"view", "view public", "claim", "change", "submit", "withdraw", "assure"},
    "aino": {"view", "view public", "claim", "change", "submit", "withdraw", "assure",
             "manage members", "decide claim"},
    "eero": {"view", "view public", "claim"},
    "doris": set(RIGHTS),
    "admin": set(RIGHTS),
}  # fmt: skip


@pytest.fixture
def cast(aino, bertta, kalle, doris, eero, admin):
    people = {"aino": aino, "bertta": bertta, "kalle": kalle, "doris": doris, "eero": eero}
    return {**people, "admin": admin, "anonymous": AnonymousUser()}


@pytest.fixture
def friends(friends, bertta):
    member(friends, bertta, "editor")
    return friends


@pytest.mark.parametrize("who", TABLE)
def test_the_table(cast, friends, who):
    assert {action for action in RIGHTS if may(cast[who], action, friends)} == TABLE[who]


@pytest.mark.parametrize("who", TABLE)
def test_what_is_not_in_the_table_is_the_coordinators(cast, friends, who):
    assert may(cast[who], "something new", friends) == (who in {"doris", "admin"})


@pytest.mark.parametrize("who", ["anonymous", "kalle", "eero"])
def test_a_draft_is_not_seen_from_outside(cast, aino, who):
    assert not may(cast[who], "view", commands.register(organization_content(), by=aino))


def test_one_whose_account_is_closed_may_nothing(friends, aino):
    aino.is_active = False
    assert not may(aino, "change", friends)


@pytest.mark.parametrize(
    ("review", "trusted", "at_once"),
    [
        ("all", True, False),
        ("untrusted", False, False),
        ("untrusted", True, True),
        ("none", False, True),
    ],
)
def test_the_regions_rule_says_who_publishes_at_once(
    friends, aino, bertta, review, trusted, at_once
):
    region = Area.objects.get(kind="region", code="11")
    RegionRule.objects.create(area=region, review=review)
    friends.trusted = trusted
    assert may(aino, "publish", friends) == may(bertta, "publish", friends) == at_once


def test_a_new_organisation_always_waits(aino):
    region = Area.objects.get(kind="region", code="11")
    RegionRule.objects.create(area=region, review="none")
    assert not commands.register(organization_content(), by=aino).live


@pytest.mark.parametrize("who", ["doris", "admin"])
def test_nobody_approves_what_she_works_for(cast, friends, who):
    member(friends, cast[who], "editor")
    assert not may(cast[who], "approve", friends)
    assert not may(cast[who], "publish", friends)
    assert may(cast[who], "manage members", friends)


def test_a_coordinator_approves_a_new_one_of_her_region(aino, doris, eero):
    made = commands.register(organization_content(), by=aino)
    assert not may(eero, "approve", made)
    publishing.approve(made, by=doris)
    made.refresh_from_db()
    assert made.live


def test_asking_takes_few_queries(friends, aino, doris, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        assert may(aino, "change", friends)
    with django_assert_max_num_queries(8):
        assert may(doris, "approve", friends)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("my-organizations", ()),
        ("register-organization", ()),
        ("register-organization-details", ()),
        ("claims", ()),
        ("edit-organization", ("pk",)),
        ("organization-people", ("pk",)),
        ("leave-organization", ("pk",)),
        ("claim-organization", ("pk",)),
    ],
)
def test_a_stranger_is_led_to_sign_in(client, friends, name, args):
    for send in (client.get, client.post):
        answer = send(reverse(name, args=[friends.pk for _ in args]))
        assert answer.status_code == 302 and answer.url.startswith(reverse("enter"))
