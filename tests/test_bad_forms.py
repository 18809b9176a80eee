"""No number in a form breaks a page either: what is none of ours is told so, never a 500."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seurantalo.activities.tests.factories import activity
from seurantalo.common.numbers import whole
from seurantalo.interop.models import Upload
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.telling.models import Report
from seurantalo.telling.tests.answering import answer

pytestmark = pytest.mark.django_db
# isdigit() says yes to the first, int() no to both the first and the last.
# A very long address is 400, and a form holds more.
NUMBERS = ("²", "٣", "-1", "9" * 30, "9" * 5000)


@pytest.fixture
def friends(aino):
    found = organization()
    member(found, aino)
    return found


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("", None), ("²", None), ("٣", None), ("1" * 19, None)]
)
def test_what_is_a_number(text, number):
    assert whole(text) == number


@pytest.mark.parametrize("number", NUMBERS)
def test_the_questions_of_a_stranger(client, number):
    answer(client, None, "mita")
    report = Report.objects.latest("created")
    for step, told in (
        ("missa", {"earlier": number}),
        ("yhteys", {"earlier": number}),
        ("kenelle", {"youngest": number, "oldest": number}),
        ("kuka", {"organization": number}),
    ):
        assert answer(client, report, step, **told).status_code < 500, step
        for page in ("report-summary", "report-preview"):
            assert client.get(reverse(page, args=[report.pk])).status_code < 500, (step, page)


@pytest.mark.parametrize("number", NUMBERS)
def test_an_earlier_place_of_her_own(client, friends, aino, number):
    client.force_login(aino)
    activity("Ystäväkahvila", of=friends)
    answer(client, None, "mita")
    report = Report.objects.latest("created")
    assert report.organization == friends
    for step in ("missa", "yhteys"):
        assert answer(client, report, step, earlier=number).status_code < 500


@pytest.mark.parametrize("number", NUMBERS)
def test_lists_brought_and_organisations_edited(client, friends, aino, number):
    client.force_login(aino)
    for name in ("upload-spreadsheet", "paste-calendar"):
        assert client.get(reverse(name), {"jarjesto": number}).status_code == 200
    edit = reverse("edit-organization", args=[friends.pk])
    assert client.post(edit, {"base": number}).status_code < 500
    more = {"base": number, "more": "contacts", "contacts-TOTAL_FORMS": number}
    assert client.post(edit, more).status_code < 500


@pytest.mark.parametrize("number", NUMBERS)
def test_rows_of_an_upload(client, friends, aino, number):
    brought = Upload.objects.create(user=aino, organization=friends, kind="calendar", rows=[])
    client.force_login(aino)
    assert client.post(reverse("upload", args=[brought.pk]), {"row": number}).status_code == 302


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_chosen_at_the_desk(client, friends, doris, number):
    client.force_login(doris)
    for thing in (f"activity:{number}", f"activity:1:{number}", f"organization:{number}:1"):
        told = {"deed": "approve", "thing": thing}
        assert client.post(reverse("desk-act"), told).status_code == 302
        assert client.post(reverse("review"), told).status_code == 302
    here = {"kind": "organization", "pk": friends.pk}
    seen = {"deed": "approve", "seen": number}
    assert client.post(reverse("review-decide", kwargs=here), seen).status_code == 302
    wish = {"vanha": number, "uusi": number, "sivu": number}
    assert client.get(reverse("history", kwargs=here), wish).status_code in {200, 400}
    wish = {"sivu": number, "alue": number, "jarjesto": number, "nayta": number}
    assert client.get(reverse("review"), wish).status_code in {200, 400}
    assert client.get(reverse("confirmations"), {"sivu": number}).status_code == 200
