"""What is told of an organisation: taken in, registered, edited."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.common import switches
from seurantalo.organizations import queries
from seurantalo.organizations.commands.people import invite, welcome
from seurantalo.organizations.duplicates import remember
from seurantalo.organizations.models import Address, Membership, Organization
from seurantalo.places.commands import area_of, locate
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.models import Picture
from seurantalo.publishing.policies import require
from seurantalo.publishing.queries import latest
from seurantalo.records.content import OrganizationContent
from seurantalo.taxonomy.models import Term

KEEP: Literal["keep"] = "keep"
TWICE = timedelta(minutes=30)  # the same name from the same person meanwhile is a double click
ASSISTED = "seurantalo.assisted_entry"
SPEAKERS_KEPT = timedelta(days=365)
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
    "translation_notes",
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
    organization.believe(content.assured_date, source=content.source)
    organization.alternate_names = [dict(name) for name in content.alternate_names]
    organization.kind = terms("organization_kind", [content.kind])[0] if content.kind else None
    organization.parent_id = content.parent
    organization.full_clean()
    if organization.pk is None:
        organization.save()
    organization.themes = terms("theme", content.themes)
    organization.service_areas = [area_of(area) for area in content.service_areas]
    organization.addresses = [Address(location=locate(place)) for place in content.addresses]  # type: ignore[misc]  # modelcluster takes them in
    if not organization.live:
        organization.save()  # so that its regions are known before anything is public
    remember(organization)
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
def register(
    content: OrganizationContent, *, by: Any, speaker: str = "", email: str = ""
) -> Organization:
    """Bring in an organisation that was not here: its registrant manages it, a coordinator reads it.

    A coordinator who does it for somebody who rings gives that person's name (`speaker`) and perhaps
    her `email`, to which an invitation goes; the coordinator herself does not become a member.
    Told twice within half an hour, it is registered once. Raises ValidationError when its number is
    somebody's already, something told is wrong, or registering is switched off.
    """
    if not switches.on("registration") and not coordinates_somewhere(by):
        raise ValidationError(
            _("New organisations cannot be registered just now. Ask your regional coordinator."),
            code="switched off",
        )
    if again := _just_registered(content, by):
        return again
    refuse_taken_numbers(content)
    organization = Organization(name=content.name)
    organization.full_clean()
    organization.save()
    if not speaker:
        welcome(organization, by, role=Membership.Role.MANAGER)
    apply(content, by=by, to=organization, publish=False)
    publishing.note(organization, "seurantalo.register", by=by)
    if speaker:
        note_assisted_entry(organization, by=by, speaker=speaker, email=email)
    publishing.send(organization, by=by)
    return organization


def refuse_taken_numbers(content: OrganizationContent, *, but: Organization | None = None) -> None:
    """Raise ValidationError, telling whose it is, when a number told is another organisation's."""
    known = queries.by_number(content.business_id, content.registration_number)
    own = but is not None and known is not None and known.pk == but.pk
    if known and not own and not content.parent:
        raise ValidationError(
            _(
                "This number is of “%(name)s”, which is here already. If it is yours, choose it"
                " instead of registering it again."
            ),
            code="taken",
            params={"name": known.name.pick("fi").text},
        )


def _just_registered(content: OrganizationContent, by: Any) -> Organization | None:
    recent = Membership.objects.filter(
        user=by,
        role=Membership.Role.MANAGER,
        organization__name=content.name,
        organization__live=False,
        organization__created__gte=timezone.now() - TWICE,
    ).select_related("organization")
    found = recent.first()
    return found.organization if found else None


@transaction.atomic
def edit(
    organization: Organization,
    content: OrganizationContent,
    *,
    by: Any,
    logo: Picture | Literal["keep"] | None = KEEP,
    speaker: str = "",
    send: bool = True,
) -> Organization:
    """Tell anew what an organisation is; public at once or after review, as its region's rule says.

    `speaker` is the name of the one who rang, when a coordinator writes for her; without `send` it
    stays a draft. Raises ValidationError for what is wrong, PermissionDenied when `by` may not.
    """
    require(by, "change", organization)
    refuse_taken_numbers(content, but=organization)
    draft = latest(organization)
    if logo != KEEP:
        draft.logo = logo
    apply(content, by=by, to=draft, publish=False)
    if speaker:
        note_assisted_entry(organization, by=by, speaker=speaker)
    if send:
        publishing.send(draft, by=by)
    return draft


@transaction.atomic
def note_assisted_entry(
    organization: Organization, *, by: Any, speaker: str, email: str = "", about: Any = None
) -> None:
    """Record that a coordinator wrote what somebody told by phone, of `about` or the organisation.

    With an email address that person is invited to take over herself.
    """
    require(by, "enter for another", organization)
    thing = about or organization
    publishing.note(thing, ASSISTED, by=by, data={"for": speaker.strip()[:120]})
    if email:
        invite(organization, email=email, role=Membership.Role.MANAGER, by=by)


@transaction.atomic
def forget_speakers() -> int:
    """Forget who rang more than a year ago; that somebody rang stays in the log. How many."""
    before = timezone.now() - SPEAKERS_KEPT
    return publishing.forget_detail(ASSISTED, "for", before=before)


@transaction.atomic
def trust(organization: Organization, *, by: Any, trusted: bool = True) -> None:
    """Let an organisation's own people publish at once, or no longer."""
    require(by, "trust", organization)
    Organization.objects.filter(pk=organization.pk).update(trusted=trusted)
    organization.trusted = trusted
    action = "seurantalo.trust" if trusted else "seurantalo.distrust"
    publishing.note(organization, action, by=by)
