"""Somebody new tells of a club: seven screens, a look at it, sent; and what is known is not asked."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.organizations import commands as organizations
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing.queries import history
from seurantalo.telling.models import Report
from seurantalo.telling.tests.answering import answer, tell

pytestmark = pytest.mark.django_db


def test_a_new_person_registers_the_group_with_the_first_notice(client, aino):
    report = tell(client)
    assert report.owner is None
    client.force_login(aino)
    report.refresh_from_db()
    assert report.owner == aino, "what was begun before signing in is hers now"
    page = client.get(reverse("report-preview", args=[report.pk])).content.decode()
    assert "Tuolijumppa" in page and "Nilsiän jumppaajat" in page and "Seurantalo" in page
    assert not Activity.objects.exists(), "nothing is made before it is sent"
    answered = client.post(reverse("report-send", args=[report.pk]))
    assert answered.url == reverse("report-sent", args=[report.pk])
    group = Organization.objects.get()
    assert str(group) == "Nilsiän jumppaajat" and group.kind.code == "unregistered-group"
    told = activities.content(Activity.objects.get())
    assert told.name == Text(fi="Tuolijumppa") and told.themes == ("senior-exercise",)
    place = told.channels[0].place
    assert (place.municipality, place.district) == ("297", "297-nilsia")
    assert place.street_address == Text(fi="Seuratie 3") and place.name == Text(fi="Seurantalo")
    assert told.channels[0].schedules[0].rrule == "FREQ=WEEKLY;BYDAY=TU"
    assert told.contacts[0].phone == "040 123 4567" and told.languages == ("fi",)
    assert not group.live, "a human reads it first"
    assert "ihminen" in client.get(answered.url).content.decode().lower()


def test_two_presses_make_one_notice(client, aino):
    client.force_login(aino)
    report = tell(client)
    first = client.post(reverse("report-send", args=[report.pk]))
    second = client.post(reverse("report-send", args=[report.pk]))
    assert first.url == second.url
    assert Activity.objects.count() == 1
    assert client.get(reverse("report-step", args=[report.pk, "mita"])).url == first.url


def test_two_presses_of_the_first_screen_begin_one_report(client):
    page = client.get(reverse("report"))
    key = page.context["report"].pk
    for _press in range(2):
        answer(client, None, "mita", key=str(key))
    assert [each.pk for each in Report.objects.all()] == [key]


def test_a_member_is_not_asked_who_she_is_nor_where_she_always_is(client, aino):
    friends = organization()
    member(friends, aino)
    client.force_login(aino)
    report = tell(client, until="missa")
    page = client.get(reverse("report-step", args=[report.pk, "missa"])).content.decode()
    assert "Nilsiän seurantalo" in page
    onwards = client.post(
        reverse("report-step", args=[report.pk, "missa"]), {"earlier": "0", "address": ""}
    )
    assert onwards.url == reverse("report-step", args=[report.pk, "kenelle"])
    for step in ("kenelle", "yhteys"):
        answer(client, report, step)
    assert answer(client, report, "lisaa").url == reverse("report-preview", args=[report.pk])
    client.post(reverse("report-send", args=[report.pk]))
    told = activities.content(Activity.objects.get())
    assert told.channels[0].place.latitude == pytest.approx(63.2064)
    assert Activity.objects.get().organization == friends


def test_a_trusted_organisation_is_public_at_once(client, aino):
    friends = organization()
    Organization.objects.filter(pk=friends.pk).update(trusted=True)
    member(friends, aino)
    client.force_login(aino)
    report = tell(client, until="kuka")
    client.post(reverse("report-send", args=[report.pk]))
    assert Activity.objects.get().live
    page = client.get(reverse("report-sent", args=[report.pk])).content.decode()
    assert reverse("activity", args=[Activity.objects.get().pk]) in page


def test_one_who_has_an_organisation_of_the_name_is_asked_whether_it_is_hers(client, kalle, aino):
    friends = organization()
    member(friends, aino)
    client.force_login(kalle)
    report = tell(client, until="kuka")
    asked = answer(client, report, "kuka", org_name="Nilsiän ystävät")
    assert asked.status_code == 422 and "Nilsiän ystävät ry" in asked.content.decode()
    answer(client, report, "kuka", org_name="Nilsiän ystävät", organization=str(friends.pk))
    client.post(reverse("report-send", args=[report.pk]))
    assert not Activity.objects.exists(), "nobody speaks for others before it is confirmed"
    report.refresh_from_db()
    assert report.ready_at and report.sent_at is None
    claim = friends.claims.get(user=kalle)

    organizations.decide_claim(claim, by=aino, approve=True)
    report.refresh_from_db()
    assert report.sent_at and Activity.objects.get().organization == friends


def test_a_coordinator_writes_down_what_somebody_rings_about(client, doris):
    friends = organization()
    client.force_login(doris)
    report = tell(client, until="kuka")
    answer(
        client,
        report,
        "kuka",
        org_name="",
        organization=str(friends.pk),
        on_behalf="Aino Nilsiästä",
    )
    answer(client, report, "kuka", org_name="Nilsiän ystävät ry", organization=str(friends.pk),
           on_behalf="Aino Nilsiästä")  # fmt: skip
    client.post(reverse("report-send", args=[report.pk]))

    actions = [row.action for row in history(Activity.objects.get())]
    assert "seurantalo.assisted_entry" in actions


def test_what_an_organisation_told_before_is_for_its_own_people(client, kalle):
    hidden = organization("Hiljainen kerho", publish=False)
    client.force_login(kalle)
    report = tell(client, until="kuka")
    answer(client, report, "kuka", org_name="Aivan toinen", organization=str(hidden.pk))
    report.refresh_from_db()
    assert report.organization is None
    public = organization()
    answer(client, report, "kuka", org_name="Nilsiän ystävät ry", organization=str(public.pk))
    page = client.get(reverse("report-step", args=[report.pk, "missa"])).content.decode()
    assert "Nilsiän seurantalo" not in page
