"""Helmi sees the service as Aino does: recorded, reading only, and never what is Aino's alone."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from seurantalo.accounts import commands, own_data
from seurantalo.accounts.models import Look

pytestmark = pytest.mark.django_db


@pytest.fixture
def looking(client, admin, aino):
    client.force_login(admin)
    client.post(reverse("see-as"), {"person": aino.pk})
    return client


def test_she_finds_a_person_by_name_or_address(client, admin, aino):
    client.force_login(admin)
    page = client.get(reverse("see-as"), {"text": "ain"}).content.decode()
    assert aino.email in page and f'value="{aino.pk}"' in page
    assert "Ketään" in client.get(reverse("see-as"), {"text": "xyz"}).content.decode()


def test_pages_are_as_the_other_sees_them_with_a_banner(looking, aino, admin):
    page = looking.get(reverse("about"))
    assert page.wsgi_request.user == aino and page.wsgi_request.seen_by == admin
    assert f"käyttäjänä <strong>{aino.email}</strong>" in page.content.decode()


def test_nothing_can_be_changed(looking, aino):
    page = looking.post(reverse("sign-up"), {"email": "x@example.fi"})
    assert page.status_code == 403 and "mitään ei voi muuttaa" in page.content.decode()


@pytest.mark.parametrize(
    "name", ["account", "account-download", "account-erase", "api-keys", "mfa_index", "see-as"]
)
def test_what_is_hers_alone_stays_so(looking, name):
    assert looking.get(reverse(name)).status_code == 403


def test_she_stops_and_is_herself_again(looking, admin):
    assert looking.post(reverse("see-as-stop"))["Location"] == reverse("see-as")
    assert looking.get(reverse("about")).wsgi_request.user == admin


def test_it_is_recorded_and_told_to_whom_it_concerns(looking, admin, aino):
    look = Look.objects.get()
    assert (look.by, look.person) == (admin, aino)
    line = apps.get_model("wagtailcore", "ModelLogEntry").objects.get(action="accounts.see_as")
    assert line.user == admin and line.data == {"person": aino.pk}
    assert own_data.of(aino)["account"]["seen_as_by_administrators"] == [look.at]


def test_nobody_else_may(client, doris, aino, admin):
    client.force_login(doris)
    assert client.get(reverse("see-as")).status_code == 403
    assert client.post(reverse("see-as"), {"person": aino.pk}).status_code == 403
    with pytest.raises(PermissionDenied):
        commands.look_as(admin, by=admin)


@pytest.mark.parametrize("person", ["", "x", "9" * 30, "²", "-1"])
def test_a_person_that_is_none_is_not_found(client, admin, person):
    client.force_login(admin)
    assert client.post(reverse("see-as"), {"person": person}).status_code == 404


def test_who_loses_the_right_meanwhile_sees_as_herself(looking, admin):
    admin.is_superuser = False
    admin.save()
    assert looking.get(reverse("about")).wsgi_request.user == admin
