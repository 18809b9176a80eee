"""All of an organisation is told in one form; what was typed is never lost, whoever else types too."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from seurantalo.common.text import Text
from seurantalo.organizations import queries
from seurantalo.organizations.tests.factories import NILSIA, member, organization
from seurantalo.publishing.commands import approve
from seurantalo.publishing.models import Picture
from seurantalo.records.content import ContactPointContent
from seurantalo.records.schemas import LinkRecord

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def friends(aino):
    made = organization(
        name="Nilsiän ystävät ry",
        description=Text(fi="Kahvia.", uk="Кава."),
        contacts=(
            ContactPointContent(
                role=Text(fi="Varaukset", sv="Bokningar"),
                name="Aino",
                phone="040 1",
                languages=("fi",),
            ),
        ),
        links=(LinkRecord(url="https://ystavat.example", label=Text(fi="Kotisivu", sv="Hemsida")),),
    )
    member(made, aino)
    return made


def form_of(page) -> dict:
    """What a browser would send back of the page's form, nothing touched."""
    context = page.context
    sent = {"base": context["base"] or "", "logo_kept": context["logo_kept"]}
    form = context["form"]
    for field in form:
        if field.name not in ("logo", "logo_remove"):
            sent[field.name] = field.value() or ""
    sent["themes"] = list(sent["themes"])
    for formset in context["lists"].values():
        for field in formset.management_form:
            sent[field.html_name] = field.value()
        for each in formset:
            for field in each:
                value = field.value()
                if value is not None and value is not False and value != "":
                    sent[field.html_name] = value
    return sent


def opened(client, friends, user):
    client.force_login(user)
    return form_of(client.get(reverse("edit-organization", args=[friends.pk])))


def save(client, friends, sent):
    return client.post(reverse("edit-organization", args=[friends.pk]), sent)


def test_saving_what_was_not_touched_changes_nothing(client, friends, aino):
    before = queries.content(friends)
    assert save(client, friends, opened(client, friends, aino)).status_code == 302
    friends.refresh_from_db()
    assert queries.content(friends) == before


def test_an_edit_waits_and_the_public_page_stays(client, friends, aino, doris):
    sent = opened(client, friends, aino)
    assert save(client, friends, {**sent, "summary_fi": "Uusi lyhyt."}).status_code == 302
    assert queries.get_record(friends.pk).summary["fi"] == "Seuraa ja apua nilsiäläisille."
    friends.refresh_from_db()
    approve(friends, by=doris)
    assert queries.get_record(friends.pk).summary["fi"] == "Uusi lyhyt."


def test_a_trusted_one_is_public_at_once(client, friends, aino, admin):
    friends.trusted = True
    friends.save(update_fields=["trusted"])
    sent = opened(client, friends, aino)
    save(client, friends, {**sent, "summary_fi": "Uusi lyhyt."})
    assert queries.get_record(friends.pk).summary["fi"] == "Uusi lyhyt."


def test_trust_given_while_a_draft_waits_stays(client, friends, aino, doris):
    from seurantalo.organizations.commands import trust

    save(client, friends, {**opened(client, friends, aino), "summary_fi": "Uusi."})
    trust(friends, by=doris)
    friends.refresh_from_db()
    approve(friends, by=doris)
    friends.refresh_from_db()
    assert friends.trusted


def test_every_field_can_be_told(client, friends, aino):
    sent = opened(client, friends, aino)
    sent |= {
        "name_fi": "Nilsiän ystävät ja naapurit ry",
        "name_sv": "Nilsiä vänner",
        "alternate_names": "Ystävät, NYN",
        "kind": "village-association",
        "business_id": "02012566",
        "registration_number": "204123",
        "areas": "Kuopio, Siilinjärvi",
        "contacts-0-phone": "040 2",
        "contacts-0-consent": "on",
        "links-0-url": "https://uusi.example",
        "addresses-0-street": "Toinentie 4",
    }
    answer = save(client, friends, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    friends.refresh_from_db()
    told = queries.content(friends)
    assert told.name == {"fi": "Nilsiän ystävät ja naapurit ry", "sv": "Nilsiä vänner"}
    assert told.business_id == "0201256-6" and told.registration_number == "204.123"
    assert [area.code for area in told.service_areas] == ["297", "749"]
    assert [str(name) for name in told.alternate_names] == ["Ystävät", "NYN"]
    contact = told.contacts[0]
    assert (contact.phone, contact.consent, contact.role["sv"]) == ("040 2", True, "Bokningar")
    assert told.links[0].url == "https://uusi.example" and told.links[0].label["sv"] == "Hemsida"
    place = told.addresses[0]
    assert place.street_address["fi"] == "Toinentie 4"
    assert place.latitude is None, "the old point would be wrong"
    assert told.description["uk"] == "Кава.", "a language the form does not ask stays"


def test_where_it_is_on_the_map_stays_when_the_address_does(client, friends, aino):
    save(client, friends, {**opened(client, friends, aino), "addresses-0-name": "Talo"})
    friends.refresh_from_db()
    place = queries.content(friends).addresses[0]
    assert place.name["fi"] == "Talo" and place.latitude == NILSIA.latitude


def test_one_more_contact_without_a_script(client, friends, aino):
    sent = opened(client, friends, aino)
    page = save(client, friends, {**sent, "summary_fi": "Kesken", "more": "contacts"})
    assert page.status_code == 200
    again = form_of(page)
    assert again["summary_fi"] == "Kesken" and again["contacts-TOTAL_FORMS"] == "2"
    assert not page.context["form"].errors
    again |= {"contacts-1-email": "toinen@seurantalo.example"}
    assert save(client, friends, again).status_code == 302
    friends.refresh_from_db()
    assert [each.email for each in queries.content(friends).contacts] == [
        "",
        "toinen@seurantalo.example",
    ]


def test_a_contact_is_deleted(client, friends, aino):
    save(client, friends, {**opened(client, friends, aino), "contacts-0-DELETE": "on"})
    friends.refresh_from_db()
    assert queries.content(friends).contacts == ()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("business_id", "0201256-7"),
        ("areas", "Tuntemattomala"),
        ("links-0-url", "javascript:alert(1)"),
        ("contacts-0-email", "ei ole"),
        ("name_fi", ""),
        ("description_fi", "x" * 20_000),
        ("contacts-TOTAL_FORMS", "tuhat"),
        ("contacts-0-place", "77"),
        ("themes", "ei-ole"),
        ("base", "9999999"),
    ],
)
def test_what_is_wrong_never_breaks_or_loses(client, friends, aino, field, wrong):
    sent = {**opened(client, friends, aino), "summary_fi": "Tämä jää.", field: wrong}
    answer = save(client, friends, sent)
    if answer.status_code != 302:
        assert answer.status_code == 422
        assert "Tämä jää." in answer.content.decode()
        assert "error-summary" in answer.content.decode()


def test_two_edit_at_once_and_both_are_kept(client, friends, aino, bertta):
    member(friends, bertta, "editor")
    hers = opened(client, friends, bertta)
    mine = opened(client, friends, aino)
    save(client, friends, {**mine, "summary_fi": "Ainon lyhyt."})
    client.force_login(bertta)
    met = save(client, friends, {**hers, "description_fi": "Bertan kuvaus."})
    assert met.status_code == 409
    page = met.content.decode()
    assert "Ainon lyhyt." in page and "Bertan kuvaus." in page
    assert save(client, friends, form_of(met)).status_code == 302
    friends.refresh_from_db()
    told = queries.content(friends)
    assert (told.summary["fi"], told.description["fi"]) == ("Ainon lyhyt.", "Bertan kuvaus.")


def test_two_change_the_same_and_the_second_sees_both(client, friends, aino, bertta):
    member(friends, bertta, "editor")
    hers = opened(client, friends, bertta)
    save(client, friends, {**opened(client, friends, aino), "summary_fi": "Ainon lyhyt."})
    client.force_login(bertta)
    met = save(client, friends, {**hers, "summary_fi": "Bertan lyhyt."})
    page = met.content.decode()
    assert met.status_code == 409 and "Ainon lyhyt." in page and "Bertan lyhyt." in page
    assert form_of(met)["summary_fi"] == "Bertan lyhyt."


def test_what_the_other_changed_is_told_in_peoples_words(client, friends, aino, bertta):
    member(friends, bertta, "editor")
    hers = opened(client, friends, bertta)
    changed = {
        "kind": "village-association",
        "themes": ["music"],
        "areas": "Siilinjärvi",
        "contacts-0-role": "Vuokraus",
        "addresses-0-municipality": "Siilinjärvi",
        "links-0-url": "https://uusi.example",
        "alternate_names": "Ystävät",
    }
    save(client, friends, {**opened(client, friends, aino), **changed})
    client.force_login(bertta)
    met = save(client, friends, {**hers, "summary_fi": "Bertan lyhyt.", "kind": "other"})
    with override("fi"):
        told = {str(each.label): (each.theirs, each.mine) for each in met.context["met"]}
    assert told == {
        "Muut nimet": ("Ystävät", ""),
        "Tyyppi": ("Kyläyhdistys", "Muu toimija"),
        "Mistä on kyse?": ("Musiikki ja soittaminen", ""),
        "Missä toimitte?": ("Siilinjärvi", ""),
        "Osoitteet": ("Nilsiän seurantalo, Seuratie 3, 73300 Siilinjärvi", ""),
        "Yhteyshenkilöt": ("Vuokraus, Aino (nimeä ei näytetä), 040 1", ""),
        "Linkit": ("Kotisivu https://uusi.example", ""),
    }


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (80, 60), "green").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), content_type="image/png")


def test_a_logo_with_its_words(client, friends, aino):
    sent = opened(client, friends, aino)
    save(client, friends, {**sent, "logo": picture(), "logo_alt": "Kaksi kättä"})
    friends.refresh_from_db()
    logo = friends.get_latest_revision_as_object().logo
    assert logo.alt == {"fi": "Kaksi kättä"}


def test_a_picture_without_words_asks_for_them(client, friends, aino):
    answer = save(client, friends, {**opened(client, friends, aino), "logo": picture()})
    assert answer.status_code == 422 and "logo_alt" in answer.context["form"].errors


def test_a_file_that_is_no_picture_is_refused(client, friends, aino):
    fake = SimpleUploadedFile("logo.png", b"<html><script>", content_type="image/png")
    sent = {**opened(client, friends, aino), "logo": fake, "logo_alt": "Logo"}
    answer = save(client, friends, sent)
    assert answer.status_code == 422 and "logo" in answer.context["form"].errors
    assert not Picture.objects.exists()


def test_a_picture_survives_a_mistake_elsewhere(client, friends, aino):
    sent = {**opened(client, friends, aino), "logo": picture(), "logo_alt": "Kädet"}
    wrong = save(client, friends, {**sent, "business_id": "1234567-8"})
    assert wrong.status_code == 422
    again = {**form_of(wrong), "business_id": ""}
    assert again["logo_kept"]
    assert save(client, friends, again).status_code == 302
    friends.refresh_from_db()
    assert friends.get_latest_revision_as_object().logo is not None


def test_a_coordinator_writes_for_one_who_rings(client, friends, doris):
    from seurantalo.publishing.queries import history

    sent = opened(client, friends, doris)
    assert (
        save(client, friends, {**sent, "summary_fi": "Soitettu.", "speaker": "Liisa"}).status_code
        == 302
    )
    assert queries.get_record(friends.pk).summary["fi"] == "Soitettu."
    assert any("assisted" in str(getattr(entry, "action", entry)) for entry in history(friends))


@pytest.mark.parametrize("who", ["kalle", "eero"])
def test_others_may_not(client, friends, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("edit-organization", args=[friends.pk])).status_code == 403
    assert client.post(reverse("edit-organization", args=[friends.pk]), {}).status_code == 403


def test_opening_takes_few_queries(client, friends, aino, django_assert_max_num_queries):
    client.force_login(aino)
    with django_assert_max_num_queries(40):
        client.get(reverse("edit-organization", args=[friends.pk]))
