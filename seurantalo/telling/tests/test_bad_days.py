"""Bad days: wrong input, a session that is over, a stranger, somebody who leaves, what is left behind."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from seurantalo.accounts.signals import leaving
from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.telling import commands, queries
from seurantalo.telling.models import Report
from seurantalo.telling.tests.answering import answer, tell

pytestmark = pytest.mark.django_db
TITLE = {"title": "Tuolijumppa", "text": "Jumppaa tuolilla, kaikille.", "kind": "hobby"}


@pytest.mark.parametrize(
    ("step", "told", "words"),
    [
        ("mita", {"title": ""}, "Otsikko"),
        ("mita", {"text": "a" * 700}, "600"),
        ("mita", {"kind": "dragon"}, "dragon"),
        ("milloin", {"times": "silloin tällöin"}, "silloin tällöin"),
        ("milloin", {"times": "1.9.2020 klo 18"}, "menneet"),
        ("milloin", {"times": ""}, "Kerro, milloin se on"),
        ("missa", {"address": "Olematonkatu 3"}, "missä kunnassa"),
        ("missa", {"way": "online", "address": "", "online": "javascript:alert(1)"}, "URL"),
        ("missa", {"way": "home", "area": "Narnia"}, "Narnia"),
        ("kenelle", {"youngest": "70", "oldest": "7"}, "nuorempi"),
        ("kenelle", {"target_groups": []}, "Valitse"),
        ("yhteys", {"phone": ""}, "Anna puhelinnumero"),
        ("yhteys", {"phone": "soita mulle"}, "puhelinnumero"),
        ("yhteys", {"person": "Aino Virtanen"}, "luvan"),
        ("kuka", {"org_name": ""}, "Kirjoita yhdistyksen"),
        ("kuka", {"org_number": "1234567-8"}, "1234567-8"),
    ],
)
def test_a_mistake_is_explained_and_nothing_typed_is_lost(client, step, told, words):
    answer(client, None, "mita")
    report = Report.objects.get()
    answered = answer(client, report, step, **told)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert words in page and "error-summary" in page
    report.refresh_from_db()
    for name, value in told.items():
        assert report.answers[name] == value, "kept as it was typed"
        if isinstance(value, str) and value and "<" not in value and name != "kind":
            assert value in page.replace("&quot;", '"')


def test_html_and_scripts_become_words(client, aino):
    client.force_login(aino)
    report = tell(
        client,
        mita={
            "title": "Tuolijumppa<script>alert(1)</script>",
            "text": "<b>Jumppaa</b> <img src=x onerror=alert(1)>kaikille",
        },
    )
    preview = client.get(reverse("report-preview", args=[report.pk])).content.decode()
    assert "alert(1)" not in preview.split("<h1>")[1]
    client.post(reverse("report-send", args=[report.pk]))
    told = activities.content(Activity.objects.get())
    assert (told.name["fi"], told.summary["fi"]) == ("Tuolijumppa", "Jumppaa kaikille")


def picture(kind: str = "JPEG") -> SimpleUploadedFile:
    body = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(body, kind)
    return SimpleUploadedFile("kuva.jpg", body.getvalue(), "image/jpeg")


def test_a_picture_needs_words_and_must_be_one(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer(client, None, "mita")
    report = Report.objects.get()
    assert answer(client, report, "lisaa", upload=picture()).status_code == 422
    bomb = SimpleUploadedFile("kuva.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    refused = answer(client, report, "lisaa", upload=bomb, picture_alt="Tuoleja")
    assert refused.status_code == 422
    taken = answer(client, report, "lisaa", upload=picture(), picture_alt="Tuoleja")
    assert taken.status_code == 302
    report.refresh_from_db()
    assert report.answers["picture"]["alt"] == {"fi": "Tuoleja"}
    answer(client, report, "lisaa", no_picture="on", picture_alt="")
    report.refresh_from_db()
    assert report.answers["picture"] is None


def test_a_session_that_is_over_loses_nothing(client, aino):
    client.force_login(aino)
    answer(client, None, "mita")
    report = Report.objects.get()
    client.logout()
    answered = answer(client, report, "yhteys", phone="050 765 4321")
    assert answered.status_code == 302 and answered.url.startswith(reverse("enter"))
    report.refresh_from_db()
    assert "phone" not in report.answers
    client.force_login(aino)
    page = client.get(reverse("report-step", args=[report.pk, "yhteys"])).content.decode()
    assert "050 765 4321" in page
    report.refresh_from_db()
    assert report.answers["phone"] == "050 765 4321"


def test_nobody_else_opens_it(client, aino, kalle):
    client.force_login(aino)
    answer(client, None, "mita")
    report = Report.objects.get()
    client.force_login(kalle)
    for name in ("report-summary", "report-preview", "report-send", "report-drop"):
        assert client.get(reverse(name, args=[report.pk])).status_code == 404
    assert answer(client, report, "mita", title="Kaapattu").status_code == 404


def test_what_a_stranger_began_opens_in_that_browser_alone(client):
    answer(client, None, "mita")
    report = Report.objects.get()
    assert client.get(reverse("report-summary", args=[report.pk])).status_code == 200
    client.cookies.clear()
    assert client.get(reverse("report-summary", args=[report.pk])).status_code == 404


def test_typing_is_kept_without_being_checked(client):
    sent = {**TITLE, "title": "", "text": "Kesken"}
    kept = client.post(reverse("report"), sent, headers={"X-Autosave": "1"})
    assert kept.status_code == 200 and "data-action" in kept.content.decode()
    assert Report.objects.get().answers["text"] == "Kesken"


def test_a_half_told_notice_cannot_be_sent(client, aino):
    client.force_login(aino)
    answer(client, None, "mita")
    report = Report.objects.get()
    hub = reverse("report-summary", args=[report.pk])
    assert client.get(reverse("report-preview", args=[report.pk])).url == hub
    assert client.post(reverse("report-send", args=[report.pk])).url == hub
    page = client.get(hub).content.decode()
    assert "Kerro, milloin se on" in page and "Puuttuu: Maksaako se?" in page
    assert reverse("report-step", args=[report.pk, "milloin"]) + '"' in page, "go on from here"


def test_too_many_beginnings_wait(client):
    for _each in range(41):
        answered = answer(client, None, "mita")
    assert answered.status_code == 429 and "Odota tunti" in answered.content.decode()


def test_strangers_behind_our_proxy_are_counted_each_by_her_own_address(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for each in range(41):
        from_home = {"HTTP_X_FORWARDED_FOR": f"192.0.2.{each}"}
        answered = client.post(reverse("report"), TITLE, **from_home)
        assert answered.status_code == 302


def test_what_is_left_behind_is_thrown_away(client, aino):
    answer(client, None, "mita")
    assert commands.sweep() == 0
    assert commands.sweep(timezone.now() + timedelta(days=31)) == 1
    client.force_login(aino)
    answer(client, None, "mita")
    assert commands.sweep(timezone.now() + timedelta(days=31)) == 0, "her own waits for her"


def test_reports_go_with_the_person_who_leaves(client, aino):
    client.force_login(aino)
    answer(client, None, "mita")
    assert queries.of_user(aino)[0]["answers"]["title"] == "Tuolijumppa"
    leaving.send(sender=type(aino), user=aino)
    assert not Report.objects.exists()


@pytest.mark.parametrize("rows", [1, 12])
def test_the_first_screen_asks_the_database_a_bounded_number_of_times(
    client, aino, rows, django_assert_max_num_queries
):
    friends = organization()
    member(friends, aino)
    client.force_login(aino)
    for _row in range(rows):
        commands.start(aino, organization=friends)
    with django_assert_max_num_queries(12):
        client.get(reverse("report"))
