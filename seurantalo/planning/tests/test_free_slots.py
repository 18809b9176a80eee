"""When it would be free: never in the past, never worse, the nearest first."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from seurantalo.common.time import helsinki, local_day, wall_clock
from seurantalo.planning.candidates import Candidate
from seurantalo.planning.collisions import Occasion, clash, occasion, score
from seurantalo.planning.slots import MOST, free, proposals

MONDAY = datetime(2027, 3, 8, 18)


def of(start: datetime, hours: float = 2, **told: object) -> Occasion:
    base = {"latitude": 61.87, "longitude": 28.88, "target_groups": ["older-people"]}
    begins = helsinki(start)
    return occasion(start=begins, end=begins + timedelta(hours=hours), **{**base, **told})  # type: ignore[arg-type]


HOURS = st.integers(-24 * 30, 24 * 30).map(lambda hours: MONDAY + timedelta(hours=hours))
CALENDAR = st.lists(st.tuples(HOURS, st.sampled_from([1, 2, 5, 30])), max_size=40).map(
    lambda told: [Candidate(f"plan:{n}", of(*each)) for n, each in enumerate(told)]
)


@given(HOURS, CALENDAR, st.integers(-40, 40), st.sampled_from([1, 2, 6, 30]))
def test_what_is_offered(
    start: datetime, calendar: list[Candidate], today: int, hours: float
) -> None:
    asked = of(start, hours)
    day = (MONDAY + timedelta(days=today)).date()
    own = max((score(asked, each.occasion).score for each in calendar), default=0.0)
    slots = free(asked, calendar, today=day)
    assert len(slots) <= MOST
    assert slots == sorted(slots, key=lambda slot: (abs(slot.start - asked.start), slot.start))
    for slot in slots:
        assert local_day(slot.start) > day
        there = of(wall_clock(slot.start), hours)
        worst = max((clash(there, each.occasion).score for each in calendar), default=0.0)
        assert worst == slot.score < own
        assert wall_clock(slot.start).time() == wall_clock(asked.start).time()
        assert slot.end <= asked.start or slot.start >= asked.end


@given(HOURS, st.integers(-40, 40))
def test_proposals_keep_the_hour_and_the_kind_of_day(start: datetime, today: int) -> None:
    asked = of(start)
    day = (MONDAY + timedelta(days=today)).date()
    for span in proposals(asked, today=day):
        assert local_day(span.start) > day
        weekday = wall_clock(span.start).weekday()
        assert (weekday >= 5) == (start.weekday() >= 5)


@given(HOURS)
def test_without_a_collision_nothing_is_offered(start: datetime) -> None:
    assume(start > MONDAY)
    assert free(of(start), [], today=MONDAY.date()) == []


def test_the_next_free_evening() -> None:
    """Thursday is taken, Wednesday and Friday are free; the nearest comes first."""
    thursday = datetime(2027, 3, 11, 18)
    calendar = [
        Candidate("activity:1", of(thursday)),
        Candidate("activity:2", of(thursday - timedelta(days=1))),
    ]
    slots = free(of(thursday), calendar, today=MONDAY.date())
    days = [wall_clock(slot.start).date().isoformat() for slot in slots]
    assert days == ["2027-03-12", "2027-03-09", "2027-03-18"]


def test_a_day_kept_for_something_else_is_not_proposed() -> None:
    """Friday is a holiday; who plans for a holiday may be offered another."""
    thursday = datetime(2027, 3, 11, 18)
    friday, next_thursday = date(2027, 3, 12), date(2027, 3, 18)
    calendar = [Candidate("activity:1", of(thursday))]

    def offered(*kept: date) -> set[date]:
        slots = free(of(thursday), calendar, today=MONDAY.date(), kept=lambda day: day in kept)
        return {local_day(slot.start) for slot in slots}

    assert friday in offered()
    assert friday not in offered(friday, next_thursday)
    assert friday in offered(friday, thursday.date())
