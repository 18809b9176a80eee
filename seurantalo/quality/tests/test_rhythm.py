"""When one asks: by kind, by region, and never about what ends by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.organizations.models import RegionRule
from seurantalo.quality.freshness import due, next_term

USUAL = RegionRule()
EVERY_MONTH = RegionRule(confirm_months=1, confirm_hobbies_at_term_start=False)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("kind", "confirmed", "rule", "asked"),
    [
        ("support", date(2026, 3, 31), USUAL, date(2026, 9, 30)),
        ("volunteering", date(2026, 8, 31), USUAL, date(2027, 2, 28)),
        ("organization", date(2026, 1, 1), EVERY_MONTH, date(2026, 2, 1)),
        ("hobby", date(2026, 3, 1), USUAL, date(2026, 8, 15)),
        ("hobby", date(2026, 7, 20), USUAL, date(2027, 1, 7)),
        ("hobby", date(2026, 12, 1), USUAL, date(2027, 8, 15)),
        ("hobby", date(2026, 3, 1), EVERY_MONTH, date(2026, 4, 1)),
        ("event", date(2020, 1, 1), EVERY_MONTH, None),
        ("support", date(2020, 1, 1), RegionRule(confirm_months=0), None),
    ],
)
def test_each_kind_has_its_rhythm(kind, confirmed, rule, asked):
    assert due(kind, confirmed, rule) == asked


@given(days)
def test_a_hobby_is_asked_once_a_term_and_at_most_a_year_later(confirmed):
    asked = due("hobby", confirmed, USUAL)
    assert 45 <= (asked - confirmed).days <= 45 + 221
    assert (asked.month, asked.day) in {(1, 7), (8, 15)}


@given(days)
def test_the_next_term_is_not_behind(day):
    assert next_term(day) >= day and next_term(next_term(day)) == next_term(day)
