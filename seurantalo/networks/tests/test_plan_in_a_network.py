"""Founding a network, inviting, asking to join, leading, leaving and closing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from seurantalo.accounts.own_data import of
from seurantalo.networks import commands, policies, queries
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.networks.tests.factories import join, network
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.places.models import Area
from seurantalo.publishing import commands as publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def friends(friends, bertta):
    member(friends, bertta, "editor")
    return friends


@pytest.fixture
def elderly(friends, aino):
    return network(led_by=friends, by=aino)


def row(of_network, house):
    return NetworkMember.objects.get(network=of_network, organization=house)


def test_whose_networks(elderly, friends, marthas, aino, bertta, kalle):
    for whose in (aino, bertta, [friends]):
        assert list(queries.networks_of(whose)) == [elderly]
    for whose in (kalle, None, [marthas]):
        assert list(queries.networks_of(whose)) == []
    assert list(queries.members_of(elderly)) == [friends]


def test_an_invited_one_is_in_when_it_says_yes(elderly, friends, marthas, aino, kalle, mailoutbox):
    asked = commands.invite(elderly, marthas, by=aino)
    assert [letter.to for letter in mailoutbox] == [[kalle.email]]
    assert reverse("network", args=[elderly.pk]) in mailoutbox[0].body
    assert list(queries.members_of(elderly)) == [friends]
    assert list(queries.networks_of(kalle)) == []
    mailoutbox.clear()
    commands.accept(asked, by=kalle)
    assert set(queries.members_of(elderly)) == {friends, marthas}
    assert list(queries.networks_of(kalle)) == [elderly]
    assert [letter.to for letter in mailoutbox] == [[aino.email]]
    with pytest.raises(ValidationError):
        commands.accept(asked, by=kalle)


def test_who_asks_is_let_in_or_not(elderly, marthas, aino, bertta, kalle, mailoutbox):
    asked = commands.ask(elderly, marthas, by=kalle)
    assert [letter.to for letter in mailoutbox] == [[aino.email]]
    assert list(queries.networks_of(kalle)) == []
    with pytest.raises(PermissionDenied):
        commands.accept(asked, by=kalle)
    mailoutbox.clear()
    commands.refuse(asked, by=bertta)
    assert [letter.to for letter in mailoutbox] == [[kalle.email]]
    again = commands.ask(elderly, marthas, by=kalle)
    commands.accept(again, by=aino)
    assert list(queries.networks_of(kalle)) == [elderly]


def test_a_hidden_network_is_known_to_those_invited_only(friends, marthas, aino, kalle, doris):
    secret = network("Hiljainen", led_by=friends, by=aino, region="")
    for person in (kalle, doris):
        assert not policies.may(person, "view", secret)
    assert secret not in queries.to_ask_into(kalle)
    with pytest.raises(PermissionDenied):
        commands.ask(secret, marthas, by=kalle)
    commands.invite(secret, marthas, by=aino)
    assert policies.may(kalle, "view", secret)


def test_the_region_finds_it(elderly, marthas, kalle, eero):
    far = organization("Hämeen kerho ry", service_areas=(), addresses=())
    member(far, eero)
    assert list(queries.to_ask_into(kalle)) == [elderly]
    assert list(queries.to_ask_into(eero)) == []
    assert policies.may(kalle, "view", elderly)
    assert not policies.may(kalle, "see members", elderly)
    assert not policies.may(eero, "view", elderly)


def test_only_those_who_lead_it_invite_and_change(elderly, marthas, aino, kalle, doris, eero):
    join(elderly, marthas, by=aino, yes=kalle)
    third = organization("Nilsiän kuoro ry")
    for person in (kalle, eero):
        with pytest.raises(PermissionDenied):
            commands.invite(elderly, third, by=person)
        with pytest.raises(PermissionDenied):
            commands.change(elderly, name="Oma", purpose="", area=None, by=person)
    commands.lead(row(elderly, marthas), leads=True, by=aino)
    commands.invite(elderly, third, by=kalle)
    commands.change(elderly, name="Uusi nimi", purpose="", area=elderly.area, by=doris)
    assert Network.objects.get(pk=elderly.pk).name == "Uusi nimi"


def test_a_coordinator_founds_one_for_her_region_only(doris, friends, aino, kalle):
    area = Area.objects.get(kind="region", code="11")
    made = commands.found(name="Savo", purpose="", area=area, organization=None, by=doris)
    assert policies.may(doris, "lead", made)
    other = Area.objects.get(kind="region", code="05")
    for who, where, house in ((doris, other, None), (aino, area, None), (kalle, area, friends)):
        with pytest.raises(PermissionDenied):
            commands.found(name="Muu", purpose="", area=where, organization=house, by=who)


def test_when_the_leader_leaves_the_oldest_leads(elderly, friends, marthas, aino, kalle):
    join(elderly, marthas, by=aino, yes=kalle)
    with pytest.raises(ValidationError):
        commands.lead(row(elderly, friends), leads=False, by=aino)
    commands.go(row(elderly, friends), by=aino)
    assert policies.may(kalle, "lead", Network.objects.get(pk=elderly.pk))
    commands.go(row(elderly, marthas), by=kalle)
    assert Network.objects.get(pk=elderly.pk).closed_at is not None


def test_one_can_be_taken_out_and_hears_of_it(elderly, marthas, aino, kalle, eero, mailoutbox):
    join(elderly, marthas, by=aino, yes=kalle)
    mailoutbox.clear()
    with pytest.raises(PermissionDenied):
        commands.go(row(elderly, marthas), by=eero)
    commands.go(row(elderly, marthas), by=aino)
    assert [letter.to for letter in mailoutbox] == [[kalle.email]]
    assert list(queries.networks_of(kalle)) == []


def test_a_closed_one_keeps_its_members_and_takes_nobody_in(elderly, friends, marthas, aino, kalle):
    waiting = commands.invite(elderly, marthas, by=aino)
    commands.close(elderly, by=aino)
    closed = Network.objects.get(pk=elderly.pk)
    assert list(queries.networks_of(aino)) == [closed]
    assert list(queries.networks_of(aino, closed=False)) == []
    with pytest.raises(ValidationError):
        commands.accept(waiting, by=kalle)
    with pytest.raises(PermissionDenied):
        commands.invite(closed, marthas, by=aino)
    with pytest.raises(PermissionDenied):
        commands.reopen(closed, by=kalle)
    commands.reopen(closed, by=aino)
    assert list(queries.networks_of(aino, closed=False)) == [closed]


@pytest.mark.parametrize("known", [False, True])
def test_a_merged_organisation_takes_its_networks_along(
    elderly, friends, marthas, aino, kalle, admin, known
):
    double = organization("Nilsiän Martat")
    member(double, kalle)
    join(elderly, double, by=aino, yes=kalle)
    commands.lead(row(elderly, double), leads=True, by=aino)
    if known:
        join(elderly, marthas, by=aino, yes=kalle)
    merge = publishing.merge(double, into=marthas, by=admin)
    assert set(queries.members_of(elderly)) == {friends, marthas}
    assert row(elderly, marthas).leads
    publishing.unmerge(merge, by=admin)
    expected = {friends, double, marthas} if known else {friends, double}
    assert set(queries.members_of(elderly)) == expected


def test_her_own_data_names_what_she_founded(elderly, aino, kalle):
    assert [told["name"] for told in of(aino)["networks"]] == [elderly.name]
    assert of(kalle)["networks"] == []
