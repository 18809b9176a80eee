"""PTV's JSON becomes organisations, services and channels in our own words."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from seurantalo.common.coordinates import to_tm35fin, to_wgs84
from seurantalo.records.formats import ptv

PAYLOADS = Path(__file__).parent / "ptv_payloads"


def payload(name):
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def test_an_organisation_arrives_with_its_numbers_addresses_and_contacts():
    (found,) = ptv.read(payload("organization")).organizations
    content = found.content

    assert content.name == {"fi": "Tuulensuun kunta", "sv": "Vindmynne kommun"}
    assert (content.business_id, content.kind) == ("1234567-1", "municipality")
    assert content.public_service and content.source == "ptv"
    assert [(area.kind, area.code) for area in content.service_areas] == [("municipality", "297")]
    (address,) = content.addresses  # the PO box is nothing to visit
    assert address.street_address == {"fi": "Torikuja 1", "sv": "Torggränden 1"}
    assert address.directions == {"fi": "Käynti sisäpihalta."}
    phone, mail = content.contacts
    assert (phone.phone, phone.role["fi"]) == ("017 1234567", "Vaihde")
    assert (mail.email, mail.role["fi"]) == ("kirjaamo@tuulensuu.fi", "Kirjaamo")
    assert content.links[0].url == "https://www.tuulensuu.fi/"


def test_a_service_arrives_in_plain_text_with_its_classes_price_and_responsible_organisation():
    (found,) = ptv.read(payload("service")).services
    content = found.content

    assert content.name == {"fi": "Vanhusten ystäväpalvelu", "sv": "Vänservice för äldre"}
    assert content.summary["sv"] == "Du får en vän som besöker dig."
    assert content.description["fi"] == (
        "Ystävä käy luonasi kerran viikossa.\n\n- Kahvit\n- Kävelyt\n\nSoita ja kerro toiveesi."
    )
    assert (content.price.kind, content.price.text["fi"]) == ("free", "Ei maksa mitään.")
    assert content.languages == ("fi", "sv")
    assert found.service_classes == ("P4.12",)
    assert (found.target_groups, found.life_events) == (("KR1.1",), ("KE9",))
    assert found.ontology_terms[0]["sv"] == "vänverksamhet"
    assert [one.name for one in found.organizations] == ["Tuulensuun kunta"]
    assert [one.channel.name for one in found.connections] == ["Palvelutalo", "Ystäväpuhelin"]
    assert found.connections[1].contacts[0].email == "ystava@tuulensuu.fi"


def test_a_place_arrives_with_its_point_hours_and_accessibility():
    place = ptv.read(payload("channels_page")).channels[0]
    (way,) = place.contents

    assert way.place.name["fi"] == "Palvelutalo Tuulikello"
    assert way.place.street_address["sv"] == "Vindgränden 3 B"
    assert (way.place.municipality, way.place.postal_code) == ("297", "70100")
    assert (way.place.latitude, way.place.longitude) == pytest.approx((62.9124, 27.6496), abs=1e-4)
    assert "esteetön wc" in way.note["fi"]
    assert way.phone == "017 1234568"
    assert place.contacts[0].role["fi"] == "Aula, pvm/mpm"
    assert [service.name for service in place.services] == ["Vanhusten ystäväpalvelu"]


def test_exceptions_close_the_usual_hours_and_open_their_own():
    weekdays, friday, eve = ptv.read(payload("channels_page")).channels[0].contents[0].schedules

    assert weekdays.rrule == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH"
    assert (weekdays.dtstart.hour, weekdays.duration) == (8, timedelta(hours=8))
    closed = (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 31))
    assert weekdays.exdates == closed
    assert (friday.rrule, friday.duration) == ("FREQ=WEEKLY;BYDAY=FR", timedelta(hours=6))
    assert (eve.dtstart.date(), eve.rrule, eve.duration) == (closed[-1], "", timedelta(hours=2))


def test_a_helpline_round_the_clock_keeps_its_short_number():
    phone = ptv.read(payload("channels_page")).channels[1]
    (way,) = phone.contents

    assert (way.kind, way.phone) == ("phone", "080012345")
    (schedule,) = way.schedules
    assert (schedule.rrule, schedule.whole_day) == ("FREQ=DAILY", True)
    assert [(area.kind, area.code) for area in phone.areas] == [("country", "FI")]


def test_drafts_and_mere_names_are_refused_with_a_reason():
    reading = ptv.read(payload("drafts"))

    assert not reading.services
    assert [problem.field for problem in reading.problems] == ["publishingStatus", ""]
    assert all(problem.fatal for problem in reading.problems)
    assert dict(reading.problems[0].params) == {"value": "Draft"}


@pytest.mark.parametrize("empty", [None, 7, "text", [], {}, {"itemList": []}, [[[[[[[]]]]]]]])
def test_what_is_no_ptv_is_said_to_be_none(empty):
    (problem,) = ptv.read(empty).problems
    assert problem.fatal


def hours(**entry):
    place = payload("channels_page")["itemList"][0] | {"serviceHours": [entry]}
    reading = ptv.read(place)
    return reading.channels[0].contents[0], [one.reason for one in reading.problems]


def opening(day, start, end, to=""):
    return {"dayFrom": day, "dayTo": to, "from": start, "to": end}


def test_over_midnight_spans_days():
    way, _ = hours(
        serviceHourType="OverMidnight", openingHour=[opening("Friday", "18:00", "12:00", "Sunday")]
    )
    (schedule,) = way.schedules
    assert (schedule.rrule, schedule.duration) == ("FREQ=WEEKLY;BYDAY=FR", timedelta(hours=42))


def test_older_versions_span_days_by_standard_hours():
    way, _ = hours(
        serviceHourType="Standard", openingHour=[opening("Monday", "08:00", "16:00", "Friday")]
    )
    assert [schedule.rrule for schedule in way.schedules] == ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"]


def test_midnight_as_an_end_is_the_end_of_the_day():
    way, _ = hours(
        serviceHourType="DaysOfTheWeek", openingHour=[opening("Monday", "18:00", "00:00")]
    )
    assert way.schedules[0].duration == timedelta(hours=6)


def test_seasons_start_and_end_on_their_helsinki_days():
    way, _ = hours(
        serviceHourType="DaysOfTheWeek",
        validFrom="2026-05-31T21:00:00Z",  # midnight of 1 June in Helsinki
        validTo="2026-08-31T00:00:00",
        openingHour=[opening("Wednesday", "08:00", "16:00")],
    )
    (schedule,) = way.schedules
    assert (schedule.dtstart.date(), schedule.until) == (date(2026, 6, 3), date(2026, 8, 31))


def test_by_appointment_is_said_in_words():
    way, _ = hours(serviceHourType="DaysOfTheWeek", isReservation=True, openingHour=[])
    assert not way.schedules
    assert way.note["fi"].startswith("Ajanvarauksella")


def test_unknown_and_senseless_hours_are_left_out_and_told():
    way, reasons = hours(
        serviceHourType="DaysOfTheWeek",
        openingHour=[opening("Someday", "08:00", "16:00"), opening("Monday", "25:00", "26:00")],
    )
    assert not way.schedules
    assert len(reasons) == 2
    way, reasons = hours(serviceHourType="serviceHourType")
    assert not way.schedules and "unknown" in reasons[0]


def test_older_flat_addresses_and_page_addresses_are_read():
    place = payload("channels_page")["itemList"][0]
    place["addresses"] = [
        {
            "type": "Location",
            "streetAddress": [{"language": "fi", "value": "Vanhakatu"}],
            "streetNumber": "4",
            "postalCode": "70100",
            "municipality": {"code": "297"},
            "latitude": "62.9",
            "longitude": "27.7",
        }
    ]
    place["webPages"] = None
    place["urls"] = [{"language": "fi", "value": "www.tuulensuu.fi"}]
    (channel,) = ptv.read([place]).channels

    told = channel.contents[0].place
    assert (told.street_address["fi"], told.latitude) == ("Vanhakatu 4", 62.9)
    assert channel.links[0].url == "https://www.tuulensuu.fi"


def test_swapped_coordinates_are_left_out():
    place = payload("channels_page")["itemList"][0]
    street = place["addresses"][0]["streetAddress"]
    street["latitude"], street["longitude"] = street["longitude"], street["latitude"]
    reading = ptv.read(place)

    assert reading.channels[0].contents[0].place.latitude is None
    assert [problem.field for problem in reading.problems] == ["coordinates"]


def test_map_coordinates_go_there_and_back():
    easting, northing = to_tm35fin(60.40272, 25.02442)  # the centre of Tuusula
    assert (easting, northing) == pytest.approx((391160.0, 6697894.1), abs=1)
    assert to_wgs84(easting, northing) == pytest.approx((60.40272, 25.02442), abs=1e-7)
    with pytest.raises(ValueError, match="not a point"):
        to_wgs84(northing, easting)
