"""One tick leaves out the school breaks of the place's own region, another the public holidays."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seurantalo.activities import recurrence
from seurantalo.activities.skipping import Skips, skipped, with_skips, without_skips
from seurantalo.common.time import HELSINKI, local_day
from seurantalo.places import days
from seurantalo.records.schemas import ScheduleRecord

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
BOTH = Skips(school=True, public=True)


def weekly(*weekdays, until=None, exdates=()):
    return ScheduleRecord(
        dtstart=datetime(2026, 11, 23, 18, tzinfo=HELSINKI),
        rrule=f"FREQ=WEEKLY;BYDAY={','.join(weekdays)}",
        until=until,
        exdates=exdates,
    )


def happens(schedules):
    since = datetime(2026, 11, 22, tzinfo=HELSINKI)
    spans = [recurrence.expand(each, since, since + timedelta(days=700)) for each in schedules]
    return {local_day(span.start) for each in spans for span in each}


def test_a_tuesday_club_of_kuopio_skips_christmas_and_week_ten():
    (club,) = with_skips((weekly("TU"),), "297", TODAY, Skips(school=True))
    gone = {day for day in club.exdates if day < date(2027, 5, 1)}
    assert gone == {date(2026, 12, 22), date(2026, 12, 29), date(2027, 1, 5), date(2027, 3, 9)}


def test_the_winter_break_is_that_of_the_place():
    def winter(area):
        (club,) = with_skips((weekly("TU"),), area, TODAY, Skips(school=True))
        return next(day for day in club.exdates if date(2027, 2, 1) < day < date(2027, 4, 1))

    assert [winter(area).isocalendar().week for area in ("091", "837", "297")] == [8, 9, 10]


def test_holidays_are_another_tick():
    (club,) = with_skips((weekly("TH"),), "297", TODAY, Skips(public=True))
    assert date(2027, 5, 6) in club.exdates and date(2027, 3, 11) not in club.exdates


def test_the_tick_shows_what_was_ticked_and_taken_off_it_brings_back_just_that():
    own = date(2027, 2, 2)
    plain = (weekly("TU", "SU", exdates=(own,)),)
    ticked = with_skips(plain, "297", TODAY, BOTH)
    assert skipped(plain, "297", TODAY) == Skips()
    assert skipped(ticked, "297", TODAY) == BOTH
    assert without_skips(ticked, "297", TODAY, BOTH) == plain


def test_a_series_that_meets_no_such_day_shows_no_tick():
    short = (weekly("WE", until=date(2026, 12, 3)),)
    assert with_skips(short, "297", TODAY, BOTH) == short
    assert skipped(short, "297", TODAY) == Skips()


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1),
    st.sampled_from(["091", "837", "297", "11", ""]),
    st.booleans(),
    st.booleans(),
)
def test_nothing_is_held_on_a_day_off_and_everything_else_is(weekdays, area, school, public):
    plain = (weekly(*sorted(weekdays)),)
    skips = Skips(school, public)
    ticked = with_skips(plain, area, TODAY, skips)
    off = days.days_off(area, TODAY, date(2028, 10, 1), school=school, public=public)
    assert happens(ticked) == happens(plain) - off
    assert with_skips(ticked, area, TODAY, skips) == ticked
    assert without_skips(ticked, area, TODAY, skips) == plain
