"""How much two occasions draw on the same people at the same time: one number, and why.

Pure reckoning of plain values: the time between them, the people they are for, the way between them
and how much each weighs. Each part is between 0 and 1 and they are multiplied, so that what fails
in one respect is no clash whatever the rest says. `score(a, b) == score(b, a)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, NamedTuple

from seurantalo.common.coordinates import distance_km
from seurantalo.common.time import helsinki, local_day, wall_clock
from seurantalo.places.nearness import UNKNOWN_KM, Point, closeness, reach_at
from seurantalo.planning.crowds import UNKNOWN, Crowd, crowd, same_people
from seurantalo.taxonomy import term_files

THRESHOLD = 0.5  # from here on it is advised
MARGIN = timedelta(hours=3)  # what is further apart on the same day is another outing
SAME_DAY = timedelta(days=1)
LATE = 0.9  # how much of the score is gone at the margin
EVENING = 16  # o'clock
ONLINE_AND_PLACE, UNKNOWN_PLACE = 0.25, 0.4

Times = Literal["same_time", "same_evening", "same_day"]

# What a thing of this format weighs beside others; a weekly one never more than `WEEKLY`.
FORMATS: Mapping[str, float] = {
    "fair-or-festival": 1.0,
    "performance": 0.88,
    "competition": 0.85,
    "camp-or-trip": 0.7,
    "lecture": 0.85,
    "course": 0.5,
    "peer-group": 0.62,
    "volunteer-task": 0.5,
    "regular-group": 0.45,
    "open-meeting-place": 0.4,
    "advice": 0.45,
    "exhibition": 0.3,
}
KINDS: Mapping[str, float] = {"event": 0.85, "volunteering": 0.75, "hobby": 0.65, "support": 0.62}
WEEKLY, ORDINARY = 0.45, 0.85
STAGES: Mapping[str, float] = {"confirmed": 1.0, "tentative": 0.95, "idea": 0.88}
# (so many people at least, what it weighs more, how much further people come)
SIZES = (
    (2000, 1.25, 1.9),
    (500, 1.15, 1.7),
    (250, 1.08, 1.35),
    (100, 1.03, 1.05),
    (31, 1.0, 1.0),
    (16, 0.97, 1.0),
    (0, 0.93, 0.9),
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time of something: when, where, for whom and how big. Make one with `occasion`.

    `point` is (latitude, longitude) in WGS84 degrees, None when it is only online or nobody knows;
    `stage` "idea", "tentative" or "confirmed"; `draw` how much further than usual people come.
    """

    start: datetime
    end: datetime
    point: Point | None
    reach: float
    people: Crowd
    weight: float
    draw: float = 1.0
    online: bool = False
    whole_day: bool = False


class Collision(NamedTuple):
    """How badly two occasions clash, 0 to 1, and the facts of it.

    `time` is "" when they are on different days; `gap` the hours between them, 0 when they overlap;
    `kilometres` None when a place is not known; `group` and `theme` codes they share;
    `perhaps` that nobody knows whom one of them is for.
    """

    score: float
    time: Times | Literal[""] = ""
    gap: float = 0.0
    kilometres: float | None = None
    group: str = ""
    theme: str = ""
    online: bool = False
    perhaps: bool = False

    @property
    def clashes(self) -> bool:
        """Whether it is worth telling the planner."""
        return self.score >= THRESHOLD


NOTHING = Collision(0.0)


def occasion(
    *,
    start: datetime | str,
    end: datetime | str,
    latitude: float | None = None,
    longitude: float | None = None,
    target_groups: Iterable[str] = (),
    themes: Iterable[str] = (),
    minimum_age: int | None = None,
    maximum_age: int | None = None,
    languages: Iterable[str] = (),
    kind: str = "event",
    format: str = "",
    expected: int | None = None,
    stage: str = "confirmed",
    weekly: bool = False,
    online: bool = False,
    whole_day: bool = False,
    reach: float | None = None,
    hint: bool = False,
    expand: bool = True,
) -> Occasion:
    """An occasion of plain values: codes of our terms, ISO or aware times, BCP 47 languages.

    No target group means everybody; a theme counts as its parent too (`expand` False: it is there).
    """
    point = None if latitude is None or longitude is None else (latitude, longitude)
    size, draw = _size(expected)
    topics, ages = with_parents(themes) if expand else themes, (minimum_age, maximum_age)
    return Occasion(
        start=_moment(start),
        end=max(_moment(start), _moment(end)),
        point=point,
        reach=reach or (reach_at(point) if point else UNKNOWN_KM),
        people=UNKNOWN if hint else crowd(target_groups, topics, ages, languages, kind),
        weight=_weight(kind, format, weekly) * size * STAGES.get(stage, 1.0),
        draw=max(draw, 1.5) if format == "fair-or-festival" else draw,
        online=online and point is None,
        whole_day=whole_day,
    )


def clash(a: Occasion | Mapping[str, Any], b: Occasion | Mapping[str, Any]) -> Collision:
    """How two occasions clash; a mapping holds what `occasion` takes by name."""
    one, other = (each if isinstance(each, Occasion) else occasion(**each) for each in (a, b))
    return score(one, other)


def score(asked: Occasion, other: Occasion, *, margin: timedelta = MARGIN) -> Collision:
    """How two occasions clash, reckoned cheapest first: most of a town's evening falls early.

    A margin of a day (`SAME_DAY`) means the same day of the calendar.
    """
    gap = hours_between(asked, other)
    near_in_time = _time(gap, margin)
    if not near_in_time or (margin >= SAME_DAY and not _times(asked, other, gap)):
        return NOTHING
    kilometres, near = _near(asked, other)
    if not near:
        return NOTHING
    weight = min(1.5, asked.weight * other.weight / (ORDINARY * ORDINARY))
    if near_in_time * near * weight < THRESHOLD / 4:
        return NOTHING
    people = same_people(asked.people, other.people, max(asked.draw, other.draw))
    return Collision(
        score=min(1.0, near_in_time * near * weight * people.share),
        time=_times(asked, other, gap),
        gap=gap,
        kilometres=kilometres,
        group=people.group,
        theme=people.theme,
        online=asked.online and other.online,
        perhaps=not asked.people.groups or not other.people.groups,
    )


def hours_between(a: Occasion, b: Occasion) -> float:
    """The hours from the end of one to the start of the other; 0 when they overlap."""
    later = a.start if a.start > b.start else b.start
    earlier = a.end if a.end < b.end else b.end
    return max(0.0, (later - earlier).total_seconds() / 3600)


def _time(gap: float, margin: timedelta) -> float:
    hours = margin.total_seconds() / 3600
    if gap == 0:
        return 1.0
    return 0.0 if gap > hours else 1 - LATE * gap / hours


def _times(a: Occasion, b: Occasion, gap: float) -> Times | Literal[""]:
    if not gap:
        return "same_time"
    if local_day(a.start) != local_day(b.start):
        return ""
    begins = min(wall_clock(a.start), wall_clock(b.start), key=lambda clock: clock.hour)
    return "same_evening" if begins.hour >= EVENING else "same_day"


def _near(a: Occasion, b: Occasion) -> tuple[float | None, float]:
    """The kilometres between, and how near that is by the habits of both places, 0 to 1."""
    if a.point is None or b.point is None:
        if a.online and b.online:
            return None, 1.0
        return None, ONLINE_AND_PLACE if a.online or b.online else UNKNOWN_PLACE
    kilometres = distance_km(a.point, b.point)
    reach = (a.reach + b.reach) / 2 * max(a.draw, b.draw)
    return kilometres, closeness(kilometres, reach)


def _weight(kind: str, form: str, weekly: bool) -> float:
    own = FORMATS.get(form) or KINDS.get(kind, ORDINARY)
    return min(own, WEEKLY) if weekly else own


def _size(expected: int | None) -> tuple[float, float]:
    if expected is None:
        return 1.0, 1.0
    return next((weight, draw) for least, weight, draw in SIZES if expected >= least)


def _moment(told: datetime | str) -> datetime:
    moment = datetime.fromisoformat(told) if isinstance(told, str) else told
    return moment if moment.tzinfo else helsinki(moment)


@cache
def _parents() -> Mapping[str, str]:
    """The parent of every theme as filed: a planner's own terms come with their parents already."""
    themes = next(each for each in term_files.read() if each.code == "theme")
    return {term.code: term.parent for term in themes.terms if term.parent}


def with_parents(themes: Iterable[str]) -> frozenset[str]:
    """The themes and what they belong to."""
    told = frozenset(themes)
    return told | {_parents()[theme] for theme in told if theme in _parents()}
