"""A coordinator makes one of what was told twice, or says that it is not the same; both undoable."""

import pytest
from django.urls import reverse

from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing.models import Merge
from seurantalo.quality import duplicates
from seurantalo.quality.models import Pair
from seurantalo.records.content import ContactPointContent

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(aino):
    house = organization()
    member(house, aino)
    pair = activity("Ystäväkahvila", of=house), activity("Ystävä-kahvila", of=house)
    organization("Nilsiän ystävät")
    duplicates.look_for_all()
    return pair


def side_by_side(twins, name="duplicates-merge"):
    return reverse(name, args=["activity", twins[1].pk, twins[0].pk])


def test_found_at_night_and_on_the_desk_of_her_region_only(twins, doris, eero, client):
    assert sorted(Pair.objects.values_list("kind", flat=True)) == ["activity", "organization"]
    client.force_login(doris)
    assert "Ystävä-kahvila" in client.get(reverse("duplicates")).content.decode()
    assert "twins" in client.get(reverse("desk")).content.decode()
    assert not duplicates.pairs_for(eero).exists()
    client.force_login(eero)
    assert client.get(side_by_side(twins)).status_code == 403


def test_merged_by_one_press_and_parted_by_another(twins, doris, client):
    client.force_login(doris)
    assert client.get(side_by_side(twins)).status_code == 200
    answer = client.post(side_by_side(twins), {"name": "merged"}, follow=True)
    assert answer.status_code == 200
    twins[0].refresh_from_db()
    assert str(twins[0].name) == "Ystävä-kahvila"
    assert Pair.objects.get(kind="activity").status == "merged"
    client.post(reverse("merged", args=[Merge.objects.get().pk]))
    twins[0].refresh_from_db()
    assert str(twins[0].name) == "Ystäväkahvila"
    assert Pair.objects.get(kind="activity").status == "open"


def test_not_the_same_is_remembered_and_can_be_taken_back(twins, doris, client):
    client.force_login(doris)
    client.post(side_by_side(twins, "duplicates-say"), {"deed": "dismiss"})
    duplicates.look_for_all()
    assert Pair.objects.get(kind="activity").status == "dismissed"
    assert "Ystävä-kahvila" in client.get(reverse("duplicates") + "?nayta=eri").content.decode()
    client.post(side_by_side(twins, "duplicates-say"), {"deed": "bring-up"})
    assert Pair.objects.get(kind="activity").status == "open"


def test_of_two_numbers_one_must_be_chosen(doris, client):
    old = organization("Nilsiän ystävät", business_id="0201256-6")
    kept = organization("Nilsiän Ystävät ry", business_id="0116297-6")
    client.force_login(doris)
    page = reverse("duplicates-merge", args=["organization", old.pk, kept.pk])
    assert client.post(page).status_code == 422
    assert client.post(page, {"business_id": "merged"}).status_code == 302
    assert Organization.objects.get(pk=kept.pk).business_id == "0201256-6"


def test_the_list_takes_as_many_queries_whatever_its_length(
    twins, doris, client, django_assert_max_num_queries
):
    for name in ("Neulekerho", "Lukupiiri", "Tuolijumppa"):
        activity(name, of=twins[0].organization)
        activity(name, of=twins[0].organization)
    duplicates.look_for_all()
    client.force_login(doris)
    with django_assert_max_num_queries(24):
        assert client.get(reverse("duplicates")).status_code == 200


def test_a_branch_is_not_its_association_and_a_shared_telephone_of_many_tells_nothing(doris):
    house = organization("Savon Martat", business_id="0201256-6")
    organization("Savon Martat, Nilsiä", parent=house.pk, business_id="0201256-6")
    duplicates.look_for_all()
    assert not Pair.objects.exists()


def test_one_secretary_of_two_associations_makes_them_no_twins(doris):
    phone = (ContactPointContent(phone="050 123 4567"),)
    organization("Nilsiän Kulissi ry", contacts=phone)
    organization("Juankosken Leipäkori ry", contacts=phone)
    duplicates.look_for_all()
    assert not Pair.objects.exists()
    organization("Nilsiän Kulissit", contacts=phone)
    duplicates.look_for_all()
    assert "phone" in Pair.objects.get().reasons
