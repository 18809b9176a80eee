"""An archetype in a town: what that association would tell of itself and of what it does."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from seurantalo.activities import plain_times as times
from seurantalo.activities import recurrence
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki
from seurantalo.interop.demo import towns, varying
from seurantalo.interop.demo.archetypes import DATA, ActivityPattern, Archetype, Wordings
from seurantalo.interop.demo.towns import House, Town
from seurantalo.places.names import fold
from seurantalo.records.content import (
    ActivityContent,
    AreaCode,
    ChannelContent,
    ContactPointContent,
    OccurrenceChange,
    OrganizationContent,
    PlaceContent,
)
from seurantalo.records.schemas import (
    LinkRecord,
    PriceRecord,
    RegistrationRecord,
    ScheduleRecord,
)

OFFICE = Text(fi="Toimisto", sv="Kansli", en="Office", se="Kántuvra")
ANSWERS = Text(fi="Yhdyshenkilö", sv="Kontaktperson", en="Contact person", se="Oktavuođaolmmoš")
FULL = Text(fi="Ryhmä on tällä kertaa täynnä.", sv="Gruppen är full den här gången.")
CANCELLED = Text(fi="Peruttu ohjaajan sairastuttua.", sv="Inställt: ledaren är sjuk.")


@dataclass(frozen=True)
class Association:
    """One association of the demo: an archetype that lives in a town.

    Everything about it follows from its `key` ("297-nilsia/friends"), so it is told alike each
    time. `today` is where its times begin.
    """

    archetype: Archetype
    town: Town
    today: date

    @property
    def key(self) -> str:
        """Its id in the demo."""
        return f"{self.town.code}/{self.archetype.code}"

    def chance(self, what: object) -> Random:
        """The luck of one thing about it, the same each time."""
        return Random(f"{self.key} {what}")  # noqa: S311 - the same demo every time

    def content(self) -> OrganizationContent:
        """What it tells of itself."""
        archetype, chance = self.archetype, self.chance("itself")
        name = self._said(archetype.name, chance)
        return OrganizationContent(
            name=name,
            kind=archetype.kind,
            business_id=business_id(chance) if chance.random() < 0.4 else "",
            registration_number=f"9{chance.randint(10, 99)}.{chance.randint(100, 999)}",
            summary=self._said(archetype.summary, chance),
            description=self._told(archetype.description, "organization", chance),
            themes=archetype.themes,
            service_areas=self._areas(),
            addresses=(self._place(self._house("", chance), archetype.confidential),),
            contacts=tuple(self._contacts(chance)),
            links=(LinkRecord(url=f"https://{self.domain}/"),) if chance.random() < 0.7 else (),
            assured_date=self._assured(chance),
            public_service=archetype.kind == "municipality",
            source="demo",
        )

    def activity(self, number: int) -> ActivityContent:
        """What it tells of the activity of a number in its archetype."""
        pattern, chance = self.archetype.activity[number], self.chance(number)
        minimum, maximum, *_rest = (*pattern.ages, None, None)
        languages = pattern.languages or self.archetype.languages
        return ActivityContent(
            kind=pattern.kind,
            name=self._said(pattern.name, chance),
            summary=self._said(pattern.summary, chance),
            description=self._told(pattern.description, _manner(pattern), chance),
            themes=pattern.themes,
            target_groups=pattern.target_groups,
            formats=pattern.formats,
            minimum_age=minimum,
            maximum_age=maximum,
            languages=languages,
            price=PriceRecord(kind=pattern.price, text=self._said(pattern.price_text, chance)),
            channels=(self._channel(pattern, chance),),
            service_areas=self._areas(),
            contacts=tuple(self._contacts(chance)[:1]),
            assured_date=self._assured(chance),
            source="demo",
        )

    @property
    def domain(self) -> str:
        """Its invented web address, in the domain that RFC 2606 keeps for examples."""
        name = str(self._said(self.archetype.name, self.chance("itself")))
        words = re.sub(r"\b(ry|rf|rs|o\.s\.)\b|[^a-z0-9 ]", "", fold(name)).split()
        return "-".join(words) + ".example"

    def _said(self, wordings: Wordings, chance: Random) -> Text:
        """One of the wordings, with the names of the place."""
        chosen = chance.choice(wordings) if wordings else Text()
        return self.town.fill(chosen, of_region=self.archetype.regional)

    def _told(self, wordings: Wordings, manner: str, chance: Random) -> Text:
        """A description, and a sentence that many of the manner say in their own way."""
        told = self._said(wordings, chance)
        usual = Text(chance.choice(_sayings()[manner]))
        shared = told.keys() & usual.keys() or (usual.keys() if not told else set())
        return Text({**told, **{lang: f"{told.get(lang, '')} {usual[lang]}" for lang in shared}})

    def _areas(self) -> tuple[AreaCode, ...]:
        if self.archetype.national:
            return (AreaCode(kind="country", code="FI"),)
        if self.archetype.regional:
            return (AreaCode(kind="region", code=self.town.region.code),)
        return (self.town.area_code,)

    def _house(self, kind: str, chance: Random) -> House:
        return self.town.house(kind or chance.choice(towns.usual_houses()))

    def _place(self, house: House, confidential: bool) -> PlaceContent:
        return house.place.model_copy(update={"confidential": confidential})

    def _contacts(self, chance: Random) -> list[ContactPointContent]:
        """The office, and somebody who may have let her name be shown."""
        office = ContactPointContent(
            role=OFFICE,
            phone=phone(chance),
            email=f"toimisto@{self.domain}",
            languages=self.archetype.languages,
        )
        person = ContactPointContent(
            role=ANSWERS,
            name=f"{chance.choice(_names()['first'])} {chance.choice(_names()['last'])}",
            phone=phone(chance),
            consent=chance.random() < 0.6,
        )
        return [office, person] if chance.random() < 0.4 else [office]

    def _assured(self, chance: Random) -> date | None:
        """When somebody last said that this is true: lately, long ago or never."""
        days = chance.choice((2, 9, 20, 45, 80, 130, 200, 320, 500, None))
        return self.today - timedelta(days=days) if days else None

    def _channel(self, pattern: ActivityPattern, chance: Random) -> ChannelContent:
        kind = pattern.channel
        house = self._house(pattern.venue, chance)
        schedules = self._schedules(pattern, chance)
        in_place = kind in {"place", "hybrid"}
        accessibility = (*pattern.accessibility, *(house.accessibility if in_place else ()))
        return ChannelContent(
            kind=kind,
            place=self._place(house, pattern.confidential) if in_place else None,
            url=f"https://{self.domain}/etana" if kind in {"online", "hybrid"} else "",
            phone=phone(chance) if kind == "phone" else "",
            schedules=schedules,
            changes=tuple(self._changes(pattern, schedules, chance)),
            registration=self._registration(pattern, chance),
            accessibility=tuple(dict.fromkeys(accessibility)),
        )

    def _schedules(self, pattern: ActivityPattern, chance: Random) -> tuple[ScheduleRecord, ...]:
        if not pattern.when:
            return ()
        told = chance.choice(pattern.when)
        if pattern.once:
            told = varying.coming(told, chance, self.today, pattern.months)
        else:
            told = varying.rhythm(told, chance)
            told = varying.in_term(told) if pattern.term else told
        come_any_time = {"open-meeting-place", "advice"}.intersection(pattern.formats)
        opening = pattern.channel in {"phone", "online"} or come_any_time
        return times.parse(f"avoinna {told}" if opening and not pattern.once else told, self.today)

    def _changes(
        self, pattern: ActivityPattern, schedules: tuple[ScheduleRecord, ...], chance: Random
    ) -> list[OccurrenceChange]:
        """Now and then the next time is cancelled or full."""
        unlucky = chance.random() > (0.4 if pattern.registration else 0.1)
        if unlucky or pattern.once or not schedules or schedules[0].kind != "sessions":
            return []
        since = helsinki(datetime.combine(self.today + timedelta(days=7), time()))
        following = recurrence.expand(schedules[0], since, since + timedelta(days=60))
        full = pattern.registration
        return [
            OccurrenceChange(
                original_start=span.original_start,
                status="full" if full else "cancelled",
                note=FULL if full else CANCELLED,
            )
            for span in list(following)[:1]
        ]

    def _registration(self, pattern: ActivityPattern, chance: Random) -> RegistrationRecord | None:
        if not pattern.registration:
            return None
        if chance.random() < 0.5:
            return RegistrationRecord(required=True, phone=phone(chance))
        return RegistrationRecord(required=True, url=f"https://{self.domain}/ilmoittaudu")


def _manner(pattern: ActivityPattern) -> str:
    """Which sayings suit an activity."""
    if "volunteer-task" in pattern.formats:
        return "task"
    if pattern.registration and pattern.channel == "place":
        return "registered"
    return "once" if pattern.once and pattern.channel == "place" else pattern.channel


def phone(chance: Random) -> str:
    """An invented number."""
    return f"050 555 0{chance.randint(0, 999):03}"


def business_id(chance: Random) -> str:
    """An invented business id with its right check digit; none so high is in use."""
    while True:
        number = f"99{chance.randint(0, 99999):05}"
        weights = (7, 9, 10, 5, 8, 4, 2)
        rest = sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11
        if rest != 1:  # no id has the check digit ten
            return f"{number}-{(11 - rest) % 11}"


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads((DATA / "phrases.toml").read_text(encoding="utf-8"))


def _sayings() -> dict[str, list[dict[str, str]]]:
    sayings: dict[str, list[dict[str, str]]] = _phrases()["saying"]
    return sayings


def _names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = _phrases()["names"]
    return names
