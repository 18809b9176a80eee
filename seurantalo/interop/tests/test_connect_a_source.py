"""She keeps a calendar already: connected once, its events come and follow; her own words stay."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from seurantalo.activities import commands as activities
from seurantalo.activities import queries as activity_queries
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.interop.connections import commands, queries
from seurantalo.interop.models import ConnectedEvent, Connection
from seurantalo.interop.report import Unreadable
from seurantalo.interop.tests.sources import event, ics, recorded, serve
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing

DRAFTS = {"takes": "drafts", "gone": "ask", "hours": 6, "name": "Kalenteri"}
STRAIGHT = {"takes": "straight", "gone": "straight", "hours": 6, "name": "Kalenteri"}


@pytest.fixture
def server(settings):
    settings.FETCH_ALLOW_PRIVATE = True
    found = serve()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def friends(aino, world):
    """An association that publishes at once, as its region trusts it."""
    found = organization()
    type(found).objects.filter(pk=found.pk).update(trusted=True)
    found.refresh_from_db()
    member(found, aino)
    return found


def connected(server, friends, by, told=STRAIGHT, path="/a.ics"):
    found = commands.look_at(server.at + path, organization=friends, by=by)
    commands.connect(found, told, by=by)
    return Connection.objects.get(pk=found.pk)


def read_again(connection):
    Connection.objects.filter(pk=connection.pk).update(next_read=timezone.now(), marks={})
    assert commands.read(connection.pk)
    connection.refresh_from_db()
    return connection


def named(name):
    return next((one for one in Activity.objects.all() if str(one.name) == name), None)


def content(name):
    return activity_queries.content(named(name))


def test_looked_at_connected_and_read(client, aino, friends, server):
    server.pages["/a.ics"] = recorded("google.ics")
    client.force_login(aino)
    page = client.post(
        reverse("source-new"), {"url": f"{server.at}/a.ics", "organization": friends.pk}
    )
    shown = client.get(page.url).content.decode()
    assert "Yhteislaulu" in shown
    assert "Hallituksen" not in shown
    assert not Activity.objects.exists()
    client.post(page.url, DRAFTS)
    assert {str(one.name) for one in Activity.objects.all()} == {
        "Yhteislaulu",
        "Loppiaisen laskiaisrieha",
        "Talkoot",
    }
    assert not Activity.objects.filter(live=True).exists()
    found = client.get(page.url).content.decode()
    assert "3 uutta" in found or "3 new" in found
    assert client.get(reverse("sources")).status_code == 200


def test_straight_to_the_public_but_nothing_tentative(aino, friends, server):
    server.pages["/a.ics"] = recorded("google.ics")
    connected(server, friends, aino)
    assert named("Yhteislaulu").live
    assert not named("Talkoot").live


def test_who_must_wait_for_a_coordinator_takes_drafts(aino, friends, server):
    type(friends).objects.filter(pk=friends.pk).update(trusted=False)
    friends.refresh_from_db()
    server.pages["/a.ics"] = ics(event("1"))
    with pytest.raises(Exception, match="coordinator"):
        connected(server, friends, aino)


def test_when_the_trust_is_gone_what_comes_is_a_draft(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1"))
    found = connected(server, friends, aino)
    type(friends).objects.filter(pk=friends.pk).update(trusted=False)
    server.pages["/a.ics"] = ics(event("1"), event("2", "Toinen"))
    read_again(found)
    assert (named("Retki").live, named("Toinen").live) == (True, False)


def test_a_second_reading_changes_nothing(aino, friends, server):
    server.pages["/a.ics"] = recorded("google.ics")
    found = connected(server, friends, aino)
    before = list(Activity.objects.values_list("pk", "latest_revision_id"))
    read_again(found)
    assert list(Activity.objects.values_list("pk", "latest_revision_id")) == before
    assert found.counts == {"unchanged": 3}


def test_changes_follow_and_hand_edits_stay(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1", day=5))
    found = connected(server, friends, aino)
    hers = content("Retki").model_copy(update={"summary": Text(fi="Ota eväät mukaan.")})
    activities.apply(hers, organization=friends, by=aino, to=named("Retki"))
    server.pages["/a.ics"] = ics(event("1", day=7, DESCRIPTION="Ei eväitä."))
    read_again(found)
    now = content("Retki")
    assert str(now.summary) == "Ota eväät mukaan."
    assert now.channels[0].schedules[0].dtstart.day == 7
    assert named("Retki").live


def test_her_unfinished_draft_is_not_published_by_a_reading(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1", day=5))
    found = connected(server, friends, aino)
    hers = content("Retki").model_copy(update={"summary": Text(fi="Kesken")})
    activities.apply(hers, organization=friends, by=aino, to=named("Retki"), publish=False)
    server.pages["/a.ics"] = ics(event("1", day=7))
    read_again(found)
    assert "Kesken" not in str(Activity.objects.get().summary)
    assert str(content("Retki").summary) == "Kesken"
    assert content("Retki").channels[0].schedules[0].dtstart.day == 7


def test_what_was_withdrawn_or_deleted_here_is_not_brought_back(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1"), event("2", "Toinen"))
    found = connected(server, friends, aino)
    publishing.withdraw(named("Retki"), by=aino)
    named("Toinen").delete()
    server.pages["/a.ics"] = ics(event("1", day=8), event("2", "Toinen", day=8))
    read_again(found)
    assert not named("Retki").live
    assert named("Toinen") is None


def test_what_is_here_already_is_not_told_twice(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1"))
    first = connected(server, friends, aino)
    commands.disconnect(first, "keep", by=aino)
    connected(server, friends, aino)
    assert Activity.objects.count() == 1


def test_our_own_calendar_does_not_come_back_to_us(aino, friends, server):
    server.pages["/a.ics"] = ics(event("activity-1-channel-0-schedule-0@localhost"), event("2"))
    found = connected(server, friends, aino)
    assert list(found.events.values_list("uid", flat=True)) == ["2"]


def test_one_that_is_gone_is_taken_away_and_comes_back(aino, friends, server):
    server.pages["/a.ics"] = ics(*(event(str(n), f"Retki {n}", day=n) for n in range(1, 9)))
    found = connected(server, friends, aino)
    server.pages["/a.ics"] = ics(*(event(str(n), f"Retki {n}", day=n) for n in range(2, 9)))
    read_again(found)
    assert not named("Retki 1").live
    server.pages["/a.ics"] = ics(*(event(str(n), f"Retki {n}", day=n) for n in range(1, 9)))
    read_again(found)
    assert named("Retki 1").live


def test_when_she_chose_to_be_asked_nothing_goes_by_itself(aino, friends, server):
    server.pages["/a.ics"] = ics(*(event(str(n), f"Retki {n}", day=n) for n in range(1, 9)))
    found = connected(server, friends, aino, {**STRAIGHT, "gone": "ask"})
    server.pages["/a.ics"] = ics(*(event(str(n), f"Retki {n}", day=n) for n in range(2, 9)))
    read_again(found)
    assert named("Retki 1").live
    assert found.state == Connection.State.ON
    assert [str(each.activity) for each in queries.missing(found)] == ["Retki 1"]
    commands.answer(found, "away", by=aino)
    assert not named("Retki 1").live


def test_more_than_a_fifth_gone_asks_first_and_touches_nothing(aino, friends, server, mailoutbox):
    server.pages["/a.ics"] = ics(*(event(str(n), f"Retki {n}", day=n) for n in range(1, 11)))
    found = connected(server, friends, aino)
    before = list(Activity.objects.values_list("pk", "latest_revision_id", "live"))
    server.pages["/a.ics"] = ics(*(event(str(n), f"Muuttunut {n}", day=n) for n in range(4, 11)))
    read_again(found)
    read_again(found)
    assert found.state == Connection.State.ASKS
    assert list(Activity.objects.values_list("pk", "latest_revision_id", "live")) == before
    assert len(mailoutbox) == 1
    assert queries.to_answer([friends]) == [found]


def test_what_came_back_by_itself_asks_no_more(aino, friends, server):
    whole = ics(*(event(str(n), f"Retki {n}", day=n) for n in range(1, 11)))
    server.pages["/a.ics"] = whole
    found = connected(server, friends, aino)
    server.pages["/a.ics"] = ics()
    assert read_again(found).state == Connection.State.ASKS
    server.pages["/a.ics"] = whole
    assert read_again(found).state == Connection.State.ON
    assert not queries.missing(found)


@pytest.mark.parametrize(("said", "live"), [("away", 7), ("keep", 10)])
def test_the_answer_by_the_page(client, aino, friends, server, said, live):
    server.pages["/a.ics"] = ics(*(event(str(n), f"Retki {n}", day=n) for n in range(1, 11)))
    found = connected(server, friends, aino)
    server.pages["/a.ics"] = ics(*(event(str(n), f"Retki {n}", day=n) for n in range(4, 11)))
    read_again(found)
    client.force_login(aino)
    assert "Retki 1" in client.get(reverse("source", args=[found.pk])).content.decode()
    client.post(reverse("source-answer", args=[found.pk]), {"answer": said})
    assert read_again(found).state == Connection.State.ON
    assert Activity.objects.filter(live=True).count() == live


def test_what_turns_private_is_taken_away_at_once(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1"), event("2", "Toinen"))
    found = connected(server, friends, aino, {**STRAIGHT, "gone": "ask"})
    server.pages["/a.ics"] = ics(event("1", CLASS="PRIVATE"), event("2", "Toinen"))
    read_again(found)
    assert not named("Retki").live
    server.pages["/a.ics"] = ics(event("1"), event("2", "Toinen"))
    read_again(found)
    assert named("Retki").live


def test_a_cancelled_event_stays_and_says_so(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1"))
    found = connected(server, friends, aino)
    server.pages["/a.ics"] = ics(event("1", STATUS="CANCELLED"))
    read_again(found)
    assert named("Retki").live
    assert content("Retki").channels[0].changes[0].status == "cancelled"


def test_disconnecting_leaves_or_takes(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1"), event("2", "Toinen"))
    found = connected(server, friends, aino)
    hers = content("Toinen").model_copy(update={"summary": Text(fi="Oma")})
    activities.apply(hers, organization=friends, by=aino, to=named("Toinen"))
    commands.disconnect(found, "away", by=aino)
    assert (named("Retki").live, named("Toinen").live) == (False, True)
    assert not ConnectedEvent.objects.exists()


def test_failures_wait_longer_and_are_told_once(aino, friends, server, mailoutbox):
    server.pages["/a.ics"] = ics(event("1"))
    found = connected(server, friends, aino)
    server.pages["/a.ics"] = 500
    waits = []
    for _turn in range(5):
        read_again(found)
        waits.append(found.next_read - timezone.now())
    assert waits == sorted(waits)
    assert waits[-1] > timedelta(days=3)
    assert (len(mailoutbox), named("Retki").live) == (1, True)
    server.pages["/a.ics"] = ics(event("1"))
    read_again(found)
    assert (found.failures, found.told_of) == (0, "")


def test_what_has_not_changed_is_not_sent_again(aino, friends, server):
    server.tag = '"v1"'
    server.pages["/a.ics"] = ics(event("1"))
    found = connected(server, friends, aino)
    Connection.objects.filter(pk=found.pk).update(next_read=timezone.now())
    commands.read(found.pk)
    assert server.asked[-1][2]["If-None-Match"] == '"v1"'
    found.refresh_from_db()
    assert found.failures == 0


def test_one_reading_at_a_time(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1"))
    found = connected(server, friends, aino)
    assert not commands.read(found.pk)
    assert commands.read_due() == 0


def test_another_of_its_people_goes_on_when_she_leaves(aino, bertta, friends, server):
    server.pages["/a.ics"] = ics(event("1"))
    found = connected(server, friends, aino)
    friends.memberships.filter(user=aino).delete()
    member(friends, bertta, "editor")
    server.pages["/a.ics"] = ics(event("1", day=9))
    read_again(found)
    assert content("Retki").channels[0].schedules[0].dtstart.day == 9
    friends.memberships.all().delete()
    assert read_again(found).trouble == "nobody"


@pytest.mark.parametrize(
    "body", [b"<html></html>", b"{", b"[]", recorded("busy.ics"), b"BEGIN:VCALENDAR", 404, 500]
)
def test_what_cannot_be_connected_is_told_in_words(client, aino, friends, server, body):
    server.pages["/a"] = body
    client.force_login(aino)
    answer = client.post(
        reverse("source-new"), {"url": f"{server.at}/a", "organization": friends.pk}
    )
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["url"][0]) > 20
    assert not Connection.objects.exists()


def test_nobody_is_led_into_our_own_network(client, aino, friends, server, settings):
    settings.FETCH_ALLOW_PRIVATE = False
    client.force_login(aino)
    told = {"url": f"{server.at}/a", "organization": friends.pk, "user_name": "a", "password": "b"}
    assert client.post(reverse("source-new"), told).status_code == 422
    assert not server.asked


def test_others_see_nothing_of_it(client, aino, kalle, friends, server):
    server.pages["/a.ics"] = ics(event("1"))
    found = connected(server, friends, aino)
    client.force_login(kalle)
    assert client.get(reverse("source", args=[found.pk])).status_code == 404
    for name in ("source-read", "source-answer", "source-disconnect"):
        assert client.post(reverse(name, args=[found.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        commands.look_at(f"{server.at}/a.ics", organization=friends, by=kalle)


def test_the_same_source_is_connected_once(aino, friends, server):
    server.pages["/a.ics"] = ics(event("1"))
    connected(server, friends, aino)
    with pytest.raises(Unreadable):
        commands.look_at(f"{server.at}/a.ics", organization=friends, by=aino)


def test_a_list_of_many_costs_as_few_queries(
    client, aino, friends, server, django_assert_max_num_queries
):
    client.force_login(aino)
    for turn in range(6):
        Connection.objects.create(
            organization=friends,
            user=aino,
            kind="ical",
            address=f"https://x.example/{turn}",
            state="on",
        )
    with django_assert_max_num_queries(20):
        client.get(reverse("sources"))
