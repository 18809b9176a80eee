"""Whatever a search finds can be followed: as news, in a calendar, on a map, by search engines."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from seurantalo.activities import commands, queries
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import organization
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import OccurrenceChange, PlaceContent

pytestmark = pytest.mark.django_db

QUERY = "q=kahvila&kunta=297&laji=support"


@pytest.fixture
def cafe():
    return activity("Ystäväkahvila", themes=("loneliness",))


def events(content: bytes):
    calendar = Calendar.from_ical(content)
    return [part for part in calendar.walk("VEVENT")]


# -- News ---------------------------------------------------------------------------------------------


def test_a_search_as_news_is_good_atom(client, cafe):
    activity("Kahvila Iisalmessa", channels=(at(PlaceContent(municipality="140")),))
    response = client.get(f"/haku.atom?{QUERY}")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(response.content)
    assert feed.bozo == 0
    assert [entry.title for entry in feed.entries] == ["Ystäväkahvila"]
    assert "kahvila" in feed.feed.title and "Kuopio" in feed.feed.title
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"].endswith(
        f"/haku.atom?{QUERY.replace('q=kahvila&kunta=297&laji=support', 'q=kahvila&laji=support&kunta=297')}"
    )
    assert "/haku?q=kahvila" in links["alternate"]


def test_the_newest_news_come_first_whatever_the_page(client, cafe):
    activity("Uusi kahvila")
    feed = feedparser.parse(client.get("/haku.atom?q=kahvila&laji=support&sivu=3").content)
    assert [entry.title for entry in feed.entries] == ["Uusi kahvila", "Ystäväkahvila"]


def test_an_empty_feed_is_a_feed_that_stays_the_same(client):
    first = client.get("/haku.atom?q=kahvila")
    assert feedparser.parse(first.content).bozo == 0
    assert first.content == client.get("/haku.atom?q=kahvila").content


# -- Calendars ----------------------------------------------------------------------------------------


def test_one_activity_goes_to_a_calendar_and_is_not_sent_again_in_vain(client, cafe):
    address = f"/toiminta/{cafe.pk}.ics"
    first = client.get(address)
    assert first["Content-Type"].startswith("text/calendar")
    (event,) = events(first.content)
    assert event["SUMMARY"] == "Ystäväkahvila" and event["RRULE"]["FREQ"] == ["WEEKLY"]
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_cancelled_time_stays_cancelled_and_the_sequence_grows(client, cafe, admin):
    before = events(client.get(f"/toiminta/{cafe.pk}.ics").content)[0]
    etag = client.get(f"/toiminta/{cafe.pk}.ics")["ETag"]
    record = queries.get_record(cafe.pk)
    second = record.occurrences[1].start
    commands.change_occurrence(cafe, OccurrenceChange(original_start=second), by=admin)
    again = client.get(f"/toiminta/{cafe.pk}.ics", headers={"If-None-Match": etag})
    assert again.status_code == 200
    whole, cancelled = events(again.content)
    assert cancelled["STATUS"] == "CANCELLED" and cancelled["UID"] == whole["UID"] == before["UID"]
    assert cancelled["RECURRENCE-ID"].dt == second
    assert whole["SEQUENCE"] > before["SEQUENCE"]


def test_a_new_name_of_the_organiser_reaches_those_who_have_the_old(client, cafe, admin):
    for kind in ("ics", "json"):
        address = f"/toiminta/{cafe.pk}.{kind}"
        first = client.get(address)
        house = type(cafe).objects.get(pk=cafe.pk).organization
        house.name = Text(fi=f"Uusi nimi {kind} ry")
        publishing.publish(house, by=admin)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 200 and f"Uusi nimi {kind}" in again.content.decode()


def test_a_search_is_a_calendar_of_the_same_query(client, cafe):
    activity("Iisalmen kahvila", channels=(at(PlaceContent(municipality="140")),))
    response = client.get(f"/haku.ics?{QUERY}")
    assert [event["SUMMARY"] for event in events(response.content)] == ["Ystäväkahvila"]
    same = client.get(f"/haku.ics?{QUERY}", headers={"If-None-Match": response["ETag"]})
    assert same.status_code == 304
    assert client.get("/haku.ics?q=siilinhoito").status_code == 200


def test_a_search_for_organisations_is_a_calendar_of_what_they_do(client):
    other = organization("Muut ry")
    for n in range(2):
        activity(f"Kerho {n}", of=other)
    found = events(client.get("/haku.ics?laji=organization&q=muut").content)
    assert {str(event["SUMMARY"]) for event in found} == {"Kerho 0", "Kerho 1"}


# -- Map ----------------------------------------------------------------------------------------------


def test_a_search_as_points_is_geojson(client, cafe):
    response = client.get(f"/haku.geojson?{QUERY}")
    assert response["Content-Type"].startswith("application/geo+json")
    (feature,) = json.loads(response.content)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [28.0876, 63.2064]}
    assert feature["properties"]["url"] == f"/toiminta/{cafe.pk}"
    swedish = json.loads(client.get("/sv/sok.geojson?q=kahvila").content)["features"][0]
    assert swedish["properties"]["url"] == f"/sv/verksamhet/{cafe.pk}"


# -- What pages tell machines ---------------------------------------------------------------------------


def head(client, address):
    return BeautifulSoup(client.get(address).content, "html5lib")


def test_the_page_of_a_search_names_its_feeds_with_the_same_query(client, cafe):
    soup = head(client, f"/haku?{QUERY}")
    feeds = {e["type"]: e["href"] for e in soup.select('head link[rel="alternate"][type]')}
    assert set(feeds) == {"application/atom+xml", "text/calendar"}
    for address in feeds.values():
        assert {"q=kahvila", "kunta=297", "laji=support"} == set(
            address.partition("?")[2].split("&")
        )
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("kind", ["toiminta", "jarjestot"])
def test_a_page_has_one_address_in_each_language(client, cafe, kind):
    pk = cafe.pk if kind == "toiminta" else cafe.organization_id
    soup = head(client, f"/{kind}/{pk}?utm_source=x")
    assert soup.select_one('link[rel="canonical"]')["href"].endswith(f"/{kind}/{pk}")
    languages = {e["hreflang"]: e["href"] for e in soup.select("link[hreflang]")}
    assert {"fi", "sv", "en", "se"} <= languages.keys()
    for lang, address in languages.items():
        path = address.removeprefix("http://localhost:8000")
        assert head(client, path).html["lang"] == lang
    assert soup.select_one('meta[property="og:title"]')["content"]
    assert soup.select_one('meta[property="og:url"]')["content"].endswith(f"/{kind}/{pk}")


def test_activities_and_organisations_tell_schema_org(client, cafe):
    for path, name in (
        (f"/toiminta/{cafe.pk}", "Ystäväkahvila"),
        (f"/jarjestot/{cafe.organization_id}", "Nilsiän ystävät ry"),
    ):
        told = json.loads(
            head(client, path).select_one('script[type="application/ld+json"]').string
        )
        assert told["@context"].startswith("https://schema.org") and name in json.dumps(
            told, ensure_ascii=False
        )


def test_the_sitemap_has_every_public_page_in_every_language(client, cafe, admin):
    secret = activity("Luonnos", publish=False)
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [e.text for e in index.iter() if e.tag.endswith("}loc")]
    assert len(parts) == 3
    pages = " ".join(
        client.get(part.partition("testserver")[2] or part).content.decode() for part in parts
    )
    for path in (
        f"/toiminta/{cafe.pk}<",
        f"/sv/verksamhet/{cafe.pk}<",
        "/kunnat/297<",
        "/teemat/sport<",
        f"/jarjestot/{cafe.organization_id}<",
    ):
        assert path in pages
    assert f"/toiminta/{secret.pk}<" not in pages
    publishing.withdraw(cafe, by=admin)
    assert f"/toiminta/{cafe.pk}<" not in client.get("/sitemap-activities.xml").content.decode()
