"""An association that was registered twice becomes one: its people, numbers, branches and notices."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from seurantalo.accounts.tests.factories import national_admin, person
from seurantalo.activities import commands as activities
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content
from seurantalo.common.text import Text
from seurantalo.organizations import commands, duplicates, queries
from seurantalo.organizations.models import Claim, Invitation, Membership, Organization
from seurantalo.organizations.tests.factories import NILSIA, member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import AreaCode, ContactPointContent
from seurantalo.records.schemas import LinkRecord

pytestmark = pytest.mark.django_db


def some(*values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


TOLD = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Nilsiän ystävät", "Ystävät"]),
        "alternate_names": some(Text(fi="Kaverit"), Text(fi="Nilsiän Y")),
        "summary": st.sampled_from([Text(), Text(fi="Apua."), Text(en="Help and company.")]),
        "description": st.sampled_from([Text(), Text(fi="Tule mukaan.")]),
        "themes": some("music", "crafts"),
        "contacts": some(
            ContactPointContent(phone="040 123 4567"), ContactPointContent(email="a@b.example")
        ),
        "links": some(LinkRecord(url="https://a.example/"), LinkRecord(url="https://b.example/")),
        "service_areas": some(
            AreaCode(kind="municipality", code="297"), AreaCode(kind="municipality", code="778")
        ),
        "addresses": some(NILSIA, NILSIA.model_copy(update={"street_address": Text(fi="Tie 1")})),
    }
)
WHOLE = ("themes", "contacts", "links", "service_areas", "addresses")


def again(thing):
    return type(thing).objects.get(pk=thing.pk)


def rows():
    """All that a merge may touch, as plain values."""
    return {
        "organizations": [queries.content(each) for each in Organization.objects.order_by("pk")],
        "members": sorted(Membership.objects.values_list("organization", "user", "role", "since")),
        "claims": sorted(Claim.objects.values_list("pk", "organization", "status")),
        "invitations": sorted(
            Invitation.objects.values_list("pk", "organization", "email", "withdrawn_at")
        ),
        "activities": sorted(Activity.objects.values_list("pk", "organization", "live")),
        "clues": sorted(duplicates.Kept.objects.values_list("organization", "kind", "value")),
        "numbers": sorted(Organization.objects.values_list("pk", "business_id", "parent")),
    }


@settings(max_examples=5)
@given(TOLD, TOLD)
def test_nothing_is_lost_and_parted_all_is_as_before(first, second):
    helmi = national_admin("Helmi")
    one, two = organization(**first), organization(**second)
    activity(of=one)
    before = rows()
    merge = publishing.merge(one, into=two, by=helmi)
    union = queries.content(again(two))
    for field in WHOLE:
        for each in before["organizations"][-2:]:  # earlier examples are still there
            assert set(getattr(each, field)) <= set(getattr(union, field)), field
    names = {text for name in (union.name, *union.alternate_names) for text in name.values()}
    for each in before["organizations"][-2:]:
        assert {t for name in (each.name, *each.alternate_names) for t in name.values()} <= names
    publishing.unmerge(merge, by=helmi)
    assert rows() == before


@pytest.fixture
def two(aino, bertta, kalle, doris):
    old = organization("Nilsiän ystävät", business_id="0201256-6")
    kept = organization("Nilsiän Ystävät ry", registration_number="204.123")
    member(old, aino)
    member(old, bertta)
    member(kept, bertta, "editor")
    for each in (old, kept):
        commands.claim(each, by=kalle, evidence="Olen sihteeri.")
        commands.invite(each, email="uusi@seurantalo.example", role="editor", by=doris)
    commands.invite(old, email="toinen@seurantalo.example", role="editor", by=doris)
    return old, kept


def test_its_people_claims_and_invitations_come_along_and_go_back(two, aino, bertta, doris):
    old, kept = two
    before = rows()
    merge = publishing.merge(old, into=kept, by=doris)
    roles = dict(kept.memberships.values_list("user", "role"))
    assert roles == {aino.pk: "manager", bertta.pk: "manager"}
    assert not old.memberships.exists()
    assert kept.claims.filter(status="waiting").count() == 1
    waiting = kept.invitations.filter(withdrawn_at=None)
    assert sorted(waiting.values_list("email", flat=True)) == [
        "toinen@seurantalo.example",
        "uusi@seurantalo.example",
    ]
    assert not old.invitations.filter(withdrawn_at=None).exists()
    assert (again(kept).business_id, again(kept).registration_number) == ("0201256-6", "204.123")
    publishing.unmerge(merge, by=doris)
    assert rows() == before


def test_its_notices_go_on_under_the_other_name_also_their_drafts(two, doris, client):
    old, kept = two
    public, draft = activity(of=old), activity("Luonnos", of=old, publish=False)
    edited = activity("Kuoro", of=old)
    activities.apply(
        activity_content("Kuoro uusi"), organization=old, by=doris, to=again(edited), publish=False
    )
    before = rows()
    merge = publishing.merge(old, into=kept, by=doris)
    for each in (public, draft, edited):
        assert again(each).organization == kept
    from_draft = again(edited).get_latest_revision_as_object()
    assert str(from_draft.name) == "Kuoro uusi" and from_draft.organization == kept
    page = client.get(f"/toiminta/{public.pk}").content.decode()
    assert "Nilsiän Ystävät ry" in page
    assert client.get(f"/api/v1/organizations/{old.pk}").status_code in (301, 308)
    publishing.unmerge(merge, by=doris)
    assert rows() == before
    assert again(edited).get_latest_revision_as_object().organization == old


def test_an_earlier_version_means_what_the_organisation_has_become(two, doris):
    old, kept = two
    club = activity(of=old)
    version = again(club).live_revision
    publishing.merge(old, into=kept, by=doris)
    publishing.restore(again(club), version, by=doris)
    assert again(club).organization == kept


def test_branches_belong_to_what_it_became(two, doris):
    old, kept = two
    branch = organization("Nilsiän ystävät, Muuruveden osasto", parent=old.pk)
    merge = publishing.merge(old, into=kept, by=doris)
    assert again(branch).parent == kept
    publishing.unmerge(merge, by=doris)
    assert again(branch).parent == old


def test_of_two_different_numbers_one_is_chosen(doris):
    old = organization("Nilsiän ystävät", business_id="0201256-6")
    kept = organization("Nilsiän Ystävät ry", business_id="0116297-6")
    with pytest.raises(ValidationError, match="0116297-6"):
        publishing.merge(old, into=kept, by=doris)
    merge = publishing.merge(old, into=kept, by=doris, choices={"business_id": "merged"})
    assert again(kept).business_id == "0201256-6"
    publishing.unmerge(merge, by=doris)
    assert (again(old).business_id, again(kept).business_id) == ("0201256-6", "0116297-6")


def test_it_is_found_by_both_names_when_somebody_registers_a_third(two, doris):
    old, kept = two
    publishing.merge(old, into=kept, by=doris)
    found = duplicates.similar(business_id="0201256-6")
    assert [each.organization for each in found] == [kept]


def test_one_who_left_meanwhile_does_not_come_back(two, aino, doris):
    old, kept = two
    merge = publishing.merge(old, into=kept, by=doris)
    person("Bertta").delete()
    publishing.unmerge(merge, by=doris)
    assert list(old.memberships.values_list("user", flat=True)) == [aino.pk]


@pytest.fixture
def chain(two, aino, doris):
    """Three that are one, as two merges: the first, the second, and what the end was before."""
    old, kept = two
    last = organization("Nilsiän ystäväyhdistys")
    activity(of=old)
    before = rows()
    first = publishing.merge(old, into=kept, by=doris)
    between = rows()
    second = publishing.merge(again(kept), into=last, by=doris)
    return old, kept, last, first, second, before, between


def test_a_chain_leads_to_its_end_and_is_undone_from_there(chain, client, doris):
    old, kept, last, first, second, before, between = chain
    for each in (old, kept):
        answer = client.get(f"/jarjestot/{each.pk}")
        assert (answer.status_code, answer["Location"]) == (301, f"/jarjestot/{last.pk}")
    assert list(Activity.objects.values_list("organization", flat=True)) == [last.pk]
    publishing.unmerge(second, by=doris)
    assert rows() == between
    answer = client.get(f"/jarjestot/{old.pk}")
    assert (answer.status_code, answer["Location"]) == (301, f"/jarjestot/{kept.pk}")
    assert client.get(f"/jarjestot/{kept.pk}").status_code == 200
    publishing.unmerge(first, by=doris)
    assert rows() == before
    assert client.get(f"/jarjestot/{old.pk}").status_code == 200


def test_the_first_of_a_chain_is_not_undone_under_the_second(chain, doris):
    *_rest, first, _second, _before, _between = chain
    now = rows()
    with pytest.raises(ValidationError) as told:
        publishing.unmerge(first, by=doris)
    assert told.value.code == "later"
    assert rows() == now


def test_of_two_merged_into_one_the_later_is_undone_first(two, doris):
    old, kept = two
    other = organization("Nilsiän kaverit", summary=Text(en="Help and company."))
    before = rows()
    first = publishing.merge(old, into=kept, by=doris)
    second = publishing.merge(other, into=again(kept), by=doris)
    with pytest.raises(ValidationError) as told:
        publishing.unmerge(first, by=doris)
    assert told.value.code == "later"
    assert again(kept).summary["en"] == "Help and company."
    publishing.unmerge(second, by=doris)
    publishing.unmerge(first, by=doris)
    assert rows() == before
