"""Every write of organisations: one function, one use case."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from seurantalo.organizations.models import Address, Membership, Organization
from seurantalo.places.commands import area_of, locate
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import require
from seurantalo.records.content import OrganizationContent
from seurantalo.taxonomy.models import Term

PLAIN = (
    "name",
    "business_id",
    "registration_number",
    "summary",
    "description",
    "contacts",
    "links",
    "public_service",
    "source",
)


@transaction.atomic
def apply(
    content: OrganizationContent,
    *,
    by: Any,
    to: Organization | None = None,
    publish: bool = True,
) -> Organization:
    """Take in what was told of an organisation, new or known, and publish it or keep it a draft.

    Raises ValidationError naming every unknown code and wrong number, PermissionDenied when `by`
    may not.
    """
    organization = to or Organization()
    for field in PLAIN:
        setattr(organization, field, getattr(content, field))
    organization.assured_date = content.assured_date or organization.assured_date
    organization.alternate_names = [dict(name) for name in content.alternate_names]
    organization.kind = terms("organization_kind", [content.kind])[0] if content.kind else None
    organization.parent_id = content.parent
    organization.full_clean()
    if organization.pk is None:
        organization.save()
    organization.themes = terms("theme", content.themes)
    organization.service_areas = [area_of(area) for area in content.service_areas]
    organization.addresses = [Address(location=locate(place)) for place in content.addresses]  # type: ignore[misc]  # modelcluster takes them in
    if publish:
        publishing.publish(organization, by=by)
    else:
        publishing.save_draft(organization, by=by)
    return organization


def terms(taxonomy: str, codes: Any) -> list[Term]:
    """The terms of codes, in their order. Raises ValidationError naming the unknown ones."""
    wanted = list(dict.fromkeys(codes))
    found = {
        term.code: term
        for term in Term.objects.filter(taxonomy__code=taxonomy, code__in=wanted).select_related(
            "taxonomy"
        )
    }
    if unknown := [code for code in wanted if code not in found]:
        raise ValidationError(
            _("There is no “%(code)s” in the list “%(list)s”."),
            params={"code": ", ".join(unknown), "list": taxonomy},
        )
    return [found[code] for code in wanted]


@transaction.atomic
def add_member(organization: Organization, user: Any, *, role: str, by: Any) -> Membership:
    """Let a person work for the organisation, or change her role."""
    require(by, "manage members", organization)
    member, _made = Membership.objects.update_or_create(
        organization=organization, user=user, defaults={"role": role}
    )
    return member
