"""Whoever tells of something that is here already is shown it, and may mend that one instead."""

import pytest
from django.urls import reverse

from seurantalo.activities import queries
from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.telling import commands

pytestmark = pytest.mark.django_db


def test_the_summary_shows_what_may_be_the_same_and_how_to_mend_it(aino, client):
    house = organization()
    member(house, aino)
    club = activity("Ystäväkahvila", of=house)
    report = commands.start(aino, organization=house, content=queries.content(club))
    client.force_login(aino)
    page = client.get(reverse("report-summary", args=[report.pk])).content.decode()
    assert reverse("edit-activity", args=[club.pk]) in page
    edit = commands.edit(club, by=aino)
    page = client.get(reverse("report-summary", args=[edit.pk])).content.decode()
    assert reverse("activity", args=[club.pk]) not in page
