"""Aino switches sign-up on: places, a limit, a waiting list; off again, or elsewhere, never both."""

import pytest
from django.urls import reverse

from seurantalo.activities import queries as activities
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member
from seurantalo.records.schemas import RegistrationRecord
from seurantalo.signups.tests.factories import party, sign_up
from seurantalo.telling import answers
from seurantalo.telling.models import Report
from seurantalo.telling.tests.answering import answer, tell

pytestmark = pytest.mark.django_db
HERE = {
    "joining": "here",
    "signup_kind": "places",
    "signup_limit": "20",
    "signup_waiting": "on",
    "signup_closes": "24",
}


def told(report):
    content = answers.to_content(report.answers, lang="fi", today=report.created.date())
    return content.channels[0].registration


def test_it_is_off_until_it_is_chosen(client):
    assert told(tell(client)) is None
    report = tell(client, yhteys=HERE)
    assert told(report) == RegistrationRecord(
        required=True, here="places", limit=20, waiting_list=True, closes_hours=24
    )
    hub = client.get(reverse("report-summary", args=[report.pk])).content.decode()
    assert "Ilmoittaudutaan tässä palvelussa" in hub, hub[hub.index("040") :][:600]
    assert "paikkoja: 20" in hub


def test_interest_has_no_places_and_a_course_is_one_sign_up(client):
    interest = told(tell(client, yhteys={**HERE, "signup_kind": "interest", "signup_series": "on"}))
    assert (interest.here, interest.limit, interest.waiting_list) == ("interest", 0, False)
    assert interest.whole_series and not interest.required


def test_here_and_elsewhere_at_once_is_refused_and_nothing_is_lost(client):
    report = tell(client, until="yhteys")
    both = {**HERE, "joining_url": "https://ilmo.example/"}
    refused = answer(client, report, "yhteys", **both)
    page = refused.content.decode()
    assert refused.status_code == 422 and "ei molemmissa" in page and 'value="20"' in page
    wrong = answer(client, report, "yhteys", **{**HERE, "signup_limit": "0"})
    assert wrong.status_code == 422


def test_an_edit_of_something_else_leaves_it_and_the_contact_does_not_creep_in(client, aino):
    christmas = party(limit=5, waiting_list=True, closes_hours=2, whole_series=True)
    Organization.objects.filter(pk=christmas.organization_id).update(trusted=True)
    member(christmas.organization, aino)
    before = activities.content(christmas).channels[0].registration
    client.force_login(aino)
    client.post(reverse("edit-activity", args=[christmas.pk]))
    report = Report.objects.get(activity=christmas)
    address = reverse("report-step", args=[report.pk, "yhteys"])
    page = client.get(address).content.decode()
    assert 'value="here"' in page and 'value="5"' in page
    contact = answers.from_content(activities.content(christmas))
    posted = {name: value for name, value in contact.items() if isinstance(value, str)}
    assert client.post(address, {**posted, "phone": "040 123 4567"}).status_code == 302
    report.refresh_from_db()
    again = answers.to_content(
        report.answers, base=activities.content(christmas), today=report.created.date()
    )
    assert again.channels[0].registration == before


def test_own_notices_and_the_desk_lead_to_who_comes(client, aino):
    christmas = party(limit=5)
    member(christmas.organization, aino)
    client.force_login(aino)
    list_of = reverse("sign-ups", args=[christmas.pk])
    assert list_of in client.get(reverse("own-activities")).content.decode()
    assert list_of not in client.get(reverse("desk")).content.decode()
    for number in range(5):
        sign_up(christmas, f"Maija{number}")
    desk = client.get(reverse("desk")).content.decode()
    assert list_of in desk and "5 uutta ilmoittautumista" in desk and "Maija" not in desk
