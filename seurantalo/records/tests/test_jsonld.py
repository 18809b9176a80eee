"""What search engines read: all they require of an event, nothing that is not public."""

import json
import re
from datetime import timedelta

import pytest

from seurantalo.common.text import Text
from seurantalo.records.formats import jsonld
from seurantalo.records.schemas import (
    ChannelRecord,
    OccurrenceRecord,
    PriceRecord,
    RegistrationRecord,
    ScheduleRecord,
)

from .examples import HALL, association, at, choir, concert, helpline, occurrence
from .golden import same_as_golden

BASE = "https://seurantalo.example"
# Google's structured data for events: a time with its offset, or a date.
MOMENT = re.compile(r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?$")
RECOMMENDED = {
    "description", "endDate", "eventStatus", "eventAttendanceMode", "image", "offers", "organizer",
}  # fmt: skip


def write(record, lang="fi"):
    return jsonld.write_activity(record, base_url=BASE, lang=lang)


def places(thing):
    found = thing["location"]
    return found if isinstance(found, list) else [found]


def check_event(event):
    assert event["name"] and MOMENT.match(event["startDate"])
    assert "endDate" not in event or MOMENT.match(event["endDate"])
    for place in places(event):
        if place["@type"] == "Place":
            assert place["name"] and place["address"]["addressCountry"] == "FI"
        else:
            assert place["@type"] == "VirtualLocation" and place["url"].startswith("https://")
    subs = event.get("subEvent", [])
    for sub in subs if isinstance(subs, list) else [subs]:
        check_event(sub)


@pytest.mark.parametrize("example", [choir, concert, helpline, association])
def test_a_page_is_described_byte_for_byte(example):
    write_one = jsonld.write_organization if example is association else jsonld.write_activity
    thing = write_one(example(), base_url=BASE, lang="fi")
    written = json.dumps(thing, ensure_ascii=False, indent=1).encode() + b"\n"
    assert same_as_golden(f"{example.__name__}.jsonld", written)


@pytest.mark.parametrize(
    "event",
    [
        choir(),
        concert(),
        concert(occurrences=()),
        concert(images=(), price=PriceRecord(), channels=(ChannelRecord(kind="online", url="https://example.org"),)),
        concert(channels=(ChannelRecord(kind="phone", phone="09 123"),)),
        concert(channels=(), service_areas=()),
        helpline(kind="event"),
        choir(summary=Text(), description=Text()),
    ],
)  # fmt: skip
def test_every_event_has_what_is_required(event):
    thing = write(event)
    assert thing["@type"] == "Event"
    check_event(thing)


def test_a_full_event_has_all_that_is_recommended():
    assert set(write(concert())) >= RECOMMENDED
    assert write(concert())["offers"]["price"] == "0"
    assert write(concert())["isAccessibleForFree"] is True


def test_the_next_time_leads_and_each_other_time_is_an_event_of_its_own():
    thing = write(choir())
    assert thing["startDate"] == "2026-10-27T18:00:00+02:00"
    cancelled, moved, full = thing["subEvent"]
    assert cancelled["eventStatus"].endswith("EventCancelled")
    assert cancelled["startDate"] == "2026-11-03T18:00:00+02:00"
    assert moved["eventStatus"].endswith("EventRescheduled")
    assert moved["previousStartDate"] == "2026-11-10T18:00:00+02:00"
    assert full["offers"]["availability"].endswith("SoldOut")
    schedule = thing["eventSchedule"]
    assert (schedule["repeatFrequency"], schedule["byDay"]) == ("P1W", "https://schema.org/Tuesday")
    assert schedule["exceptDate"] == ["2026-12-22", "2026-12-29"]
    assert schedule["duration"] == "PT1H30M"


def test_an_event_whose_every_time_is_cancelled_says_so():
    cancelled = occurrence(at(2026, 12, 13, 18), status="cancelled")
    assert write(concert(occurrences=(cancelled,)))["eventStatus"].endswith("EventCancelled")


def test_the_last_wednesday_is_told_as_calendars_do():
    monthly = ScheduleRecord(dtstart=at(2026, 1, 1, 17), rrule="FREQ=MONTHLY;BYDAY=-1WE")
    thing = write(
        choir(channels=(ChannelRecord(kind="place", schedules=(monthly,)),), occurrences=())
    )
    assert thing["eventSchedule"]["byDay"] == "-1WE"
    assert thing["startDate"] == "2026-01-28T17:00:00+02:00"


def test_a_whole_day_is_a_date_and_ends_on_its_last_day():
    days = OccurrenceRecord(
        id="x",
        start=at(2026, 7, 4),
        end=at(2026, 7, 6),
        original_start=at(2026, 7, 4),
        whole_day=True,
    )
    thing = write(concert(occurrences=(days,)))
    assert (thing["startDate"], thing["endDate"]) == ("2026-07-04", "2026-07-05")


def test_an_end_that_is_not_told_is_left_out():
    open_ended = occurrence(at(2026, 12, 13, 18), length=timedelta())
    assert "endDate" not in write(concert(occurrences=(open_ended,)))


def test_a_helpline_is_a_service_with_its_hours():
    thing = write(helpline(), "sv")
    assert (thing["@type"], thing["name"]) == ("Service", "Kristelefon")
    assert thing["hoursAvailable"][0]["opens"] == "09:00"
    assert len(thing["hoursAvailable"][0]["dayOfWeek"]) == 5
    assert thing["availableChannel"][0]["servicePhone"]["telephone"] == "09 2525 0111"
    assert write(helpline(public_service=True))["@type"] == "GovernmentService"


@pytest.mark.parametrize("kind", ["support", "event"])
def test_a_confidential_place_shows_its_municipality_alone(kind):
    shelter = helpline().channels[1].model_copy(update={"registration": None})
    written = json.dumps(write(helpline(kind=kind, channels=(shelter,))), ensure_ascii=False)
    assert '"addressLocality": "Kuopio"' in written
    for secret in ("Salainen", "Piilokatu", "70100", "GeoCoordinates", "62.9"):
        assert secret not in written


def test_an_organisation_is_told_with_absolute_addresses():
    thing = jsonld.write_organization(association(), base_url=BASE, lang="fi")
    assert thing["@type"] == "NGO"
    assert thing["url"] == f"{BASE}/jarjestot/45"
    assert thing["logo"] == f"{BASE}/media/logo.png"
    assert thing["parentOrganization"]["name"] == "Laulajien liitto ry"
    assert {each["value"] for each in thing["identifier"]} == {"1234567-1", "123.456"}
    group = association(registration_number="", business_id="")
    assert jsonld.write_organization(group, base_url=BASE, lang="fi")["@type"] == "Organization"
    city = association(public_service=True)
    assert (
        jsonld.write_organization(city, base_url=BASE, lang="fi")["@type"]
        == "GovernmentOrganization"
    )


def test_a_time_held_elsewhere_has_its_own_place_and_sign_up():
    beach = HALL.model_copy(update={"name": Text(fi="Ranta")})
    sign_up = RegistrationRecord(url="https://example.org/ranta")
    times = (
        occurrence(at(2026, 10, 27, 18)),
        occurrence(at(2026, 11, 4, 17), original=at(2026, 11, 3, 18), status="moved", place=beach),
        occurrence(at(2026, 11, 10, 18), registration=sign_up, status="cancelled"),
    )
    told = write(choir(occurrences=times))
    moved, cancelled = told["subEvent"]
    assert told["location"]["name"] != "Ranta" == moved["location"]["name"]
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["previousStartDate"] == "2026-11-03T18:00:00+02:00"
    assert cancelled["offers"]["url"] == "https://example.org/ranta"
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"
