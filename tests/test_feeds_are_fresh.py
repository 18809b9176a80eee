"""A calendar program that asks every hour is answered from one row, and at once when all has changed."""

from datetime import timedelta

import pytest
from django.utils.http import http_date
from icalendar import Calendar

from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import organization
from seurantalo.places import commands as places
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import OccurrenceChange, PlaceContent
from seurantalo.search.models import SearchLog

pytestmark = pytest.mark.django_db

FEEDS = [
    "/haku.ics?kunta=297",
    "/haku.atom?kunta=297",
    "/haku.geojson?kunta=297",
    "/toiminta/{pk}.ics",
]


@pytest.fixture
def cafe():
    return activity("Ystäväkahvila", themes=("loneliness",))


def events(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


@pytest.fixture(params=FEEDS)
def address(request, cafe):
    return request.param.format(pk=cafe.pk)


def test_who_has_it_is_told_so_for_the_price_of_three_queries(
    client, address, django_assert_max_num_queries
):
    first = client.get(address)
    assert first["ETag"] and first["Last-Modified"] and "max-age" in first["Cache-Control"]
    with django_assert_max_num_queries(3):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    later = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert later.status_code == 304


def test_the_head_is_that_of_the_body(client, address):
    whole, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Cache-Control"):
        assert head[name] == whole[name]
    assert client.head(address, headers={"If-None-Match": whole["ETag"]}).status_code == 304


def test_each_language_and_each_question_has_its_own(client, cafe):
    addresses = ["/haku.ics?kunta=297", "/haku.ics?kunta=140", "/sv/sok.ics?kunta=297", "/haku.ics",
                 f"/toiminta/{cafe.pk}.ics", f"/sv/verksamhet/{cafe.pk}.ics"]  # fmt: skip
    assert len({client.get(each)["ETag"] for each in addresses}) == len(addresses)
    same = client.get("/haku.ics?kunta=297&utm_source=x")["ETag"]
    assert same == client.get("/haku.ics?kunta=297")["ETag"]


def cancelled_once(cafe, admin):
    second = queries.get_record(cafe.pk).occurrences[1].start
    commands.change_occurrence(cafe, OccurrenceChange(original_start=second), by=admin)


def renamed_house(cafe, admin):
    house = cafe.organization
    house.name = Text(fi="Uusi nimi ry")
    publishing.publish(house, by=admin)


def mended_street(cafe, admin):
    location = cafe.channels.get().location
    location.street_address = Text(fi="Uusi katu 5")
    location.save()
    places.mend(location)


def withdrawn(cafe, admin):
    publishing.withdraw(cafe, by=admin)


@pytest.mark.parametrize("address", ["/haku.ics?kunta=297", "/toiminta/{pk}.ics"])
@pytest.mark.parametrize("change", [cancelled_once, renamed_house, mended_street, withdrawn])
def test_every_change_reaches_those_who_have_the_old(client, cafe, admin, change, address):
    address = address.format(pk=cafe.pk)
    first = client.get(address)
    change(Activity.objects.get(pk=cafe.pk), admin)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200 and again.content != first.content


def test_what_changes_elsewhere_leaves_the_calendar_of_one_activity_as_it_is(client, cafe):
    address = f"/toiminta/{cafe.pk}.ics"
    first = client.get(address)
    activity("Iisalmen kerho", channels=(at(PlaceContent(municipality="140")),))
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_who_asks_by_the_clock_alone_hears_of_what_came_since(client, cafe):
    SearchLog.objects.update(at=SearchLog.objects.get().at - timedelta(days=3))
    yesterday = http_date(SearchLog.objects.get().at.timestamp() + 48 * 3600)
    response = client.get("/haku.ics", headers={"If-Modified-Since": yesterday})
    assert response.status_code == 200  # another day: what is over has left the calendar


def test_one_time_goes_to_a_calendar_alone(client, cafe):
    second = queries.get_record(cafe.pk, times=None).occurrences[1]
    address = f"/toiminta/{cafe.pk}.ics?kerta={second.start:%Y%m%dT%H%M}"
    (event,) = events(client, address)
    assert event["DTSTART"].dt == second.start and "RRULE" not in event
    assert "RECURRENCE-ID" not in event
    (series,) = events(client, f"/toiminta/{cafe.pk}.ics")
    assert event["UID"] != series["UID"]
    assert [e["UID"] for e in events(client, address)] == [event["UID"]]
    for wrong in ("19990101T1800", "huomenna", "1" * 40):
        assert client.get(f"/toiminta/{cafe.pk}.ics?kerta={wrong}").status_code == 404


def test_nothing_was_ever_there(client, cafe):
    draft = activity("Luonnos", of=organization("Muut ry"), publish=False)
    for pk in (draft.pk, 999_999, 10**25):
        assert client.get(f"/toiminta/{pk}.ics").status_code == 404


def test_many_series_cost_a_calendar_no_more_queries(
    client, cafe, admin, django_assert_max_num_queries
):
    client.get("/haku.ics")
    for n in range(4):
        cancelled_once(activity(f"Kerho {n}", of=cafe.organization), admin)
    with django_assert_max_num_queries(14):
        found = events(client, "/haku.ics")
    assert sum(each["STATUS"] == "CANCELLED" for each in found) == 4 and len(found) == 9
