"""A club has its times in a calendar on the web: she pastes its address and chooses the events."""

import threading
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse

from seurantalo.activities.models import Activity
from seurantalo.common.time import HELSINKI
from seurantalo.interop import calendars, codes, queries
from seurantalo.interop.models import Upload
from seurantalo.interop.report import Unreadable
from seurantalo.organizations.tests.factories import organization
from seurantalo.publishing.standing import standing

TODAY = date(2026, 3, 2)
SOON = f"{date.today() + timedelta(days=20):%Y%m%d}"


def calendar(*events):
    body = "".join(
        "BEGIN:VEVENT\r\n" + "".join(f"{line}\r\n" for line in event) + "END:VEVENT\r\n"
        for event in events
    )
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//FI\r\n{body}END:VCALENDAR\r\n".encode()
    )


def read(*events, today=TODAY):
    return calendars.read(
        calendar(*events),
        organization=1,
        codes=codes.load(),
        municipality=queries.municipality_in,
        today=today,
    )


CHOIR = (
    "UID:kuoro@x",
    "SUMMARY:Kuoro",
    "DTSTART;TZID=Europe/Helsinki:20260303T180000",
    "DTEND;TZID=Europe/Helsinki:20260303T193000",
    "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260526T210000Z",
    "EXDATE;TZID=Europe/Helsinki:20260317T180000",
    "LOCATION:Nilsiän seurantalo\\, Seuratie 3\\, 73300 Nilsiä",
    "DESCRIPTION:<p>Laulamme <b>yhdessä</b>.</p><script>alert(1)</script><p>Tervetuloa!</p>",
    "URL:https://kuoro.example/",
)


def test_a_weekly_series(world):
    (row,) = read(CHOIR)
    content = row.content
    (channel,) = content.channels
    (schedule,) = channel.schedules
    assert row.fits
    assert (content.kind, str(content.name)) == ("hobby", "Kuoro")
    assert schedule.dtstart == datetime(2026, 3, 3, 18, tzinfo=HELSINKI)
    assert schedule.duration == timedelta(minutes=90)
    assert schedule.exdates == (date(2026, 3, 17),)
    assert "UNTIL=20260526T210000Z" in schedule.rrule
    assert str(channel.place.name) == "Nilsiän seurantalo"
    assert str(channel.place.street_address) == "Seuratie 3"
    assert (channel.place.postal_code, channel.place.municipality) == ("73300", "297")
    assert "<" not in str(content.summary) + str(content.description)
    assert "alert" not in str(content.description)
    assert str(content.summary) == "Laulamme yhdessä."
    assert content.links[0].url == "https://kuoro.example/"


def test_one_time_of_a_series_that_moved_or_was_cancelled(world):
    moved = (
        "UID:kuoro@x",
        "SUMMARY:Kuoro",
        "RECURRENCE-ID;TZID=Europe/Helsinki:20260310T180000",
        "DTSTART;TZID=Europe/Helsinki:20260311T170000",
        "DTEND;TZID=Europe/Helsinki:20260311T180000",
    )
    off = (
        "UID:kuoro@x",
        "RECURRENCE-ID;TZID=Europe/Helsinki:20260324T180000",
        "DTSTART;TZID=Europe/Helsinki:20260324T180000",
        "STATUS:CANCELLED",
    )
    (row,) = read(CHOIR, moved, off)
    first, second = row.content.channels[0].changes
    assert (first.status, first.start.day) == ("moved", 11)
    assert second.status == "cancelled"


def test_a_single_event_in_utc_a_whole_day_and_a_duration(world):
    utc = ("UID:1", "SUMMARY:Retki", "DTSTART:20260701T090000Z", "DURATION:PT2H")
    day = ("UID:2", "SUMMARY:Juhla", "DTSTART;VALUE=DATE:20260705", "DTEND;VALUE=DATE:20260707")
    floating = ("UID:3", "SUMMARY:Talkoot", "DTSTART:20260801T100000")
    rows = read(utc, day, floating)
    times = [row.content.channels[0].schedules[0] for row in rows]
    assert [row.content.kind for row in rows] == ["event"] * 3
    assert times[0].dtstart == datetime(2026, 7, 1, 12, tzinfo=HELSINKI)
    assert times[0].duration == timedelta(hours=2)
    assert (times[1].whole_day, times[1].duration) == (True, timedelta(days=2))
    assert times[2].dtstart.hour == 10
    assert times[2].duration == timedelta()


def test_what_is_over_cancelled_or_untimed_is_not_taken(world):
    old = ("UID:1", "SUMMARY:Vanha", "DTSTART:20250101T100000")
    off = ("UID:2", "SUMMARY:Peruttu", "DTSTART:20260801T100000", "STATUS:CANCELLED")
    untimed = ("UID:3", "SUMMARY:Ei aikaa")
    every_second = ("UID:4", "SUMMARY:Pommi", "DTSTART:20260801T100000", "RRULE:FREQ=SECONDLY")
    rows = read(old, off, untimed, every_second, CHOIR)
    assert {row.name: row.fits for row in rows} == {
        "Ei aikaa": False,
        "Pommi": False,
        "Kuoro": True,
    }
    assert all(row.problems for row in rows if not row.fits)


def test_an_event_on_the_web(world):
    (row,) = read(
        ("UID:1", "SUMMARY:Etäkahvit", "DTSTART:20260801T100000", "LOCATION:https://meet.example/k")
    )
    channel = row.content.channels[0]
    assert (channel.kind, channel.url, channel.place) == ("online", "https://meet.example/k", None)


def test_long_texts_are_cut_and_said(world):
    (row,) = read(
        ("UID:1", "SUMMARY:" + "a" * 300, "DTSTART:20260801T100000", "DESCRIPTION:" + "b" * 9000)
    )
    assert len(str(row.content.name)) == 200
    assert len(row.problems) == 2


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>kirjaudu</html>",
        b"BEGIN:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:eilen\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        calendar(),
        b"BEGIN:VCALENDAR\r\n" + bytes(range(256)) * 20,
    ],
)
def test_what_is_no_calendar_is_refused(world, raw):
    with pytest.raises(Unreadable) as refused:
        found = calendars.read(
            raw, organization=1, codes=codes.load(), municipality=str, today=TODAY
        )
        assert not any(row.fits for row in found)
        raise Unreadable("it was read, and nothing of it can be taken")
    assert str(refused.value)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("webcal://x.fi/a.ics", "https://x.fi/a.ics"),
        (" https://x.fi/a.ics ", "https://x.fi/a.ics"),
        ("x.fi/a.ics", "https://x.fi/a.ics"),
        ("kalenteri", "kalenteri"),
    ],
)
def test_addresses_as_people_paste_them(typed, address):
    assert calendars.address_of(typed) == address


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.server.body if self.path == "/kerho.ics" else None
        self.send_response(200 if body is not None else 404)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    settings.FETCH_ALLOW_PRIVATE = True
    found = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.body = calendar(
        ("UID:1", "SUMMARY:Kesäretki", f"DTSTART:{SOON}T100000", "LOCATION:Kuopio"),
        ("UID:2", "SUMMARY:Kokous", f"DTSTART:{SOON}T180000"),
    )
    found.at = f"http://127.0.0.1:{found.server_port}"
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def hers(client, aino, friends):
    client.force_login(aino)
    return client


def paste(client, friends, url):
    return client.post(reverse("paste-calendar"), {"url": url, "organization": friends.pk})


def test_the_chosen_events_become_drafts(hers, friends, server):
    address = paste(hers, friends, f"{server.at}/kerho.ics").url
    page = hers.get(address).content.decode()
    assert "Kesäretki" in page
    assert Activity.objects.count() == 0
    hers.post(address, {"row": "0"})
    trip = Activity.objects.get()
    assert (str(trip.name), standing(trip)) == ("Kesäretki", "draft")


@pytest.mark.parametrize("url", ["/toinen.ics", "", ":1/", "@"])
def test_an_address_without_a_calendar(hers, friends, server, url):
    url = f"{server.at}{url}" if url.startswith("/") else f"http://127.0.0.1{url}"
    answer = paste(hers, friends, url)
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["url"][0]) > 20
    assert url in answer.content.decode()  # nothing typed is lost


def test_nobody_is_led_into_our_own_network(hers, friends, server, settings):
    settings.FETCH_ALLOW_PRIVATE = False
    answer = paste(hers, friends, f"{server.at}/kerho.ics")
    assert answer.status_code == 422
    assert not Upload.objects.exists()


def test_fetching_again_and_again_is_stopped(hers, friends, server, monkeypatch):
    monkeypatch.setattr("seurantalo.interop.views.FETCHES", 1)
    paste(hers, friends, f"{server.at}/kerho.ics")
    answer = paste(hers, friends, f"{server.at}/kerho.ics")
    assert answer.status_code == 422


def test_others_organisations_cannot_be_chosen(hers, server):
    other = organization("Siilin Soutajat")
    assert paste(hers, other, f"{server.at}/kerho.ics").status_code == 422
