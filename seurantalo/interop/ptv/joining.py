"""From PTV's parts to our things: a service and its channels are one activity.

Parts are kept, so it does not matter which file came first. A channel that no service lists is an
activity of its own; a web page or a paper form alone is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from stdnum.fi import ytunnus

from seurantalo.activities import recurrence
from seurantalo.common.text import Text
from seurantalo.interop.codes import Codes
from seurantalo.interop.models import Part, Source
from seurantalo.interop.ptv.accessibility import features
from seurantalo.interop.ptv.themes import themes
from seurantalo.interop.sync import BATCH, Told, fingerprint
from seurantalo.organizations import queries as organizations
from seurantalo.records.content import (
    ActivityContent,
    ChannelContent,
    ContactPointContent,
    OrganizationContent,
)
from seurantalo.records.formats.ptv import (
    Channel,
    Connection,
    Organization,
    Reference,
    Service,
)
from seurantalo.records.formats.ptv.payload import joined
from seurantalo.records.schemas import LinkRecord
from seurantalo.taxonomy.models import Scheme

SHOWN_ALONE = {"ServiceLocation", "Phone", "EChannel"}
SHAPES: dict[str, type[Organization | Service | Channel]] = {
    "organization": Organization,
    "service": Service,
    "channel": Channel,
}
# A channel tells its organisation's id alone; the name comes with the organisation's own data.
SOMEBODY = Text(
    fi="Julkinen palveluntuottaja", sv="Offentlig tjänsteproducent", en="Public service provider"
)
MOST_CHANNELS = 100  # of one activity; a national service has thousands of equal counters
MOST_CONTACTS = 30


@dataclass(frozen=True)
class Shelf:
    """The parts of a source, put away and taken out by their PTV ids."""

    source: Source

    def keep(self, kind: str, items: Iterable[Organization | Service | Channel]) -> None:
        """Put parts away; what is there already is not written again."""
        for some in batched({item.id: item for item in items}.values(), BATCH):
            self._keep(kind, some)

    def _keep(self, kind: str, items: Sequence[Organization | Service | Channel]) -> None:
        known = {part.external_id: part for part in self._parts(kind, [one.id for one in items])}
        new: list[Part] = []
        changed: list[Part] = []
        for item in items:
            mark = fingerprint(item)
            part = known.get(item.id) or Part(source=self.source, kind=kind, external_id=item.id)
            if part.fingerprint != mark:
                part.told, part.fingerprint = item.model_dump(mode="json"), mark
                (changed if part.pk else new).append(part)
        Part.objects.bulk_create(new)
        Part.objects.bulk_update(changed, ["told", "fingerprint"])

    def _parts(self, kind: str, ids: Sequence[str]) -> Iterable[Part]:
        return Part.objects.filter(source=self.source, kind=kind, external_id__in=ids)

    def organizations(self, ids: Iterable[str]) -> dict[str, Organization]:
        """Organisations by id."""
        return {k: v for k, v in self._take("organization", ids) if isinstance(v, Organization)}

    def services(self, ids: Iterable[str]) -> dict[str, Service]:
        """Services by id."""
        return {k: v for k, v in self._take("service", ids) if isinstance(v, Service)}

    def channels(self, ids: Iterable[str]) -> dict[str, Channel]:
        """Channels by id."""
        return {k: v for k, v in self._take("channel", ids) if isinstance(v, Channel)}

    def _take(
        self, kind: str, ids: Iterable[str]
    ) -> Iterator[tuple[str, Organization | Service | Channel]]:
        for some in batched(dict.fromkeys(ids), BATCH):
            for part in self._parts(kind, some):
                yield part.external_id, SHAPES[kind].model_validate(part.told)

    def children(self, ids: Iterable[str]) -> list[str]:
        """The ids of the organisations whose parent is one of `ids`."""
        parts = Part.objects.filter(source=self.source, kind="organization")
        found: list[str] = []
        for some in batched(dict.fromkeys(ids), BATCH):
            found += parts.filter(told__parent__in=list(some)).values_list("external_id", flat=True)
        return found

    def drop(self, kind: str, ids: Iterable[str]) -> None:
        """Throw parts away: they are no longer published."""
        for some in batched(dict.fromkeys(ids), BATCH):
            for part in self._parts(kind, some):
                part.delete()


def told_organizations(shelf: Shelf, ids: Iterable[str], codes: Codes) -> list[Told]:
    """The organisations to take in, parents first, with those that wait for their parent."""
    wanted = dict.fromkeys(ids)
    found = shelf.organizations([*wanted, *shelf.children(wanted)])
    above = dict(found)
    while missing := {one.parent for one in above.values() if one.parent} - set(above):
        more = shelf.organizations(missing)
        if not more:
            break
        above |= more
    chains = {id_: _chain(id_, above) for id_ in found}
    told = [_organization(one, len(chains[id_]) > 1, codes) for id_, one in found.items()]
    return sorted(told, key=lambda one: (len(chains[one.external_id]), one.external_id))


def _chain(id_: str, organizations: dict[str, Organization]) -> list[str]:
    """An organisation and those above it, as far as they are known; alone when they are a ring."""
    chain: list[str] = []
    while id_ in organizations and id_ not in chain:
        chain.append(id_)
        id_ = organizations[id_].parent
    return chain if id_ not in chain else chain[:1]


def _organization(told: Organization, parent_known: bool, codes: Codes) -> Told:
    content = told.content
    number = ytunnus.compact(content.business_id)
    valid = ytunnus.is_valid(number) and (parent_known or not told.parent)
    content = content.model_copy(
        update={
            # Branches carry their parent's number; without the parent it would seem theirs alone.
            "business_id": ytunnus.format(number) if valid else "",
            "kind": codes.term("organization_kind", content.kind),
            "service_areas": codes.known_areas(content.service_areas),
            "addresses": tuple(codes.settled(place) for place in content.addresses),
        }
    )
    mine = content.business_id and not told.parent
    existing = organizations.by_number(business_id=content.business_id) if mine else None
    return Told(told.id, content, owner=told.parent if parent_known else "", existing=existing)


def stub(id_: str, name: Text) -> Told:
    """An organisation of which only the name is known yet."""
    content = OrganizationContent(name=name, kind="", public_service=True, source="ptv")
    return Told(id_, content, stub=True)


@dataclass(frozen=True)
class Joined:
    """An activity to take in, the name of its organiser in case nobody has told more, and the
    names of those of its channels that have not been told yet.
    """

    told: Told
    owner_name: Text
    missing: tuple[str, ...] = ()


def services(shelf: Shelf, ids: Iterable[str], codes: Codes) -> Iterator[Joined]:
    """Each service with those of its channels that have been told."""
    for some in batched(dict.fromkeys(ids), BATCH):
        found = shelf.services(some)
        named = (c.channel.id for one in found.values() for c in one.connections)
        channels = shelf.channels(named)
        for service in found.values():
            owner = next(iter(service.organizations), Reference(id=""))
            told = Told(service.id, _service(service, channels, codes), owner=owner.id)
            untold = [one.channel for one in service.connections if one.channel.id not in channels]
            yield Joined(
                told,
                Text(fi=owner.name) or SOMEBODY,
                tuple(one.name or one.id for one in untold),
            )


def lone_channels(channels: Iterable[Channel], codes: Codes) -> Iterator[Joined]:
    """Channels without a service as activities of their own."""
    for channel in channels:
        told = Told(channel.id, _lone(channel, codes), owner=channel.organization)
        yield Joined(told, SOMEBODY)


def _service(service: Service, channels: dict[str, Channel], codes: Codes) -> ActivityContent:
    known = [
        (one, channels[one.channel.id]) for one in service.connections if one.channel.id in channels
    ]
    ways = [way for connection, channel in known for way in _ways(connection, channel, codes)]
    content = service.content
    contacts = [one for connection, _ in known for one in connection.contacts]
    contacts += [one for _, channel in known for one in channel.contacts]
    links = [one for connection, channel in known for one in (*connection.links, *channel.links)]
    groups = service.target_groups
    if any(group.startswith("KR1.") for group in groups):
        groups = tuple(group for group in groups if group != "KR1")  # "citizens" says no more
    return content.model_copy(
        update={
            "themes": themes(service, codes),
            "target_groups": codes.mapped(Scheme.PTV_TARGET_GROUP, groups),
            "service_areas": codes.known_areas(content.service_areas),
            "channels": tuple(dict.fromkeys(ways))[:MOST_CHANNELS],
            "contacts": _contacts(contacts),
            "links": _links(links),
        }
    )


def _lone(channel: Channel, codes: Codes) -> ActivityContent:
    return ActivityContent(
        kind="support",
        name=channel.name,
        summary=channel.summary,
        description=channel.description,
        languages=channel.languages,
        channels=tuple(_way(way, codes) for way in channel.contents)[:MOST_CHANNELS],
        service_areas=codes.known_areas(channel.areas),
        contacts=_contacts(channel.contacts),
        links=_links(channel.links),
        public_service=True,
        source="ptv",
    )


def _ways(connection: Connection, channel: Channel, codes: Codes) -> Iterator[ChannelContent]:
    """The channel's ways to take part, with what the connection says otherwise."""
    for way in channel.contents:
        # A place shows its own name; of a phone or a web service the name says what it is.
        named = Text() if way.kind == "place" else channel.name
        note = joined(named, connection.note, way.note, by="\n")
        schedules = connection.schedules or way.schedules
        yield _way(way.model_copy(update={"note": note, "schedules": schedules}), codes)


def _way(way: ChannelContent, codes: Codes) -> ChannelContent:
    possible = tuple(one for one in way.schedules if not recurrence.check(one))
    accessible = tuple(one for one in features(way.note) if codes.term("accessibility", one))
    told = way.model_copy(update={"schedules": possible, "accessibility": accessible})
    return codes.settled_channel(told)


def _contacts(contacts: Iterable[ContactPointContent]) -> tuple[ContactPointContent, ...]:
    first = {(one.phone, one.email): one for one in reversed(list(contacts))}
    return tuple(reversed(first.values()))[:MOST_CONTACTS]


def _links(links: Iterable[LinkRecord]) -> tuple[LinkRecord, ...]:
    first = {one.url: one for one in reversed(list(links))}
    return tuple(reversed(first.values()))[:MOST_CONTACTS]
