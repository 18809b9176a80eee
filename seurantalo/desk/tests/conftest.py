"""What the tests of the desk share: Aino's association, which Doris's region looks after."""

from __future__ import annotations

import pytest

from seurantalo.organizations.tests.factories import member, organization


@pytest.fixture
def friends(aino):
    found = organization()
    member(found, aino)
    return found
