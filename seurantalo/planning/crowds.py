"""Whether two things are for the same people: groups and their kin, themes, ages, languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

Ages = tuple[int, int]

MOST_SHARED, WITHOUT_THEME = 1.2, 0.92  # the share at most, and when no theme is alike
EVERYBODY: Ages = (0, 120)
EVERYONE = "everyone"
# So many of the one group are, or come with, people of the other.
KIN: Mapping[frozenset[str], float] = {
    frozenset(pair): share
    for *pair, share in (
        ("children", "families", 0.95),
        ("children", "young-people", 0.4),
        ("families", "young-people", 0.2),
        ("families", "adults", 0.3),
        ("young-people", "students", 0.7),
        ("students", "adults", 0.4),
        ("adults", "older-people", 0.4),
        ("adults", "unemployed", 0.4),
        ("adults", "women", 0.4),
        ("adults", "men", 0.4),
        ("older-people", "relatives-and-caregivers", 0.5),
        ("older-people", "long-term-ill", 0.5),
        ("relatives-and-caregivers", "long-term-ill", 0.4),
        ("relatives-and-caregivers", "people-with-disabilities", 0.4),
        ("people-with-disabilities", "long-term-ill", 0.4),
        ("immigrants", "expatriates", 0.7),
        ("associations", "professionals", 0.4),
        ("businesses", "professionals", 0.6),
    )
}
IMPLIED: Mapping[str, Ages] = {
    "children": (0, 12),
    "families": (0, 50),
    "young-people": (13, 29),
    "students": (15, 40),
    "older-people": (60, 120),
}
# Groups so wide that one outing for them is not another: there the theme must be alike too.
WIDE = frozenset({EVERYONE, "adults"})
PATIENTS = frozenset({"long-term-ill"})

ALL_BITS = (1 << 62) - 1
KNOWN = (
    "children", "families", "young-people", "students", "adults", "older-people",
    "people-with-disabilities", "long-term-ill", "relatives-and-caregivers", "women", "men",
    "gender-and-sexual-minorities", "immigrants", "unemployed", "expatriates", "associations",
    "professionals", "businesses",
)  # fmt: skip
OTHER_BIT = 1 << 61


@dataclass(frozen=True, slots=True)
class Crowd:
    """Whom something is for. No language: whichever is spoken there."""

    groups: frozenset[str]
    themes: frozenset[str]
    ages: Ages
    languages: frozenset[str]
    kind: str = "event"


UNKNOWN = Crowd(frozenset(), frozenset(), EVERYBODY, frozenset())  # of a hint: it may be anybody
PERHAPS = 0.75


class Shared(NamedTuple):
    """How much of the one crowd is of the other, 0 to 1, and what they have in common."""

    share: float
    group: str = ""
    theme: str = ""


def crowd(
    groups: Iterable[str],
    themes: Iterable[str],
    ages: tuple[int | None, int | None],
    languages: Iterable[str],
    kind: str = "event",
) -> Crowd:
    """A crowd of what was told; ages not told are those of its groups."""
    told = frozenset(groups) or frozenset({EVERYONE})
    return Crowd(told, frozenset(themes), _ages(told, ages), frozenset(languages), kind)


def _ages(groups: frozenset[str], told: tuple[int | None, int | None]) -> Ages:
    if told != (None, None):
        return told[0] or 0, 120 if told[1] is None else told[1]
    implied = [IMPLIED.get(group, EVERYBODY) for group in groups]
    return min(low for low, _ in implied), max(high for _, high in implied)


def same_people(a: Crowd, b: Crowd, draw: float = 1.0) -> Shared:
    """How much two crowds are the same people; what draws from far draws everybody a little."""
    if not a.groups or not b.groups:
        return Shared(PERHAPS)
    ages = _overlap(a.ages, b.ages)
    tongues = 1.0 if not a.languages or not b.languages or a.languages & b.languages else 0.35
    if ages * tongues < 0.1:
        return Shared(ages * tongues / 2)
    common = a.themes & b.themes
    theme = _topics(a, b, common)
    group, kin = _kin(a.groups, b.groups)
    wide = bool(WIDE & a.groups) or bool(WIDE & b.groups)
    if wide and group in WIDE | {""}:
        share = max(kin, 0.5) * (0.45 + 0.75 * theme) + 0.3 * (draw - 1)
    elif group in PATIENTS:
        share = kin * (0.5 + 0.65 * theme)
    else:
        share = kin * (0.8 + 0.35 * theme)
    return Shared(min(MOST_SHARED, share) * ages * tongues, group, min(common, default=""))


def _kin(a: frozenset[str], b: frozenset[str]) -> tuple[str, float]:
    """The group they share, the narrowest first, and how much of one group is of the other."""
    shared = (a & b) - WIDE or a & b
    if shared:
        return min(shared), 1.0
    return "", max(KIN.get(frozenset({one, two}), 0.0) for one in a for two in b)


def _topics(a: Crowd, b: Crowd, common: frozenset[str]) -> float:
    """1 when about the same, 0 when about different things, between when nobody said."""
    if not a.themes or not b.themes:
        return 0.3
    alike = len(common) / len(a.themes | b.themes)
    return max(alike, 0.6) if a.kind == b.kind == "volunteering" else alike


def _overlap(a: Ages, b: Ages) -> float:
    """How much of the narrower ages lies in the other."""
    both = min(a[1], b[1]) - max(a[0], b[0]) + 1
    if both <= 0:
        return 0.05
    narrower = min(a[1] - a[0], b[1] - b[0]) + 1
    return min(1.0, 0.3 + 1.4 * both / narrower)


def audience(groups: Iterable[str]) -> int:
    """The groups as bits, all of them for everybody: what shares no bit has no one in common."""
    told = set(groups)
    if not told or told & WIDE:
        return ALL_BITS
    return sum({1 << KNOWN.index(group) if group in KNOWN else OTHER_BIT for group in told})


def topics(themes: Iterable[str]) -> int:
    """The themes as bits: two that share no bit share no theme (two themes may share a bit)."""
    return sum({1 << crc32(theme.encode()) % 61 for theme in themes})


def audience_and_kin(groups: Iterable[str]) -> int:
    """The bits of the groups and of all their kin."""
    told = set(groups)
    near = {group for pair in KIN if pair & told for group in pair}
    return audience(told) if not told or told & WIDE else audience((told | near) - WIDE)
