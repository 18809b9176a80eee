"""A volunteer comes to look: how it is with her notices, and what one press does."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.time import HELSINKI
from seurantalo.organizations.tests.factories import NILSIA, organization
from seurantalo.publishing import commands as publishing
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.telling import own

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(client, aino, friends):
    client.force_login(aino)
    return client


def page(client, **query):
    return client.get(reverse("own-activities"), query)


def press(client, **data):
    return client.post(reverse("own-activities"), data)


def statuses(user):
    return {str(one.activity.name): one.status for one in own.notices(user)}


def test_every_notice_has_one_word_for_how_it_is(hers, aino, friends, doris):
    soon = timezone.localdate() + timedelta(days=3)
    start = datetime(soon.year, soon.month, soon.day, 18, tzinfo=HELSINKI)
    over = ScheduleRecord(dtstart=datetime(2020, 1, 1, 18, tzinfo=HELSINKI))
    season = ScheduleRecord(
        dtstart=start - timedelta(weeks=4), rrule="FREQ=WEEKLY", until=soon + timedelta(days=8)
    )
    activity("Kahvila", of=friends)
    activity("Luonnos", of=friends, publish=False)
    waiting = activity("Odottava", of=friends, publish=False)
    publishing.send(waiting, by=aino)
    back = activity("Palautettu", of=friends, publish=False)
    publishing.send(back, by=aino)
    publishing.give_back(back, by=doris, comment="Lisää puhelinnumero.")
    gone = activity("Poistettu", of=friends)
    publishing.withdraw(gone, by=aino)
    stale = activity("Vanha", of=friends)
    publishing.mark_stale(stale)
    activity("Loppunut", of=friends, channels=(at(NILSIA, over),))
    activity("Loppuva", of=friends, channels=(at(NILSIA, season),))
    assert statuses(aino) == {
        "Kahvila": "public",
        "Luonnos": "draft",
        "Odottava": "waiting",
        "Palautettu": "returned",
        "Poistettu": "withdrawn",
        "Vanha": "stale",
        "Loppunut": "ended",
        "Loppuva": "ends",
    }
    text = page(hers).content.decode()
    assert "Lisää puhelinnumero." in text
    assert text.index("Palautettu") < text.index("Kahvila")  # what wants something comes first


def test_changes_of_a_public_notice_are_told_beside_it(hers, aino, friends):
    club = activity("Kahvila", of=friends)
    publishing.save_draft(club, by=aino)
    (notice,) = own.notices(aino)
    assert (notice.status, notice.changes) == ("public", "draft")


def test_only_one_s_own(hers, kalle, client, friends):
    activity("Muiden kerho", of=organization("Siilin Soutajat"))
    activity("Oma kerho", of=friends)
    text = page(hers).content.decode()
    assert "Oma kerho" in text
    assert "Muiden kerho" not in text
    client.force_login(kalle)
    assert "Oma kerho" not in page(client).content.decode()


def test_one_status_alone(hers, friends):
    activity("Kahvila", of=friends)
    activity("Luonnos", of=friends, publish=False)
    assert [one.status for one in page(hers, tila="draft").context["page"]] == ["draft"]
    assert len(page(hers, tila="ei-ole", sivu="x").context["page"]) == 2


def test_still_true_with_one_press_and_undone_with_another(hers, friends):
    club = activity("Kahvila", of=friends)
    publishing.mark_stale(club)
    answer = press(hers, confirm=club.pk)
    club.refresh_from_db()
    assert (club.assured_date, club.stale_since) == (timezone.localdate(), None)
    number = answer.url.partition("peru=")[2]
    assert number in hers.get(answer.url).content.decode()
    press(hers, undo=number)
    club.refresh_from_db()
    assert club.stale_since
    assert press(hers, undo=number).status_code == 302  # a second time harms nothing
    assert press(hers, undo="roskaa").status_code == 302


def test_many_confirmed_at_once_and_others_left_alone(hers, friends):
    clubs = [activity(name, of=friends) for name in ("Yksi", "Kaksi")]
    theirs = activity("Muiden", of=organization("Siilin Soutajat"))
    press(hers, confirm="", chosen=[club.pk for club in [*clubs, theirs]])
    dates = dict(Activity.objects.values_list("pk", "assured_date"))
    assert [dates[club.pk] for club in clubs] == [timezone.localdate()] * 2
    assert dates[theirs.pk] is None


@pytest.mark.parametrize("data", [{"confirm": ""}, {"edit": "1"}, {"confirm": "x"}, {}])
def test_nothing_ticked_is_said(hers, data):
    answer = hers.post(reverse("own-activities"), data, follow=True)
    assert answer.status_code == 200
    assert list(answer.context["messages"])


def test_ending_now_and_undoing_it(hers, friends):
    club = activity("Kahvila", of=friends)
    address = reverse("end-activity", args=[club.pk])
    assert hers.get(address).status_code == 200
    answer = hers.post(address, {"when": "now"})
    club.refresh_from_db()
    assert not club.live
    press(hers, undo=answer.url.partition("peru=")[2])
    club.refresh_from_db()
    assert club.live


def test_ending_after_a_day(hers, friends):
    club = activity("Kahvila", of=friends)
    last = timezone.localdate() + timedelta(days=10)
    told = {"when": "later", "last": f"{last.day}.{last.month}."}
    hers.post(reverse("end-activity", args=[club.pk]), told)
    club.refresh_from_db()
    assert club.live
    assert club.expire_at.astimezone(HELSINKI).date() == last + timedelta(days=1)


@pytest.mark.parametrize("last", ["", "31.2.", "eilen", "1.1.2020", "x" * 100])
def test_an_impossible_last_day_is_told_and_nothing_is_lost(hers, friends, last):
    club = activity("Kahvila", of=friends)
    answer = hers.post(reverse("end-activity", args=[club.pk]), {"when": "later", "last": last})
    assert answer.status_code == 422
    assert answer.context["form"].errors["last"]
    club.refresh_from_db()
    assert club.live
    assert club.expire_at is None


def test_outsiders_end_nothing(client, kalle, friends):
    club = activity("Kahvila", of=friends)
    client.force_login(kalle)
    assert client.post(reverse("end-activity", args=[club.pk]), {"when": "now"}).status_code == 403
    assert press(client, back=club.pk).status_code in {302, 403}
    club.refresh_from_db()
    assert club.live


def test_bringing_back_goes_to_a_coordinator_when_the_region_says_so(hers, aino, friends):
    club = activity("Kahvila", of=friends)
    publishing.withdraw(club, by=aino)
    press(hers, back=club.pk)
    assert statuses(aino) == {"Kahvila": "waiting"}
    friends.trusted = True
    friends.save()
    other = activity("Lukupiiri", of=friends)
    publishing.withdraw(other, by=aino)
    press(hers, back=other.pk)
    assert statuses(aino)["Lukupiiri"] == "public"


def test_few_queries_whatever_the_length(hers, friends, django_assert_max_num_queries):
    for times in (3, 9):
        for number in range(times):
            activity(f"Kerho {times} {number}", of=friends)
        with django_assert_max_num_queries(22):
            page(hers)


def test_the_list_is_in_pages(hers, aino, friends, monkeypatch):
    monkeypatch.setattr("seurantalo.telling.views.own.A_PAGE", 2)
    for number in range(3):
        activity(f"Kerho {number}", of=friends)
    assert len(page(hers, sivu="2").context["page"]) == 1
