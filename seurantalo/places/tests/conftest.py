"""The facts of places, loaded once for each file of tests and taken away after it."""

import pytest
from django.db import transaction

from seurantalo.places import commands, queries


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield commands.load_facts()
        transaction.set_rollback(True)
    queries.forget_names()


@pytest.fixture
def facts(country, db):
    return country
