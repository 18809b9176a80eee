"""The organisations of those who plan: Aino's and Kalle's in one region, Veera's in another."""

from __future__ import annotations

import pytest

from seurantalo.accounts.tests.factories import person
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.records.content import AreaCode


@pytest.fixture
def kalles(kalle):
    """Kalle's association, in the same region (Iisalmi)."""
    made = organization(
        "Iisalmen Martat ry",
        addresses=(),
        service_areas=(AreaCode(kind="municipality", code="140"),),
    )
    member(made, kalle)
    return made


@pytest.fixture
def far(db):
    """Veera, of an association in another region (Hämeenlinna)."""
    made = organization(
        "Vanajan väki ry", addresses=(), service_areas=(AreaCode(kind="municipality", code="109"),)
    )
    someone = person("Veera")
    member(made, someone)
    return someone
