"""Who the notice is from: one's own organisation, one that is here already, or a new one."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.common.numbers import whole
from seurantalo.common.text import Text
from seurantalo.organizations import commands as organizations
from seurantalo.organizations.duplicates import Candidate, similar
from seurantalo.organizations.models import Organization, valid_business_id
from seurantalo.organizations.policies import may
from seurantalo.organizations.queries import own_organizations
from seurantalo.records.content import ActivityContent, AreaCode, OrganizationContent
from seurantalo.telling.models import Report
from seurantalo.telling.plain_text import plain

NEW = "new"
BUSINESS_ID = re.compile(r"^\d{7}-\d$")
REGISTERED = re.compile(r"\b(?:ry|rf|r\.y\.|r\.f\.|reg\.)\b\.?", re.IGNORECASE)


def only_one(person: Any) -> Organization | None:
    """The organisation of somebody who works for one: she is not asked."""
    own = own_organizations(person)
    return own[0] if len(own) == 1 else None


def chosen(report: Report) -> Organization | None:
    """The organisation that the answers name, None for a new one. An edit keeps its own."""
    if report.activity is not None:
        return report.activity.organization
    if "organization" not in report.answers:
        return report.organization
    told = whole(str(report.answers["organization"]))
    found = Organization.objects.filter(pk=told).first() if told is not None else None
    return found if found and _may_be_chosen(found, report) else None


def _may_be_chosen(organization: Organization, report: Report) -> bool:
    """One that is not public is known to its own people, and to those who name it."""
    if organization.live or (report.owner and may(report.owner, "change", organization)):
        return True
    return any(each.organization == organization for each in candidates(report))


def candidates(report: Report) -> list[Candidate]:
    """The organisations here that may be the one typed."""
    name = str(report.answers.get("org_name") or "").strip()
    business, register = numbers(str(report.answers.get("org_number") or ""))
    if len(name) < 3 and not business and not register:
        return []
    return similar(
        name=name,
        phone=str(report.answers.get("phone") or ""),
        url=str(report.answers.get("web") or ""),
        business_id=business,
        registration_number=register,
    )


def numbers(typed: str) -> tuple[str, str]:
    """The business id and the register number of what was typed in one field."""
    bare = typed.strip().replace(" ", "").replace("–", "-")
    if re.fullmatch(r"\d{8}", bare):
        bare = f"{bare[:7]}-{bare[7]}"
    return (bare, "") if BUSINESS_ID.match(bare) else ("", bare)


def content_of(report: Report, told: ActivityContent) -> OrganizationContent:
    """What is told of a new organisation, as far as the notice tells it: the rest is not asked."""
    name = plain(str(report.answers.get("org_name") or ""))
    business, register = numbers(str(report.answers.get("org_number") or ""))
    registered = bool(business or register or REGISTERED.search(name))
    return OrganizationContent(
        name=Text({report.language: name}),
        kind="association" if registered else "unregistered-group",
        business_id=business,
        registration_number=register,
        summary=Text(),
        service_areas=_areas(told),
        contacts=told.contacts,
        links=told.links,
    )


def _areas(told: ActivityContent) -> tuple[AreaCode, ...]:
    """Where it works: where this happens."""
    found = [
        AreaCode(kind="municipality", code=channel.place.municipality)
        for channel in told.channels
        if channel.place and channel.place.municipality
    ]
    return tuple(dict.fromkeys([*found, *told.service_areas]))


def register(report: Report, told: ActivityContent, *, by: Any) -> Organization:
    """Register the new organisation, whose first notice this is.

    Raises ValidationError by the answer when its number is wrong or another organisation's.
    """
    speaker = str(report.answer("on_behalf")).strip() if coordinates_somewhere(by) else ""
    try:
        return organizations.register(content_of(report, told), by=by, speaker=speaker)
    except ValidationError as error:
        raise ValidationError({"org_number": error.messages}) from error


def claim(report: Report, *, by: Any) -> None:
    """Ask for the right to speak for the organisation, once."""
    if report.ready_at is None and report.organization is not None:
        organizations.claim(report.organization, by=by, evidence=str(report.answer("evidence")))


def note_on_behalf(report: Report, *, by: Any) -> None:
    """Note that a coordinator wrote down what somebody told, by phone or at the desk."""
    name = str(report.answers.get("on_behalf") or "").strip()
    organization, activity = report.organization, report.activity
    if name and organization and activity and may(by, "enter for another", organization):
        organizations.note_assisted_entry(organization, by=by, speaker=name, about=activity)


def check_numbers(business: str, register: str) -> None:
    """Refuse a business id whose check digit is wrong, and a number no register would give.

    Raises ValidationError saying how it is written.
    """
    if business:
        valid_business_id(business)
    elif len(re.sub(r"\D", "", register)) < 2 or not re.fullmatch(r"[\d.\-/]+", register):
        raise ValidationError(
            _("A business id looks like 1234567-1, a register number like 123.456.")
        )
