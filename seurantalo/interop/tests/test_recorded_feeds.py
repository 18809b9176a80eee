"""Calendars as Google, Outlook, Nextcloud, Linked Events and WordPress write them are understood."""

import json
from datetime import date, datetime, timedelta

import pytest

from seurantalo.activities import recurrence
from seurantalo.common.time import HELSINKI
from seurantalo.interop.connections import addresses
from seurantalo.interop.tests.sources import ics, recorded
from seurantalo.records.content import ChannelContent
from seurantalo.records.formats.reading import feeds, ical, jsonld, linked_events
from seurantalo.records.formats.reading.found import without_secrets

SECRETS = (
    "meet.google", "teams.microsoft", "salainen", "tunnuskoodi", "aB3xYz", "vieras", "c_4f1d2b",
    "erottaminen", "Hallituksen", "Kreikassa", "mailto", "-::~",
)  # fmt: skip


def told(raw):
    return {str(each.name) or each.uid: each for each in ical.read(raw).events}


def at(month, day, hour, minute=0):
    return datetime(2035, month, day, hour, minute, tzinfo=HELSINKI)


def test_google(db):
    found = told(recorded("google.ics"))
    choir = found["Yhteislaulu"]
    assert ical.read(recorded("google.ics")).name == "Seuratalon tapahtumat"
    assert choir.schedule.dtstart == at(1, 2, 18)
    assert choir.schedule.duration == timedelta(minutes=90)
    assert choir.schedule.exdates == (date(2035, 2, 27),)
    assert str(choir.summary) == "Laulamme yhdessä. Nuotteja ei tarvitse osata."
    assert str(choir.place.street_address) == "Seuratie 3"
    moved, off = choir.changes
    assert (moved.status, moved.start) == ("moved", at(1, 17, 17))
    assert off.status == "cancelled"
    assert found["Loppiaisen laskiaisrieha"].schedule.whole_day
    assert found["Talkoot"].standing == "tentative"
    assert {uid for uid, each in found.items() if each.hidden} == {
        "7yhallitus2@google.com",
        "8varattu@google.com",
    }


def test_the_times_are_those_of_a_calendar_program(db):
    """recurring-ical-events expands the file itself; we expand what we read of it."""
    import icalendar
    import recurring_ical_events

    raw = recorded("google.ics")
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).between(
        datetime(2035, 1, 1, tzinfo=HELSINKI), datetime(2035, 6, 30, tzinfo=HELSINKI)
    )
    choir = [each for each in events if each["SUMMARY"] == "Yhteislaulu"]
    theirs = {
        (each["DTSTART"].dt, each["DTEND"].dt)
        for each in choir
        if each.get("STATUS") != "CANCELLED"
    }
    one = told(raw)["Yhteislaulu"]
    channel = ChannelContent(schedules=(one.schedule,), changes=one.changes)
    ours = {
        (each.start, each.end)
        for each in recurrence.occasions([channel], at(1, 1, 0), at(6, 30, 0))
        if each.status != "cancelled"
    }
    assert ours == theirs
    assert len(ours) > 15


def test_outlook(db):
    found = told(recorded("outlook.ics"))
    coffee = found["Omaishoitajien kahvihetki"]
    assert coffee.schedule.dtstart == at(1, 31, 18)
    assert "BYDAY=-1WE" in coffee.schedule.rrule
    assert str(coffee.summary) == "Tule juttelemaan."
    assert sum(each.hidden for each in found.values()) == 3


def test_nextcloud(db):
    found = told(recorded("nextcloud.ics"))
    market = found["Kyläkirppis"]
    assert (market.words, market.where) == (
        ("Kirpputori",),
        "Kylätalo, Koulutie 1, 74100 Iisalmi",
    )
    assert sum(each.hidden for each in found.values()) == 1


@pytest.mark.parametrize("name", ["google.ics", "outlook.ics", "nextcloud.ics"])
def test_nothing_private_is_read(db, name):
    """Whatever is kept of a file holds no guest, secret or private word."""
    kept = str(ical.read(recorded(name)))
    assert [secret for secret in SECRETS if secret.casefold() in kept.casefold()] == []


def test_only_busy(db):
    assert ical.read(recorded("busy.ics")).only_busy
    assert not ical.read(recorded("google.ics")).only_busy


def test_linked_events(db):
    found = {
        each.uid: each for each in linked_events.read([json.loads(recorded("linked_events.json"))])
    }
    assert set(found) == {"helsinki:agf1", "helsinki:series", "helsinki:draft"}
    concert, series = found["helsinki:agf1"], found["helsinki:series"]
    assert dict(concert.name) == {"fi": "Lasten konsertti", "sv": "Barnkonsert"}
    assert (concert.minimum_age, concert.maximum_age, concert.price.kind) == (7, 12, "free")
    assert concert.schedule.dtstart == at(5, 5, 18)
    assert concert.schedule.duration == timedelta(hours=2, minutes=30)
    assert concert.where == "Maaherrankatu 12, 70100, Kuopio"
    assert (concert.words, concert.languages) == (("musiikki",), ("fi",))
    assert (series.online, series.schedule.rdates) == (True, (at(6, 8, 10),))
    assert [(one.original_start, one.status) for one in series.changes] == [
        (at(6, 8, 10), "cancelled")
    ]
    assert found["helsinki:draft"].hidden
    assert not found["helsinki:draft"].name


def test_the_events_calendar_of_wordpress(db):
    page = jsonld.read(
        recorded("events_calendar.page"), "https://kyla.example/tapahtuma/kesakahvila/"
    )
    (cafe,) = page.events
    assert str(cafe.name) == "Kesäkahvila"
    assert str(cafe.summary) == "Kahvia ja pullaa rannalla."
    assert cafe.schedule.dtstart == at(6, 16, 11)
    assert (str(cafe.place.name), cafe.where) == ("Uimaranta", "Rantatie 2, 74100, Iisalmi")
    assert (cafe.price.kind, str(cafe.price.text)) == ("paid", "2 €")
    assert "salainen" not in str(cafe)
    assert jsonld.feeds(recorded("events_calendar.page")) == [("application/rss+xml", "/feed/")]


def test_modern_events_calendar(db):
    (entry,) = feeds.read(recorded("mec_rss.xml")).entries
    assert entry.event.schedule.dtstart == at(4, 28, 18)
    assert entry.event.schedule.duration == timedelta(hours=2)
    assert entry.event.place.postal_code == "73300"


def test_a_plain_feed_tells_no_times(db):
    entries = feeds.read(recorded("events_calendar_rss.xml")).entries
    assert [str(each.event.name) for each in entries] == ["Kesäkahvila", "Uutinen ilman aikaa"]
    assert all(each.event.schedule is None for each in entries)


@pytest.mark.parametrize(
    "raw", [b"", b"<html></html>", b"<rss>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>"]
)
def test_what_is_no_feed(db, raw):
    with pytest.raises(feeds.NotFeed):
        feeds.read(raw)


def test_a_time_whose_series_is_not_told_is_an_event_of_its_own(db):
    (one,) = ical.read(
        ics(
            {
                "UID": "a",
                "SUMMARY": "Kuoro",
                "RECURRENCE-ID": "20350305T180000",
                "DTSTART": "20350306T180000",
            }
        )
    ).events
    assert one.uid.startswith("a#")


def test_one_time_with_a_place_and_words_of_its_own(db):
    series = {
        "UID": "a",
        "SUMMARY": "Kuoro",
        "DTSTART": "20350305T180000",
        "DURATION": "PT1H",
        "RRULE": "FREQ=WEEKLY",
        "LOCATION": "Talo",
    }
    once = {
        **series,
        "RECURRENCE-ID": "20350312T180000",
        "DTSTART": "20350312T180000",
        "LOCATION": "Kirkko",
        "SUMMARY": "Kevätkonsertti",
    }
    del once["RRULE"]
    private = {
        **once,
        "RECURRENCE-ID": "20350319T180000",
        "DTSTART": "20350319T180000",
        "SUMMARY": "Salaisuus",
        "CLASS": "PRIVATE",
    }
    (found,) = ical.read(ics(series, once, private)).events
    here, hidden = found.changes
    assert (here.status, str(here.place.name), str(here.note)) == (
        "scheduled",
        "Kirkko",
        "Kevätkonsertti",
    )
    assert hidden.status == "cancelled"
    assert "Salaisuus" not in str(found)


def test_ordinary_words_stay():
    told = "Pin-merkkien vaihto klo 18.\nTietoa: https://seura.example/pin\nSoita 040 123."
    assert without_secrets(told) == told


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (
            "https://calendar.google.com/calendar/embed?src=seura%40group.calendar.google.com&ctz=Europe%2FHelsinki",
            "https://calendar.google.com/calendar/ical/seura%40group.calendar.google.com/public/basic.ics",
        ),
        (
            "https://calendar.google.com/calendar/u/0?cid=c2V1cmFAZ3JvdXAuY2FsZW5kYXIuZ29vZ2xlLmNvbQ",
            "https://calendar.google.com/calendar/ical/seura%40group.calendar.google.com/public/basic.ics",
        ),
        (
            "https://calendar.google.com/calendar/ical/x/private-abc/basic.ics",
            "https://calendar.google.com/calendar/ical/x/private-abc/basic.ics",
        ),
        (
            "https://outlook.office365.com/owa/calendar/1@x.fi/2/calendar.html",
            "https://outlook.office365.com/owa/calendar/1@x.fi/2/calendar.ics",
        ),
        (
            "https://pilvi.example/index.php/apps/calendar/p/AbC123/Kylatalo",
            "https://pilvi.example/remote.php/dav/public-calendars/AbC123?export",
        ),
        ("webcal://x.fi/a.ics", "https://x.fi/a.ics"),
        (
            "https://linkedevents.example/v1/event/?publisher=ahjo:1",
            "https://linkedevents.example/v1/event/?start=today&include=location,keywords&page_size=100&publisher=ahjo:1&format=json",
        ),
    ],
)
def test_addresses_as_people_copy_them(typed, read):
    assert addresses.readable(typed) == read
