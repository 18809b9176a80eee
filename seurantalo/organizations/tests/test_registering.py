"""A volunteer brings her group in: looked for first, then a short form, then a coordinator reads it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from waffle.models import Switch

from seurantalo.common.text import Text
from seurantalo.organizations import commands, queries, tasks
from seurantalo.organizations.duplicates import similar
from seurantalo.organizations.models import Clue, Membership, Organization
from seurantalo.organizations.tasks import remember_all
from seurantalo.organizations.tests.factories import organization, organization_content
from seurantalo.publishing.queries import history
from seurantalo.records.content import ContactPointContent
from seurantalo.records.schemas import LinkRecord

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Syvärin kyläporukka",
    "kind": "unregistered-group",
    "areas": "Kuopio",
    "summary": "Talkoita ja kahvia.",
    "phone": "040 123 4567",
}


def post(client, **told):
    return client.post(reverse("register-organization-details"), {**FORM, **told})


def text_of(response):
    return response.content.decode()


def test_the_registrant_manages_it_and_a_coordinator_reads_it(client, aino, doris):
    client.force_login(aino)
    answer = post(client)
    assert answer.status_code == 302
    made = Organization.objects.get()
    assert not made.live
    assert [(each.user, each.role) for each in queries.people(made)] == [(aino, "manager")]
    assert made in queries.looked_after_by(doris)


def test_a_group_of_another_region_is_another_coordinators(client, aino, doris, eero):
    made = commands.register(organization_content(), by=aino)
    assert made in queries.looked_after_by(doris)
    assert made not in queries.looked_after_by(eero)


def test_one_who_has_not_signed_in_is_led_to_a_code(client):
    answer = client.get(reverse("register-organization"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("enter"))


def test_looking_for_it_finds_it_and_offers_to_claim_it(client, kalle):
    known = organization("Nilsiän Ystävät ry")
    client.force_login(kalle)
    page = text_of(client.get(reverse("register-organization"), {"q": "nilsian ystavat"}))
    assert reverse("claim-organization", args=[known.pk]) in page


@pytest.mark.parametrize(
    "q", ["0201256-6", "02012566", "https://www.nilsianystavat.example/etusivu"]
)
def test_it_is_found_by_number_and_by_address(client, kalle, q):
    organization(business_id="0201256-6", links=(LinkRecord(url="http://nilsianystavat.example"),))
    client.force_login(kalle)
    page = text_of(client.get(reverse("register-organization"), {"q": q}))
    assert "Nilsiän ystävät ry" in page


def test_nothing_like_it_leads_on(client, kalle):
    client.force_login(kalle)
    page = text_of(client.get(reverse("register-organization"), {"q": "Syvärin kyläporukka"}))
    assert reverse("register-organization-details") in page


def test_what_is_like_it_is_shown_once_before_anything_is_made(client, kalle):
    organization("Syvärin Kyläporukka ry")
    client.force_login(kalle)
    answer = post(client)
    assert answer.status_code == 200
    assert "Syvärin Kyläporukka ry" in text_of(answer)
    assert "Talkoita ja kahvia." in text_of(answer), "what was typed is still there"
    assert Organization.objects.count() == 1
    assert post(client, different="yes").status_code == 302
    assert Organization.objects.count() == 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"number": "0201256-7"}, "0201256-7"),
        ({"number": "ei ole"}, "ei ole"),
        ({"areas": "Tuntemattomala"}, "Tuntemattomala"),
        ({"phone": ""}, 'name="phone"'),
        ({"url": "javascript:alert(1)"}, 'name="url"'),
        ({"name": ""}, 'name="name"'),
        ({"name": "N" * 5000}, 'name="name"'),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, aino, told, words):
    client.force_login(aino)
    answer = post(client, **told)
    assert answer.status_code == 422
    page = text_of(answer)
    assert words in page and "error-summary" in page
    assert "Talkoita ja kahvia." in page
    assert not Organization.objects.exists()


def test_a_number_that_is_anothers_leads_to_that_one(client, kalle):
    organization(business_id="0201256-6")
    client.force_login(kalle)
    answer = post(client, number="0201256-6", different="yes")
    assert answer.status_code == 422
    assert "Nilsiän ystävät ry" in text_of(answer)


def test_a_double_click_registers_once(client, aino):
    client.force_login(aino)
    assert post(client).status_code == 302
    assert post(client, different="yes").status_code == 302
    assert Organization.objects.count() == 1


def test_scripts_in_a_name_are_only_text(client, aino):
    client.force_login(aino)
    post(client, name="<script>alert(1)</script>")
    page = text_of(client.get(reverse("my-organizations")))
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_it_is_told_in_the_language_of_the_page(client, aino):
    client.force_login(aino)
    client.post(
        "/sv/organisationer/ny/uppgifter", {**FORM, "name": "Byalaget", "summary": "Talko."}
    )
    assert Organization.objects.get().name == {"sv": "Byalaget"}


def test_a_coordinator_enters_for_one_who_rings(client, doris, mailoutbox):
    client.force_login(doris)
    post(client, speaker="Liisa Lahti", speaker_email="liisa@seurantalo.example")
    made = Organization.objects.get()
    assert not queries.people(made), "the coordinator does not become a member"
    assert made.live, "and needs nobody to approve it"
    entries = [
        entry for entry in history(made) if "assisted" in str(getattr(entry, "action", entry))
    ]
    assert entries
    assert [mail.to for mail in mailoutbox] == [["liisa@seurantalo.example"]]


def test_who_rang_is_forgotten_in_a_year_but_not_that_somebody_did(client, doris):
    client.force_login(doris)
    post(client, speaker="Liisa Lahti")
    post(client, name="Kylätalon väki", speaker="Maija Mäki", different="yes")
    log = apps.get_model("wagtailcore", "ModelLogEntry").objects
    lines = log.filter(action="seurantalo.assisted_entry").order_by("pk")
    lines.filter(pk=lines[0].pk).update(timestamp=timezone.now() - timedelta(days=366))
    tasks.forget_speakers.call()
    assert [(line.data, line.user) for line in lines] == [
        ({}, doris),
        ({"for": "Maija Mäki"}, doris),
    ]


def test_others_cannot_say_they_write_for_somebody(aino):
    with pytest.raises(PermissionDenied):
        commands.register(organization_content(), by=aino, speaker="Liisa")


@pytest.mark.parametrize(
    "name",
    [
        "Nilsiän ystävät",
        "NILSIÄN YSTÄVÄT R.Y.",
        "Nilsian Ystavat",
        "Ystävät Nilsiän ry",
        "nilsiän ystävat",
    ],
)
def test_names_are_like_in_spite_of_how_they_are_written(name):
    known = organization("Nilsiän ystävät ry")
    assert [each.organization for each in similar(name)] == [known]


def test_another_towns_group_is_not_the_same():
    organization("Kuopion Martat ry")
    assert similar("Nilsiän Martat") == []


def test_the_surest_comes_first_with_its_reasons():
    organization("Nilsiän ystävä ry")
    same = organization(
        "Toinen nimi",
        contacts=(ContactPointContent(phone="+358 40 1234567"),),
        links=(LinkRecord(url="https://facebook.com/nilsianystavat"),),
    )
    found = similar(
        name="Nilsiän ystävät", url="https://www.facebook.com/NilsianYstavat/", phone="0401234567"
    )
    assert found[0].organization == same
    assert set(found[0].reasons) == {"web", "phone"}
    assert similar(url="https://facebook.com/toinen") == []


def test_a_draft_is_found_too(aino):
    made = commands.register(organization_content("Syvärin porukka"), by=aino)
    assert [each.organization for each in similar("Syvärin porukka ry")] == [made]


def test_finding_takes_few_queries(django_assert_max_num_queries):
    for number in range(12):
        organization(f"Nilsiän seura {number}")
    with django_assert_max_num_queries(6):
        found = similar("Nilsiän seura")
        [str(area) for each in found for area in each.organization.service_areas.all()]
    assert len(found) == 8


def test_the_number_of_another_is_refused_by_the_command_too(aino):
    organization(business_id="0201256-6")
    with pytest.raises(ValidationError):
        commands.register(organization_content("Muu", business_id="0201256-6"), by=aino)
    assert not Membership.objects.exists()


def test_a_name_of_many_languages_is_one_name():
    known = organization(name="Nilsiän ystävät", alternate_names=(Text(sv="Nilsiä vänner rf"),))
    assert [each.organization for each in similar("Nilsiä vänner")] == [known]


def test_registering_can_be_switched_off_but_for_coordinators(client, aino, doris):
    Switch.objects.create(name="registration", active=False)
    client.force_login(aino)
    answer = post(client)
    assert answer.status_code == 422 and "Talkoita ja kahvia." in text_of(answer)
    client.force_login(doris)
    assert post(client, speaker="Liisa").status_code == 302


def test_what_was_told_before_clues_were_kept_is_found_after_a_night():
    known = organization("Nilsiän ystävät ry")
    Clue.objects.all().delete()
    assert similar("Nilsiän ystävät") == []
    remember_all.enqueue()
    assert [each.organization for each in similar("Nilsiän ystävät")] == [known]
