"""How many questions a page asks the database, at most: bars of the project, kept."""

from __future__ import annotations

import pytest
from django.db import transaction

from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.tests.factories import organization

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """A dozen activities of two organisations."""
    with django_db_blocker.unblock(), transaction.atomic():
        houses = [organization(), organization("Kuopion kuoro ry")]
        yield [activity(f"Kerho {n}", of=houses[n % 2], themes=("loneliness",)) for n in range(12)]
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 2),
        ("/haku", 2),
        ("/haku?q=kerho+kuopiossa&hinta=free&laji=support", 6),
        ("/haku?q=kerho&paikka=Kuopio", 5),
        ("/haku?q=kerho&lat=63.2&lon=28.1", 2),
        ("/haku?q=kerho&nakyma=kalenteri", 5),
        ("/haku?q=siilinhoito", 5),
        ("/haku?q=siilinhoito&kunta=297", 6),
        ("/toiminta/{activity}", 6),
        ("/toiminta/{activity}.ics", 9),
        ("/jarjestot/{organization}", 7),
        ("/kunnat/297", 7),
        ("/kunnat", 1),
        ("/teemat", 1),
        ("/teemat/loneliness", 2),
        ("/kalenteri", 3),
        ("/haku.atom", 3),
        ("/haku.ics", 11),
        ("/haku.geojson", 3),
        ("/ehdotukset?q=ker", 2),
        ("/tietoa", 0),
        ("/api/v1/search?q=kerho", 2),
        ("/api/v1/activities", 8),  # of each who else holds it
    ],
)
def test_a_page_asks_few_questions(client, town, django_assert_max_num_queries, address, most):
    ids = {"activity": town[0].pk, "organization": town[0].organization_id}
    client.get("/")  # what a process knows of words and areas is read once a minute
    with django_assert_max_num_queries(most):
        assert client.get(address.format(**ids)).status_code == 200
