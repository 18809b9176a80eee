"""Two notices of one club become one, the old address leads on, and it can be parted again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content
from seurantalo.common.text import Text
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import policies, signals
from seurantalo.publishing import queries as reading
from seurantalo.publishing.models import Merge

pytestmark = pytest.mark.django_db


def shown(club: Activity) -> str:
    record = queries.get_record(club.pk)
    return str(record.name) if record else "nothing"


def again(club: Activity) -> Activity:
    return Activity.objects.get(pk=club.pk)


@pytest.fixture
def house(aino):
    house = organization()
    member(house, aino)
    return house


@pytest.fixture
def two(house):
    return activity("Ystäväkahvila", of=house), activity("Ystävien kahvila", of=house)


def test_the_old_address_leads_to_the_other_for_good(two, doris, client):
    old, kept = two
    publishing.merge(old, into=kept, by=doris)
    assert (shown(old), shown(kept)) == ("nothing", "Ystävien kahvila")
    assert not old.occurrences.exists()
    for name in ("activity", "activity-ics", "activity-json"):
        answer = client.get(reverse(name, args=[old.pk]))
        assert (answer.status_code, answer["Location"]) == (301, reverse(name, args=[kept.pk]))


def test_an_organisations_address_leads_on_in_every_language(doris, client):
    old, kept = organization("Nilsiän ystävät"), organization("Nilsiän ystävät ry")
    publishing.merge(old, into=kept, by=doris)
    answer = client.get(f"/sv/organisationer/{old.pk}")
    assert (answer.status_code, answer["Location"]) == (301, f"/sv/organisationer/{kept.pk}")
    assert client.get(reverse("organization", args=[kept.pk])).status_code == 200


def test_a_chain_of_merges_leads_to_its_end(house, two, doris):
    old, middle = two
    last = activity("Kahvila", of=house)
    publishing.merge(old, into=middle, by=doris)
    publishing.merge(middle, into=last, by=doris)
    assert reading.merged_into(Activity, old.pk) == last.pk
    assert reading.merged_into(Activity, last.pk) is None


def test_parted_again_both_are_as_they_were(house, two, aino, doris):
    old, kept = two
    draft = activity_content("Kesken")
    commands.apply(draft, organization=house, by=aino, to=again(old), publish=False)
    publishing.send(again(old), by=aino)
    merge = publishing.merge(again(old), into=again(kept), by=doris)
    assert reading.awaiting(doris) == []
    publishing.unmerge(merge, by=doris)
    assert (shown(old), shown(kept)) == ("Ystäväkahvila", "Ystävien kahvila")
    assert old.occurrences.exists()
    [row] = reading.awaiting(doris)
    assert row.thing == old and str(reading.latest(again(old)).name) == "Kesken"
    assert reading.merged_into(Activity, old.pk) is None
    with pytest.raises(ValidationError):
        publishing.unmerge(merge, by=doris)
    publishing.merge(again(old), into=again(kept), by=doris)


def test_the_room_joins_the_data_and_parts_them(two, doris, monkeypatch):
    old, kept = two
    parted = []

    def unite(merged, into, choices):
        into.summary = Text(fi=f"{into.summary} {merged.summary}")

    room = policies.ROOMS[Activity]._replace(
        unite=unite,
        gather=lambda merged, into, choices: {"moved": [merged.pk]},
        part=lambda merged, into, moved: parted.append(moved),
    )
    monkeypatch.setitem(policies.ROOMS, Activity, room)
    before = str(kept.summary)
    merge = publishing.merge(old, into=kept, by=doris)
    assert str(again(kept).summary) == f"{before} {before}"
    publishing.unmerge(merge, by=doris)
    assert str(again(kept).summary) == before and [each["moved"] for each in parted] == [[old.pk]]


def test_those_upstairs_hear_of_it(two, doris):
    heard = []

    def ear(instance, into, **kwargs):
        heard.append((instance.pk, into.pk))

    signals.merged.connect(ear)
    try:
        publishing.merge(two[0], into=two[1], by=doris)
    finally:
        signals.merged.disconnect(ear)
    assert heard == [(two[0].pk, two[1].pk)]


def test_strangers_do_not_merge_and_nobody_a_thing_with_itself(two, kalle, eero, doris):
    for outsider in (kalle, eero):
        with pytest.raises(PermissionDenied):
            publishing.merge(two[0], into=two[1], by=outsider)
    with pytest.raises(ValidationError):
        publishing.merge(two[0], into=two[0], by=doris)
    publishing.merge(two[0], into=two[1], by=doris)
    with pytest.raises(ValidationError):
        publishing.merge(two[1], into=two[0], by=doris)


def test_parted_only_within_thirty_days(two, doris):
    merge = publishing.merge(two[0], into=two[1], by=doris)
    Merge.objects.filter(pk=merge.pk).update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(ValidationError):
        publishing.unmerge(merge, by=doris)


def test_of_organisations_too(doris):
    old, kept = organization("Nilsiän ystävät"), organization("Nilsiän ystävät ry")
    merge = publishing.merge(old, into=kept, by=doris)
    assert not Organization.objects.get(pk=old.pk).live
    publishing.unmerge(merge, by=doris)
    assert Organization.objects.get(pk=old.pk).live


@pytest.mark.parametrize("trusted", [True, False])
def test_what_has_become_a_part_of_another_is_not_public_again_beside_it(
    house, two, aino, doris, trusted
):
    Organization.objects.filter(pk=house.pk).update(trusted=trusted)
    old, new = two
    publishing.merge(old, into=new, by=aino)
    for deed in (publishing.unhide, publishing.send, publishing.publish):
        for by in (aino, doris):
            with pytest.raises((ValidationError, PermissionDenied)):
                deed(again(old), by=by)
    assert not again(old).live and reading.waits(again(old)) is None
