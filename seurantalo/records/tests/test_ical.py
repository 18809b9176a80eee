"""What one adds to a calendar: stable, complete, and never more than is public."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from seurantalo.common.text import Text
from seurantalo.records.formats import ical
from seurantalo.records.schemas import ChannelRecord, ScheduleRecord

from .examples import HALL, OFFICE, SHELTER, at, choir, concert, helpline, occurrence
from .golden import same_as_golden

BASE = "https://seurantalo.example"


def events(record, lang="fi"):
    calendar = Calendar.from_ical(ical.write_activity(record, base_url=BASE, lang=lang))
    return [part for part in calendar.walk() if part.name == "VEVENT"]


def with_schedule(**fields):
    schedule = ScheduleRecord(**{"dtstart": at(2026, 3, 3, 18), **fields})
    return choir(
        channels=(ChannelRecord(kind="place", place=HALL, schedules=(schedule,)),), occurrences=()
    )


@pytest.mark.parametrize("example", [choir, concert, helpline])
def test_an_activity_is_written_byte_for_byte(example):
    written = ical.write_activity(example(), base_url=BASE, lang="fi")
    assert same_as_golden(f"{example.__name__}.ics", written)


def test_a_feed_is_written_byte_for_byte():
    written = ical.write_feed(
        [choir(), concert()],
        name="Kuorot, Kuopio",
        url=f"{BASE}/haku.ics?q=kuoro",
        base_url=BASE,
        lang="sv",
    )
    assert same_as_golden("feed.ics", written)


def test_a_calendar_program_is_told_all_the_standard_asks():
    written = ical.write_activity(choir(), base_url=BASE, lang="fi")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert written.count(b"\n") == written.count(b"\r\n")
    calendar = Calendar.from_ical(written)
    assert {zone["TZID"] for zone in calendar.walk("VTIMEZONE")} == {"Europe/Helsinki"}
    assert not calendar.get_missing_tzids()
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "LAST-MODIFIED", "URL"} <= set(
            event
        )
        assert not event.errors
        assert event["SEQUENCE"] == 7
        assert event["DTSTAMP"].dt == choir().modified


def test_changed_times_belong_to_their_schedule():
    planned, cancelled, moved, full = events(choir())
    assert planned["UID"] == "activity-12-channel-0-schedule-0@seurantalo.example"
    assert {each["UID"] for each in (cancelled, moved, full)} == {planned["UID"]}
    assert (cancelled["STATUS"], cancelled["RECURRENCE-ID"].dt) == (
        "CANCELLED",
        at(2026, 11, 3, 18),
    )
    assert "Johtaja on sairaana." in cancelled["DESCRIPTION"]
    assert (moved["RECURRENCE-ID"].dt, moved["DTSTART"].dt) == (
        at(2026, 11, 10, 18),
        at(2026, 11, 11, 17),
    )
    assert full["DESCRIPTION"].startswith("Täynnä")


def test_a_confidential_place_shows_its_municipality_alone():
    written = ical.write_activity(helpline(), base_url=BASE, lang="fi").decode()
    assert "LOCATION:Kuopio\r\n" in written
    for secret in ("Salainen", "Piilokatu", "70100", "GEO", "62.9"):
        assert secret not in written


def test_the_place_the_words_and_the_address_of_the_page():
    (event,) = events(concert(), "sv")
    assert event["SUMMARY"] == "Julkonsert"
    assert event["LOCATION"] == "Seurantalo, iso sali, Skolvägen 3, 73300 Kuopio"
    assert (event["GEO"].latitude, event["GEO"].longitude) == (63.2049, 28.0853)
    assert event["CONFERENCE"] == "https://example.org/suora"
    assert event["URL"] == f"{BASE}/toiminta/13"
    assert event["ORGANIZER"] == f"{BASE}/jarjestot/45"
    assert event["ORGANIZER"].params["CN"] == "Nilsiäs sångare rf"


def test_opening_hours_keep_nobody_busy():
    phone, shelter = events(helpline())
    assert phone["TRANSP"] == shelter["TRANSP"] == "TRANSPARENT"
    assert "DTEND" in phone and "RRULE" in phone
    assert events(choir())[0]["TRANSP"] == "OPAQUE"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"rrule": "FREQ=WEEKLY;COUNT=4"}, "FREQ=WEEKLY;COUNT=4"),
        ({"rrule": "FREQ=WEEKLY;COUNT=4", "until": date(2026, 12, 31)}, "FREQ=WEEKLY;COUNT=4"),
        ({"rrule": "FREQ=WEEKLY;COUNT=9", "until": date(2026, 4, 1)}, "FREQ=WEEKLY;UNTIL=20260401T205959Z"),
        ({"rrule": "FREQ=WEEKLY", "until": date(2026, 2, 28)}, None),
        ({"rrule": "FREQ=WEEKLY", "until": date(2026, 12, 1), "whole_day": True, "duration": timedelta(days=1)},
         "FREQ=WEEKLY;UNTIL=20261201"),
    ],
)  # fmt: skip
def test_a_rule_ends_in_one_way_only(fields, rule):
    written = [event["RRULE"].to_ical().decode() for event in events(with_schedule(**fields))]
    assert written == ([rule] if rule else [])


def test_the_first_time_is_one_of_the_rule():
    """ "Weekdays from Saturday" begins on Monday: calendars would show the Saturday otherwise."""
    (event,) = events(with_schedule(dtstart=at(2026, 8, 1, 9), rrule=OFFICE.rrule))
    assert event["DTSTART"].dt == at(2026, 8, 3, 9)


def test_a_whole_day_ends_on_the_day_after():
    (event,) = events(with_schedule(whole_day=True, duration=timedelta(days=2)))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 3, 3), date(2026, 3, 5))


def test_an_end_that_is_not_told_is_not_made_up():
    (event,) = events(with_schedule(duration=timedelta()))
    assert "DTEND" not in event and "DURATION" not in event


def test_times_without_a_schedule_stand_alone():
    (event,) = events(
        choir(
            channels=(ChannelRecord(kind="place"),), occurrences=(occurrence(at(2026, 5, 5, 18)),)
        )
    )
    assert event["UID"] == "activity-12-occurrence-12-0-20260505T1800@seurantalo.example"
    assert "RECURRENCE-ID" not in event


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_no_text_breaks_a_calendar(text, word):
    record = choir(name=Text(fi=text), description=Text(fi=text), summary=Text(sv=word))
    written = ical.write_activity(record, base_url=BASE, lang="fi")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert len(events(record)) == 4


def test_a_time_held_elsewhere_tells_its_own_place():
    elsewhere = occurrence(
        at(2026, 11, 24, 18), place=HALL.model_copy(update={"name": Text(fi="Ranta")})
    )
    hidden = occurrence(at(2026, 12, 1, 18), place=SHELTER)
    master, first, second = events(choir(occurrences=(elsewhere, hidden)))
    assert first["LOCATION"].startswith("Ranta, ") and not master["LOCATION"].startswith("Ranta")
    assert second["LOCATION"] == "Kuopio" and "GEO" not in second
