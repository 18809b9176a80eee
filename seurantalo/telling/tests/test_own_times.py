"""Aino cancels one Tuesday, moves another, marks one full, and undoes; the others stay."""

from datetime import timedelta

import pytest
from django.urls import reverse

from seurantalo.activities import queries
from seurantalo.activities.tests.factories import NILSIA, TUESDAYS, activity, at
from seurantalo.common.time import say_date, wall_clock
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.records.content import ChannelContent
from seurantalo.telling import own_times

pytestmark = pytest.mark.django_db


@pytest.fixture
def club(aino):
    friends = organization()
    member(friends, aino)
    return activity(of=friends)


@pytest.fixture
def page(client, aino, club):
    client.force_login(aino)
    return client


def times(club):
    found = queries.get_record(club.pk)
    assert found
    return found.occurrences


def keys(club):
    return [own_times.key_of(each) for each in own_times.coming(club)]


def address(club):
    return reverse("own-times", args=[club.pk])


def press(page, club, nth, do, **more):
    told = {"time": keys(club)[nth], "do": do, **more}
    return page.post(address(club), told, follow=True)


def test_one_time_is_cancelled_with_its_reason_and_held_after_all(page, club):
    answer = press(page, club, 1, "cancel", reason="Lumimyrsky")
    assert "Lumimyrsky" in answer.content.decode()
    assert [each.status for each in times(club)[:3]] == ["scheduled", "cancelled", "scheduled"]
    assert times(club)[1].note == {"fi": "Lumimyrsky"}
    press(page, club, 1, "restore")
    assert times(club)[1].status == "scheduled" and not times(club)[1].note
    assert times(club)[1].sequence == 2


def test_full_and_room_again(page, club):
    press(page, club, 0, "full")
    assert times(club)[0].status == "full"
    press(page, club, 0, "room")
    assert times(club)[0].status == "scheduled"


def test_the_last_change_is_undone_by_one_button(page, club):
    assert b'name="undo"' in press(page, club, 1, "cancel").content
    page.post(address(club), {"undo": "1"})
    assert times(club)[1].status == "scheduled"
    answer = page.post(address(club), {"undo": "1"}, follow=True)
    assert times(club)[1].sequence == 2 and b"undo" not in answer.content


def test_what_another_changed_since_is_not_undone(page, club):
    press(page, club, 1, "cancel")
    session = page.session
    kept = session[own_times_undo := "undo_times"]
    press(page, club, 1, "restore")
    session[own_times_undo] = kept
    session.save()
    page.post(address(club), {"undo": "1"})
    assert times(club)[1].sequence == 2


def form_of(page, club, nth):
    where = reverse("own-time", args=[club.pk, keys(club)[nth]])
    form = page.get(where).context["form"]
    told = {name: field.value() or "" for name, field in ((f.name, f) for f in form)}
    return where, {name: value for name, value in told.items() if value not in (False, None)}


def test_one_time_is_moved_elsewhere_with_words_and_a_sign_up_of_its_own(page, club):
    where, told = form_of(page, club, 1)
    moved = wall_clock(times(club)[1].start) + timedelta(days=1)
    told |= {
        "day": say_date(moved.date(), "fi", year=True),
        "starts": "17.30",
        "ends": "19",
        "note": "Oma kuppi mukaan.",
        "place_name": "Tahkon ranta",
        "address": "Sääskiniementie 10, Nilsiä",
        "sign_up_phone": "044 123 4567",
    }
    answer = page.post(where, told)
    assert answer.status_code == 302, answer.context["form"].errors
    second = times(club)[1]
    assert second.status == "moved" and second.original_start != second.start
    assert wall_clock(second.start) == moved.replace(hour=17, minute=30)
    assert wall_clock(second.end) == moved.replace(hour=19, minute=0)
    assert second.place and second.place.name["fi"] == "Tahkon ranta"
    assert second.place.municipality and second.place.municipality.code == "297"
    assert second.registration and second.registration.phone == "044 123 4567"
    where, told = form_of(page, club, 1)
    assert (told["starts"], told["place_name"]) != ("", "")
    page.post(where, {**told, "note": ""})
    assert times(club)[1].place == second.place and not times(club)[1].note


def test_what_is_saved_as_it_was_changes_nothing(page, club):
    before = times(club)[1]
    where, told = form_of(page, club, 1)
    page.post(where, {**told, "ends": "19.30", "starts": "18"})
    after = times(club)[1]
    assert after.model_copy(update={"sequence": 0}) == before


def test_an_error_is_beside_its_field_and_nothing_typed_is_lost(page, club):
    where, told = form_of(page, club, 1)
    answer = page.post(where, {**told, "starts": "kuudelta", "address": "Eioletällaista 5"})
    assert answer.status_code == 422
    assert {"starts", "address"} <= set(answer.context["form"].errors)
    assert "kuudelta" in answer.content.decode() and "Eioletällaista" in answer.content.decode()


def test_from_one_time_on_it_is_on_another_day_after_being_shown(page, club):
    where = reverse("own-following", args=[club.pk, keys(club)[2]])
    assert (
        page.post(
            where, {"what": "change", "weekday": "1", "starts": "18", "ends": "19.30"}
        ).status_code
        == 422
    )
    told = {"what": "change", "weekday": "2", "starts": "17", "ends": "18.30"}
    shown = page.post(where, told)
    assert "keskiviikkoisin klo 17–18.30" in shown.content.decode()
    assert len(times(club)) and wall_clock(times(club)[2].start).weekday() == 1
    page.post(where, {**told, "sure": "1"})
    third = times(club)[2]
    assert (wall_clock(third.start).weekday(), wall_clock(third.start).hour) == (2, 17)
    page.post(address(club), {"undo": "1"})
    assert wall_clock(times(club)[2].start).weekday() == 1


def test_it_ends_from_one_time_on(page, club):
    where = reverse("own-following", args=[club.pk, keys(club)[2]])
    page.post(where, {"what": "end"})
    assert len(times(club)) > 2
    page.post(where, {"what": "end", "sure": "1"})
    assert len(times(club)) == 2


def test_each_way_to_take_part_has_its_times(page, club, aino):
    online = ChannelContent(kind="online", url="https://example.org", schedules=(TUESDAYS,))
    both = activity("Kaksi tapaa", of=club.organization, channels=(at(NILSIA), online))
    own = [key for key in keys(both) if key.startswith("1-")]
    page.post(address(both), {"time": own[0], "do": "full"})
    first = [each for each in times(both) if each.start == times(both)[0].start]
    assert {each.channel: each.status for each in first} == {0: "scheduled", 1: "full"}


def test_others_see_and_change_nothing(client, club, kalle):
    client.force_login(kalle)
    key = keys(club)[0]
    for where in (
        address(club),
        reverse("own-time", args=[club.pk, key]),
        reverse("own-following", args=[club.pk, key]),
    ):
        assert client.get(where).status_code == 403
        assert client.post(where, {"time": key, "do": "cancel"}).status_code == 403
    assert times(club)[0].status == "scheduled"


def test_a_time_that_is_not_gives_not_found(page, club):
    for key in ("0-20010101T1800", "7-20261124T1800", "roskaa", "0-"):
        assert page.get(reverse("own-time", args=[club.pk, key])).status_code == 404
        assert page.post(address(club), {"time": key, "do": "cancel"}).status_code == 404


def test_more_times_cost_no_more_queries(page, club, django_assert_max_num_queries):
    many = activity(
        "Joka päivä", of=club.organization,
        channels=(at(NILSIA, TUESDAYS.model_copy(update={"rrule": "FREQ=DAILY"})),),
    )  # fmt: skip
    for one in (club, many):
        with django_assert_max_num_queries(20):
            assert page.get(address(one)).status_code == 200
