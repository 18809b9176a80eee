"""A volunteer has her clubs in a list: she brings it, sees what was understood, and sends it."""

import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from seurantalo.accounts import own_data
from seurantalo.activities.models import Activity
from seurantalo.interop import commands
from seurantalo.interop.models import Upload
from seurantalo.interop.spreadsheets import template
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization

LIST = """Otsikko;Laji;Hinta;Paikka;Osoite;Kunta;Ajat
Neulekerho;harrastus;maksuton;Seurantalo;Seuratie 3;Kuopio;tiistaisin klo 18-19.30
Lukupiiri;harrastus;5 €;Kirjasto;Koulutie 1;Kuopio;joskus syksyllä
;harrastus;;;;;ma klo 9
"""


@pytest.fixture
def hers(client, aino, friends):
    client.force_login(aino)
    return client


def bring(client, raw, name="lista.csv", **told):
    body = raw if isinstance(raw, bytes) else raw.encode()
    told.setdefault("organization", _only())
    data = {"file": SimpleUploadedFile(name, body), **told}
    return client.post(reverse("upload-spreadsheet"), data)


def _only():
    return Organization.objects.order_by("pk").first().pk


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refused(answer):
    assert answer.status_code == 422
    assert not Upload.objects.exists()
    return str(answer.context["form"].errors["file"])


def test_nothing_is_written_before_she_says_yes(hers):
    page = hers.get(bring(hers, LIST).url)
    text = page.content.decode()
    assert "Neulekerho" in text
    assert "18:00–19:30" in text  # the times as they were understood
    assert "joskus syksyllä" in text  # what was not understood is said by its words
    assert [row.fits for _n, row in page.context["rows"]] == [True, False, False]
    assert Activity.objects.count() == 0


def test_the_chosen_rows_are_sent(hers, friends, aino):
    upload = Upload.objects.get(pk=int(bring(hers, LIST).url.rsplit("/", 1)[1]))
    answer = hers.post(reverse("upload", args=[upload.pk]), {"row": ["0", "1"]})
    assert answer.url == reverse("own-activities")
    club = Activity.objects.get()
    assert (str(club.name), club.organization, club.live) == ("Neulekerho", friends, False)
    assert club.current_workflow_state  # it waits for the region's coordinator
    assert club.source == ""


def test_a_trusted_organisation_s_rows_are_public_at_once(hers, friends):
    friends.trusted = True
    friends.save()
    hers.post(bring(hers, LIST).url, {"row": "0"})
    assert Activity.objects.get().live


def test_sending_twice_is_harmless(hers):
    address = bring(hers, LIST).url
    hers.post(address, {"row": "0"})
    hers.post(address, {"row": "0"})
    assert Activity.objects.count() == 1
    assert "taken in already" in hers.get(address).content.decode()


def test_nothing_chosen_is_said(hers):
    address = bring(hers, LIST).url
    assert hers.post(address, {}).url == address
    assert not Upload.objects.get().taken_at


def test_others_organisations_are_left_out(hers):
    organization("Siilin Soutajat")
    told = "Järjestö;Otsikko;Ajat\nSiilin Soutajat;Soutu;ti klo 18\n"
    (row,) = commands.queries.rows_of(_upload(bring(hers, told)))
    assert not row.fits
    assert "Siilin Soutajat" in row.problems[0]


def test_a_list_of_two_own_organisations(hers, aino):
    rowers = organization("Siilin Soutajat")
    member(rowers, aino)
    told = "Järjestö;Otsikko;Ajat\nSiilin Soutajat;Soutu;ti klo 18\n;Kahvila;ti klo 18\n"
    rows = commands.queries.rows_of(_upload(bring(hers, told, organization=_only())))
    assert [row.organization for row in rows] == [rowers.pk, _only()]


def _upload(answer):
    return Upload.objects.get(pk=int(answer.url.rsplit("/", 1)[1]))


def test_an_outsider_sees_and_takes_nothing(hers, client, kalle):
    address = bring(hers, LIST).url
    client.force_login(kalle)
    assert client.get(address).status_code == 404
    assert client.post(address, {"row": "0"}).status_code == 404
    page = client.get(reverse("upload-spreadsheet"))
    assert reverse("register-organization") in page.content.decode()
    assert bring(client, LIST).status_code == 422


def test_a_stranger_signs_in_first(client, db):
    assert client.get(reverse("upload-spreadsheet")).status_code == 302


def test_what_is_there_already_is_not_ticked(hers):
    address = bring(hers, LIST).url
    hers.post(address, {"row": "0"})
    again = bring(hers, LIST).url
    row = hers.get(again).context["rows"][0][1]
    assert row.known == Activity.objects.get().pk
    assert 'value="0" checked' not in hers.get(again).content.decode()


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"", "tyhja.csv"),
        (b"  \n \n", "tyhja.csv"),
        (b"%PDF-1.7\n...", "lista.xlsx"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "lista.xlsx"),
        (b"<html><body>kirjaudu</body></html>", "lista.csv"),
        (b"\xd0\xcf\x11\xe0vanha", "lista.xls"),
        (b"Eka;Toka\n1;2\n", "lista.csv"),
        (b"Otsikko;Ajat\n", "lista.csv"),
        (b"PK\x03\x04rikki", "lista.xlsx"),
        (("Otsikko;Ajat\n" + "Kerho;ti klo 18\n" * 201).encode(), "lista.csv"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(hers, raw, name):
    assert len(refused(bring(hers, raw, name))) > 60


def test_a_huge_file_is_refused_before_it_is_read(hers):
    assert "5" in refused(bring(hers, b"Otsikko;Ajat\n" + b"x" * (5 * 1024 * 1024)))


def test_a_zip_bomb_is_refused(hers):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 90_000_000)
    refused(bring(hers, buffer.getvalue(), "lista.xlsx"))


def test_formulas_are_not_run(hers):
    told = workbook(["Otsikko", "Hinta", "Ajat"], ["Kerho", "=2+3", "ti klo 18"])
    upload = _upload(bring(hers, told, "lista.xlsx"))
    assert upload.remarks
    csv = "Otsikko;Ajat\n=HYPERLINK(1);ti klo 18\n"
    (row,) = commands.queries.rows_of(_upload(bring(hers, csv)))
    assert not row.fits
    assert "HYPERLINK" in row.problems[0]


def test_our_own_template_can_be_brought(hers, friends, aino):
    friends.name = {"fi": "Esimerkkilän Martat ry"}
    friends.save()
    (row,) = commands.queries.rows_of(_upload(bring(hers, template.write_xlsx(), "pohja.xlsx")))
    assert row.fits, row.problems


def test_html_in_a_cell_stays_text(hers):
    told = "Otsikko;Ajat\n<script>alert(1)</script>Kerho;ti klo 18\n"
    assert "<script>alert" not in hers.get(bring(hers, told).url).content.decode()


def test_old_uploads_go(hers):
    bring(hers, LIST)
    assert commands.forget_uploads() == 0
    Upload.objects.update(created=timezone.now() - timedelta(days=31))
    assert commands.forget_uploads() == 1


def test_few_queries_whatever_the_length(hers, django_assert_max_num_queries):
    for times in (1, 3):
        body = "Otsikko;Ajat\n" + "".join(f"Kerho {n};ti klo 18\n" for n in range(10 * times))
        address = bring(hers, body).url
        with django_assert_max_num_queries(12):
            hers.get(address)


def test_what_she_brought_is_hers_to_download_and_goes_with_her(hers, aino):
    bring(hers, LIST)
    (told,) = own_data.of(aino)["uploads"]
    assert told["place"] == "lista.csv"
    aino.delete()
    assert not Upload.objects.exists()
