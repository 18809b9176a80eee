"""Two coordinators press at the very same moment: one decides, the other is told."""

import pytest
from django.core.exceptions import ValidationError

from seurantalo.accounts.tests.factories import coordinator, national_admin, person
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity
from seurantalo.common.tests import races
from seurantalo.common.tests.races import at_once
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as reading

pytestmark = races.pytestmark


@pytest.fixture
def club():
    house, aino = organization(), person("Aino")
    member(house, aino)
    club = activity(of=house, publish=False)
    publishing.send(club, by=aino)
    return club


def again(club):
    return Activity.objects.get(pk=club.pk)


def told(raised):
    return sorted(type(error).__name__ for error in raised)


def test_two_approve_and_one_decides(club):
    doris, helmi = coordinator("Doris", region="11"), national_admin("Helmi")
    raised = at_once(
        lambda: publishing.approve(again(club), by=doris),
        lambda: publishing.approve(again(club), by=helmi),
    )
    assert told(raised) == ["NoneType", "ValidationError"]
    approvals = [line for line in reading.history(club) if line.action == "wagtail.publish"]
    assert again(club).live and len(approvals) == 1
    assert club.occurrences.count() == len(set(club.occurrences.values_list("original_start")))


def test_one_approves_and_one_returns(club):
    doris, helmi = coordinator("Doris", region="11"), national_admin("Helmi")
    raised = at_once(
        lambda: publishing.approve(again(club), by=doris),
        lambda: publishing.give_back(again(club), by=helmi, comment="Mikä ilta?"),
    )
    assert told(raised) == ["NoneType", "ValidationError"]
    returned = reading.returned_comment(again(club)) is not None
    assert again(club).live != returned


def test_two_take_it_and_one_has_it(club):
    doris, liisa = coordinator("Doris", region="11"), coordinator("Liisa", region="11")
    raised = at_once(
        lambda: publishing.take(again(club), by=doris),
        lambda: publishing.take(again(club), by=liisa),
    )
    assert told(raised) == ["NoneType", "ValidationError"]


def test_a_double_press_of_send_sends_once(club):
    aino = person("Aino")
    publishing.recall(again(club), by=aino)
    raised = at_once(
        *[lambda: publishing.send(again(club), by=aino)] * 2,
    )
    assert [error for error in raised if not isinstance(error, ValidationError | None)] == []
    assert len(reading.awaiting(coordinator("Doris", region="11"))) == 1
