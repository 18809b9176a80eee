"""The national corpus as rows of a database, for measuring whole pages: `python -m benchmarks.national`.

Made from `benchmarks.corpus` in bulk, past the commands: half a million publications through them
would take a day and measure nothing else. Invented themes and groups become our own terms, and the
times move to today, so that pages look as they would. The database must be migrated, with its facts
loaded, and otherwise empty.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import batched
from typing import Any

from django.conf import settings
from django.db import transaction
from tqdm import tqdm

from benchmarks.corpus import NATIONAL, NOW, read  # sets Django up
from seurantalo.activities.models import Activity, Channel, Occurrence
from seurantalo.common.text import Text
from seurantalo.common.time import now, wall_clock
from seurantalo.organizations.models import Address, Organization
from seurantalo.places.models import Area, Location
from seurantalo.records.content import ContactPointContent
from seurantalo.records.schemas import (
    AreaRecord,
    CardRecord,
    OrganizationRef,
    PriceRecord,
    ScheduleRecord,
    TermRecord,
)
from seurantalo.search.commands import compact
from seurantalo.search.index import Document, pack, unpack
from seurantalo.search.live import LOG
from seurantalo.search.models import SearchDocument, SearchLog
from seurantalo.taxonomy.models import Term

BATCH, LOCATIONS = 2000, 3000
SHIFT = timedelta(days=(now().date() - NOW.date()).days // 7 * 7)
Row = tuple[int, Document, dict[str, str]]


class Country:
    """The facts that rows and cards point at."""

    def __init__(self) -> None:
        terms = Term.objects.filter(deprecated=False).select_related("taxonomy", "parent")
        self.terms: dict[str, list[Term]] = {}
        for term in terms:
            self.terms.setdefault(term.taxonomy.code, []).append(term)
        self.tops = [term for term in self.terms["theme"] if not term.parent]
        self.subs = [term for term in self.terms["theme"] if term.parent]
        self.areas = {area.code: area for area in Area.objects.filter(kind="municipality")}
        self.names: dict[str, Text] = {}

    def renamed(self, found: Document) -> Document:
        """The document with our own terms in its facets and its times moved to today."""
        facets = dict(found.facets)
        sub = self.sub(found)
        facets["theme"] = (sub.parent.code, sub.code) if sub.parent else (sub.code,)
        for facet, taxonomy in (("target_group", "target_group"), ("accessibility",) * 2):
            own = self.terms[taxonomy]
            facets[facet] = tuple(
                own[hash_of(each) % len(own)].code for each in facets.get(facet, ())
            )
        times = tuple((start + SHIFT, end + SHIFT) for start, end in found.occurrences)
        created = found.created + int(SHIFT.total_seconds())
        fields = {name: getattr(found, name) for name in found.__slots__}
        return Document(**{**fields, "facets": facets, "occurrences": times, "created": created})

    def sub(self, found: Document) -> Term:
        """The theme of ours that stands for the invented one ("s13")."""
        return self.subs[int(found.facets["theme"][1][1:]) % len(self.subs)]

    def municipality(self, found: Document) -> Area:
        """Where it happens."""
        return self.areas[found.facets["area"][0].rpartition(":")[2]]


def hash_of(word: str) -> int:
    """A number of a word, the same in every process."""
    return sum(ord(letter) * n for n, letter in enumerate(word, 1))


def rows(size: int) -> Iterator[Row]:
    """(primary key, document, texts) of the corpus, keys from 1."""
    for packed, told in read(size):
        found = unpack(packed)
        yield int(found.key.partition(":")[2]) + 1, found, json.loads(told)


class Rows:
    """The rows of one batch, by model, in the order in which they may be written."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.organizations: list[Organization] = []
        self.addresses: list[Address] = []
        self.activities: list[Activity] = []
        self.terms: list[Any] = []
        self.channels: list[Channel] = []
        self.times: list[Occurrence] = []
        self.documents: list[SearchDocument] = []

    def add(self, pk: int, original: Document, texts: dict[str, str]) -> None:
        """A record with its search document."""
        found = self.country.renamed(original)
        shared: dict[str, Any] = {
            "pk": pk,
            "name": Text(fi=texts["name"].capitalize()),
            "summary": Text(fi=texts["summary"].capitalize() + "."),
            "description": Text(fi=texts["description"].capitalize() + "."),
            "contacts": (ContactPointContent(phone="050 555 0100", email="a@example.fi"),),
            "live": True,
            "last_published_at": now(),
        }
        location = pk % LOCATIONS + 1
        if original.key.startswith("organization"):
            shared["name"] = self.country.names[str(pk)] = Text(fi=f"{shared['name']} ry")
            self.organizations.append(Organization(**shared))
            self.addresses.append(Address(organization_id=pk, location_id=location))
        else:
            self.add_activity(pk, found, location, shared)
            theme = self.country.sub(original).pk
            self.terms.append(Activity.terms.through(activity_id=pk, term_id=theme))
        self.documents.append(document_row(self.country, pk, original, found, shared))

    def add_activity(self, pk: int, found: Document, location: int, shared: dict[str, Any]) -> None:
        """An activity with its channel and times."""
        facets = {name: values[0] for name, values in found.facets.items() if values}
        self.activities.append(
            Activity(
                **shared,
                kind=facets["kind"],
                price=facets["price"],
                organization_id=int(facets["organization"]) + 1,
                languages=["fi"],
            )
        )
        self.channels.append(
            Channel(
                activity_id=pk,
                kind=facets["channel"],
                location_id=location,
                schedules=schedules(found),
            )
        )
        self.times += [
            Occurrence(activity_id=pk, start=start, end=end, original_start=start)
            for start, end in found.occurrences
        ]

    def write(self) -> None:
        """All of them, at once."""
        for made in vars(self).values():
            if isinstance(made, list) and made:
                type(made[0]).objects.bulk_create(made, batch_size=500)


def schedules(found: Document) -> tuple[ScheduleRecord, ...]:
    """A weekly rule from the first time."""
    if not found.occurrences:
        return ()
    start, end = found.occurrences[0]
    return (ScheduleRecord(dtstart=wall_clock(start), duration=end - start, rrule="FREQ=WEEKLY"),)


def document_row(
    country: Country, pk: int, original: Document, found: Document, shared: dict[str, Any]
) -> SearchDocument:
    """The search document with its card."""
    type_ = original.key.partition(":")[0]
    area, sub = country.municipality(original), country.sub(original)
    owner = str(int(found.facets["organization"][0]) + 1) if type_ == "activity" else ""
    card = CardRecord(
        id=str(pk),
        type=type_,
        kind=found.facets["kind"][0],
        url=f"/{'toiminta' if owner else 'jarjestot'}/{pk}",
        modified=shared["last_published_at"],
        name=shared["name"],
        summary=shared["summary"],
        organizations=(
            OrganizationRef(id=owner, url=f"/jarjestot/{owner}", name=country.names[owner]),
        )
        if owner
        else (),
        areas=(AreaRecord(kind="municipality", code=area.code, name=area.name),),
        themes=(TermRecord(taxonomy="theme", code=sub.code, label=sub.label),),
        price=PriceRecord(kind=found.facets.get("price", ("unknown",))[0]),
        points=found.points,
    )
    fields = {name: getattr(found, name) for name in found.__slots__}
    packed = pack(Document(**{**fields, "key": f"{type_}:{pk}"}))
    return SearchDocument(
        key=f"{type_}:{pk}", seq=pk, document=packed, card=card.model_dump(mode="json")
    )


def main() -> None:
    """Fill the database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=NATIONAL)
    size = parser.parse_args().size
    if Organization.objects.exists():
        raise SystemExit("the database is not empty")
    country = Country()
    areas = list(country.areas.values())
    Location.objects.bulk_create(
        Location(
            name=Text(fi=f"Talo {n}"),
            street_address=Text(fi=f"Koulutie {n}"),
            municipality=areas[n % len(areas)],
            latitude=areas[n % len(areas)].latitude,
            longitude=areas[n % len(areas)].longitude,
        )
        for n in range(LOCATIONS)
    )
    first = Location.objects.order_by("pk").first()
    assert first is not None and first.pk == 1
    with tqdm(total=size, mininterval=5, desc=settings.DATABASES["default"]["ENGINE"]) as bar:
        for batch in batched(rows(size), BATCH):
            made = Rows(country)
            for row in batch:
                made.add(*row)
            with transaction.atomic():
                made.write()
            bar.update(len(batch))
    SearchLog.objects.update_or_create(pk=LOG, defaults={"seq": size + 1})
    compact()


if __name__ == "__main__":
    main()
