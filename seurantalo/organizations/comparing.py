"""An organisation in people's words, line by line, so that two versions of it can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.organizations import queries
from seurantalo.organizations.models import Membership, Organization
from seurantalo.places.models import Location
from seurantalo.publishing.policies import Line
from seurantalo.records.content import PlaceContent


def words(organization: Organization) -> Iterator[Line]:
    """One version of it, as a person reads it: "Name", fi, "Nilsiän ystävät ry"."""
    yield from text_lines(organization, "name")
    other = [said(Text(name)) for name in organization.alternate_names]
    yield line(organization, "alternate_names", ", ".join(other))
    yield line(organization, "kind", label(organization.kind))
    yield line(organization, "business_id", organization.business_id)
    yield line(organization, "registration_number", organization.registration_number)
    yield line(organization, "parent", str(organization.parent or ""))
    yield from text_lines(organization, "summary", "description")
    yield line(organization, "themes", labels(organization.themes.all()))
    yield line(organization, "service_areas", areas(organization.service_areas.all()))
    addresses = [place(each.location) for each in organization.addresses.all()]
    yield Line("addresses", _("addresses"), "\n".join(addresses))
    yield line(organization, "contacts", contacts(organization.contacts))
    yield line(organization, "links", links(organization.links))
    yield line(organization, "logo", str(organization.logo or ""))


def reviewable(user: Any) -> QuerySet[Organization]:
    """Those whose words this person may approve: of her regions, and not her own."""
    own = Membership.objects.filter(user=user).values("organization")
    return queries.looked_after_by(user).exclude(pk__in=own)


def line(obj: Any, field: str, text: str) -> Line:
    """A line of one field, under the name the field has in forms."""
    return Line(field, obj._meta.get_field(field).verbose_name, text)


def text_lines(obj: Any, *fields: str) -> Iterator[Line]:
    """A line for each language of a translated text."""
    for field in fields:
        name = obj._meta.get_field(field).verbose_name
        for lang, text in getattr(obj, field).items():
            yield Line(field, name, text, lang)


def said(text: Text) -> str:
    """A text in the language of the reader."""
    return text.pick(get_language() or "fi").text


def label(term: Any) -> str:
    """A word of a taxonomy; "" when there is none."""
    return said(term.label) if term else ""


def labels(terms: Iterable[Any]) -> str:
    """Words of a taxonomy, in the order of the alphabet so that order is no difference."""
    return ", ".join(sorted(label(term) for term in terms))


def areas(found: Iterable[Any]) -> str:
    """Areas by name."""
    return ", ".join(sorted(said(area.name) for area in found))


def place(location: Location) -> str:
    """A location on one line."""
    return address(location, location.municipality.name if location.municipality else Text())


def address(told: Location | PlaceContent, town: Text) -> str:
    """A place on one line, also what is confidential: reviewers and its own people read this."""
    parts = [said(told.name), said(told.street_address)]
    parts += [f"{told.postal_code} {said(town)}".strip(), said(told.directions)]
    line = ", ".join(part for part in parts if part)
    return f"{line} ({_('the address is not shown')})" if told.confidential else line


def contacts(found: Iterable[Any]) -> str:
    """Each contact on a line; a name without consent is said to stay hidden."""
    return "\n".join(_contact(each) for each in found)


def _contact(each: Any) -> str:
    hidden = each.name and not each.consent
    name = f"{each.name} ({_('the name is not shown')})" if hidden else each.name
    return ", ".join(
        part for part in (said(each.role), name, each.phone, each.email, each.url) if part
    )


def links(found: Iterable[Any]) -> str:
    """Each link on a line."""
    return "\n".join(" ".join(filter(None, (said(each.label), each.url))) for each in found)
