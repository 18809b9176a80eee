"""Public holidays and school breaks: of the country, and of the region one lives in."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from seurantalo.places import days
from seurantalo.places.models import Area

pytestmark = pytest.mark.django_db
SPRING = (date(2027, 1, 7), date(2027, 6, 5))


def test_independence_day_is_a_holiday_by_its_name_in_each_language():
    (day,) = days.public_holidays(date(2026, 12, 1), date(2026, 12, 20))
    assert day.day == date(2026, 12, 6)
    assert day.name == {
        "fi": "Itsenäisyyspäivä",
        "sv": "Självständighetsdagen",
        "en": "Independence Day",
    }


def test_moving_feasts_move():
    easter = {each.name["fi"]: each.day for each in days.public_holidays(*SPRING)}
    assert easter["Toinen pääsiäispäivä"] == date(2027, 3, 29)
    assert easter["Helatorstai"] == date(2027, 5, 6)


def test_the_turn_of_the_year_is_one_span():
    found = days.public_holidays(date(2026, 12, 26), date(2027, 1, 6))
    assert [each.day.day for each in found] == [26, 1, 6]


@pytest.mark.parametrize(
    ("town", "week"), [("091", 8), ("853", 8), ("837", 9), ("272", 9), ("297", 10), ("564", 10)]
)
def test_winter_breaks_go_by_the_region_of_the_town(town, week):
    (winter,) = days.school_breaks(town, *SPRING)
    assert winter.kind == "winter" and winter.name["fi"] == "talviloma"
    assert winter.first.isocalendar().week == week
    assert (winter.last - winter.first).days == 6


def test_a_region_is_asked_by_its_own_code_too():
    assert days.school_breaks("11", *SPRING) == days.school_breaks("297", *SPRING)


def test_what_nobody_knows_gives_none():
    assert days.school_breaks("999", *SPRING) == []
    assert days.school_breaks("297", date(2040, 1, 1), date(2040, 12, 31)) == []


def test_every_region_has_every_break_of_both_school_years():
    for region in Area.objects.filter(kind="region"):
        kinds = [each.kind for each in days.school_breaks(region.code, date.min, date.max)]
        assert sorted(kinds) == sorted(list(days.BREAKS) * 2), region
        found = days.school_breaks(region.code, date.min, date.max)
        assert all(a.last < b.first for a, b in pairwise(found))


def test_days_off_are_those_that_were_wanted():
    first, last = date(2026, 12, 1), date(2027, 1, 31)
    public = days.days_off("297", first, last, public=True)
    school = days.days_off("297", first, last, school=True)
    assert date(2026, 12, 6) in public - school
    assert date(2026, 12, 28) in school - public
    assert days.days_off("297", first, last, public=True, school=True) == public | school
    assert days.days_off("297", first, last) == set()
    assert min(school) == date(2026, 12, 20) and max(school) == date(2027, 1, 6)
    assert len(school) == (max(school) - min(school)) / timedelta(days=1) + 1
