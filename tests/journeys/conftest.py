"""A small Nilsiä to walk in, served for a real browser."""

from __future__ import annotations

import pytest

from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import organization
from seurantalo.records.schemas import PriceRecord, RegistrationRecord


@pytest.fixture
def nilsia(facts, live_server):
    """An association with four things to do; the address of the service."""
    friends = organization()
    activity(
        "Ystävä ikäihmiselle",
        of=friends,
        summary=Text(fi="Vapaaehtoinen ystävä käy yksinäisen vanhuksen luona."),
        price=PriceRecord(kind="free"),
        channels=(at(registration=RegistrationRecord(phone="017 123 4567")),),
    )
    activity("Ystäväkahvila", of=friends, price=PriceRecord(kind="free"))
    activity("Tuolijumppa", of=friends, kind="hobby", price=PriceRecord(kind="paid"))
    activity("Kuoro Kultakurkut", of=friends, kind="hobby", price=PriceRecord(kind="paid"))
    return live_server.url
