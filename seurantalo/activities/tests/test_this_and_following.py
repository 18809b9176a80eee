"""From December on the club is on Wednesdays, or elsewhere, or no more: what has been stays."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.splitting import Following
from seurantalo.activities.tests.factories import NILSIA, TUESDAYS, activity, at
from seurantalo.common.text import Text
from seurantalo.common.time import wall_clock
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import OccurrenceChange, PlaceContent

pytestmark = pytest.mark.django_db
BEACH = PlaceContent(name=Text(fi="Tahkon ranta"), municipality="297")


@pytest.fixture
def club():
    return activity(channels=(at(NILSIA, TUESDAYS, accessibility=("step-free",)),))


def record(club):
    found = queries.get_record(club.pk)
    assert found
    return found


def days(club):
    return [wall_clock(each.start).strftime("%a %H") for each in record(club).occurrences]


def test_the_times_from_one_on_are_at_another_hour_on_another_weekday(club, admin):
    before = record(club).occurrences
    told = Following(weekday=2, starts=time(17), duration=timedelta(hours=2))
    commands.change_following(club, before[2].original_start, told, by=admin)
    assert days(club)[:4] == ["Tue 18", "Tue 18", "Wed 17", "Wed 17"]
    after = record(club)
    assert after.occurrences[:2] == before[:2]  # their ids too
    assert after.occurrences[2].end - after.occurrences[2].start == timedelta(hours=2)
    first, second = after.channels[0].schedules
    assert first.until and second.until is None and second.rrule == "FREQ=WEEKLY;BYDAY=WE"


def test_what_was_told_of_later_times_goes_with_them(club, admin):
    times = record(club).occurrences
    for each in (times[1], times[4]):
        change = OccurrenceChange(original_start=each.original_start, note=Text(fi="Lumimyrsky"))
        commands.change_occurrence(club, change, by=admin)
    told = Following(starts=time(17))
    commands.change_following(club, times[2].original_start, told, by=admin)
    statuses = [each.status for each in record(club).occurrences]
    assert statuses[:6] == [
        "scheduled", "cancelled", "scheduled", "scheduled", "cancelled", "scheduled",
    ]  # fmt: skip
    assert record(club).occurrences[4].note == {"fi": "Lumimyrsky"}
    assert days(club)[4] == "Tue 17"


def test_at_another_place_the_later_times_are_another_way_to_take_part(club, admin):
    times = record(club).occurrences
    gone = OccurrenceChange(original_start=times[4].original_start)
    commands.change_occurrence(club, gone, by=admin)
    commands.change_following(club, times[2].original_start, Following(), place=BEACH, by=admin)
    after = record(club)
    old, new = after.channels
    assert new.place and new.place.name == {"fi": "Tahkon ranta"} and not new.accessibility
    assert old.accessibility and old.schedules[0].until
    assert [each.channel for each in after.occurrences[:4]] == [0, 0, 1, 1]
    assert after.occurrences[4].status == "cancelled"


def test_from_the_very_first_time_on_it_is_the_same_schedule_changed(admin):
    coming = TUESDAYS.model_copy(
        update={"dtstart": record(activity()).occurrences[1].original_start}
    )
    club = activity("Uusi kerho", channels=(at(NILSIA, coming),))
    first = record(club).occurrences[0].original_start
    commands.change_following(club, first, Following(starts=time(17)), place=BEACH, by=admin)
    (channel,) = record(club).channels
    assert channel.place and channel.place.name == {"fi": "Tahkon ranta"}
    assert len(channel.schedules) == 1 and days(club)[0] == "Tue 17"


def test_it_ends_from_one_time_on(club, admin):
    times = record(club).occurrences
    commands.end_following(club, times[2].original_start, by=admin)
    assert record(club).occurrences == times[:2]


def test_an_event_that_has_not_been_is_ended_as_a_whole_and_not_so(admin):
    coming = record(activity()).occurrences[1].original_start
    once = TUESDAYS.model_copy(update={"dtstart": coming, "rrule": ""})
    feast = activity("Juhla", channels=(at(NILSIA, once),))
    with pytest.raises(ValidationError):
        commands.end_following(feast, coming, by=admin)
    assert len(record(feast).occurrences) == 1


def test_a_draft_that_waits_learns_it_too_and_keeps_its_own_words(club, admin):
    draft = queries.content(club).model_copy(update={"name": Text(fi="Uusi nimi")})
    commands.apply(draft, organization=club.organization, by=admin, to=club, publish=False)
    planned = record(club).occurrences[2].original_start
    fresh = Activity.objects.get(pk=club.pk)
    commands.change_following(fresh, planned, Following(starts=time(17)), by=admin)
    waiting = queries.content(Activity.objects.get(pk=club.pk))
    assert waiting.name == {"fi": "Uusi nimi"} and len(waiting.channels[0].schedules) == 2
    assert record(club).name == {"fi": "Ystäväkahvila"}


def test_it_can_be_undone(club, admin):
    before = record(club)
    with publishing.batch(admin) as number:
        commands.change_following(
            club, before.occurrences[2].original_start, Following(), place=BEACH, by=admin
        )
    assert len(record(club).channels) == 2
    publishing.undo(number, by=admin)
    after = record(club)
    assert after.channels == before.channels and after.occurrences == before.occurrences
    assert after.version > before.version


def test_a_time_nobody_planned_and_an_outsider_are_refused(club, admin, kalle):
    planned = record(club).occurrences[2].original_start
    with pytest.raises(ValidationError):
        commands.end_following(club, planned + timedelta(hours=1), by=admin)
    with pytest.raises(PermissionDenied):
        commands.end_following(club, planned, by=kalle)
    with pytest.raises(PermissionDenied):
        commands.change_following(club, planned, Following(weekday=2), by=kalle)
