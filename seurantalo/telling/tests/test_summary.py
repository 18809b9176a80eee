"""The list of everything told: how often it asks the database, whatever there is to show."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seurantalo.activities import queries as activities
from seurantalo.activities.tests.factories import activity
from seurantalo.records.content import AreaCode
from seurantalo.telling import commands

pytestmark = pytest.mark.django_db

TOWNS = ("297", "915", "140")


def asked_for(client, report):
    """How many queries its page takes, and the page."""
    address = reverse("report-summary", args=[report.pk])
    client.get(address)  # what a process reads once and keeps
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()
    return len(asked), page


def club(friends, towns):
    areas = [AreaCode(kind="municipality", code=code) for code in TOWNS[:towns]]
    return activity("Tuolijumppa", of=friends, service_areas=areas)


def test_notices_alike_are_asked_about_together(client, aino, friends):
    client.force_login(aino)
    content = activities.content(club(friends, 1))
    report = commands.start(aino, organization=friends, content=content)
    few, page = asked_for(client, report)
    for _each in range(3):
        club(friends, 3)
    many, longer = asked_for(client, report)
    assert many == few <= 26
    assert (page.count("/muokkaa"), longer.count("/muokkaa")) == (1, 4)


def test_an_edit_asks_as_often_whatever_its_notice_tells(client, aino, friends):
    client.force_login(aino)
    few, _page = asked_for(client, commands.edit(club(friends, 1), by=aino))
    many, page = asked_for(client, commands.edit(club(friends, 3), by=aino))
    assert many == few <= 4 and "Varkaus" in page
