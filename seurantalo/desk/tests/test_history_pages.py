"""Who did what and when; two versions compared; an earlier one again; when it is public."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as reading

pytestmark = pytest.mark.django_db


def shown(club: Activity) -> str:
    record = queries.get_record(club.pk)
    return str(record.name) if record else "nothing"


def again(club):
    return Activity.objects.get(pk=club.pk)


@pytest.fixture
def club(aino, doris):
    house = organization()
    member(house, aino)
    club = activity(of=house)
    content = activity_content("Uusi nimi")
    commands.apply(content, organization=house, by=aino, to=again(club), publish=False)
    publishing.send(again(club), by=aino)
    publishing.approve(again(club), by=doris, comment="Hyvä näin")
    return again(club)


def page(name, club, *more) -> str:
    return reverse(name, args=["activity", club.pk, *more])


def test_it_says_who_did_what_and_when(client, club, aino):
    client.force_login(aino)
    body = client.get(page("history", club)).content.decode()
    assert "Aino" in body and "Doris" in body and "Hyvä näin" in body
    assert ">seurantalo." not in body


def test_only_its_people_and_coordinators_see_it(client, club, kalle, eero):
    assert client.get(page("history", club)).status_code == 302
    for outsider in (kalle, eero):
        client.force_login(outsider)
        assert client.get(page("history", club)).status_code == 403
    hidden = activity("Salainen", publish=False)
    assert client.get(page("history", hidden)).status_code == 404


def test_two_versions_are_compared(client, club, aino):
    client.force_login(aino)
    versions = reading.versions(club)
    oldest, newest = versions[-1].pk, versions[0].pk
    body = client.get(page("history", club), {"vanha": newest, "uusi": oldest}).content.decode()
    assert "Ystäväkahvila" in body and "Uusi nimi" in body
    assert client.get(page("history", club), {"vanha": "x", "uusi": "99999"}).status_code == 200


def test_an_earlier_version_comes_back_and_it_can_be_undone(client, club, doris):
    client.force_login(doris)
    oldest = reading.versions(club)[-1].pk
    answer = client.post(page("history-restore", club, oldest), {"deed": "publish"}, follow=True)
    assert shown(club) == "Ystäväkahvila"
    undo = re.search(r'action="([^"]*kumoa[^"]*)"', answer.content.decode())
    client.post(undo[1])
    assert shown(club) == "Uusi nimi"


def test_a_member_takes_an_earlier_version_as_a_draft(client, club, aino):
    client.force_login(aino)
    oldest = reading.versions(club)[-1].pk
    client.post(page("history-restore", club, oldest), {"deed": "draft"})
    assert shown(club) == "Uusi nimi"
    assert str(reading.latest(again(club)).name) == "Ystäväkahvila"
    answer = client.post(page("history-restore", club, oldest), {"deed": "publish"})
    assert answer.status_code == 403
    other = activity("Muu")
    wrong = client.post(page("history-restore", club, other.latest_revision_id))
    assert wrong.status_code == 404


def test_the_last_day_is_told_as_people_write_it(client, club, doris):
    client.force_login(doris)
    last = timezone.localdate() + timedelta(days=40)
    told = {"on": "", "clock": "", "last": f"{last.day}.{last.month}.{last.year}"}
    assert client.post(page("history-schedule", club), told).status_code == 302
    ends = timezone.localtime(again(club).expire_at)
    assert (ends.date(), ends.hour) == (last + timedelta(days=1), 0)
    body = client.get(page("history-schedule", club)).content.decode()
    assert told["last"] in body


@pytest.mark.parametrize(
    "told",
    [
        {"last": "1.1.2001"},
        {"last": "joskus"},
        {"on": "31.2.2027"},
        {"on": "1.12.2090", "last": "1.11.2090"},
        {"on": "1.12.2090", "clock": "25.99"},
        {"on": "9" * 500},
    ],
)
def test_impossible_times_are_told_and_what_was_typed_stays(client, club, doris, told):
    client.force_login(doris)
    answer = client.post(page("history-schedule", club), told)
    assert answer.status_code == 422
    assert next(iter(told.values())) in answer.content.decode()


def test_history_is_read_in_few_queries(client, club, aino, django_assert_max_num_queries):
    client.force_login(aino)
    client.get(page("history", club))
    with django_assert_max_num_queries(45) as few:
        client.get(page("history", club))
    for _time in range(8):
        publishing.assure(again(club), by=aino)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(page("history", club))
