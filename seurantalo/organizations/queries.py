"""Every read of organisations; `published` is the only definition of a public one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from seurantalo.accounts.models import RegionalRole, User
from seurantalo.accounts.policies import is_national_admin
from seurantalo.common.text import Text
from seurantalo.organizations.models import (
    Address,
    Claim,
    Invitation,
    Membership,
    Organization,
    RegionRule,
)
from seurantalo.organizations.policies import region_codes, rule_for
from seurantalo.places import queries as places
from seurantalo.places.models import Area
from seurantalo.publishing.models import Picture
from seurantalo.publishing.queries import latest, public
from seurantalo.records.content import AreaCode, OrganizationContent, machine_languages
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
        assurer=organization.assurer,
        stale_since=organization.stale_since,
        created=organization.created,
        public_service=organization.public_service,
        source=organization.source,
        machine_translated=machine_languages(organization.translation_notes),
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


def content(organization: Organization) -> OrganizationContent:
    """What has been told of it, the latest draft included; `commands.apply` takes it in again."""
    return content_of(latest(organization))


def content_at(organization: Organization, revision: int) -> OrganizationContent | None:
    """What had been told of it at an earlier revision; None when there is no such one."""
    found = organization.revisions.filter(pk=revision).first()
    return content_of(found.as_object()) if found else None


def content_of(draft: Organization) -> OrganizationContent:
    """An organisation, a draft of it or an earlier version, as it was told."""
    return OrganizationContent(
        name=draft.name,
        alternate_names=tuple(Text(name) for name in draft.alternate_names),
        kind=draft.kind.code if draft.kind else "",
        business_id=draft.business_id,
        registration_number=draft.registration_number,
        parent=draft.parent_id,
        summary=draft.summary,
        description=draft.description,
        themes=tuple(theme.code for theme in draft.themes.all()),
        service_areas=area_codes(draft.service_areas.all()),
        addresses=tuple(places.content(each.location) for each in draft.addresses.all()),
        contacts=draft.contacts,
        links=draft.links,
        assured_date=draft.assured_date,
        public_service=draft.public_service,
        source=draft.source,
        translation_notes=draft.translation_notes,
    )


def area_codes(areas: Any) -> tuple[AreaCode, ...]:
    """Areas as they are told."""
    return tuple(AreaCode(kind=area.kind, code=area.code) for area in areas)


def rule(region_codes: Collection[str]) -> RegionRule:
    """The rule of the first of these regions (codes) that has one, else the defaults, not saved."""
    return rule_for(region_codes)


def by_number(business_id: str = "", registration_number: str = "") -> Organization | None:
    """The organisation of a business id or register number, public or not."""
    wanted = Q()
    if business_id:
        wanted |= Q(business_id=business_id)
    if registration_number:
        wanted |= Q(registration_number=registration_number)
    return Organization.objects.filter(wanted).order_by("pk").first() if wanted else None


def memberships(user: Any) -> QuerySet[Membership]:
    """The organisations a person works for, by name of the organisation's row."""
    own = Membership.objects.filter(user=user).select_related("organization")
    return own.order_by("since", "pk")


def own_organizations(user: Any) -> list[Organization]:
    """The organisations a person works for, by name; none of a stranger's."""
    if user is None or not user.is_authenticated:
        return []
    own = Organization.objects.filter(memberships__user=user)
    return sorted(own, key=lambda one: str(one).casefold())


def people(organization: Organization) -> list[Membership]:
    """Who works for it, managers first."""
    found = organization.memberships.select_related("user").order_by("-role", "since", "pk")
    return list(found)


def managers(organizations: Collection[Organization]) -> list[User]:
    """Those who manage any of these and can sign in, each once: whom letters to them go to."""
    rows = Membership.objects.filter(
        organization__in=organizations, role=Membership.Role.MANAGER, user__is_active=True
    )
    return list(User.objects.filter(pk__in=rows.values("user")).order_by("pk"))


def is_last_manager(organization: Organization, user: Any) -> bool:
    """Is this person the only manager who can sign in?"""
    managers = organization.memberships.filter(
        role=Membership.Role.MANAGER, user__is_active=True
    ).values_list("user", flat=True)
    return list(managers) == [user.pk]


def pending_invitations(organization: Organization) -> QuerySet[Invitation]:
    """The letters whose link has not been used, expired ones too."""
    return organization.invitations.filter(accepted_at=None, withdrawn_at=None)


def invitation_of(token: str) -> Invitation | None:
    """The invitation of the secret in a link; None when there is none (any more)."""
    kept = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    return Invitation.objects.select_related("organization").filter(token_hash=kept).first()


def refusal(invitation: Invitation, user: Any) -> str:
    """Why an invitation cannot be used: "used", "withdrawn", "expired"; "" when it can.

    Of a person who has signed in also "other": it was sent to another address than hers.
    """
    if invitation.accepted_at:
        return "used"
    if invitation.withdrawn_at:
        return "withdrawn"
    if invitation.expired:
        return "expired"
    return "" if user is None or user.email == invitation.email else "other"


def in_regions(codes: Collection[str]) -> QuerySet[Organization]:
    """The organisations, public or not, that the coordinators of these regions look after."""
    return _in_areas(_areas_in(codes))


def _areas_in(codes: Collection[str]) -> set[int]:
    """The keys of regions and of all the municipalities and districts in them."""
    regions = Area.objects.filter(kind="region", code__in=codes)
    areas = set(regions.values_list("pk", flat=True))
    for region in regions:
        towns = places.members_of(region, "municipality")
        areas |= set(towns.values_list("pk", flat=True))
    areas |= set(
        Area.objects.filter(kind="district", memberships__group__in=areas).values_list(
            "pk", flat=True
        )
    )
    return areas


def _in_areas(areas: Collection[int]) -> QuerySet[Organization]:
    met = Address.objects.filter(location__municipality__in=areas)
    works = Organization.service_areas.through.objects.filter(area__in=areas)
    return Organization.objects.filter(
        Q(pk__in=works.values("organization")) | Q(pk__in=met.values("organization"))
    )


def looked_after_by(user: Any) -> QuerySet[Organization]:
    """The organisations a coordinator or a national administrator looks after."""
    if is_national_admin(user):
        return Organization.objects.all()
    # Kept on the person for the length of a request, as Django keeps her permissions: the desk
    # asks a dozen times.
    areas: set[int] | None = getattr(user, "_areas_looked_after", None)
    if areas is None:
        codes = regions_of(user)
        areas = user._areas_looked_after = _areas_in(codes) if codes else set()
    return _in_areas(areas) if areas else Organization.objects.none()


def regions_of(user: Any) -> set[str]:
    """The codes of the regions whose coordinator a person is."""
    roles = user.regional_roles.filter(role=RegionalRole.Role.EDITOR, area__kind="region")
    return set(roles.values_list("area__code", flat=True))


def waiting_claims(user: Any) -> QuerySet[Claim]:
    """The claims this person may decide, the oldest first; never her own."""
    managed = Membership.objects.filter(user=user, role=Membership.Role.MANAGER)
    hers = Q(organization__in=looked_after_by(user)) | Q(
        organization__in=managed.values("organization")
    )
    waiting = Claim.objects.filter(hers, status=Claim.Status.WAITING).exclude(user=user)
    return waiting.select_related("organization", "user").order_by("created", "pk")


def claims_of(user: Any) -> QuerySet[Claim]:
    """What a person has asked for and nobody has decided, or refused lately."""
    open_ones = Claim.objects.filter(user=user).exclude(status=Claim.Status.APPROVED)
    return open_ones.select_related("organization").order_by("-created")


def without_manager(user: Any) -> QuerySet[Organization]:
    """The organisations a coordinator looks after whose last manager has gone."""
    left = looked_after_by(user).filter(without_manager_since__isnull=False)
    return left.order_by("without_manager_since", "pk")


def coordinators(organization: Organization) -> list[User]:
    """Whom a letter about it goes to: its regions' coordinators, else the national administrators."""
    active = User.objects.filter(is_active=True)
    regional = active.filter(
        regional_roles__role=RegionalRole.Role.EDITOR,
        regional_roles__area__kind="region",
        regional_roles__area__code__in=region_codes(organization),
    ).distinct()
    return list(regional) or list(active.filter(is_superuser=True))


def deciders(claim: Claim) -> list[User]:
    """Who is told of a claim: the managers, and the coordinators; never the claimant."""
    managers = User.objects.filter(
        is_active=True,
        pk__in=claim.organization.memberships.filter(role=Membership.Role.MANAGER).values("user"),
    )
    told = {person.pk: person for person in (*managers, *coordinators(claim.organization))}
    told.pop(claim.user_id, None)
    return list(told.values())


def own_data(user: Any) -> dict[str, Any]:
    """What this room knows of a person, for her download."""
    invitations = Invitation.objects.filter(email=user.email)
    return {
        "works_for": [
            {"organization": str(each.organization), "role": each.role, "since": each.since}
            for each in memberships(user)
        ],
        "asked_for": [
            {
                "organization": str(claim.organization),
                "evidence": claim.evidence,
                "status": claim.status,
                "reason": claim.reason,
                "created": claim.created,
            }
            for claim in Claim.objects.filter(user=user).select_related("organization")
        ],
        "invited_to": [
            {"organization": str(each.organization), "role": each.role, "created": each.created}
            for each in invitations.select_related("organization")
        ],
    }
