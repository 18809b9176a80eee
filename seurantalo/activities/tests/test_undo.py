"""A change of many is undone at once: each thing is again as it was before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as reading

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


def draft(house, name, by, to=None) -> Activity:
    return commands.apply(activity_content(name), organization=house, by=by, to=to, publish=False)


def test_approving_many_is_undone_back_into_the_queue(house, aino, doris):
    club, new = activity(of=house), draft(house, "Lukupiiri", aino)
    draft(house, "Uusi nimi", aino, to=again(club))
    for each in (club, new):
        publishing.send(again(each), by=aino)
    with publishing.batch(doris) as number:
        for row in reading.awaiting(doris):
            publishing.approve(row.thing, by=doris)
    assert (shown(club), shown(new)) == ("Uusi nimi", "Lukupiiri")
    assert reading.batch_size(number) == 2
    undone = publishing.undo(number, by=doris)
    assert len(undone.done) == 2 and undone.left == []
    assert (shown(club), shown(new)) == ("Ystäväkahvila", "nothing")
    waiting = reading.awaiting(doris)
    assert {row.thing.pk for row in waiting} == {club.pk, new.pk}
    assert {row.sender for row in waiting} == {aino}
    for row in waiting:
        publishing.approve(row.thing, by=doris, seen=row.revision)
    assert (shown(club), shown(new)) == ("Uusi nimi", "Lukupiiri")


def test_withdrawing_many_is_undone(house, aino):
    clubs = [activity(f"Kerho {n}", of=house) for n in range(3)]
    draft(house, "Keskeneräinen", aino, to=again(clubs[0]))
    with publishing.batch(aino) as number:
        for club in clubs:
            publishing.withdraw(again(club), by=aino)
    assert [shown(club) for club in clubs] == ["nothing"] * 3
    publishing.undo(number, by=aino)
    assert [shown(club) for club in clubs] == ["Kerho 0", "Kerho 1", "Kerho 2"]
    assert all(club.occurrences.exists() for club in clubs)
    assert str(reading.latest(again(clubs[0])).name) == "Keskeneräinen"
    assert not again(clubs[1]).has_unpublished_changes


def test_confirming_many_is_undone(house, aino):
    club = activity(of=house)
    publishing.mark_stale(again(club))
    before = again(club)
    with publishing.batch(aino) as number:
        publishing.assure(again(club), by=aino)
    publishing.undo(number, by=aino)
    after = again(club)
    assert (after.assured_date, after.assurer, after.stale_since) == (
        before.assured_date,
        before.assurer,
        before.stale_since,
    )
    assert shown(club) == "Ystäväkahvila"


def test_publishing_many_is_undone_to_what_was_public(house, aino):
    Organization.objects.filter(pk=house.pk).update(trusted=True)
    house = Organization.objects.get(pk=house.pk)
    old = activity(of=house)
    with publishing.batch(aino) as number:
        draft(house, "Uusi nimi", aino, to=again(old))
        publishing.send(again(old), by=aino)
        new = draft(house, "Aivan uusi", aino)
        publishing.send(again(new), by=aino)
    publishing.undo(number, by=aino)
    assert shown(old) == "Ystäväkahvila" and not again(old).has_unpublished_changes
    assert not Activity.objects.filter(pk=new.pk).exists()


def test_what_somebody_changed_since_is_left_alone(house, aino, doris):
    clubs = [activity(f"Kerho {n}", of=house) for n in range(2)]
    with publishing.batch(doris) as number:
        for club in clubs:
            publishing.assure(again(club), by=doris)
    draft(house, "Muutettu", aino, to=again(clubs[0]))
    undone = publishing.undo(number, by=doris)
    assert [each.pk for each in undone.left] == [clubs[0].pk]
    assert [each.pk for each in undone.done] == [clubs[1].pk]


def test_only_who_did_it_or_a_coordinator_undoes(house, aino, bertta, kalle, doris):
    member(house, bertta, "editor")
    club = activity(of=house)
    with publishing.batch(aino) as number:
        publishing.withdraw(again(club), by=aino)
    for other in (bertta, kalle):
        with pytest.raises(PermissionDenied):
            publishing.undo(number, by=other)
    publishing.undo(number, by=doris)
    assert shown(club) == "Ystäväkahvila"


def test_once_and_within_thirty_days(house, aino, monkeypatch):
    club = activity(of=house)
    with publishing.batch(aino) as number:
        publishing.withdraw(again(club), by=aino)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=31))
    with pytest.raises(ValidationError):
        publishing.undo(number, by=aino)
    monkeypatch.undo()
    publishing.undo(number, by=aino)
    with pytest.raises(ValidationError):
        publishing.undo(number, by=aino)


def test_a_failure_in_the_middle_changes_nothing(house, aino, kalle):
    clubs = [activity(f"Kerho {n}", of=house) for n in range(2)]
    with pytest.raises(PermissionDenied), publishing.batch(aino):
        publishing.withdraw(again(clubs[0]), by=aino)
        publishing.withdraw(again(clubs[1]), by=kalle)
    assert [shown(club) for club in clubs] == ["Kerho 0", "Kerho 1"]
