"""The pages of networks, as those in it, those of the region and strangers see them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seurantalo.networks import commands, queries
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.networks.tests.factories import join, network
from seurantalo.organizations.tests.factories import organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def elderly(friends, aino):
    return network(led_by=friends, by=aino)


def test_from_founding_to_a_yes(client, friends, marthas, aino, kalle):
    client.force_login(aino)
    told = {"name": "Ikäihmiset", "purpose": "", "area": "", "organization": friends.pk}
    answer = client.post(reverse("new-network"), told, follow=True)
    made = Network.objects.get()
    assert "Kutsu nyt muut mukaan" in answer.content.decode()
    page = reverse("network", args=[made.pk])
    found = client.get(page, {"q": "Nilsiän Marttayhdistys"}).content.decode()
    assert f'name="invite" value="{marthas.pk}"' in found
    client.post(page, {"invite": marthas.pk})
    client.force_login(kalle)
    assert "Ikäihmiset" in client.get(reverse("networks")).content.decode()
    client.post(page, {"accept": NetworkMember.objects.get(organization=marthas).pk})
    assert set(queries.members_of(made)) == {friends, marthas}


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, friends, aino):
    client.force_login(aino)
    told = {"name": "", "purpose": "Yhteiset päivät", "area": "", "organization": friends.pk}
    answer = client.post(reverse("new-network"), told)
    assert answer.status_code == 422
    assert "Yhteiset päivät" in answer.content.decode()
    assert not Network.objects.exists()


def test_a_stranger_of_the_region_asks_and_sees_no_waiting_ones(
    client, elderly, marthas, aino, kalle
):
    commands.invite(elderly, organization("Salainen kutsuttu ry"), by=aino)
    client.force_login(kalle)
    page = reverse("network", args=[elderly.pk])
    body = client.get(page).content.decode()
    assert "Nilsiän ystävät ry" in body
    assert "Salainen kutsuttu" not in body
    client.post(page, {"organization": marthas.pk})
    assert "Salainen kutsuttu" not in client.get(page).content.decode()
    assert queries.asking(aino).get().organization == marthas


def test_others_do_not_learn_of_it(client, elderly, eero):
    page = reverse("network", args=[elderly.pk])
    assert client.get(page).status_code == 302  # to sign in
    client.force_login(eero)
    for name in ("network", "edit-network", "close-network"):
        assert client.get(reverse(name, args=[elderly.pk])).status_code == 404
        assert client.post(reverse(name, args=[elderly.pk])).status_code == 404


def test_leaving_is_asked_once(client, elderly, marthas, aino, kalle):
    join(elderly, marthas, by=aino, yes=kalle)
    client.force_login(kalle)
    page = reverse("network-member", args=[elderly.pk, NetworkMember.objects.last().pk])
    assert "Lähdetäänkö verkostosta?" in client.get(page).content.decode()
    assert queries.networks_of(kalle).exists()
    client.post(page)
    assert not queries.networks_of(kalle).exists()


def test_a_member_does_not_take_out_another(client, elderly, marthas, friends, aino, kalle):
    join(elderly, marthas, by=aino, yes=kalle)
    client.force_login(kalle)
    first = NetworkMember.objects.get(organization=friends)
    page = reverse("network-member", args=[elderly.pk, first.pk])
    assert client.post(page).status_code == 403
    assert set(queries.members_of(elderly)) == {friends, marthas}


def test_closing_is_asked_once_and_can_be_undone(client, elderly, aino):
    client.force_login(aino)
    close = reverse("close-network", args=[elderly.pk])
    client.get(close)
    assert Network.objects.get().closed_at is None
    client.post(close)
    assert Network.objects.get().closed_at is not None
    client.post(reverse("network", args=[elderly.pk]), {"reopen": "1"})
    assert Network.objects.get().closed_at is None


def test_who_works_for_nothing_is_told_what_to_do(client, kalle):
    client.force_login(kalle)
    answer = client.get(reverse("new-network"))
    assert answer.status_code == 403
    assert reverse("my-organizations") in answer.content.decode()


def test_long_lists_take_no_more_questions(
    client, elderly, friends, aino, django_assert_max_num_queries
):
    client.force_login(aino)
    for number in range(5):
        made = network(f"Verkosto {number}", led_by=friends, by=aino)
        for each in range(3):
            commands.invite(made, organization(f"Kerho {number}{each} ry"), by=aino)
    with django_assert_max_num_queries(16):
        client.get(reverse("networks"))
    with django_assert_max_num_queries(16):
        client.get(reverse("network", args=[made.pk]))
