"""From a PTV payload to its organisations, services and channels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seurantalo.common.text import Text
from seurantalo.records.content import (
    ActivityContent,
    AreaCode,
    ChannelContent,
    OrganizationContent,
)
from seurantalo.records.formats.ptv import contacts
from seurantalo.records.formats.ptv.hours import hours
from seurantalo.records.formats.ptv.payload import (
    Notes,
    gettext_noop,
    identity,
    joined,
    mapping,
    objects,
    string,
    texts,
)
from seurantalo.records.formats.ptv.places import addresses
from seurantalo.records.formats.ptv.shapes import (
    Channel,
    Connection,
    Organization,
    Reading,
    Reference,
    Service,
)
from seurantalo.records.schemas import ActivityKind, ChannelKind, PriceKind, PriceRecord

LISTS = ("itemList", "items", "results", "data")
DEEPEST_LIST = 4
PUBLISHED = "Published"
CHANNEL_KINDS: dict[str, ChannelKind] = {
    "ServiceLocation": "place",
    "Phone": "phone",
    "EChannel": "online",
    "WebPage": "online",
    "PrintableForm": "online",
}
PRICES: dict[str, PriceKind] = {"Chargeable": "paid", "Charged": "paid"}
PRICES |= {"FreeOfCharge": "free", "Free": "free"}
ORGANIZATION_KINDS = {
    "State": "state",
    "Municipality": "municipality",
    "RegionalOrganization": "wellbeing-county",
    "Organization": "association",
    "Company": "company",
}
# What a service's extra descriptions are about, said before them.
EXTRA_DESCRIPTIONS = {
    "DeadLine": Text(fi="Määräaika", sv="Tidsfrist", en="Deadline"),
    "ProcessingTime": Text(fi="Käsittelyaika", sv="Handläggningstid", en="Processing time"),
    "ValidityTime": Text(fi="Voimassaolo", sv="Giltighetstid", en="Validity"),
}
# P25 Culture, P27 Exercise and outdoor activities: what people do for joy. All else is support.
HOBBY_CLASSES = ("P25", "P27")


def read(payload: Any) -> Reading:
    """Reads a single object, a list, or a page `{itemList: […]}` of PTV v11 (or older) GET JSON.

    Never raises: an item that cannot be used is refused by a fatal problem, a part that cannot be
    used is left out by a problem of its own.
    """
    reading: dict[str, list[Any]] = {kind: [] for kind in Reading.model_fields}
    for position, raw in enumerate(_items(payload, DEEPEST_LIST)):
        kind, name = _kind(raw)
        notes = Notes(identity(raw.get("id")) or f"#{position + 1}", str(name))
        item = _read_item(kind, raw, name, notes)
        if item is not None:
            reading[kind].append(item)
        elif kind and identity(raw.get("id")) and _status(raw) != PUBLISHED:
            reading["withdrawn"].append(identity(raw.get("id")))
        reading["problems"] += notes.problems
    found = Reading(**{kind: tuple(items) for kind, items in reading.items()})
    if found != Reading():
        return found
    notes = Notes("")
    notes.refuse("", gettext_noop("There is nothing of PTV in this JSON."))
    return Reading(problems=tuple(notes.problems))


def _items(payload: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(payload, list) and depth:
        for item in payload:
            yield from _items(item, depth - 1)
    elif isinstance(payload, dict):
        pages = [payload[key] for key in LISTS if isinstance(payload.get(key), list)]
        if pages and depth and "id" not in payload:
            yield from _items(pages[0], depth - 1)
        elif payload and not ("pageCount" in payload and "id" not in payload):
            yield payload


def _kind(raw: dict[str, Any]) -> tuple[str, Text]:
    keys = {
        "services": ("serviceNames",),
        "channels": ("serviceChannelNames", "serviceChannelType"),
        "organizations": ("organizationNames",),
    }
    for kind, names in keys.items():
        if any(name in raw for name in names):
            return kind, _name(raw, names[0])
    return "", Text(fi=string(raw.get("name")))


def _name(raw: dict[str, Any], key: str) -> Text:
    """The names to show: by displayNameType where it prefers the alternative name."""
    names = texts(raw.get(key), "Name", one_line=True)
    others = texts(raw.get(key), "AlternativeName", one_line=True)
    preferred = {
        string(one.get("language")).lower()
        for one in objects(raw.get("displayNameType"))
        if one.get("type") == "AlternativeName"
    }
    return Text({**others, **names, **{tag: others[tag] for tag in preferred if tag in others}})


def _status(raw: dict[str, Any]) -> str:
    return string(raw.get("publishingStatus")) or PUBLISHED


def _read_item(kind: str, raw: dict[str, Any], name: Text, notes: Notes) -> Any:
    if not kind:
        if "languageVersions" in raw:
            notes.refuse("", gettext_noop("This is PTV API v12; only v11 and older are read."))
        elif name and identity(raw.get("id")):
            reason = gettext_noop(
                "Only a name and an id are given. Ask PTV for the list with full contents."
            )
            notes.refuse("", reason)
        else:
            notes.refuse("", gettext_noop("This is no service, channel or organisation of PTV."))
        return None
    if _status(raw) != PUBLISHED:
        reason = gettext_noop(
            "Its publishing status is “%(value)s”; only published ones are shown."
        )
        notes.refuse("publishingStatus", reason, value=_status(raw))
    elif not identity(raw.get("id")):
        notes.refuse("id", gettext_noop("It has no id."))
    elif not name:
        notes.refuse("name", gettext_noop("It has no name."))
    else:
        readers = {"services": _service, "channels": _channel, "organizations": _organization}
        return readers[kind](raw, name, notes)
    return None


def _organization(raw: dict[str, Any], name: Text, notes: Notes) -> Organization:
    told = raw.get("organizationDescriptions")
    others = texts(raw.get("organizationNames"), "AlternativeName", one_line=True)
    phones = contacts.phones(raw.get("phoneNumbers"), notes)
    content = OrganizationContent(
        name=name,
        alternate_names=(others,) if others and others != name else (),
        kind=ORGANIZATION_KINDS.get(string(raw.get("organizationType")), "other"),
        business_id=string(raw.get("businessCode")),
        summary=texts(told, "Summary", "ShortDescription"),
        description=texts(told, "Description"),
        service_areas=_organization_areas(raw, notes),
        addresses=tuple(one.place for one in addresses(raw.get("addresses"), notes)),
        contacts=phones + contacts.emails(raw.get("emails") or raw.get("emailAddresses"), notes),
        links=contacts.links(raw.get("webPages"), notes),
        public_service=True,
        source="ptv",
    )
    parent = identity(raw.get("parentOrganizationId") or raw.get("parentOrganization"))
    return Organization(id=identity(raw.get("id")), parent=parent, content=content)


def _organization_areas(raw: dict[str, Any], notes: Notes) -> tuple[AreaCode, ...]:
    found = contacts.areas(raw.get("areaType"), raw.get("areas"), notes)
    own = contacts.municipality_code(raw.get("municipality"))
    return found or ((AreaCode(kind="municipality", code=own),) if own else ())


def _service(raw: dict[str, Any], name: Text, notes: Notes) -> Service:
    classes = contacts.codes(raw.get("serviceClasses"), r"P\d{1,2}(\.\d{1,2})?")
    content = ActivityContent(
        kind=_activity_kind(classes),
        name=name,
        summary=texts(raw.get("serviceDescriptions"), "Summary", "ShortDescription"),
        description=_description(raw),
        languages=contacts.languages(raw.get("languages")),
        price=_price(raw),
        service_areas=contacts.areas(raw.get("areaType"), raw.get("areas"), notes),
        public_service=True,
        source="ptv",
    )
    return Service(
        id=identity(raw.get("id")),
        content=content,
        organizations=_responsible(raw.get("organizations")),
        connections=tuple(_connections(raw.get("serviceChannels"), notes)),
        service_classes=classes,
        target_groups=contacts.codes(raw.get("targetGroups"), r"KR\d(\.\d)?"),
        life_events=contacts.codes(raw.get("lifeEvents"), r"KE\d{1,2}(\.\d)?"),
        ontology_terms=contacts.labels(raw.get("ontologyTerms")),
        keywords=tuple(texts([one], one_line=True) for one in objects(raw.get("keywords"))),
    )


def _activity_kind(classes: tuple[str, ...]) -> ActivityKind:
    mains = {code.partition(".")[0] for code in classes}
    return "hobby" if mains and mains <= set(HOBBY_CLASSES) else "support"


def _description(raw: dict[str, Any]) -> Text:
    told = raw.get("serviceDescriptions")
    extras = []
    for kind, label in EXTRA_DESCRIPTIONS.items():
        found = texts(told, kind).items()
        extras.append(Text({tag: f"{label.pick(tag).text}: {text}" for tag, text in found}))
    instruction = texts(told, "UserInstruction", "ServiceUserInstruction")
    requirements = texts(raw.get("requirements"))
    return joined(texts(told, "Description"), instruction, requirements, *extras)


def _price(raw: dict[str, Any]) -> PriceRecord:
    kind = PRICES.get(string(raw.get("serviceChargeType")), "unknown")
    types = ("ChargeTypeAdditionalInfo", "ChargeTypeAdditionalInformation")
    return PriceRecord(kind=kind, text=texts(raw.get("serviceDescriptions"), *types))


def _responsible(value: Any) -> tuple[Reference, ...]:
    """Those who answer for the service; its producers only when nobody does."""
    ranks = {"Responsible": 0, "OtherResponsible": 1, "Producer": 2}
    ranked = []
    for one in objects(value):
        item = mapping(one.get("organization"))
        id_ = identity(item.get("id") or one.get("organizationId"))
        if id_:
            rank = ranks.get(string(one.get("roleType")), 1)
            ranked.append((rank, Reference(id=id_, name=string(item.get("name")))))
    responsible = [one for one in sorted(ranked, key=lambda pair: pair[0]) if one[0] < 2]
    return tuple(dict.fromkeys(reference for _, reference in responsible or ranked))


def _connections(value: Any, notes: Notes) -> Iterator[Connection]:
    for one in objects(value):
        item = mapping(one.get("serviceChannel"))
        id_ = identity(item.get("id") or one.get("serviceChannelId"))
        if not id_:
            continue
        opened = hours(one.get("serviceHours"), notes)
        details = mapping(one.get("contactDetails"))
        phones = contacts.phones(details.get("phoneNumbers") or details.get("phones"), notes)
        yield Connection(
            channel=Reference(id=id_, name=string(item.get("name"))),
            note=joined(texts(one.get("description"), "Description"), opened.note),
            schedules=opened.schedules,
            contacts=phones + contacts.emails(details.get("emails"), notes),
            links=contacts.links(details.get("webPages"), notes),
        )


def _channel(raw: dict[str, Any], name: Text, notes: Notes) -> Channel | None:
    kind = CHANNEL_KINDS.get(string(raw.get("serviceChannelType")))
    if kind is None:
        reason = gettext_noop("A channel of the type “%(value)s” is unknown.")
        notes.refuse("serviceChannelType", reason, value=raw.get("serviceChannelType"))
        return None
    told = raw.get("serviceChannelDescriptions")
    phones = contacts.phones(raw.get("phoneNumbers") or raw.get("supportPhones"), notes)
    mails = contacts.emails(raw.get("emails") or raw.get("supportEmails"), notes)
    pages = contacts.links(raw.get("webPages") or raw.get("urls") or raw.get("channelUrls"), notes)
    services = (mapping(one.get("service")) or one for one in objects(raw.get("services")))
    ways = _ways(raw, kind, name, notes)
    return Channel(
        id=identity(raw.get("id")),
        type=string(raw.get("serviceChannelType")),
        organization=identity(raw.get("organizationId")),
        name=name,
        summary=texts(told, "Summary", "ShortDescription"),
        description=texts(told, "Description"),
        contents=tuple(_with_contact(way, phones, pages) for way in ways),
        contacts=phones + mails,
        links=pages,
        languages=contacts.languages(raw.get("languages")),
        areas=contacts.areas(raw.get("areaType"), raw.get("areas"), notes),
        services=tuple(
            Reference(id=identity(one.get("id")), name=string(one.get("name")))
            for one in services
            if string(one.get("id"))
        ),
        ontology_terms=contacts.labels(raw.get("ontologyTerms")),
    )


def _ways(
    raw: dict[str, Any], kind: ChannelKind, name: Text, notes: Notes
) -> tuple[ChannelContent, ...]:
    opened = hours(raw.get("serviceHours"), notes)
    if kind != "place":
        return (ChannelContent(kind=kind, note=opened.note, schedules=opened.schedules),)
    found = addresses(raw.get("addresses"), notes, name)
    if not found:
        notes.leave_out("addresses", gettext_noop("The place has no address one could visit."))
    return tuple(
        ChannelContent(
            place=one.place,
            note=joined(opened.note, one.accessibility),
            schedules=opened.schedules,
        )
        for one in found
    )


def _with_contact(way: ChannelContent, phones: Any, pages: Any) -> ChannelContent:
    """The way with the one number or address that it is reached by."""
    url = pages[0].url if pages and way.kind == "online" else ""
    phone = phones[0].phone if phones and way.kind in {"phone", "place"} else ""
    return way.model_copy(update={"url": url, "phone": phone})
