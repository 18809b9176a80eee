"""Laws of the score: the same from both sides, between 0 and 1, less when further in any way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common.time import helsinki
from seurantalo.planning.collisions import (
    SAME_DAY,
    Occasion,
    clash,
    hours_between,
    occasion,
    score,
)
from seurantalo.planning.crowds import EVERYONE, KNOWN, audience, audience_and_kin

NOON = helsinki(datetime(2027, 3, 11, 12))
GROUPS = st.lists(st.sampled_from([*KNOWN, EVERYONE, "cyclists"]), max_size=3)
AGES = st.none() | st.integers(0, 100)


@st.composite
def occasions(draw: st.DrawFn) -> Occasion:
    start = NOON + timedelta(minutes=15 * draw(st.integers(-200, 200)))
    low, high = draw(AGES), draw(AGES)
    if low is not None and high is not None and low > high:
        low, high = high, low
    place: dict[str, Any] = draw(
        st.just({"online": True})
        | st.just({})
        | st.fixed_dictionaries({"latitude": st.floats(60, 68), "longitude": st.floats(22, 30)})
    )
    return occasion(
        start=start,
        end=start + timedelta(minutes=15 * draw(st.integers(0, 300))),
        target_groups=draw(GROUPS),
        themes=draw(st.lists(st.sampled_from(["dance", "music", "theatre", "heart"]), max_size=2)),
        minimum_age=low,
        maximum_age=high,
        languages=draw(st.lists(st.sampled_from(["fi", "sv", "en"]), max_size=2)),
        kind=draw(st.sampled_from(["event", "hobby", "support", "volunteering"])),
        format=draw(st.sampled_from(["", "lecture", "fair-or-festival", "course"])),
        expected=draw(st.none() | st.integers(0, 10_000)),
        stage=draw(st.sampled_from(["idea", "tentative", "confirmed"])),
        weekly=draw(st.booleans()),
        **place,
    )


@given(occasions(), occasions())
def test_both_sides_say_the_same_and_within_bounds(a: Occasion, b: Occasion) -> None:
    ours, theirs = score(a, b), score(b, a)
    assert ours == theirs
    assert 0 <= ours.score <= 1
    assert (hours_between(a, b) == 0) == (a.start <= b.end and b.start <= a.end)


def moved(one: Occasion, by: timedelta) -> Occasion:
    return replace(one, start=one.start + by, end=one.end + by)


@given(occasions(), occasions(), st.integers(0, 400), st.integers(1, 400))
def test_further_in_time_is_never_worse(a: Occasion, b: Occasion, near: int, more: int) -> None:
    """Pushed later after the other has ended, the score can only fall."""
    behind = moved(b, a.end - b.start)
    nearer, further = (moved(behind, timedelta(minutes=m)) for m in (near, near + more))
    assert score(a, further).score <= score(a, nearer).score + 1e-9


@given(occasions(), occasions(), st.floats(0, 1), st.floats(0, 1))
def test_further_away_is_never_worse(a: Occasion, b: Occasion, near: float, more: float) -> None:
    here = replace(a, point=(62.0, 25.0), online=False)
    nearer = replace(b, point=(62.0 + near, 25.0), online=False)
    further = replace(nearer, point=(62.0 + near + more, 25.0))
    assert score(here, further).score <= score(here, nearer).score + 1e-9


@given(occasions(), st.lists(st.sampled_from(KNOWN), max_size=3), GROUPS)
def test_no_clash_is_lost_by_the_bits(a: Occasion, asked: list[str], other: list[str]) -> None:
    """What shares no bit with the asked one's people and their kin is never a clash."""
    if not audience_and_kin(asked) & audience(other):
        base = {"start": a.start, "end": a.end, "latitude": 62.0, "longitude": 25.0}
        one, two = ({**base, "target_groups": groups} for groups in (asked, other))
        assert not clash(one, two).clashes


def test_a_clash_of_plain_values() -> None:
    """As other programs ask: codes and ISO times, no database."""
    dance = {
        "start": "2027-01-14T18:00",
        "end": "2027-01-14T20:00",
        "latitude": 61.868,
        "longitude": 28.886,
        "target_groups": ["older-people"],
        "themes": ["dance"],
    }
    found = clash(dance, {**dance, "latitude": 61.888})
    assert found.clashes
    assert found.time == "same_time"
    assert found.group == "older-people"
    assert found.theme == "dance"
    assert 2 < (found.kilometres or 0) < 2.5
    weekly = {**dance, "weekly": True, "kind": "hobby"}
    assert clash(weekly, weekly).score < clash(dance, weekly).score < found.score + 1e-9


def test_a_margin_of_a_day_is_the_same_day_of_the_calendar() -> None:
    told: dict[str, Any] = {"latitude": 61.87, "longitude": 28.88, "target_groups": ["youth"]}
    evening = occasion(start="2027-03-11T20:00", end="2027-03-11T22:00", **told)
    before = occasion(start="2027-03-11T11:00", end="2027-03-11T13:00", **told)
    after = occasion(start="2027-03-12T00:00", end="2027-03-12T02:00", **told)
    assert score(evening, before, margin=SAME_DAY).clashes
    assert not score(evening, before).score
    assert score(evening, after).score  # over midnight, but within the usual hours
    assert not score(evening, after, margin=SAME_DAY).score
