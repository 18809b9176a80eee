"""A picture lives as long as what it was sent for: no file stays behind of what was thrown away."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing.models import Picture
from seurantalo.telling import commands, copying
from seurantalo.telling.models import Report
from seurantalo.telling.tests.answering import answer, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def kept(media, django_capture_on_commit_callbacks):
    """Does something and says how many pictures there are then, in the database and on disk."""

    def done(deed):
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        files = [each for each in Path(media).rglob("*") if each.is_file()]
        assert len(files) == Picture.objects.count()
        return len(files)

    return done


def send_picture(client, report, **told):
    body = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(body, "JPEG")
    upload = SimpleUploadedFile("kuva.jpg", body.getvalue(), "image/jpeg")
    return answer(client, report, "lisaa", upload=upload, **{"picture_alt": "Tuoleja", **told})


def begin(client):
    answer(client, None, "mita")
    return Report.objects.get()


def test_it_goes_with_what_is_thrown_away(client, kept):
    report = begin(client)
    assert kept(lambda: send_picture(client, report)) == 1
    assert kept(lambda: client.post(reverse("report-drop", args=[report.pk]))) == 0


def test_it_goes_with_what_a_stranger_left(client, kept):
    report = begin(client)
    send_picture(client, report)
    assert kept(lambda: commands.sweep(timezone.now() + timedelta(days=31))) == 0


def test_one_takes_the_place_of_another(client, kept):
    report = begin(client)
    assert kept(lambda: send_picture(client, report)) == 1
    assert kept(lambda: send_picture(client, report)) == 1
    assert kept(lambda: answer(client, report, "lisaa", no_picture="on")) == 0


def test_a_refused_screen_takes_none_in(client, kept):
    report = begin(client)
    assert kept(lambda: send_picture(client, report, accessibility=["dragon"])) == 0


def test_that_of_a_notice_stays_whatever_becomes_of_reports(client, aino, kept):
    friends = organization()
    member(friends, aino)
    client.force_login(aino)
    report = tell(client, until="kuka")
    send_picture(client, report)
    assert kept(lambda: client.post(reverse("report-send", args=[report.pk]))) == 1
    club = Activity.objects.get()
    edit, copied = commands.edit(club, by=aino), copying.copy(club, by=aino)
    assert kept(lambda: [commands.drop(edit), commands.drop(copied)]) == 1
    edit = commands.edit(club, by=aino)
    assert kept(lambda: send_picture(client, edit)) == 2
    assert kept(lambda: commands.drop_all_of(aino)) == 1
    shown = activities.content(club).images[0].url
    assert shown.endswith(Path(Picture.objects.get().file.name).name)
