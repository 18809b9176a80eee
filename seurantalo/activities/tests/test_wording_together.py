"""Several schedules in one sentence, words for a given day, and words for any schedule at all."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seurantalo.activities.recurrence import dates, opening_hours, weekly
from seurantalo.activities.wording import describe, describe_all
from seurantalo.common.time import HELSINKI
from seurantalo.records.schemas import ScheduleRecord

from .generated import schedules

JANUARY = date(2026, 1, 12)
OFFICE = [(day, time(9), time(15)) for day in range(5)]
SATURDAY = (5, time(10), time(14))
TUESDAY = weekly([1], time(18), time(19), first=JANUARY)
THURSDAY = weekly([3], time(17), time(18), first=JANUARY)


@pytest.mark.parametrize(
    ("together", "fi", "sv", "en"),
    [
        (opening_hours([SATURDAY, *OFFICE], first=JANUARY),
         "ma–pe klo 9–15, la klo 10–14", "mån–fre kl. 9–15, lör kl. 10–14",
         "Mon–Fri 9:00–15:00, Sat 10:00–14:00"),
        (opening_hours([SATURDAY, *OFFICE], first=JANUARY, until=date(2026, 5, 31)),
         "ma–pe klo 9–15, la klo 10–14; 12.1.–31.5.", "mån–fre kl. 9–15, lör kl. 10–14; 12.1–31.5",
         "Mon–Fri 9:00–15:00, Sat 10:00–14:00; 12 Jan – 31 May"),
        (opening_hours([SATURDAY, *OFFICE], first=JANUARY, exdates=[date(2026, 4, 3)]),
         "ma–pe klo 9–15, ei 3.4.; la klo 10–14", "mån–fre kl. 9–15, inte 3.4; lör kl. 10–14",
         "Mon–Fri 9:00–15:00, not 3 Apr; Sat 10:00–14:00"),
        (opening_hours([(day, time(0), time(0)) for day in range(7)], first=JANUARY),
         "joka päivä ympäri vuorokauden", "varje dag dygnet runt", "every day around the clock"),
        (opening_hours([(0, time(9), time(11)), (0, time(12), time(15)), (2, time(9), time(11))],
                       first=JANUARY),
         "ma, ke klo 9–11, ma klo 12–15", "mån, ons kl. 9–11, mån kl. 12–15",
         "Mon, Wed 9:00–11:00, Mon 12:00–15:00"),
        ([TUESDAY, THURSDAY], "tiistaisin klo 18–19 ja torstaisin klo 17–18",
         "tisdagar kl. 18–19 och torsdagar kl. 17–18",
         "Tuesdays 18:00–19:00 and Thursdays 17:00–18:00"),
        ([TUESDAY, TUESDAY], "tiistaisin klo 18–19", "tisdagar kl. 18–19", "Tuesdays 18:00–19:00"),
        ([TUESDAY.model_copy(update={"until": date(2026, 5, 1)}), THURSDAY],
         "tiistaisin klo 18–19, 13.1.–1.5.; torstaisin klo 17–18",
         "tisdagar kl. 18–19, 13.1–1.5; torsdagar kl. 17–18",
         "Tuesdays 18:00–19:00, 13 Jan – 1 May; Thursdays 17:00–18:00"),
    ],
)  # fmt: skip
def test_schedules_together(together, fi, sv, en):
    assert describe_all(together) == {"fi": fi, "sv": sv, "en": en}


def test_no_schedules_say_nothing():
    assert describe_all([]) == {}


def test_very_many_schedules_are_counted():
    many = [weekly([day], time(8 + day), time(18), first=JANUARY) for day in range(7)]
    many += [weekly([day], time(7), time(8), first=JANUARY) for day in range(7)]
    assert describe_all(many)["fi"].endswith("lauantaisin klo 13–18 ja 8 muuta kertaa")


@pytest.mark.parametrize(
    ("schedule", "on", "fi", "sv", "en"),
    [
        (TUESDAY, date(2025, 12, 1), "tiistaisin klo 18–19, 13.1. alkaen toistaiseksi",
         "tisdagar kl. 18–19, från 13.1 tills vidare",
         "Tuesdays 18:00–19:00, from 13 Jan until further notice"),
        (TUESDAY, date(2026, 2, 1), "tiistaisin klo 18–19", "tisdagar kl. 18–19",
         "Tuesdays 18:00–19:00"),
        (dates([datetime(2026, 3, 3, 18, tzinfo=HELSINKI)], timedelta()), date(2028, 1, 1),
         "ti 3.3.2026 klo 18", "tis 3.3.2026 kl. 18", "Tue 3 Mar 2026 at 18:00"),
        (TUESDAY.model_copy(update={"until": date(2026, 5, 1)}), date(2028, 1, 1),
         "tiistaisin klo 18–19, 13.1.–1.5.2026", "tisdagar kl. 18–19, 13.1–1.5.2026",
         "Tuesdays 18:00–19:00, 13 Jan – 1 May 2026"),
    ],
)  # fmt: skip
def test_words_for_a_given_day_tell_what_is_ahead_and_other_years(schedule, on, fi, sv, en):
    assert describe(schedule, on) == {"fi": fi, "sv": sv, "en": en}


@settings(max_examples=500, deadline=None)
@given(schedules())
def test_every_schedule_has_words_in_three_languages(schedule):
    said = describe(schedule)
    assert set(said) == {"fi", "sv", "en"}
    assert said == describe(schedule)
    assert all("{" not in text and "None" not in text for text in said.values())


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60),
    st.datetimes(timezones=st.just(HELSINKI)),
    st.timedeltas(),
    st.booleans(),
    st.none() | st.dates(),
)
def test_even_a_broken_schedule_has_words(rule, start, duration, whole_day, until):
    schedule = ScheduleRecord(
        dtstart=start, duration=duration, rrule=rule, rdates=(start,), whole_day=whole_day,
        until=until,
    )  # fmt: skip
    assert all(describe(schedule).values())
    assert all(describe_all([schedule, schedule]).values())
