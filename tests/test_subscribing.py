"""From every view the way into one's own calendar, spelt as each program wants it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from seurantalo.activities.tests.factories import activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe():
    return activity("Ystäväkahvila", themes=("loneliness",))


@pytest.mark.parametrize(
    "page",
    [
        "/haku?q=kahvila&kunta=297", "/kalenteri?kunta=297", "/kalenteri?nakyma=viikko&kunta=297",
        "/kunnat/297", "/teemat/loneliness", "/jarjestot/{house}", "/toiminta/{cafe}",
        "/sv/kommuner/297", "/en/activities/{cafe}",
    ],
)  # fmt: skip
def test_every_view_can_be_subscribed_to(client, cafe, page):
    page = page.format(cafe=cafe.pk, house=cafe.organization_id)
    soup = BeautifulSoup(client.get(page).content, "html5lib")
    (box,) = soup.select("details.subscribe")
    address = box.select_one("input[readonly]")["value"]
    assert soup.find("label", attrs={"for": "subscribe-address"})
    links = [link["href"] for link in box.select("a")]
    webcal = next(link for link in links if link.startswith("webcal://"))
    assert webcal.partition("://")[2] == address.partition("://")[2]
    google, outlook = (next(e for e in links if name in e) for name in ("google", "outlook"))
    assert parse_qs(urlsplit(google).query)["cid"] == [webcal]
    assert parse_qs(urlsplit(outlook).query)["url"] == [address]
    feed = client.get(address.removeprefix("http://localhost:8000"))
    assert "Ystäväkahvila" in {str(e["SUMMARY"]) for e in Calendar.from_ical(feed.content).events}


def test_the_calendar_keeps_its_filters(client, cafe):
    soup = BeautifulSoup(
        client.get("/kalenteri?kunta=297&teema=sport&nakyma=luettelo").content, "html5lib"
    )
    address = soup.select_one("details.subscribe input")["value"]
    assert parse_qs(urlsplit(address).query) == {"kunta": ["297"], "teema": ["sport"]}
