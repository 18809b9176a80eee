"""An organiser sees that her notice is looked at; the service learns nothing about who looked."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from seurantalo.activities.tests.factories import activity
from seurantalo.quality import looks
from seurantalo.quality.models import Look

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36"
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture
def club():
    looks.waiting.write()
    Look.objects.all().delete()
    return activity("Ystäväkahvila")


def seen(thing, kind="activity", **told):
    looks.waiting.write()
    return looks.looks(kind, [thing.pk], **told).get(thing.pk, 0)


def test_every_opened_page_counts_one_whatever_its_language(client, club):
    for address in ("/toiminta/{}", "/sv/verksamhet/{}", "/en/activities/{}"):
        assert client.get(address.format(club.pk), HTTP_USER_AGENT=PHONE).status_code == 200
    client.get(f"/jarjestot/{club.organization_id}", HTTP_USER_AGENT=PHONE)
    assert seen(club) == 3
    assert seen(club.organization, "organization") == 1
    assert Look.objects.filter(kind="activity").count() == 1  # one row a day


@pytest.mark.parametrize(
    "asked",
    [
        {"HTTP_USER_AGENT": ROBOT},
        {"HTTP_USER_AGENT": "curl/8.1"},
        {},
        {"HTTP_USER_AGENT": PHONE, "HTTP_SEC_PURPOSE": "prefetch;prerender"},
    ],
)
def test_programs_do_not_count(client, club, asked):
    client.get(f"/toiminta/{club.pk}", **asked)
    assert seen(club) == 0


def test_neither_do_those_who_work_here_nor_what_is_no_opened_page(client, club, aino):
    client.head(f"/toiminta/{club.pk}", HTTP_USER_AGENT=PHONE)
    client.get(f"/toiminta/{club.pk}.ics", HTTP_USER_AGENT=PHONE)
    client.get("/toiminta/999999", HTTP_USER_AGENT=PHONE)
    client.force_login(aino)
    client.get(f"/toiminta/{club.pk}", HTTP_USER_AGENT=PHONE)
    assert seen(club) == 0


def test_a_page_asks_the_database_nothing_more_for_it(client, club, django_assert_num_queries):
    address = f"/toiminta/{club.pk}"
    client.get(address)
    with django_assert_num_queries(6):
        client.get(address, HTTP_USER_AGENT=PHONE)


def test_many_processes_add_to_one_day_and_the_month_forgets_the_year(club):
    today = timezone.localdate()
    key = (today, "activity", club.pk)
    looks.add_up(Counter({key: 2}))
    looks.add_up(Counter({key: 3, (today - timedelta(days=40), "activity", club.pk): 7}))
    assert seen(club) == 5 and seen(club, days=90) == 12
    looks.add_up(Counter({(today - timedelta(days=800), "activity", club.pk): 1}))
    assert looks.forget_old_looks() == 1


def test_what_cannot_be_written_waits_and_breaks_no_page(club, monkeypatch):
    looks.waiting.add("activity", club.pk)
    with monkeypatch.context() as broken, transaction.atomic():
        broken.setattr(looks, "add_up", lambda taken: 1 / 0)
        assert looks.waiting.write() == 0
    assert seen(club) == 1


def test_a_thread_writes_them_after_a_while(club, monkeypatch, settings):
    settings.LOOKS_WRITTEN_EVERY = 0.01
    written = threading.Event()
    monkeypatch.setattr(looks.Waiting, "_write_and_close", lambda self: written.set())
    looks.waiting.add("activity", club.pk)
    assert written.wait(5)
    assert seen(club) == 1
