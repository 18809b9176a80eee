"""Finding a notice that is here already: of the same club, by title, place and times."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from seurantalo.activities import queries
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.common.time import wall_clock
from seurantalo.organizations.likeness import plain_name
from seurantalo.records.content import ActivityContent, ChannelContent

SURE = 75  # from here on it is shown; measured by tests/test_duplicates.py
SHOWN = 5
READ = 400
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Words that tell two groups of one club apart, however alike the rest of the titles is.
APART = {
    "alkeet", "alkeisryhma", "aloittelijat", "jatko", "jatkoryhma", "edistyneet", "miehet",
    "miesten", "naiset", "naisten", "tytot", "tyttojen", "pojat", "poikien", "lapset", "lasten",
    "nuoret", "nuorten", "aikuiset", "aikuisten", "seniorit", "senioreiden", "vauvat",
    "taaperot", "perheet", "perhe", "kevat", "syksy", "kesa", "talvi", "a", "b", "c", "i", "ii", "iii",
}  # fmt: skip
REASONS: dict[str, Promise] = {
    "name": _("a similar title"),
    "same name": _("the same title"),
    "organizer": _("the same organiser"),
    "place": _("the same place"),
    "town": _("the same municipality"),
    "times": _("the same time"),
    "web": _("the same web address"),
    "phone": _("the same phone number"),
}


@dataclass(frozen=True)
class Traits:
    """By what a notice is compared; made of what was told, public or not."""

    names: frozenset[str]
    organizer: int | None
    towns: frozenset[str]
    places: frozenset[str]
    slots: frozenset[str]
    phones: frozenset[str]
    webs: frozenset[str]
    ages: tuple[int, int]
    kind: str


@dataclass
class Candidate:
    """A notice that may be the same: how surely (0–100), and by what (keys of REASONS)."""

    activity: Activity
    score: float
    reasons: list[str]

    @property
    def words(self) -> list[Promise]:
        """The reasons as one says them."""
        return [REASONS[reason] for reason in self.reasons]


def traits(content: ActivityContent, organizer: int | None) -> Traits:
    """What of a notice tells whether another is the same."""
    channels = content.channels
    places = [each.place for each in channels if each.place]
    towns = {place.municipality for place in places if place.municipality}
    towns |= {area.code for area in content.service_areas if area.kind == "municipality"}
    return Traits(
        names=frozenset(filter(None, map(plain_name, content.name.values()))),
        organizer=organizer,
        towns=frozenset(towns),
        places=frozenset(
            plain_name(f"{place.street_address} {place.municipality}")
            for place in places
            if place.street_address
        ),
        slots=frozenset(slot for each in channels for slot in _slots(each)),
        phones=frozenset(filter(None, (_digits(each.phone) for each in content.contacts))),
        webs=frozenset(each.url.rstrip("/").casefold() for each in content.links),
        ages=(content.minimum_age or 0, content.maximum_age or 200),
        kind=content.kind,
    )


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))[-7:]


def _slots(channel: ChannelContent) -> Iterator[str]:
    """When in the week: "TU 18", by the beginning hour; a single date by its day."""
    for schedule in channel.schedules:
        start = wall_clock(schedule.dtstart)
        rule = dict(part.split("=", 1) for part in schedule.rrule.split(";") if "=" in part)
        if not schedule.rrule:
            yield f"{start:%Y-%m-%d %H}"
            continue
        for day in rule.get("BYDAY", DAYS[start.weekday()]).split(","):
            yield f"{day[-2:]} {start:%H}"


def likeness(one: Traits, other: Traits) -> tuple[float, list[str]]:
    """How surely two notices are one, 0–100, and the reasons."""
    if _apart(one, other):
        return 0.0, []
    name = max(
        (_alike(a, b) for a in one.names for b in other.names),
        default=0.0,
    )
    if name < 60:
        return 0.0, []
    found = [("same name" if name == 100 else "name", name * 0.55)]
    found += [
        (reason, weight)
        for reason, weight, mine, theirs in (
            ("place", 18, one.places, other.places),
            ("times", 16, one.slots, other.slots),
            ("phone", 10, one.phones, other.phones),
            ("web", 10, one.webs, other.webs),
        )
        if mine & theirs
    ]
    if one.organizer and one.organizer == other.organizer:
        found.append(("organizer", 16))
    if one.towns & other.towns and "place" not in dict(found):
        found.append(("town", 9))
    return min(100.0, sum(weight for _reason, weight in found)), [reason for reason, _w in found]


def _apart(one: Traits, other: Traits) -> bool:
    """What cannot be one: other towns, other times of the week, other ages, another group."""
    if one.towns and other.towns and not one.towns & other.towns:
        return True
    if one.slots and other.slots and not one.slots & other.slots:
        return True
    if one.ages[0] > other.ages[1] or other.ages[0] > one.ages[1]:
        return True
    return all(_told_apart(a, b) for a in one.names for b in other.names)


def _told_apart(one: str, other: str) -> bool:
    different = set(one.split()) ^ set(other.split())
    return any(word in APART or word.isdigit() for word in different)


def _alike(one: str, other: str) -> float:
    """How like two titles are; one that begins or ends the other is nearly as good as the same."""
    if one == other:
        return 100.0
    alike = max(
        fuzz.token_sort_ratio(one, other), fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    )
    words, others = set(one.split()), set(other.split())
    if min(len(one), len(other)) >= 6 and (words <= others or others <= words):
        alike = max(alike, 84.0)
    return float(min(96.0, alike))


def similar(
    told: ActivityContent, *, organizer: int | None, but: Iterable[int] = ()
) -> list[Candidate]:
    """The notices that may be the one described, the surest first, at most five.

    Public ones of the same municipality, and all of the same organiser; never those of `but`.
    """
    mine = traits(told, organizer)
    found = []
    for activity in _near(mine, told.name, set(but)):
        theirs = traits(queries.content_of(activity), activity.organization_id)
        score, reasons = likeness(mine, theirs)
        if score >= SURE:
            found.append(Candidate(activity, score, reasons))
    return sorted(found, key=lambda each: (-each.score, each.activity.pk))[:SHOWN]


def _near(mine: Traits, names: Text, but: set[int]) -> Iterable[Activity]:
    """Those that share a word of the title in the same municipality, or the organiser."""
    words = _pieces(names)
    alike = Q()
    for lang, word in sorted(words)[:12]:
        alike |= Q(**{f"name__{lang}__icontains": word})
    rows = loaded(Activity.objects.exclude(pk__in=but))
    own = rows.filter(queries.hosted_by(mine.organizer)) if mine.organizer else rows.none()
    seen = {each.pk: each for each in own[:READ]}
    if words and mine.towns:
        here = Q(channels__location__municipality__code__in=mine.towns) | Q(
            service_areas__code__in=mine.towns, service_areas__kind="municipality"
        )
        others = rows.filter(here, alike, live=True, organization__live=True).distinct()
        seen.update({each.pk: each for each in others[:READ]})
    return seen.values()


def _pieces(names: Text) -> set[tuple[str, str]]:
    """The middles of the long words: SQLite does not know that Ä is a great ä."""
    return {
        (lang.split("-")[0], word[1:6])
        for lang, name in names.items()
        for word in re.findall(r"\w{4,}", name.casefold())
    }


def loaded(rows: Any) -> Any:
    """With all that `traits` reads, in few queries."""
    return rows.select_related("organization").prefetch_related(
        "terms__taxonomy",
        "service_areas",
        "channels__accessibility",
        "channels__location__municipality",
        "channels__location__district",
    )


def traits_of(pks: Collection[int]) -> dict[int, Traits]:
    """The traits of many public notices, by key."""
    rows = loaded(queries.published().filter(pk__in=pks))
    return {each.pk: traits(queries.content_of(each), each.organization_id) for each in rows}
