"""The schematic map: equal squares, none on another, neighbours near each other."""

import csv
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seurantalo.places import commands, tiles
from seurantalo.places.commands import DATA
from seurantalo.places.queries import area, areas, region_map, schematic_map


@pytest.mark.usefixtures("facts")
def test_every_municipality_has_its_own_square():
    squares = schematic_map()
    assert len({(tile.column, tile.row) for tile in squares}) == len(squares) == 308
    width, height = (max(getattr(t, axis) for t in squares) + 1 for axis in ("column", "row"))
    assert width <= 20
    assert height <= 30


@pytest.mark.usefixtures("facts")
def test_neighbours_stay_near():
    at = {tile.area.code: np.array([tile.column, tile.row]) for tile in schematic_map()}
    centres = list(areas("municipality"))
    points = np.array([(c.longitude * 0.45, c.latitude) for c in centres])
    squares = np.array([at[c.code] for c in centres])
    apart = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    nearest = apart.argsort(axis=1)[:, :4]
    steps = np.abs(squares[:, None] - squares[nearest]).max(axis=2)
    assert (steps <= 1).mean() > 0.75, "the four nearest touch"
    assert (steps <= 2).mean() > 0.95


@pytest.mark.usefixtures("facts")
def test_north_is_up_and_west_is_left():
    at = {str(tile.area.name): tile for tile in schematic_map()}
    assert at["Utsjoki"].row < at["Rovaniemi"].row < at["Oulu"].row < at["Helsinki"].row
    assert at["Vaasa"].column < at["Jyväskylä"].column < at["Joensuu"].column


@pytest.mark.usefixtures("facts")
def test_a_region_is_one_patch_of_squares():
    for region in areas("region"):
        inside = {tile.area.code for tile in schematic_map(region)}
        left = {(t.column, t.row) for t in schematic_map() if t.area.code in inside}
        edge = [left.pop()]
        while edge:
            x, y = edge.pop()
            near = {s for s in left if abs(s[0] - x) <= 1 and abs(s[1] - y) <= 1}
            left -= near
            edge += near
        assert len(left) <= 1, f"{region} is torn apart"


@pytest.mark.usefixtures("facts")
def test_a_region_and_the_regions_are_maps_of_their_own():
    savo = schematic_map(area("region", "11"))
    assert len({(tile.column, tile.row) for tile in savo}) == 19
    assert {min(tile.column for tile in savo), min(tile.row for tile in savo)} == {0}
    regions = region_map()
    assert len({(tile.column, tile.row) for tile in regions}) == 19


def test_the_file_is_what_the_command_makes(tmp_path):
    commands.place_tiles(tmp_path / "tiles.csv")
    made = list(csv.reader((tmp_path / "tiles.csv").open(encoding="utf-8")))
    assert made == list(csv.reader((DATA / "tiles.csv").open(encoding="utf-8")))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=25))
def test_no_two_points_share_a_square(points):
    squares = tiles.place(np.array(points, dtype=float))
    assert len(set(squares)) == len(points)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(4, 6), st.randoms(use_true_random=False))
def test_the_assignment_is_the_cheapest(count, width, random):
    cost = np.array([[random.randint(0, 20) for _ in range(width)] for _ in range(count)], float)
    chosen = tiles.assign(cost)
    best = min(sum(cost[i, c] for i, c in enumerate(p)) for p in permutations(range(width), count))
    assert cost[np.arange(count), chosen].sum() == best
    assert len(set(chosen)) == count
