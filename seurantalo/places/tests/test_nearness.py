"""What is near: no square within the way is left out, and the way is as people travel."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common.coordinates import distance_km
from seurantalo.places import nearness

POINTS = st.tuples(st.floats(59.5, 70), st.floats(19.5, 31.5))


@given(POINTS, st.floats(1, 80), st.floats(-1, 1), st.floats(-2, 2))
def test_the_squares_hold_all_that_is_near(
    point: tuple[float, float], reach: float, north: float, east: float
) -> None:
    other = (point[0] + north, point[1] + east)
    if distance_km(point, other) <= reach:
        assert nearness.cell(*other) in nearness.cells_within(point, reach)


@given(POINTS)
def test_the_middle_of_a_square_is_in_it(point: tuple[float, float]) -> None:
    number = nearness.cell(*point)
    assert nearness.cell(*nearness.middle(number)) == number


@given(st.floats(0, 100), st.floats(0, 100), st.floats(1, 50))
def test_closeness_falls_from_one_to_nothing(near: float, more: float, reach: float) -> None:
    assert nearness.closeness(0, reach) == 1
    assert nearness.closeness(near + more, reach) <= nearness.closeness(near, reach)
    assert nearness.closeness(reach, reach) == 0


def test_every_municipality_is_town_or_countryside() -> None:
    assert len(nearness.settlements()) == 308
    assert nearness.reach_km("091") == 10  # Helsinki
    assert nearness.reach_km("681") == 38  # Rantasalmi
    assert nearness.reach_km("999") == nearness.UNKNOWN_KM


def test_the_villages_of_a_lonely_town_travel_further_than_its_suburbs() -> None:
    assert nearness.municipality_at((61.868, 28.886)) == "740"
    assert nearness.reach_at((61.868, 28.886)) == 10  # Savonlinna's market square
    assert nearness.reach_at((61.868, 29.2)) == 22  # beyond Nojanmaa
    assert nearness.reach_at((60.2, 25.05)) == 10  # a suburb of Helsinki


@given(st.floats(57, 72), st.floats(15, 36))
def test_the_quick_way_finds_the_same_centre(latitude: float, longitude: float) -> None:
    """The flat map only leaves out what is surely further away."""
    point = (latitude, longitude)
    slow = min(nearness._centres(), key=lambda known: distance_km(known[1], point))
    assert nearness.municipality_at(point) == slow[0]
