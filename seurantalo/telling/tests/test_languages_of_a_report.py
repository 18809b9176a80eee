"""One who tells in Swedish tells in Swedish: texts, times, places."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.telling.models import Report

pytestmark = pytest.mark.django_db
ANSWERS = {
    "milloin": {"times": "tisdagar kl. 18–19.30"},
    "missa": {"way": "place", "address": "Storgatan 1, Vasa"},
    "kenelle": {"target_groups": ["everyone"], "price": "free", "languages": ["sv"]},
    "yhteys": {"email": "klubben@exempel.example", "joining": "come"},
    "lisaa": {},
    "kuka": {"org_name": "Stickarna i Vasa"},
}


def test_a_club_is_told_in_swedish(aino):
    client = Client(headers={"accept-language": "sv"})
    client.force_login(aino)
    with translation.override("sv"):
        begun = reverse("report")
        assert begun == "/sv/beratta"
        told = {"title": "Stickcafé", "text": "Vi stickar och pratar. Kom ensam eller i sällskap."}
        client.post(begun, {**told, "kind": "hobby"})
        report = Report.objects.get()
        for step, answers in ANSWERS.items():
            answered = client.post(reverse("report-step", args=[report.pk, step]), answers)
            assert answered.status_code == 302, answered.content.decode()[:3000]
        page = client.get(reverse("report-preview", args=[report.pk])).content.decode()
        assert "Så här kommer andra att se det." in page and "Stickcafé" in page
        client.post(reverse("report-send", args=[report.pk]))
    content = activities.content(Activity.objects.get())
    assert content.name == {"sv": "Stickcafé"} and content.languages == ("sv",)
    assert content.channels[0].place.municipality == "905"
    assert content.channels[0].schedules[0].rrule == "FREQ=WEEKLY;BYDAY=TU"
