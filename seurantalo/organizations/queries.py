"""Every read of organisations; `published` is the only definition of a public one."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from seurantalo.common.text import Text
from seurantalo.organizations.models import Address, Organization
from seurantalo.places import queries as places
from seurantalo.publishing.models import Picture
from seurantalo.publishing.queries import public
from seurantalo.records.schemas import (
    ContactPointRecord,
    ImageRecord,
    OrganizationRecord,
    OrganizationRef,
)
from seurantalo.taxonomy import queries as taxonomy


def published() -> QuerySet[Organization]:
    """The organisations everybody may see now."""
    return Organization.objects.filter(public())


def with_everything(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    """All that a record needs, in a fixed number of queries."""
    return organizations.select_related(
        "kind__taxonomy", "kind__replaced_by__taxonomy", "kind__parent", "parent", "logo"
    ).prefetch_related(
        Prefetch("themes", taxonomy.for_records()),
        "service_areas",
        Prefetch(
            "addresses",
            Address.objects.select_related("location__municipality", "location__district"),
        ),
        Prefetch("branches", published(), to_attr="public_branches"),
    )


def get_record(pk: int) -> OrganizationRecord | None:
    """The public record of an organisation, or None when there is no public one."""
    found = with_everything(published()).filter(pk=pk).first()
    return record(found) if found else None


def record(organization: Organization) -> OrganizationRecord:
    """The public shape of one organisation, loaded by `with_everything`."""
    parent = organization.parent
    return OrganizationRecord(
        id=str(organization.pk),
        url=path_of(organization),
        version=organization.version,
        modified=organization.modified,
        name=organization.name,
        alternate_names=tuple(Text(name) for name in organization.alternate_names),
        kind=taxonomy.record(organization.kind) if organization.kind else None,
        business_id=organization.business_id,
        registration_number=organization.registration_number,
        parent=ref(parent) if parent and parent.live else None,
        branches=tuple(ref(branch) for branch in getattr(organization, "public_branches", ())),
        summary=organization.summary,
        description=organization.description,
        themes=tuple(taxonomy.record(theme) for theme in organization.themes.all()),
        service_areas=tuple(places.record(area) for area in organization.service_areas.all()),
        addresses=tuple(
            places.place_record(address.location) for address in organization.addresses.all()
        ),
        contacts=contact_records(organization.contacts),
        links=organization.links,
        logo=image(organization.logo) if organization.logo else None,
        assured_date=organization.assured_date,
        created=organization.created,
        public_service=organization.public_service,
        source=organization.source,
    )


def contact_records(contacts: Any) -> tuple[ContactPointRecord, ...]:
    """What may be shown of contacts as told."""
    return tuple(contact.record() for contact in contacts)


def image(picture: Picture) -> ImageRecord:
    """The public shape of a picture."""
    return ImageRecord(
        url=picture.file.url,
        alt=picture.alt,
        width=picture.width,
        height=picture.height,
        credit=picture.credit,
    )


def ref(organization: Organization) -> OrganizationRef:
    """An organisation as another record names it."""
    return OrganizationRef(
        id=str(organization.pk), url=path_of(organization), name=organization.name
    )


def path_of(organization: Organization) -> str:
    """The address of the page, in Finnish: the one that feeds and exports name."""
    with override("fi"):
        return reverse("organization", args=[organization.pk])


def by_number(business_id: str = "", registration_number: str = "") -> Organization | None:
    """The organisation of a business id or register number, public or not."""
    wanted = Q()
    if business_id:
        wanted |= Q(business_id=business_id)
    if registration_number:
        wanted |= Q(registration_number=registration_number)
    return Organization.objects.filter(wanted).order_by("pk").first() if wanted else None
