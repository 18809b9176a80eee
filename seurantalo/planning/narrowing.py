"""What the database leaves out before anything is scored: who and what can be no clash at all.

Each condition is an upper bound of `collisions.score`, so nothing that clashes is left out. Written
as SQL because the order of the joins must be sure: windows of time, squares of the map, times,
whom they are for. `CROSS JOIN` says so to SQLite; PostgreSQL finds it by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations
from math import cos, radians
from typing import Any, NamedTuple

from django.db import connection

from seurantalo.activities.models import Occurrence
from seurantalo.common.coordinates import distance_km
from seurantalo.common.time import ONE_DAY
from seurantalo.places import nearness
from seurantalo.planning.collisions import (
    FORMATS,
    KINDS,
    LATE,
    ORDINARY,
    SIZES,
    THRESHOLD,
    WEEKLY,
    Occasion,
)
from seurantalo.planning.crowds import (
    ALL_BITS,
    MOST_SHARED,
    WIDE,
    WITHOUT_THEME,
    audience_and_kin,
    topics,
)
from seurantalo.planning.models import Appeal

HELD = frozenset(
    each.value
    for each in (Occurrence.Status.SCHEDULED, Occurrence.Status.MOVED, Occurrence.Status.FULL)
)
FARTHEST_DRAW = max(draw for _, _, draw in SIZES)
HEAVIEST = max(FORMATS.values()) * max(weight for _, weight, _ in SIZES)
FESTIVAL_DRAW = 1.5
BIG = 100  # from so many on people come from further than usual
HALF_A_SQUARE = 8.5  # kilometres from its middle to a corner, with room to spare
FARTHEST = max(nearness.REACH_KM.values())
# How much two crowds share at most: by their themes, and when only one of them is everybody.
ALIKE, UNLIKE, UNLIKE_FROM_FAR = MOST_SHARED, WITHOUT_THEME, 0.95
ONE_OF_ALL, ONE_OF_ALL_UNLIKE, FROM_FAR = 0.6, 0.34, 0.27
EVERYBODY = tuple(
    json.dumps(sorted(groups)) for groups in ((), *combinations(WIDE, 1), *combinations(WIDE, 2))
)
ROUND_EARTH = 0.95  # of squared kilometres: a flat map errs by less
Row = tuple[Any, ...]
COLUMNS = (
    "pk", "kind", "format", "latitude", "longitude", "themes", "target_groups", "minimum_age",
    "maximum_age", "languages", "online", "weekly", "expected",
)  # fmt: skip
OF_TIME = ("start", "end", "whole_day", "cell")
# Compared with columns and not with constants: SQLite would else read all appeals beforehand to pass
# over times that have none (a Bloom filter), which takes longer than all the rest.
OF_ASKED = ("audience", "youngest", "oldest", "least", "online")


class Span(NamedTuple):
    """From when to when; both ends aware."""

    start: datetime
    end: datetime


def rows(asked: Occasion, spans: Sequence[Span], margin: timedelta) -> list[Row]:
    """The public times that may clash at one of the spans, with `COLUMNS` and `OF_TIME` of each."""
    if not spans:
        return []
    late = _latest(asked, margin)
    wide = [Span(span.start - late, span.end + late) for span in spans]
    squares = squares_about(asked) if asked.point else {}
    told = _told(asked, wide)
    with connection.cursor() as cursor:
        cursor.execute(_within_a_day(wide, squares, asked), told)
        found = dict.fromkeys(cursor.fetchall())
        cursor.execute(_lasting(squares, asked), told)
        found.update(dict.fromkeys(cursor.fetchall()))
    # Asked in SQL, whether it is held would be read of every time, as the index does not tell it.
    found = {row[:-1]: None for row in found if row[-1] in HELD}
    return _read(found)


def _latest(asked: Occasion, margin: timedelta) -> timedelta:
    """How far in time the heaviest of all might still clash with it."""
    most = min(1.5, asked.weight * HEAVIEST / ORDINARY**2) * MOST_SHARED
    return margin * min(1.0, max(0.0, (1 - THRESHOLD / most) / LATE))


def squares_about(asked: Occasion) -> dict[int, float]:
    """The squares from which people may come, by the habits of both ends, and how far that is."""
    point = asked.point or (0.0, 0.0)
    draw = max(asked.draw, FARTHEST_DRAW)
    widest = nearness.cells_within(point, (asked.reach + FARTHEST) / 2 * draw)
    reaches = {cell: (asked.reach + nearness.reach_in(cell)) / 2 for cell in widest}
    return {
        cell: reach
        for cell, reach in reaches.items()
        if distance_km(point, nearness.middle(cell)) - HALF_A_SQUARE <= reach * draw
    }


def _told(asked: Occasion, wide: Sequence[Span]) -> dict[str, Any]:
    """The values that the SQL names."""
    kept = connection.ops.adapt_datetimefield_value
    latitude, longitude = asked.point or (0.0, 0.0)
    told: dict[str, Any] = {
        "latitude": latitude,
        "longitude": longitude,
        "km_north": nearness.KM_A_DEGREE,
        "km_east": nearness.KM_A_DEGREE * cos(radians(latitude)),
        "audience": audience_and_kin(asked.people.groups),
        "topics": ALL_BITS if asked.people.kind == "volunteering" else topics(asked.people.themes),
        "wide": len(asked.people.groups & WIDE) / len(asked.people.groups),
        "youngest": asked.people.ages[0],
        "oldest": asked.people.ages[1],
        "least": THRESHOLD * ORDINARY**2 / asked.weight,
        "online": asked.online,
        "draw": asked.draw,
        "first": kept(min(span.start for span in wide)),
        "last": kept(max(span.end for span in wide)),
    }
    for number, span in enumerate(wide):
        told[f"early{number}"] = kept(span.start - ONE_DAY)
        told[f"first{number}"], told[f"last{number}"] = kept(span.start), kept(span.end)
    return told


def _asked() -> str:
    return ", ".join(f"%({name})s" for name in OF_ASKED)


def _within_a_day(wide: Sequence[Span], squares: Mapping[int, float], asked: Occasion) -> str:
    """What may be over within a day is found by its square and its start."""
    spans = ", ".join(
        f"(%(early{n})s, %(first{n})s, %(last{n})s, {_asked()})" for n in range(len(wide))
    )
    parts = (
        f"WITH span (early, first, last, {', '.join(OF_ASKED)}) AS (VALUES {spans})",
        _squares(squares, asked),
        "SELECT",
        _selected(),
        "FROM span CROSS JOIN square" if squares else "FROM span",
        "CROSS JOIN activities_occurrence o CROSS JOIN planning_appeal a",
        'WHERE o.start >= span.early AND o.start <= span.last AND o."end" >= span.first',
        f"AND {_fits(bool(squares))}",
    )
    return " ".join(parts)


def _lasting(squares: Mapping[int, float], asked: Occasion) -> str:
    """What lasts for days is found by that: there is little of it."""
    parts = (
        f"WITH span ({', '.join(OF_ASKED)}) AS (VALUES ({_asked()}))",
        _squares(squares, asked),
        "SELECT",
        _selected(),
        "FROM span CROSS JOIN planning_appeal a CROSS JOIN activities_occurrence o",
        "CROSS JOIN square" if squares else "",
        """WHERE a.longest > 0 AND o."end" >= %(first)s AND o.start <= %(last)s""",
        f"AND {_fits(bool(squares))}",
    )
    return " ".join(parts)


def _squares(squares: Mapping[int, float], asked: Occasion) -> str:
    """Each square with how far people come, how near it is at least, and its south-western corner."""
    if not squares or asked.point is None:
        return ""
    values = []
    for number, reach in squares.items():
        latitude, longitude = nearness.middle(number)
        way = max(0.0, distance_km(asked.point, (latitude, longitude)) - HALF_A_SQUARE)
        values.append(f"({number}, {reach}, {way}, {latitude - 0.05}, {longitude - 0.1})")
    return f", square (number, reach, way, south, west) AS (VALUES {', '.join(values)})"


@cache
def _selected() -> str:
    told = [f"a.{Appeal._meta.pk.column if name == 'pk' else name}" for name in COLUMNS]
    return ", ".join([*told, *(f'o."{name}"' for name in OF_TIME), "o.status"])


@cache
def _fits(on_the_map: bool) -> str:
    """That it is for the same people, near and heavy enough: an upper bound of the score."""
    worth = f"{_weight()} * {_share()}"
    conditions = [
        "a.activity_id = o.activity_id",
        "(a.audience & span.audience) <> 0",
        "(a.minimum_age IS NULL OR a.minimum_age <= span.oldest)",
        "(a.maximum_age IS NULL OR a.maximum_age >= span.youngest)",
    ]
    if on_the_map:
        # 1 - way³ lies below 1 and below its tangent; `_far` is way², as a share of the reach.
        conditions += ["o.cell = square.number", f"{worth} >= span.least"]
        conditions.append(f"{worth} * (1.5 - 1.5 * {_far()}) >= span.least")
    else:
        conditions += ["o.cell IS NULL", "a.online = span.online", f"{worth} >= span.least"]
    return " AND ".join(conditions)


def _share() -> str:
    """Groups that share no bit are left out before; here one crowd may be everybody, the other not."""
    alike = "(a.topics & %(topics)s) <> 0"
    all_of_them = ", ".join(f"'{each}'" for each in EVERYBODY)
    one_of_all = f"""(%(wide)s = 1 AND a.audience <> {ALL_BITS})
        OR (%(wide)s = 0 AND a.target_groups IN ({all_of_them}))"""
    comes_far = f"(%(draw)s > 1 OR a.expected >= {BIG} OR a.format = 'fair-or-festival')"
    far = f"CASE WHEN {comes_far} THEN {FROM_FAR} ELSE 0 END"
    return f"""CASE WHEN {one_of_all}
        THEN CASE WHEN {alike} THEN {ONE_OF_ALL} ELSE {ONE_OF_ALL_UNLIKE} END + {far}
        ELSE CASE WHEN {alike} THEN {ALIKE}
            WHEN {comes_far} THEN {UNLIKE_FROM_FAR} ELSE {UNLIKE} END END"""


def _weight() -> str:
    forms = " ".join(f"WHEN '{form}' THEN {weight}" for form, weight in FORMATS.items())
    kinds = " ".join(f"WHEN '{kind}' THEN {weight}" for kind, weight in KINDS.items())
    own = f"CASE a.format {forms} ELSE CASE a.kind {kinds} ELSE {ORDINARY} END END"
    return f"CASE WHEN a.weekly THEN {WEEKLY} ELSE {own} END * {_by_size(1)}"


def _by_size(column: int) -> str:
    sizes = " ".join(f"WHEN a.expected >= {each[0]} THEN {each[column]}" for each in SIZES)
    return f"CASE WHEN a.expected IS NULL THEN 1.0 {sizes} END"


def _far() -> str:
    """Where one time is held elsewhere than the rest, its square says how near it is."""
    exact = f"""({_square("(a.latitude - %(latitude)s) * %(km_north)s")}
        + {_square("(a.longitude - %(longitude)s) * %(km_east)s")}) * {ROUND_EARTH}"""
    inside = """a.latitude >= square.south AND a.latitude < square.south + 0.1
        AND a.longitude >= square.west AND a.longitude < square.west + 0.2"""
    draw = f"""CASE WHEN %(draw)s >= {FARTHEST_DRAW} THEN %(draw)s
        WHEN a.format = 'fair-or-festival' AND COALESCE(a.expected, 0) < 500 THEN {FESTIVAL_DRAW}
        ELSE {_by_size(2)} END"""
    wide = f"CASE WHEN {draw} > %(draw)s THEN {draw} ELSE %(draw)s END"
    return f"(CASE WHEN {inside} THEN {exact} ELSE square.way * square.way END) / {_square(f'square.reach * {wide}')}"


def _square(of: str) -> str:
    return f"(({of}) * ({of}))"


def _read(found: Mapping[Row, None]) -> list[Row]:
    """The rows as Python has them; the same few words and hours come again and again."""
    fields = [Appeal._meta.get_field("activity" if name == "pk" else name) for name in COLUMNS]
    fields += [Occurrence._meta.get_field(name) for name in OF_TIME]
    readers = [_reader(field) for field in fields]
    return [
        tuple(read(value) if read else value for read, value in zip(readers, row, strict=True))
        for row in found
    ]


def _reader(field: Any) -> Callable[[Any], Any] | None:
    """What makes a value of the database one of Python, told only once of each value."""
    column = field.get_col(field.model._meta.db_table)
    steps = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]
    if not steps:
        return None

    @cache
    def read(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return read
