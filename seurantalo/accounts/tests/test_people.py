"""A person is known by her email address, whatever its capitals."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from seurantalo.accounts.models import User

pytestmark = pytest.mark.django_db


def test_email_is_kept_and_found_in_lower_case():
    user = User.objects.create_user("Aino.Virtanen@Example.FI", "kuoro-ja-kahvi")
    assert user.email == "aino.virtanen@example.fi"
    assert User.objects.get(email="AINO.virtanen@example.fi") == user
    assert User.objects.get_by_natural_key("Aino.Virtanen@EXAMPLE.fi") == user


def test_one_account_for_one_address():
    User.objects.create_user("aino@example.fi")
    with pytest.raises(ValidationError):
        User.objects.create_user("AINO@example.fi")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="Aino@Example.fi")])


@pytest.mark.parametrize("address", ["", "not an address", "a" * 300 + "@example.fi"])
def test_a_faulty_address_is_refused_with_a_reason(address):
    with pytest.raises((ValueError, ValidationError), match=r".+"):
        User.objects.create_user(address)


def test_without_a_password_nobody_signs_in_by_one():
    assert not User.objects.create_user("aino@example.fi").has_usable_password()


def test_the_first_administrator_is_made_by_djangos_command():
    admin = User.objects.create_superuser("paula@example.fi", "pitka-salasana-tassa")
    assert admin.is_staff and admin.is_superuser
