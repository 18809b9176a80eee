"""On the tile map what has more shines more, and every tile is inside the drawing."""

from hypothesis import given
from hypothesis import strategies as st

from seurantalo.ui.tiles import STEPS, Tile, TileGroup, light, tile_map


def test_an_empty_map_is_no_trouble():
    assert tile_map([]).groups == ()


def test_none_is_dark_and_the_most_is_brightest():
    assert (light(0, 90), light(1, 90), light(90, 90)) == (0, 1, STEPS)


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(1, 10_000))
def test_more_never_shines_less(a, b, greatest):
    greatest = max(a, b, greatest)
    low, high = sorted((a, b))
    assert 1 <= light(low, greatest) <= light(high, greatest) <= STEPS


@given(st.lists(st.tuples(st.integers(-20, 60), st.integers(-20, 60)), min_size=1))
def test_every_tile_is_inside_the_drawing(places):
    tiles = tuple(Tile(column, row, 1) for column, row in places)
    drawn = tile_map([TileGroup("Savo", "/", 1, tiles)])
    for tile in drawn.groups[0].tiles:
        assert 0 <= tile.x <= drawn.width - drawn.side
        assert 0 <= tile.y <= drawn.height - drawn.side
