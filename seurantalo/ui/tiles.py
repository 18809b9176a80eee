"""Finland in equal tiles: every municipality the same size, lit by how much happens there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log1p

SIZE = 10  # units of the drawing from one tile to the next
GAP = 1  # units left dark between tiles
STEPS = 4  # degrees of light above none
NAMED_WIDTH = 10 * SIZE  # a wider drawing has tiles too small for names


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: `column` and `row` count from the north-west, `step` is its light, 0…4."""

    column: int
    row: int
    count: int
    name: str = ""
    step: int = 0
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class TileGroup:
    """Tiles that are one link: a region of the country, or one municipality of a region."""

    label: str
    url: str
    count: int
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class TileMap:
    """A drawing of `width` × `height` units, ready for `ui/components/tile_map.html`."""

    width: int
    height: int
    groups: tuple[TileGroup, ...]
    side: int = SIZE - GAP

    @property
    def named(self) -> bool:
        """Whether there is room for names: a region's municipalities, each its own link."""
        return self.width <= NAMED_WIDTH and all(len(g.tiles) == 1 for g in self.groups)


def light(count: int, greatest: int) -> int:
    """How brightly `count` is shown when the most is `greatest`: 0 for none, else 1…4 by logarithm."""
    if count <= 0 or greatest <= 0:
        return 0
    return min(STEPS, 1 + int((STEPS - 0.001) * log1p(count - 1) / max(log1p(greatest - 1), 1)))


def tile_map(groups: Iterable[TileGroup]) -> TileMap:
    """Places the tiles on a canvas that just holds them and lights them by their counts."""
    groups = tuple(groups)
    tiles = [tile for group in groups for tile in group.tiles]
    if not tiles:
        return TileMap(0, 0, ())
    left, top = min(t.column for t in tiles), min(t.row for t in tiles)
    greatest = max(t.count for t in tiles)

    def place(t: Tile) -> Tile:
        x, y = (t.column - left) * SIZE, (t.row - top) * SIZE
        return Tile(t.column, t.row, t.count, t.name, light(t.count, greatest), x, y)

    drawn = tuple(
        TileGroup(g.label, g.url, g.count, tuple(place(t) for t in g.tiles)) for g in groups
    )
    width = (max(t.column for t in tiles) - left + 1) * SIZE - GAP
    height = (max(t.row for t in tiles) - top + 1) * SIZE - GAP
    return TileMap(width, height, drawn)
