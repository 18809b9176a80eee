"""What goes out is read by other programs as it was meant: three parsers, every kind of feed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import recurring_ical_events
import vobject
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from seurantalo.activities import commands, queries
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.time import HELSINKI, helsinki, now, wall_clock
from seurantalo.organizations.tests.factories import NILSIA, member, organization
from seurantalo.planning import keys
from seurantalo.planning.tests.factories import plan
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import OccurrenceChange
from seurantalo.records.formats.ical_plans import PlannedEvent, write_plans
from seurantalo.records.schemas import ScheduleRecord

# Programs read these by name; RFC 7986 took their place and not every program follows it.
KNOWN_X = {"X-WR-CALNAME", "X-WR-CALDESC", "X-PUBLISHED-TTL", "X-SEURANTALO-STAGE"}
NAME = "Kahvit; teetä, \\ ja\nnaurua “Åsan” luona 🎻 – ihan joka tiistai, myös pyhien aikaan ja kesällä"


@pytest.fixture
def feeds(client, aino, admin, db):
    """Every kind of calendar that goes out, by its name."""
    friends = organization()
    member(friends, aino)
    club = activity(NAME, of=friends)
    days = activity("Talkoot", of=friends, kind="event", channels=(at(NILSIA, whole_days()),))
    times = queries.get_record(club.pk, times=None).occurrences
    commands.change_occurrence(club, OccurrenceChange(original_start=times[1].start), by=admin)
    moved = times[2].start + timedelta(hours=1)
    commands.change_occurrence(
        club,
        OccurrenceChange(
            original_start=times[2].start,
            status="moved",
            start=moved,
            end=moved + timedelta(hours=2),
        ),
        by=admin,
    )
    publishing.withdraw(activity("Päättyvä kerho", of=friends), by=admin)
    for stage in ("idea", "tentative", "confirmed"):
        plan(f"{NAME[:60]} {stage}", of=friends, stage=stage)
    secret = keys.make(by=aino, name="Puhelin")[1]
    paths = {
        "search": "/haku.ics?kunta=297",
        "swedish": "/sv/sok.ics",
        "activity": f"/toiminta/{club.pk}.ics",
        "days": f"/toiminta/{days.pk}.ics",
        "once": f"/toiminta/{club.pk}.ics?kerta={wall_clock(times[4].original_start):%Y%m%dT%H%M}",
        "plans": reverse("plans-ics", args=[secret]),
    }
    return {name: client.get(path) for name, path in paths.items()}


def whole_days() -> ScheduleRecord:
    first = helsinki(datetime.combine(now().date() + timedelta(days=9), datetime.min.time()))
    return ScheduleRecord(dtstart=first, duration=timedelta(days=2), whole_day=True)


def lines(body: bytes) -> list[str]:
    """The unfolded content lines."""
    return body.decode().replace("\r\n ", "").split("\r\n")


def test_every_feed_is_written_as_the_standard_and_the_large_programs_want(feeds):
    for name, response in feeds.items():
        body = response.content
        assert response["Content-Type"] == "text/calendar; charset=utf-8", name
        assert body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"END:VCALENDAR\r\n")
        assert body.count(b"\n") == body.count(b"\r\n") == body.count(b"\r")
        assert all(len(line) <= 75 for line in body.split(b"\r\n")), name
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", body)
        body.decode("utf-8")  # and no sign is cut in two where a line is folded
        for line in body.split(b"\r\n "):
            line.decode("utf-8")
        said = lines(body)
        assert {"VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN"} <= set(said)
        assert sum(line.startswith("PRODID:") for line in said) == 1
        own = {match[1] for line in said if (match := re.match(r"(X-[A-Z-]+)[;:]", line))}
        assert own <= KNOWN_X, name


def test_every_event_has_what_programs_ask_of_it(feeds):
    for name, response in feeds.items():
        calendar = Calendar.from_ical(response.content)
        assert calendar.events and not calendar.errors and not calendar.get_missing_tzids(), name
        assert {zone["TZID"] for zone in calendar.walk("VTIMEZONE")} == {"Europe/Helsinki"}
        told = [
            (e["UID"], e.get("RECURRENCE-ID") and e["RECURRENCE-ID"].dt) for e in calendar.events
        ]
        assert len(set(told)) == len(told), name
        for event in calendar.events:
            assert not event.errors
            for needed in (
                "UID",
                "DTSTAMP",
                "DTSTART",
                "SEQUENCE",
                "STATUS",
                "SUMMARY",
                "LAST-MODIFIED",
            ):
                assert needed in event, (name, needed)
            assert not {"ATTENDEE", "VALARM", "DURATION"} & set(
                event
            )  # nobody is invited, nothing rings
            assert event["DTSTAMP"].dt.tzinfo is not None
            assert event["STATUS"] in {"CONFIRMED", "TENTATIVE", "CANCELLED"}
            assert type(event["DTSTART"].dt) is type(event["DTEND"].dt)


def test_the_names_come_back_as_they_were_told(feeds):
    name = " ".join(NAME.split())
    for kind in ("search", "activity", "once"):
        titles = {str(e["SUMMARY"]) for e in Calendar.from_ical(feeds[kind].content).events}
        assert name in titles
        theirs = vobject.readOne(feeds[kind].content.decode()).vevent_list
        assert name in {e.summary.value for e in theirs}


def test_an_older_parser_reads_the_same_events(feeds):
    for name, response in feeds.items():
        ours = Calendar.from_ical(response.content).events
        theirs = vobject.readOne(response.content.decode()).vevent_list
        assert len(ours) == len(theirs), name
        assert {(str(e["UID"]), str(e["STATUS"])) for e in ours} == {
            (e.uid.value, e.status.value) for e in theirs
        }
        for mine, other in zip(ours, theirs, strict=True):
            assert as_moment(mine["DTSTART"].dt) == as_moment(other.dtstart.value)


def as_moment(value) -> datetime:
    plain = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return helsinki(plain.astimezone(HELSINKI).replace(tzinfo=None) if plain.tzinfo else plain)


def test_a_program_that_spells_the_series_out_shows_the_times_of_our_pages(client, admin):
    """Also after one was cancelled, one moved and one put back as it was planned."""
    club = activity("Ystäväkahvila")
    times = queries.get_record(club.pk, times=None).occurrences
    for number, changed in {
        1: {},
        2: {"status": "moved", "start": times[2].start + timedelta(days=1, hours=2)},
        3: {"status": "full"},
    }.items():
        told = OccurrenceChange(original_start=times[number].start, **changed)
        commands.change_occurrence(club, told, by=admin)
    now_told = queries.get_record(club.pk, times=None).occurrences
    calendar = Calendar.from_ical(client.get("/haku.ics?kunta=297").content)
    last = now_told[-1].start
    spelt = recurring_ical_events.of(calendar).between(timezone.now(), last + timedelta(hours=1))
    shown = {(as_moment(e.start), as_moment(e.end)) for e in spelt if e["STATUS"] != "CANCELLED"}
    ours = {(as_moment(e.start), as_moment(e.end)) for e in now_told if e.status != "cancelled"}
    assert shown == ours
    off = [as_moment(e.start) for e in spelt if e["STATUS"] == "CANCELLED"]
    assert off == [as_moment(e.start) for e in now_told if e.status == "cancelled"]


def test_what_is_gone_is_spelt_out_as_cancelled_only(client, admin):
    club = activity("Ystäväkahvila")
    publishing.withdraw(club, by=admin)
    calendar = Calendar.from_ical(client.get("/haku.ics?kunta=297").content)
    soon = timezone.now() + timedelta(days=30)
    spelt = recurring_ical_events.of(calendar).between(timezone.now(), soon)
    assert len(spelt) >= 4 and {str(e["STATUS"]) for e in spelt} == {"CANCELLED"}


signs = st.characters(codec="utf-8")
texts = st.text(signs, max_size=200)
SURELY_ASKED = ("UID", "DTSTAMP", "DTSTART", "STATUS", "CLASS")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=texts, text=texts, place=texts, name=texts, categories=st.lists(texts, max_size=3))
@example(title="\ufeff", text="\ufeffa", place="\ufeff", name="\ufeff", categories=["\ufeff"])
def test_no_text_breaks_a_calendar(title, text, place, name, categories):
    """Nobody writes a line of her own into another's calendar by what she calls her evening."""
    start = datetime(2026, 12, 3, 16, tzinfo=UTC)
    event = PlannedEvent(
        uid="plan-1-time-1@x.example", title=title, stage="Idea", start=start,
        end=start + timedelta(hours=2), modified=start, url="https://x.example/suunnitelmat/1",
        text=text, place=place, categories=tuple(categories),
    )  # fmt: skip
    body = write_plans([event], name=name, lang="fi")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.count(b"\n") == body.count(b"\r\n") == body.count(b"\r")
    calendar = Calendar.from_ical(body)
    (read,) = calendar.events
    assert not read.errors and all(read[needed] for needed in SURELY_ASKED)
    assert sum(line.startswith("BEGIN:VEVENT") for line in lines(body)) == 1
    assert str(read["SUMMARY"]) == f"{one_line(title)} (idea)"
    assert str(read.get("LOCATION", "")) == one_line(place)


def one_line(text: str) -> str:
    """The text as a calendar shows it on one line: no control characters, single spaces."""
    text = text.replace("\ufeff", "")
    kept = "".join(c for c in text if c in "\r\n\t" or (ord(c) >= 32 and not 127 <= ord(c) < 160))
    return " ".join(kept.split())
