"""One Tuesday is cancelled, moved, full, or put back; the others stay."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from seurantalo.activities import commands, queries
from seurantalo.activities.tests.factories import NILSIA, TUESDAYS, activity, at
from seurantalo.common.text import Text
from seurantalo.records.content import OccurrenceChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def club():
    return activity()


def times(club):
    record = queries.get_record(club.pk)
    assert record
    return record.occurrences


def test_a_cancelled_time_stays_visible_as_cancelled(club, admin):
    second = times(club)[1]
    change = OccurrenceChange(original_start=second.start, note=Text(fi="Lumimyrsky"))
    commands.change_occurrence(club, change, by=admin)
    assert [each.status for each in times(club)[:3]] == ["scheduled", "cancelled", "scheduled"]
    assert times(club)[1].note == {"fi": "Lumimyrsky"}


def test_a_moved_time_remembers_when_it_was_planned(club, admin):
    first = times(club)[0]
    later = first.start + timedelta(days=1)
    change = OccurrenceChange(
        original_start=first.start, status="moved", start=later, end=later + timedelta(hours=1)
    )
    commands.change_occurrence(club, change, by=admin)
    moved = times(club)[0]
    assert (moved.start, moved.original_start, moved.status) == (later, first.start, "moved")


def test_it_can_be_put_back_as_planned(club, admin):
    before = times(club)
    commands.change_occurrence(club, OccurrenceChange(original_start=before[0].start), by=admin)
    commands.change_occurrence(
        club, OccurrenceChange(original_start=before[0].start, status="scheduled"), by=admin
    )
    again = times(club)
    assert [each.sequence for each in again[:2]] == [2, 0]  # calendars believe the later count
    assert [each.model_copy(update={"sequence": 0}) for each in again] == list(before)


def test_the_version_grows_so_that_calendars_notice(club, admin):
    before = queries.get_record(club.pk)
    commands.change_occurrence(
        club, OccurrenceChange(original_start=times(club)[0].start), by=admin
    )
    after = queries.get_record(club.pk)
    assert before and after and after.version > before.version


def test_a_time_nobody_planned_is_refused(club, admin):
    change = OccurrenceChange(original_start=times(club)[0].start + timedelta(hours=1))
    with pytest.raises(ValidationError):
        commands.change_occurrence(club, change, by=admin)


def test_an_outsider_may_not(club, kalle):
    with pytest.raises(PermissionDenied):
        commands.change_occurrence(
            club, OccurrenceChange(original_start=times(club)[0].start), by=kalle
        )


def test_the_horizon_rolls_on(club):
    last = club.occurrences.order_by("start").last().start
    assert commands.roll_horizon() == []
    assert commands.roll_horizon(now=last - timedelta(days=200)) == [club.pk]
    assert club.occurrences.order_by("start").last().start > last


def test_what_begins_beyond_the_horizon_comes_when_its_day_nears():
    feast = timezone.now().replace(microsecond=0) + timedelta(days=500)
    once = TUESDAYS.model_copy(update={"dtstart": feast, "rrule": ""})
    jubilee = activity("Sata vuotta", channels=(at(NILSIA, once),))
    assert not jubilee.occurrences.exists() and commands.roll_horizon() == []
    assert commands.roll_horizon(now=feast - timedelta(days=300)) == [jubilee.pk]
    assert jubilee.occurrences.get().start == feast


def test_a_draft_shows_a_time_as_the_public_page_will(club, admin):
    second, third = times(club)[1:3]
    for change in (
        OccurrenceChange(original_start=second.start, note=Text(fi="Lumimyrsky")),
        OccurrenceChange(original_start=third.start, status="tentative"),
    ):
        commands.change_occurrence(club, change, by=admin)
    _club, draft = queries.draft_of(club.pk) or pytest.fail("no draft")
    assert draft.occurrences == times(club)
