"""What every test shares: the country's facts and the small cast of people."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

from seurantalo.accounts.tests import factories as people
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.places.commands import load_facts
from seurantalo.places.models import Area
from seurantalo.search import live, vocabulary
from seurantalo.taxonomy.commands import load_taxonomy

# How long an example takes depends on the machine; nothing here asserts time.
settings.register_profile("seurantalo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("seurantalo")


def _load() -> None:
    load_facts()
    load_taxonomy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The facts are in the database before the first test; tests add and never load them."""
    with django_db_blocker.unblock():
        _load()


@pytest.fixture(autouse=True)
def _fresh_words():
    """What a worker keeps must not outlive a test: rolled back numbers come again."""
    vocabulary.forget()
    live.forget()
    cache.clear()  # attempts that were counted


@pytest.fixture(autouse=True)
def _in_finnish():
    """The language of the page a test asked for must not be that of the next test."""
    with translation.override("fi"):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test that commits ends by emptying the database: load the facts for the next one.

    Here and not in a fixture, because pytest-django empties it after the last of ours.
    """
    result = yield
    asked = item.get_closest_marker("django_db")
    live = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    if nextitem and (live or (asked and asked.kwargs.get("transaction"))):
        with item.config.stash[blocking_manager_key].unblock():
            if not Area.objects.exists():
                _load()
    return result


@pytest.fixture
def facts(db):
    """Says that a test needs the country's facts; they are always there, see above."""


@pytest.fixture
def aino(db):
    """Manager of Nilsiän ystävät, a volunteer on a phone."""
    return people.person("Aino")


@pytest.fixture
def bertta(db):
    """Aino's colleague."""
    return people.person("Bertta")


@pytest.fixture
def kalle(db):
    """An outsider with an account."""
    return people.person("Kalle")


@pytest.fixture
def doris(db):
    """Coordinator of Pohjois-Savo."""
    return people.coordinator("Doris", region="11")


@pytest.fixture
def eero(db):
    """Coordinator of Kanta-Häme."""
    return people.coordinator("Eero", region="05")


@pytest.fixture
def admin(db):
    """National administrator."""
    return people.national_admin("Helmi")


@pytest.fixture
def friends(aino):
    """Nilsiän ystävät ry, of which Aino is manager."""
    made = organization()
    member(made, aino)
    return made


@pytest.fixture
def marthas(kalle):
    """Nilsiän Marttayhdistys ry, of which Kalle is manager."""
    made = organization("Nilsiän Marttayhdistys ry")
    member(made, kalle)
    return made
