"""An organisation is told once; numbers are checked, consent is kept, branches are seen."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from seurantalo.common.text import Text
from seurantalo.organizations import commands, queries
from seurantalo.organizations.tests.factories import organization, organization_content
from seurantalo.records.content import ContactPointContent

pytestmark = pytest.mark.django_db


def test_a_group_without_any_number_is_welcome():
    record = queries.get_record(organization("Syvärin kyläporukka").pk)
    assert record and str(record.name) == "Syvärin kyläporukka" and record.business_id == ""


@pytest.mark.parametrize("number", ["1234567-8", "12345671", "abc", "0201256-66"])
def test_a_wrong_business_id_is_refused_with_what_to_do(number):
    with pytest.raises(ValidationError, match="business_id"):
        organization(business_id=number)


def test_a_right_one_is_kept():
    assert queries.by_number(business_id=organization(business_id="0201256-6").business_id)


def test_a_name_is_public_only_with_consent():
    contacts = (
        ContactPointContent(name="Aino Virtanen", phone="040 123 4567"),
        ContactPointContent(name="Bertta Salo", email="bertta@example.fi", consent=True),
    )
    record = queries.get_record(organization(contacts=contacts).pk)
    assert record
    assert [contact.name for contact in record.contacts] == ["", "Bertta Salo"]
    assert record.contacts[0].phone == "040 123 4567"


def test_a_branch_and_its_district_know_each_other():
    district = organization("Savon piiri ry")
    branch = organization("Nilsiän osasto", parent=district.pk)
    assert str(queries.get_record(branch.pk).parent.name) == "Savon piiri ry"
    assert [str(each.name) for each in queries.get_record(district.pk).branches] == [
        "Nilsiän osasto"
    ]


def test_a_branch_that_is_no_longer_public_is_not_told_of(admin):
    district = organization("Savon piiri ry")
    organization("Nilsiän osasto", parent=district.pk, publish=False)
    assert queries.get_record(district.pk).branches == ()


def test_telling_again_changes_the_same_one(admin):
    known = organization()
    commands.apply(organization_content("Nilsiän ystävät ja naapurit ry"), to=known, by=admin)
    record = queries.get_record(known.pk)
    assert record and str(record.name) == "Nilsiän ystävät ja naapurit ry"
    assert len(record.addresses) == 1


def test_every_language_is_kept():
    told = organization_content(alternate_names=(Text(fi="Ystävät", sv="Vännerna"),))
    record = queries.get_record(organization(alternate_names=told.alternate_names).pk)
    assert record and record.alternate_names == ({"fi": "Ystävät", "sv": "Vännerna"},)


def test_an_outsider_may_not(kalle):
    with pytest.raises(PermissionDenied):
        commands.apply(organization_content(), by=kalle)


def test_a_record_takes_few_queries(django_assert_num_queries):
    for number in range(3):
        organization(f"Seura {number}")
    with django_assert_num_queries(5):
        records = [queries.record(each) for each in queries.with_everything(queries.published())]
    assert len(records) == 3
