"""What the associations of Nilsiä plan: ideas, hints, a talk, two on one evening, one on a concert's."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from seurantalo.accounts.models import User
from seurantalo.accounts.tests import factories
from seurantalo.activities.models import Activity, Occurrence
from seurantalo.activities.queries import published
from seurantalo.common.coordinates import distance_km
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki
from seurantalo.desk.demo.scene import Scene
from seurantalo.interop.demo.people import THEIR_ORGANIZATION
from seurantalo.organizations import commands as organizations
from seurantalo.organizations.models import Organization
from seurantalo.places import queries as places
from seurantalo.places.models import Area, Location
from seurantalo.planning import big_days, commands, talking, together
from seurantalo.planning.models import Plan
from seurantalo.planning.told import PlanTold, TimeTold
from seurantalo.taxonomy import queries as taxonomy

KUOPIO, NEAR_KM = "297", 10.0
SINGING = "Yhteislauluilta"
OLDER = ("older-people",)


class Idea(NamedTuple):
    """A plan; each date is (days from today, hour or None for the whole day, stage)."""

    name: str
    dates: tuple[tuple[int, int | None, str], ...]
    groups: tuple[str, ...] = ()
    told: dict[str, Any] = {}


DANCE = Idea(
    "Ikäihmisten kevättanssit",
    ((45, 18, "tentative"), (52, 18, "idea")),
    OLDER,
    {
        "text": "Haitaria ja humppaa, kahvit väliajalla. Sali sadalle.",
        "seeks": ("room", "volunteers"),
        "seeks_text": "Sali, jossa on näyttämö, ja kolme kahvinkeittäjää",
        "expected": 100,
    },
)
BINGO = Idea(
    "Eläkeläisten bingoilta",
    ((45, 17, "tentative"),),
    OLDER,
    {"seeks": ("partner",), "seeks_text": "Arpajaispalkintoja ja toinen järjestäjä"},
)
AINOS = (
    Idea(
        "Omaishoitajien virkistyspäivä",
        ((61, None, "idea"),),
        ("relatives-and-caregivers",),
        {"shown": "hint", "hint": "Jotain omaishoitajille, Nilsiä"},
    ),
    Idea("Ystävänpäivän kahvit", ((30, 13, "confirmed"),), ("everyone",)),
    Idea("Digiapua kirjastossa", ((17, 12, "tentative"),), OLDER),
)
LAURIS = (
    Idea(
        "Retki Tahkolle",
        ((70, None, "idea"),),
        OLDER,
        {"shown": "hint", "hint": "Retki ikäihmisille, bussi Nilsiästä"},
    ),
    Idea("Virsilauluhetki", ((21, 14, "confirmed"),)),
    Idea("Kevätkokous", ((38, 11, "confirmed"),), (), {"audience": "partners"}),
)


def tell(scene: Scene) -> None:
    """Aino plans a spring dance; Lauri of the pensioners the same evening, and others theirs."""
    theirs = scene.association(THEIR_ORGANIZATION.partition("/")[2])
    pensioners = scene.association("pensioners")
    lauri = factories.person("Lauri")
    organizations.add_member(pensioners, lauri, role="manager", by=scene.doris)
    dance = _plan(scene, theirs, DANCE, by=scene.aino)
    bingo = _plan(scene, pensioners, BINGO, by=lauri)
    for idea in AINOS:
        _plan(scene, theirs, idea, by=scene.aino)
    _on_the_evening_of_another(scene, theirs)
    for idea in LAURIS:
        _plan(scene, pensioners, idea, by=lauri)
    talking.write(dance, "Seurakuntatalon sali on teidän, jos otamme arpajaiset.", by=lauri)
    talking.write(dance, "Hienoa! Tehdäänkö samalla yhdet tanssit?", by=scene.aino)
    talking.write(dance, "Tehdään! Kysyn kahvinkeittäjät meiltä.", by=lauri)
    together.invite(bingo, theirs, by=lauri)
    first, last = (scene.today + timedelta(days=days) for days in (51, 53))
    savo = Area.objects.get(kind="region", code="11")
    big_days.keep(savo, Text(fi="Tahkon talvipäivät"), first, last, by=scene.doris)


def _on_the_evening_of_another(scene: Scene, theirs: Organization) -> None:
    """Aino means the same people on the same evening as a public event near her: the service says so."""
    ahead = helsinki(datetime.combine(scene.today + timedelta(days=3), time()))
    told = Occurrence.objects.filter(
        start__gt=ahead, status=Occurrence.Status.SCHEDULED, activity__in=published()
    ).exclude(activity__organization=theirs)
    events = told.filter(
        activity__kind=Activity.Kind.EVENT, activity__channels__location__municipality__code=KUOPIO
    )
    for each in events.select_related("activity").order_by("start"):
        place = next(one.location for one in each.activity.channels.all() if one.location)
        if _near_nilsia(place):
            _same(each, place, theirs, scene.aino)
            return


def _near_nilsia(place: Location) -> bool:
    nilsia = places.resolve_place("Nilsiä")
    if not nilsia or nilsia.latitude is None or nilsia.longitude is None:
        return False
    if place.latitude is None or place.longitude is None:
        return False
    here = (nilsia.latitude, nilsia.longitude)
    return distance_km((place.latitude, place.longitude), here) < NEAR_KM


def _same(event: Occurrence, place: Location, theirs: Organization, aino: User) -> None:
    words = PlanTold(
        name=SINGING,
        text="Tuttuja lauluja yhdessä, kahvit ja pullat.",
        times=(TimeTold(event.start, event.end, False, "tentative"),),
        municipality=place.municipality,
        place="Nilsiä",
        latitude=place.latitude,
        longitude=place.longitude,
        terms=tuple(event.activity.terms.filter(taxonomy__code__in=("target_group", "theme"))),
        languages=("fi",),
    )
    commands.tell(words, organization=theirs, by=aino)


def _plan(scene: Scene, of: Organization, idea: Idea, *, by: User) -> Plan:
    """A plan in Nilsiä."""
    nilsia = places.resolve_place("Nilsiä")
    words = PlanTold(
        name=idea.name,
        times=tuple(_time(scene, *each) for each in idea.dates),
        municipality=places.area("municipality", "297"),
        place="Nilsiä",
        latitude=nilsia.latitude if nilsia else None,
        longitude=nilsia.longitude if nilsia else None,
        terms=tuple(taxonomy.in_use("target_group").filter(code__in=idea.groups)),
        languages=("fi",),
        **idea.told,
    )
    return commands.tell(words, organization=of, by=by)


def _time(scene: Scene, days: int, hour: int | None, stage: str) -> TimeTold:
    day = scene.today + timedelta(days=days)
    start = helsinki(datetime.combine(day, time(hour or 0)))
    if hour is None:
        end = helsinki(datetime.combine(day + timedelta(days=1), time()))
        return TimeTold(start, end, True, stage)
    return TimeTold(start, start + timedelta(hours=2), False, stage)
