"""Organisations as the tests and the demo make them: told, then taken in by the real command."""

from __future__ import annotations

from typing import Any

from seurantalo.accounts.tests.factories import national_admin
from seurantalo.common.text import Text
from seurantalo.organizations import commands
from seurantalo.organizations.models import Organization
from seurantalo.records.content import AreaCode, OrganizationContent, PlaceContent

NILSIA = PlaceContent(
    name=Text(fi="Nilsiän seurantalo"),
    street_address=Text(fi="Seuratie 3"),
    postal_code="73300",
    municipality="297",
    district="297-nilsia",
    latitude=63.2064,
    longitude=28.0876,
)


def organization_content(name: str = "Nilsiän ystävät ry", **told: Any) -> OrganizationContent:
    """What an ordinary association tells of itself."""
    return OrganizationContent(
        **{
            "name": Text(fi=name),
            "summary": Text(fi="Seuraa ja apua nilsiäläisille."),
            "addresses": (NILSIA,),
            "service_areas": (AreaCode(kind="municipality", code="297"),),
            **told,
        }
    )


def organization(
    name: str = "Nilsiän ystävät ry", *, by: Any = None, publish: bool = True, **told: Any
) -> Organization:
    """A public organisation (a draft with `publish=False`)."""
    content = organization_content(name, **told)
    return commands.apply(content, by=by or national_admin("Helmi"), publish=publish)


def member(organization: Organization, user: Any, role: str = "manager") -> None:
    """Let somebody work for it."""
    commands.add_member(organization, user, role=role, by=national_admin("Helmi"))
