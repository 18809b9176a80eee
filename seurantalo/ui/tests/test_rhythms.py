"""How often a thing is held: a concert, a weekly club, a shop open from Monday to Friday."""

from datetime import date, timedelta

import pytest

from seurantalo.ui.rhythms import Rhythm, rhythm

MONDAY = date(2026, 11, 30)


def on(*weekdays: int, weeks: int = 4, every: int = 1) -> list[date]:
    return [
        MONDAY + timedelta(7 * week + day) for week in range(0, weeks, every) for day in weekdays
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], Rhythm.SELDOM),
        ([MONDAY], Rhythm.SELDOM),
        (on(4, 5, 6, weeks=1), Rhythm.SELDOM),  # a festival of a weekend
        (on(0, 1, 2, 3, 4, weeks=1), Rhythm.SELDOM),  # a camp, told day by day
        (on(2, every=2), Rhythm.SELDOM),  # every other Wednesday
        (on(2), Rhythm.WEEKLY),
        (on(2, weeks=2), Rhythm.WEEKLY),
        ([MONDAY, *on(0)[2:]], Rhythm.WEEKLY),  # one week is left out
        (on(1, 2, 3), Rhythm.WEEKLY),  # thrice a week is still a club
        (on(1, 2, 3, weeks=3), Rhythm.WEEKLY),
        (on(0, 2, 4, weeks=6), Rhythm.WEEKLY),
        (on(0, 1, 2, 3), Rhythm.DAILY),
        (on(0, 1, 2, 3, 4), Rhythm.DAILY),
        (on(0, 1, 2, 3, 4, weeks=2), Rhythm.DAILY),
        (on(*range(7)), Rhythm.DAILY),
    ],
)
def test_the_days_tell_the_rhythm(days, said):
    assert rhythm(days) is said


def test_an_exhibition_of_a_month_is_daily_and_a_camp_of_a_week_is_not():
    assert rhythm([MONDAY], timedelta(days=31)) is Rhythm.DAILY
    assert rhythm([MONDAY], timedelta(days=7)) is Rhythm.SELDOM
