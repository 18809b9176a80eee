"""Aino opens her desk: what waits for her is there, and each thing is one press from done."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import NILSIA, organization
from seurantalo.planning.tests.factories import plan
from seurantalo.publishing import commands as publishing
from seurantalo.quality import looks
from seurantalo.quality.models import Asking
from seurantalo.records.schemas import ScheduleRecord

pytestmark = pytest.mark.django_db
DESK = "/tyopoyta"


@pytest.fixture
def hers(client, aino):
    client.force_login(aino)
    return client


def asked_about(club):
    return Asking.objects.create(
        kind="activity",
        object_id=club.pk,
        organization=club.organization,
        asked=timezone.localdate(),
    )


def sections(client):
    found = client.get(DESK)
    assert found.status_code == 200
    return {each.key: each for each in found.context["sections"]}


def titles(section):
    return [str(item.title) for item in section.items]


def test_only_those_who_sign_in_have_a_desk(client):
    answer = client.get(DESK)
    assert answer.status_code == 302 and "/kirjaudu" in answer["Location"]


def test_a_newcomer_is_told_how_to_begin(client, kalle):
    client.force_login(kalle)
    page = client.get(DESK).content.decode()
    assert "Et vielä toimi minkään järjestön puolesta" in page and "/jarjestot/uusi" in page


def test_when_nothing_waits_it_says_so(hers, friends):
    assert "Mikään ei odota sinua" in hers.get(DESK).content.decode()


def test_what_was_sent_back_comes_first_with_the_coordinators_words(hers, friends, aino, doris):
    club = activity("Lukupiiri", of=friends, by=aino, publish=False)
    publishing.submit(club, by=aino)
    publishing.give_back(club, by=doris, comment="Mihin aikaan se alkaa?")
    page = hers.get(DESK)
    assert page.context["sections"][0].key == "returned"
    assert "Mihin aikaan se alkaa?" in page.content.decode()
    assert f"/toiminta/{club.pk}/muokkaa" in page.content.decode()


def test_drafts_are_sent_and_what_was_sent_waits(hers, friends, aino):
    club = activity("Lukupiiri", of=friends, by=aino, publish=False)
    assert titles(sections(hers)["unfinished"]) == ["Lukupiiri"]
    hers.post(f"{DESK}/tee", {"deed": f"send activity:{club.pk}"})
    found = sections(hers)
    assert "unfinished" not in found and titles(found["waiting"]) == ["Lukupiiri"]


def test_still_true_is_one_press_and_can_be_undone(hers, friends):
    club = activity("Ystäväkahvila", of=friends)
    Activity.objects.filter(pk=club.pk).update(assured_date="2025-01-01")
    asked_about(club)
    assert titles(sections(hers)["confirm"]) == ["Ystäväkahvila"]
    answer = hers.post(f"{DESK}/tee", {"deed": f"confirm activity:{club.pk}"}, follow=True)
    club.refresh_from_db()
    assert club.assured_date == timezone.localdate() and club.assurer == "organization"
    page = answer.content.decode()
    assert "1 vahvistettu." in page and "Kumoa" in page
    assert "confirm" not in sections(hers)
    address = page.split('action="/tyopoyta/kumoa/')[1].split('"')[0]
    hers.post(f"{DESK}/kumoa/{address}")
    club.refresh_from_db()
    assert str(club.assured_date) == "2025-01-01"


def test_many_are_done_at_once_and_what_cannot_be_is_told(hers, friends, kalle):
    clubs = [activity(f"Kerho {n}", of=friends) for n in range(3)]
    other = activity("Toisten", of=organization("Muut ry"))
    keys = [f"activity:{each.pk}" for each in (*clubs, other)]
    answer = hers.post(f"{DESK}/tee", {"deed": "withdraw", "thing": keys}, follow=True)
    page = answer.content.decode()
    assert "3 ei enää näy julkisesti." in page and "Sinulla ei ole oikeutta" in page
    assert list(Activity.objects.filter(live=True)) == [other]
    address = page.split('action="/tyopoyta/kumoa/')[1].split('"')[0]
    hers.post(f"{DESK}/kumoa/{address}")
    assert Activity.objects.filter(live=True).count() == 4


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"deed": "confirm"},
        {"deed": "explode activity:1"},
        {"deed": "confirm activity:99999999999999999999"},
        {"deed": "confirm user:1"},
        {"deed": "withdraw", "thing": ["activity:", ":", "x", "activity:²"]},
        {"deed": "confirm activity:1", "next": "https://elsewhere.example/"},
    ],
)
def test_what_a_form_of_ours_never_sends_breaks_nothing(hers, friends, posted):
    answer = hers.post(f"{DESK}/tee", posted)
    assert answer.status_code == 302 and answer["Location"] == DESK


def test_what_ends_within_a_month_can_be_copied_to_a_new_season(hers, friends):
    today = timezone.now().replace(minute=0, second=0, microsecond=0)
    ending = ScheduleRecord(
        dtstart=today - timedelta(days=7),
        rrule="FREQ=WEEKLY",
        until=(today + timedelta(days=15)).date(),
    )
    club = activity("Kuoro", of=friends, channels=(at(NILSIA, ending),))
    activity("Jatkuva", of=friends)
    found = sections(hers)["ending"]
    assert titles(found) == ["Kuoro"]
    assert any("kopioi" in action.url for action in found.items[0].actions), found.items
    assert f"activity:{club.pk}" == found.items[0].thing


def test_it_tells_what_would_help_to_be_found(hers, friends):
    activity("Ystäväkahvila", of=friends, summary=Text())
    page = hers.get(DESK).content.decode()
    assert "Puuttuu:" in page and "Vain suomeksi" in page


def test_she_sees_how_many_looked(hers, friends):
    club = activity("Ystäväkahvila", of=friends)
    looks.add_up(Counter({(timezone.localdate(), "activity", club.pk): 7}))
    assert "7 katselua" in hers.get(DESK).content.decode()


def written_about(name, friends, marthas):
    """A plan of theirs that another has written about, and asks them to another."""
    made = plan(name, of=friends)
    for person in friends.memberships.all():
        made.follows.create(user=person.user, reply_token=f"{made.pk:032x}")
    made.messages.create(organization=marthas, text="Tulemme mukaan.")
    plan(f"{name} muualla", of=marthas).partners.create(organization=friends)


def test_the_desk_asks_few_questions_however_much_there_is(
    hers, friends, aino, django_assert_max_num_queries
):
    marthas = organization("Nilsiän Martat ry")
    for n in range(6):
        asked_about(activity(f"Kerho {n}", of=friends, summary=Text()))
        activity(f"Luonnos {n}", of=friends, by=aino, publish=False)
        written_about(f"Ilta {n}", friends, marthas)
    hers.get(DESK)
    with django_assert_max_num_queries(41):
        hers.get(DESK)
    for n in range(6, 24):
        asked_about(activity(f"Kerho {n}", of=friends, summary=Text()))
        sent = activity(f"Luonnos {n}", of=friends, by=aino, publish=False)
        publishing.submit(sent, by=aino)
        written_about(f"Ilta {n}", friends, marthas)
    with django_assert_max_num_queries(41):
        hers.get(DESK)
