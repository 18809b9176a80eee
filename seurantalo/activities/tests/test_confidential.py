"""A shelter's address leaves the room as its municipality, whatever asks for it."""

import pytest

from seurantalo.activities import queries
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import NILSIA

pytestmark = pytest.mark.django_db


def test_the_record_knows_the_municipality_and_nothing_more():
    hidden = NILSIA.model_copy(
        update={"confidential": True, "directions": Text(fi="Punainen ovi pihan perällä")}
    )
    record = queries.get_record(activity("Turvakoti", channels=(at(hidden),)).pk)
    assert record
    place = record.channels[0].place
    assert place and place.municipality and place.municipality.code == "297"
    told = record.model_dump_json()
    for secret in ("Seuratie", "73300", "seurantalo", "63.2064", "28.0876", "Punainen", "nilsia"):
        assert secret not in told.replace("Nilsiän ystävät", "")
