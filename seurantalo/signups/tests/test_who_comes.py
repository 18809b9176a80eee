"""The organiser's list: who comes, by time; files, letters, closing. Nobody else sees it anywhere."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from seurantalo.accounts import commands as accounts
from seurantalo.activities.models import Partner
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing.queries import history
from seurantalo.signups import commands, queries, sheets
from seurantalo.signups.models import Closing, SignUp
from seurantalo.signups.tests.factories import offer_of, once, party, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def christmas(aino):
    made = party(schedule=once(7, 14), limit=3, waiting_list=True)
    member(made.organization, aino)
    return made


def page(client, who, activity, name="sign-ups", *more):
    client.force_login(who)
    return client.get(reverse(name, args=[activity.pk, *more]))


def test_she_sees_who_comes_to_each_time(client, christmas, aino):
    sign_up(christmas, "Maija", people=3)
    sign_up(christmas, "Liisa", email="", phone="040 123 4567")
    shown = page(client, aino, christmas).content.decode()
    assert "3 / 3 paikkaa varattu" in shown and "1 jonossa" in shown
    assert "Maija" in shown and "040 123 4567" in shown and "Ei vielä ketään" in shown


def test_she_adds_one_who_rang(client, christmas, aino, mailoutbox):
    client.force_login(aino)
    told = {"time": offer_of(christmas).key, "name": "Veikko", "people": "1"}
    address = reverse("add-sign-up", args=[christmas.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, told).status_code == 302
    veikko = SignUp.objects.get()
    assert (veikko.name, veikko.status, veikko.email) == ("Veikko", "coming", "")
    assert not mailoutbox
    actions = [line.action for line in history(christmas)]
    assert "seurantalo.sign_up_added" in actions
    assert "Veikko" not in str([line.data for line in history(christmas)])


def test_she_cancels_one_and_the_next_gets_in(client, christmas, aino, mailoutbox):
    maija, liisa = sign_up(christmas, "Maija", people=3), sign_up(christmas, "Liisa")
    mailoutbox.clear()
    address = reverse("one-sign-up", args=[christmas.pk, maija.pk])
    client.force_login(aino)
    assert "Peru ilmoittautuminen" in client.get(address).content.decode()
    client.post(address, {"cancel": "yes"})
    assert [each.to[0] for each in mailoutbox] == [maija.email, liisa.email]
    assert SignUp.objects.get(pk=liisa.pk).status == "coming"
    assert client.get(address).status_code == 404


def test_she_closes_a_time_early_and_opens_it(client, christmas, aino):
    client.force_login(aino)
    address = reverse("close-sign-ups", args=[christmas.pk, offer_of(christmas).key])
    client.post(address, {"close": "yes"})
    client.post(address, {"close": "yes"})
    assert offer_of(christmas).state == "closed" and Closing.objects.count() == 1
    client.post(address, {"open": "yes"})
    assert offer_of(christmas).state == "open"


def test_she_writes_to_all_of_a_time_after_looking(client, christmas, aino, mailoutbox):
    for name in ("Maija", "Liisa"):
        sign_up(christmas, name)
    sign_up(christmas, "Toinen", number=1)
    sign_up(christmas, "Veikko", email="", phone="040 123 4567")
    mailoutbox.clear()
    client.force_login(aino)
    address = reverse("write-to-sign-ups", args=[christmas.pk, offer_of(christmas).key])
    told = {"subject": "Sisäkengät", "text": "Ottakaa sisäkengät.\n\nNähdään!"}
    assert "Veikko" in client.get(address).content.decode()
    looked = client.post(address, told).content.decode()
    assert "Ottakaa sisäkengät." in looked and not mailoutbox
    client.post(address, {**told, "send": "yes"})
    assert {each.to[0] for each in mailoutbox} == {"maija@koti.example", "liisa@koti.example"}
    assert "Nilsiän ystävät ry" in mailoutbox[0].body and "Nähdään!" in mailoutbox[0].body
    for _ in range(4):
        client.post(address, {**told, "send": "yes"})
    assert len(mailoutbox) == 10
    refused = client.post(address, {**told, "send": "yes"})
    assert "huomenna" in refused.content.decode() and len(mailoutbox) == 10


def test_files_open_as_they_are_and_reckon_nothing(client, christmas, aino):
    sign_up(christmas, '=HYPERLINK("http://paha.example")', email="paha@koti.example")
    sign_up(christmas, "Liisa", email="", phone="+358 40 123 4567", people=2)
    csv = page(client, aino, christmas, "sign-ups-csv")
    text = csv.content.decode("utf-8-sig")
    assert "attachment" in csv["Content-Disposition"] and ";'=HYPERLINK" in text.replace('"', "")
    assert "'+358 40 123 4567" in text and "private" in csv["Cache-Control"]
    book = openpyxl.load_workbook(
        io.BytesIO(page(client, aino, christmas, "sign-ups-xlsx").content)
    )
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][2] == "Nimi" and rows[1][2].startswith("'=HYPERLINK") and rows[2][3] == 2
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {
        "s",
        "n",
        "inlineStr",
    }
    assert sheets.harmless("-1") == "'-1" and sheets.harmless("Maija") == "Maija"


def test_only_its_own_people_whoever_else_asks(
    client, christmas, aino, bertta, kalle, doris, admin
):
    maija = sign_up(christmas)
    key = queries.key_of(queries.sheets(christmas)[0])
    member(christmas.organization, bertta, "editor")
    pages = [
        ("sign-ups",),
        ("sign-ups-csv",),
        ("sign-ups-xlsx",),
        ("add-sign-up",),
        ("one-sign-up", maija.pk),
        ("write-to-sign-ups", key),
    ]
    for name, *more in pages:
        for who, status in ((aino, 200), (bertta, 200), (kalle, 404), (doris, 404), (admin, 404)):
            assert page(client, who, christmas, name, *more).status_code == status, (name, who)
        client.logout()
        assert client.get(reverse(name, args=[christmas.pk, *more])).status_code == 302
    for who in (kalle, doris, admin):
        with pytest.raises(PermissionDenied):
            commands.cancel(maija, by=who)
    theirs = organization("Kallen kerho ry")
    member(theirs, kalle)
    partner = Partner.objects.create(activity=christmas, organization=theirs)
    assert page(client, kalle, christmas).status_code == 404  # only invited
    partner.status = Partner.Status.ACCEPTED
    partner.save()
    assert page(client, kalle, christmas).status_code == 200


def test_an_administrator_who_looks_as_aino_does_not_see_names(client, christmas, aino, admin):
    sign_up(christmas, "Salainen", people=3)
    client.force_login(admin)
    session = client.session
    session["see_as"] = aino.pk
    session.save()
    seen = client.get(reverse("sign-ups", args=[christmas.pk]))
    assert seen.status_code == 403 and "Salainen" not in seen.content.decode()


def test_who_comes_is_in_nothing_that_is_public(client, christmas, aino):
    sign_up(christmas, "Salainen Maija", email="salainen@koti.example", phone="040 777 1234")
    key = accounts.make_key(by=aino, name="kone")[1]
    program = {"headers": {"Authorization": f"Bearer {key}"}}
    pk = christmas.pk
    doors = [
        (reverse("activity", args=[pk]), {}),
        (reverse("activity-json", args=[pk]), {}),
        (reverse("activity-ics", args=[pk]), {}),
        (reverse("sign-up", args=[pk]), {}),
        (reverse("sign-up-thanks", args=[pk]), {}),
        (reverse("organization", args=[christmas.organization_id]), {}),
        (reverse("search"), {}),
        (reverse("search-ics"), {}),
        (reverse("search-atom"), {}),
        (f"/api/v1/activities/{pk}", {}),
        (f"/api/v1/activities/{pk}", program),
        (f"/api/v1/activities/{pk}/content", program),
        (reverse("sign-ups", args=[pk]), program),
    ]
    for address, more in doors:
        body = client.get(address, **more).content.decode()
        assert "alainen" not in body and "777 1234" not in body, address


def test_organisers_hear_of_new_ones_once_a_day_without_names(
    client, christmas, aino, bertta, mailoutbox
):
    member(christmas.organization, bertta, "editor")
    for name in ("Maija", "Liisa", "Eeva"):
        sign_up(christmas, name)
    commands.cancel(SignUp.objects.get(name="Eeva"))
    mailoutbox.clear()
    assert commands.send_news() == 2
    letter = mailoutbox[0]
    assert letter.subject == "2 uutta ilmoittautumista" and "1 perunut" in letter.body
    assert "Maija" not in letter.body and "List-Unsubscribe" in letter.extra_headers
    assert commands.send_news() == 0


def test_the_list_asks_as_often_however_many_come(
    client, christmas, aino, django_assert_max_num_queries
):
    client.force_login(aino)
    address = reverse("sign-ups", args=[christmas.pk])
    client.get(address)
    counts = []
    for number in range(2):
        with django_assert_max_num_queries(22) as asked:
            client.get(address)
        counts.append(len(asked))
        for each in range(6):
            sign_up(christmas, f"M{number}{each}", number=each % 2)
    assert counts[0] == counts[1]
