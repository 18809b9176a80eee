"""Two presses at the very same moment are one: of the first question, of an edit, of sending."""

import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from seurantalo.accounts.tests.factories import person
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.telling.models import Report
from seurantalo.telling.tests.answering import CLUB, tell

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the test's database in memory has one writer"
    ),
]


@pytest.fixture
def friends():
    """An organisation with one editor, Aino, whose words are public at once."""
    house = organization()
    member(house, person("Aino"), "editor")
    Organization.objects.filter(pk=house.pk).update(trusted=True)
    return house


def twice(address, data):
    """Aino presses a button in two windows at the same moment: where each led."""
    gate, led = threading.Barrier(2), []

    def press(client):
        try:
            gate.wait(timeout=20)
            answered = client.post(address, data)
            led.append((answered.status_code, answered.url))
        except Exception as error:
            led.append((type(error), str(error)))
        finally:
            connection.close()

    clients = [Client(), Client()]
    for client in clients:
        client.force_login(person("Aino"))
    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return led


def test_the_first_question_begins_one_report(friends):
    led = twice(reverse("report"), {**CLUB["mita"], "key": str(uuid4())})
    report = Report.objects.get()
    assert led == [(302, reverse("report-step", args=[report.pk, "milloin"]))] * 2


def test_the_first_answer_begins_one_edit(friends):
    club = activity(of=friends)
    twice(reverse("edit-activity-step", args=[club.pk, "mita"]), CLUB["mita"])
    assert Report.objects.get().activity == club


def test_sending_makes_one_notice(friends):
    client = Client()
    client.force_login(person("Aino"))
    report = tell(client, until="kuka")
    led = twice(reverse("report-send", args=[report.pk]), {})
    assert led == [(302, reverse("report-sent", args=[report.pk]))] * 2
    assert Activity.objects.get().live
