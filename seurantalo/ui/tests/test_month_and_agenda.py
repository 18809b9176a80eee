"""A calendar shows every entry on the days it touches, and never loses one."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.ui.calendar import (
    LISTED_A_PAGE,
    DayLinks,
    Entry,
    agenda,
    by_day,
    hours,
    month,
    week,
)
from seurantalo.ui.periods import DAY, VIEWS, four_weeks, months_on, stretch
from seurantalo.ui.rhythms import Rhythm

TODAY = date(2026, 12, 1)
LINKS = DayLinks(lambda day: f"/kalenteri?pvm={day}")


def entry(start: datetime, hours: float = 1, name: str = "Kuoro") -> Entry:
    start = start.replace(tzinfo=HELSINKI)
    return Entry(start, start + timedelta(hours=hours), Text(fi=name), "/toiminta/1")


def squares(*entries: Entry):
    shown = month(TODAY, entries, TODAY, LINKS)
    return {day.date: day for week in shown.weeks for day in week}


def test_a_month_is_whole_weeks_from_monday():
    days = squares()
    assert min(days) == date(2026, 11, 30) and max(days) == date(2027, 1, 3)
    assert not days[date(2026, 11, 30)].in_month
    assert [d for d in days.values() if d.today] == [days[TODAY]]


def test_a_dance_that_ends_in_the_night_is_on_its_own_evening():
    days = squares(entry(datetime(2026, 12, 4, 20), hours=6))
    assert days[date(2026, 12, 4)].entries and not days[date(2026, 12, 5)].entries


def test_a_camp_is_on_each_of_its_days():
    days = squares(entry(datetime(2026, 12, 4, 18), hours=44))
    assert [d for d in days if days[d].entries] == [date(2026, 12, n) for n in (4, 5, 6)]


def test_a_full_day_tells_how_many_more_there_are():
    busy = squares(*(entry(datetime(2026, 12, 4, 9 + n)) for n in range(6)))[date(2026, 12, 4)]
    assert (len(busy.entries), len(busy.rest)) == (3, 3)
    four = squares(*(entry(datetime(2026, 12, 4, 9 + n)) for n in range(4)))[date(2026, 12, 4)]
    assert (len(four.entries), len(four.rest)) == (4, 0)  # "1 more" takes as much room as the one


@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(2026, 11, 30), datetime(2027, 1, 3, 12)), st.floats(0.25, 11.5)
        )
    )
)
def test_nothing_is_lost_between_month_and_agenda(times):
    entries = [entry(start, hours) for start, hours in times]
    days = squares(*entries)
    assert sum(day.number for day in days.values()) == len(entries)
    listed = agenda(entries, min(days), max(days), LINKS).days
    assert sum(len(day.entries) + len(day.rest) for day in listed) == len(entries)
    assert [day.date for day in listed] == sorted(day.date for day in listed)


def test_a_list_shows_the_first_of_a_full_day_and_its_plans():
    full = [entry(datetime(2026, 12, 4, 8 + n)) for n in range(11)]
    late = entry(datetime(2026, 12, 4, 22))
    plan = Entry(late.start, late.end, Text(fi="Aie"), "/suunnitelmat/1", stage="idea")
    (day,) = agenda([*full, plan], TODAY, date(2026, 12, 31), LINKS).days
    assert (len(day.entries), len(day.rest)) == (8, 4)
    assert day.entries[-1] == plan and day.url.endswith("2026-12-04")


def test_a_plan_is_never_hidden_behind_what_is_public():
    plans = [
        Entry(e.start, e.end, Text(fi="Aie"), "/suunnitelmat/1", stage="idea", own=True)
        for e in (entry(datetime(2026, 12, 4, 20)),)
    ]
    busy = squares(*(entry(datetime(2026, 12, 4, 9 + n)) for n in range(6)), *plans)
    shown = busy[date(2026, 12, 4)]
    assert [e.name.pick("fi").text for e in shown.entries] == ["Kuoro", "Kuoro", "Aie"]
    assert len(shown.rest) == 4


def test_a_week_leaves_the_rest_of_a_full_evening_to_the_day():
    full = [entry(datetime(2026, 12, 4, 18), name=f"Kuoro {n}") for n in range(6)]
    friday = week(date(2026, 11, 30), full, TODAY, LINKS)[4]
    evening = friday.parts[-1]
    assert (len(evening.entries), len(evening.rest)) == (3, 3)
    assert not friday.parts[1].rest


def held(hour: int, name: str, rhythm: Rhythm) -> Entry:
    return replace(entry(datetime(2026, 12, 4, hour), name=name), rhythm=rhythm)


def names(entries) -> list[str]:
    return [each.name.pick("fi").text for each in entries]


def test_the_rare_comes_first_the_daily_last_and_among_the_same_the_clock_decides():
    day = squares(
        held(8, "Kahvila", Rhythm.DAILY),
        held(9, "Jumppa", Rhythm.WEEKLY),
        held(19, "Konsertti", Rhythm.SELDOM),
        held(18, "Myyjäiset", Rhythm.SELDOM),
    )[date(2026, 12, 4)]
    assert names(day.entries) == ["Myyjäiset", "Konsertti", "Jumppa", "Kahvila"]


def test_two_daily_things_are_one_line_and_a_lone_one_is_told():
    shop, cafe = held(8, "Kirppis", Rhythm.DAILY), held(9, "Kahvila", Rhythm.DAILY)
    concert = held(19, "Konsertti", Rhythm.SELDOM)
    day = squares(shop, cafe, concert)[date(2026, 12, 4)]
    assert names(day.entries) == ["Konsertti"] and names(day.rest) == ["Kirppis", "Kahvila"]
    assert day.rest.daily
    assert names(squares(shop, concert)[date(2026, 12, 4)].entries) == ["Konsertti", "Kirppis"]
    crowd = [held(10 + n, f"Kerho {n}", Rhythm.WEEKLY) for n in range(4)]
    assert not squares(shop, cafe, *crowd)[date(2026, 12, 4)].rest.daily, "a club is left out too"


PAGED = DayLinks(str, list_url_of=lambda day: f"/kalenteri?nakyma=luettelo&pvm={day}")


@given(st.lists(st.integers(0, 30), max_size=150))
def test_a_long_list_ends_with_a_whole_day_and_goes_on_from_the_next(ahead):
    entries = [entry(datetime(2026, 12, 1, 12) + timedelta(n)) for n in ahead]
    shown = agenda(entries, TODAY, date(2026, 12, 31), PAGED)
    listed = [*shown.days, *shown.later]
    assert [day.date for day in listed] == sorted({TODAY + timedelta(n) for n in ahead})
    assert sum(len(day.entries) + bool(day.rest) for day in shown.days[:-1]) < LISTED_A_PAGE
    assert bool(shown.later) == bool(shown.onward) and (shown.days or not ahead)
    if shown.onward:
        assert shown.onward.date == shown.later[0].date
        assert shown.onward.url.endswith(str(shown.onward.date))
        assert all(week.date.weekday() == 0 for week in shown.weeks)


def test_a_phone_tells_the_coming_days_of_the_month_below_it():
    days = [entry(datetime(2026, 12, n, 12)) for n in (1, 8, 9, 10, 11, 12, 13)]
    below = month(date(2026, 12, 8), days, date(2026, 12, 8), LINKS).below
    assert [day.date.day for day in below] == [8, 9, 10, 11, 12]
    ahead = month(date(2026, 12, 8), days, date(2026, 11, 8), LINKS).below
    assert [day.date.day for day in ahead] == [1, 8, 9, 10, 11]


def test_the_last_day_of_a_month_stays_in_the_next():
    assert months_on(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert stretch("luettelo", date(2027, 1, 31)).last == date(2027, 2, 27)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(VIEWS))
def test_one_stretch_begins_where_the_one_before_ended(day, view):
    here = stretch(view, day)
    assert here.first <= day <= here.last
    after = stretch(view, here.after)
    whole_weeks = view == "kuukausi"
    assert (after.first <= here.last + DAY) if whole_weeks else (after.first == here.last + DAY)
    around = four_weeks(here)
    assert around.first <= here.first and here.last <= around.last
    assert len(around.days) == max(28, len(here.days))


@given(st.lists(st.tuples(st.integers(0, 23), st.floats(0.5, 40)), max_size=12))
def test_every_entry_is_in_one_part_and_one_hour_of_each_of_its_days(times):
    entries = [entry(datetime(2026, 12, 1, hour), length) for hour, length in times]
    for each in week(date(2026, 11, 30), entries, TODAY, DayLinks(str)):
        in_parts = sum(len(part.entries) + len(part.rest) for part in each.parts)
        assert in_parts == sum(len(hour.entries) for hour in hours(each.date, entries))
        assert in_parts == len(by_day(entries).get(each.date, ()))
