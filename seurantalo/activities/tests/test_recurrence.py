"""When it happens: the clock on the wall, exceptions, whole days, nights, and hostile rules."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.activities import recurrence
from seurantalo.activities.recurrence import check, expand
from seurantalo.common.time import HELSINKI, helsinki
from seurantalo.records.schemas import ScheduleRecord

YEAR = (helsinki(datetime(2026, 1, 1)), helsinki(datetime(2027, 1, 1)))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english():
    """The mistakes are named in the reader's language; these tests read English."""
    with override("en"):
        yield


def at(*clock):
    return datetime(*clock, tzinfo=HELSINKI)


def said(schedule, since=YEAR[0], before=YEAR[1]):
    return [
        f"{span.start:%d.%m. %H:%M %z}–{span.end:%H:%M}" for span in expand(schedule, since, before)
    ]


def test_the_choir_stays_at_six_over_the_change_to_summer_time():
    choir = recurrence.weekly(
        [1], time(18), time(19, 30), first=date(2026, 3, 20), until=date(2026, 4, 7)
    )
    assert said(choir) == [
        "24.03. 18:00 +0200–19:30",
        "31.03. 18:00 +0300–19:30",
        "07.04. 18:00 +0300–19:30",
    ]


def test_a_time_the_spring_change_skips_moves_an_hour_on():
    night = ScheduleRecord(dtstart=at(2026, 3, 28, 3, 30), rrule="FREQ=DAILY;COUNT=3")
    assert said(night) == [
        "28.03. 03:30 +0200–04:30",
        "29.03. 04:30 +0300–05:30",
        "30.03. 03:30 +0300–04:30",
    ]


def test_a_time_that_comes_twice_in_autumn_is_the_first():
    night = ScheduleRecord(dtstart=at(2026, 10, 25, 3, 30))
    assert said(night) == ["25.10. 03:30 +0300–04:30"]


def test_exceptions_take_away_whatever_starts_on_their_day():
    group = recurrence.weekly(
        [1], time(18), time(19), first=date(2026, 12, 15), exdates=[date(2026, 12, 22)]
    ).model_copy(update={"rdates": (at(2026, 12, 22, 12), at(2026, 12, 23, 12))})
    assert said(group) == [
        "15.12. 18:00 +0200–19:00",
        "23.12. 12:00 +0200–13:00",
        "29.12. 18:00 +0200–19:00",
    ]


def test_the_last_day_still_happens():
    group = recurrence.weekly(
        [1], time(23, 30), None, first=date(2026, 3, 3), until=date(2026, 3, 10)
    )
    assert said(group) == ["03.03. 23:30 +0200–23:30", "10.03. 23:30 +0200–23:30"]


def test_a_rule_that_says_its_own_end_in_utc_ends_in_helsinki_time():
    group = ScheduleRecord(dtstart=at(2026, 3, 3, 18), rrule="FREQ=WEEKLY;UNTIL=20260310T160000Z")
    assert len(said(group)) == 2
    group = ScheduleRecord(dtstart=at(2026, 3, 3, 18), rrule="FREQ=WEEKLY;UNTIL=20260310T155959Z")
    assert len(said(group)) == 1


def test_a_night_that_has_begun_is_still_on():
    shelter = recurrence.weekly(
        [4], time(18), time(9), first=date(2026, 3, 6), until=date(2026, 3, 6)
    )
    assert said(shelter, at(2026, 3, 7, 8)) == ["06.03. 18:00 +0200–09:00"]
    assert said(shelter, at(2026, 3, 7, 9)) == []


def test_whole_days_run_from_midnight_to_midnight():
    fair = recurrence.dates([at(2026, 3, 28, 12)], 2 * DAY, whole_day=True)
    (span,) = expand(fair, *YEAR)
    assert (span.start, span.end) == (at(2026, 3, 28), at(2026, 3, 30))
    assert span.end.astimezone() - span.start.astimezone() == timedelta(hours=47)


def test_a_list_of_dates_comes_in_order_and_each_once():
    times = [at(2026, 4, 2, 18), at(2026, 3, 3, 18), at(2026, 3, 3, 18)]
    assert said(recurrence.dates(times, HOUR)) == [
        "03.03. 18:00 +0200–19:00",
        "02.04. 18:00 +0300–19:00",
    ]


def test_the_last_wednesday_of_every_month():
    coffee = recurrence.monthly_nth(
        -1, 2, time(17), None, first=date(2026, 1, 1), until=date(2026, 4, 1)
    )
    assert said(coffee) == [
        "28.01. 17:00 +0200–17:00",
        "25.02. 17:00 +0200–17:00",
        "25.03. 17:00 +0200–17:00",
    ]


def test_opening_hours_keep_days_with_the_same_hours_together():
    hours = [(day, time(9), time(15)) for day in range(5)] + [(5, time(10), time(14))]
    week, saturday = recurrence.opening_hours(hours, first=date(2026, 8, 1))
    assert (week.rrule, saturday.rrule) == (
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=WEEKLY;BYDAY=SA",
    )
    assert said(week, before=at(2026, 8, 5)) == [
        "03.08. 09:00 +0300–15:00",
        "04.08. 09:00 +0300–15:00",
    ]


def test_open_day_and_night():
    (always,) = recurrence.opening_hours(
        [(d, time(0), time(0)) for d in range(7)], first=date(2026, 3, 2)
    )
    assert always.duration == DAY
    assert check(always) == []


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("FREQ=HOURLY", "daily, weekly, monthly or yearly"),
        ("FREQ=SECONDLY;COUNT=100000", "daily, weekly, monthly or yearly"),
        ("FREQ=DAILY;BYHOUR=1,2,3", "a part we do not know (BYHOUR)"),
        ("FREQ=YEARLY;BYWEEKNO=20", "a part we do not know (BYWEEKNO)"),
        ("FREQ=WEEKLY;INTERVAL=0", "impossible value (INTERVAL)"),
        ("FREQ=WEEKLY;COUNT=999999", "impossible value (COUNT)"),
        ("FREQ=WEEKLY;COUNT=²", "impossible value (COUNT)"),
        ("FREQ=WEEKLY;BYDAY=XX", "impossible value (BYDAY)"),
        ("FREQ=WEEKLY;WKST=XX", "impossible value (WKST)"),
        ("FREQ=WEEKLY;BYDAY=2MO", "contradicts itself (BYDAY)"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "contradicts itself (BYMONTHDAY)"),
        ("FREQ=DAILY;BYSETPOS=1", "contradicts itself (BYSETPOS)"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20260401", "contradicts itself (UNTIL)"),
        ("FREQ=DAILY;UNTIL=20261350", "impossible value (UNTIL)"),
        ("every tuesday", "cannot be read"),
        ("FREQ=DAILY;FREQ=WEEKLY", "cannot be read"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "it never happens"),
    ],
)
def test_a_bad_rule_is_named_and_never_followed(rule, problem):
    schedule = ScheduleRecord(dtstart=at(2026, 3, 3, 18), rrule=rule)
    (said_problem,) = check(schedule)
    assert problem in str(said_problem)
    assert len(list(expand(schedule, *YEAR))) <= 1


def test_other_mistakes_are_named():
    good = ScheduleRecord(dtstart=at(2026, 3, 3, 18))
    assert check(good) == []
    wrong = {
        "after the start": {"duration": -HOUR},
        "full days": {"whole_day": True},
        "last day is before": {"until": date(2026, 3, 2)},
        "never happens": {"exdates": (date(2026, 3, 3),)},
        "year": {"dtstart": at(9999, 1, 1)},
        "too many single dates": {"rdates": tuple(at(2026, 3, 3) + n * HOUR for n in range(1001))},
    }
    for words, change in wrong.items():
        assert any(words in str(problem) for problem in check(good.model_copy(update=change))), (
            words
        )


@given(st.text(max_size=80), st.datetimes(timezones=st.just(HELSINKI)), st.timedeltas())
def test_no_schedule_at_all_makes_it_fall(rule, start, duration):
    schedule = ScheduleRecord(dtstart=start, duration=duration, rrule=rule, rdates=(start,))
    check(schedule)
    assert len(list(expand(schedule, *YEAR))) <= recurrence.rrule.MOST_TIMES


def test_a_rule_of_long_ago_is_not_counted_from_its_birth():
    old = ScheduleRecord(dtstart=at(1960, 1, 4, 18), rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE")
    everything = list(expand(old, at(1960, 1, 1), at(2026, 2, 1)))
    lately = list(expand(old, *YEAR))
    assert lately[0].start in {span.start for span in everything[-6:]}


def test_at_most_five_thousand_times_come():
    daily = ScheduleRecord(dtstart=at(2026, 1, 1, 18), rrule="FREQ=DAILY")
    assert len(list(expand(daily, at(2026, 1, 1), at(2126, 1, 1)))) == 5000
