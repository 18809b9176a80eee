"""What a PTV payload tells, item by item, before services and channels are put together.

The contents are in our own words as far as no database is needed; classes, target groups and life
events stay PTV codes ("P4.12", "KR1.1", "KE8"), which the taxonomy maps to our terms.
"""

from __future__ import annotations

from seurantalo.common.text import Text
from seurantalo.records.content import (
    ActivityContent,
    AreaCode,
    ChannelContent,
    ContactPointContent,
    OrganizationContent,
)
from seurantalo.records.formats.ptv.payload import Problem
from seurantalo.records.schemas import LinkRecord, Record, ScheduleRecord


class Reference(Record):
    """Another item as this one names it."""

    id: str
    name: str = ""


class Connection(Record):
    """What a service says of one of its channels (PTV ServiceServiceChannel)."""

    channel: Reference
    note: Text = Text()
    schedules: tuple[ScheduleRecord, ...] = ()
    contacts: tuple[ContactPointContent, ...] = ()
    links: tuple[LinkRecord, ...] = ()


class Organization(Record):
    """A PTV organisation; `parent` is a PTV id."""

    id: str
    parent: str = ""
    content: OrganizationContent


class Service(Record):
    """A PTV service, its channels still only named. Organisations: the responsible one first."""

    id: str
    content: ActivityContent
    organizations: tuple[Reference, ...] = ()
    connections: tuple[Connection, ...] = ()
    service_classes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    ontology_terms: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()


class Channel(Record):
    """A PTV service channel; a place with several addresses gives several contents."""

    id: str
    type: str
    organization: str
    name: Text
    summary: Text = Text()
    description: Text = Text()
    contents: tuple[ChannelContent, ...] = ()
    contacts: tuple[ContactPointContent, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    languages: tuple[str, ...] = ()
    areas: tuple[AreaCode, ...] = ()
    services: tuple[Reference, ...] = ()
    ontology_terms: tuple[Text, ...] = ()


class Reading(Record):
    """All that one payload (or many, added up) tells, and what was wrong with it.

    `withdrawn` are the ids of items that are told, but not as published.
    """

    organizations: tuple[Organization, ...] = ()
    services: tuple[Service, ...] = ()
    channels: tuple[Channel, ...] = ()
    withdrawn: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Reading) -> Reading:
        return Reading(
            organizations=self.organizations + other.organizations,
            services=self.services + other.services,
            channels=self.channels + other.channels,
            withdrawn=self.withdrawn + other.withdrawn,
            problems=self.problems + other.problems,
        )
