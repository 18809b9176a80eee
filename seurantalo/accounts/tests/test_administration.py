"""Helmi keeps people's accounts in the admin; her assistant keeps fewer."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.urls import reverse

from seurantalo.accounts.models import User
from seurantalo.accounts.queries import is_verified
from seurantalo.accounts.tests import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def assistant(db):
    user = people.person("Anna", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    return user


def change(client, user, **fields):
    sent = {
        "email": user.email, "first_name": "", "last_name": "", "language": "fi", "is_active": "on",
        **fields,
    }  # fmt: skip
    return client.post(reverse("admin:accounts_user_change", args=[user.pk]), sent)


def test_an_assistant_makes_nobody_an_administrator(client, assistant, aino):
    client.force_login(assistant)
    assert (
        change(client, aino, is_superuser="on", is_staff="on", first_name="Aino").status_code == 302
    )
    aino.refresh_from_db()
    assert aino.first_name == "Aino" and not aino.is_superuser and not aino.is_staff
    change(client, assistant, is_superuser="on")
    assert not User.objects.get(pk=assistant.pk).is_superuser


def test_nor_does_she_touch_an_administrator(client, assistant, admin):
    client.force_login(assistant)
    assert change(client, admin, email="anna2@example.fi").status_code == 403
    page = reverse("admin:auth_user_password_change", args=[admin.pk])
    assert client.get(page).status_code == 403


def test_an_administrator_does(client, admin, aino):
    client.force_login(admin)
    change(client, aino, is_superuser="on", is_staff="on")
    assert User.objects.get(pk=aino.pk).is_superuser


def test_an_address_changed_by_an_administrator_waits_for_its_code(client, admin, aino):
    client.force_login(admin)
    change(client, aino, email="aino.uusi@example.fi")
    aino.refresh_from_db()
    assert aino.email == "aino.uusi@example.fi" and not is_verified(aino)
    assert EmailAddress.objects.get(user=aino).email == aino.email


def test_nobody_is_deleted_where_the_rooms_do_not_hear_of_it(client, admin, aino):
    client.force_login(admin)
    assert client.post(reverse("admin:accounts_user_delete", args=[aino.pk])).status_code == 403


def test_who_is_made_on_the_command_line_needs_no_mail_to_get_in(db):
    assert is_verified(User.objects.create_superuser("paula@example.fi", "pitka-salasana-tassa"))
