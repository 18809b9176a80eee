"""A link out leads to the web, and nowhere else: a page must not run what somebody typed."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity
from seurantalo.records.content import ChannelContent, ContactPointContent
from seurantalo.records.schemas import LinkRecord, RegistrationRecord

pytestmark = pytest.mark.django_db
HOSTILE = (
    "javascript:alert(1)",
    "JavaScript://kuoro.example/%0aalert(1)",
    " \tjava\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//elsewhere.example",
    "http://[broken",
)


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize(
    "told", [LinkRecord, RegistrationRecord, ContactPointContent, ChannelContent]
)
def test_a_hostile_address_is_refused_before_it_is_kept(told, address):
    with pytest.raises(ValueError):
        told(url=address)


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_in_a_form_is_told_and_not_kept(address):
    club = activity()
    club.links = [{"url": address}]
    with pytest.raises(ValidationError):
        club.full_clean()
    with pytest.raises(ValidationError), transaction.atomic():
        club.save()
    assert Activity.objects.get(pk=club.pk).links == ()


def test_an_ordinary_address_is_kept_as_it_was_written():
    club = activity(links=(LinkRecord(url="HTTPS://kuoro.example/ä?a=1#b"),))
    assert club.links[0].url == "HTTPS://kuoro.example/ä?a=1#b"
