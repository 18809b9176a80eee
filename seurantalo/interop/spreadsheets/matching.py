"""Whose row it is: known by its numbers, else by its name and municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.interop.models import Link, Source
from seurantalo.interop.report import Problem
from seurantalo.interop.spreadsheets import cells
from seurantalo.interop.spreadsheets.rows import ActivityRow, OrganizationRow
from seurantalo.interop.sync import Told
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Organization
from seurantalo.records.content import OrganizationContent


def folded(text: str) -> str:
    """A name as it is compared: capitals and spaces do not matter."""
    return " ".join(text.casefold().split())


class Matcher:
    """Finds, for the rows of one workbook, the things of ours that they speak of."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.told_names: dict[str, set[str]] = {}
        self.told_ids: dict[str, str] = {}  # their id → the row that told it

    @cached_property
    def _names(self) -> dict[str, set[int]]:
        """Every organisation by every name, in one query."""
        names: dict[str, set[int]] = {}
        for pk, name in Organization.objects.values_list("pk", "name"):
            for text in name.values():
                names.setdefault(folded(text), set()).add(pk)
        return names

    def organizations(self, rows: Iterable[OrganizationRow]) -> Iterator[Told]:
        """The organisations to take in; a second row of the same one is a problem."""
        for row in rows:
            known = self._known(row)
            id_, existing = self._identity(known) if known else ("", None)
            id_ = id_ or _own_id(row)
            if id_ in self.told_ids:
                reason = _("The same organisation as in “%(row)s”.") % {"row": self.told_ids[id_]}
                self.problems.append(Problem(str(row.content.name), row.where, reason))
                continue
            self.told_ids[id_] = row.where
            for name in row.content.name.values():
                self.told_names.setdefault(folded(name), set()).add(id_)
            yield Told(id_, row.content, existing=existing, where=row.where, mark=row.mark)

    def activities(self, rows: Iterable[ActivityRow]) -> list[Told]:
        """The activities to take in, before each organiser that the workbook does not tell.

        Rows of one organiser with the same title are one activity with several ways to take part.
        """
        told: dict[str, Told] = {}
        for row in rows:
            owner = self._organizer(row)
            if owner is None:
                continue
            if owner.stub:
                told.setdefault(owner.external_id, owner)
            id_ = f"{owner.external_id}|{folded(str(row.content.name))}"[:300]
            told[id_] = self._activity(row, owner, id_, told.get(id_))
        return list(told.values())

    def _activity(self, row: ActivityRow, owner: Told, id_: str, first: Told | None) -> Told:
        content, mark = row.content, row.mark
        if first is not None and not isinstance(first.content, OrganizationContent):
            ways = dict.fromkeys((*first.content.channels, *content.channels))
            content = first.content.model_copy(update={"channels": tuple(ways)})
            mark = f"{first.mark}\x1e{row.mark}"
        return Told(
            id_,
            content,
            owner=owner.external_id,
            existing=self._existing_activity(owner, id_, folded(str(content.name))),
            where=first.where if first else row.where,
            mark=mark,
        )

    def _existing_activity(self, owner: Told, id_: str, name: str) -> Activity | None:
        """An activity of the same organiser and title that somebody else has written."""
        organization = owner.existing or self._linked(owner.external_id)
        if organization is None:
            return None
        link = Link.objects.filter(source=self.source, kind=Link.Kind.ACTIVITY, external_id=id_)
        if link.exists():
            return None
        same = Activity.objects.filter(organization=organization.pk)
        return next((one for one in same if name in map(folded, one.name.values())), None)

    def _organizer(self, row: ActivityRow) -> Told | None:
        """The organiser a row names: by business id, then in the workbook, then among ours."""
        found = self._by_number(row.organizer) or self._by_name(row.organizer)
        if len(found) == 1:
            return found[0]
        if found:
            reason = _("Several organisations are called so. Write the business id instead.")
        else:
            reason = _("“%(name)s” is not known. Add it to the organisations, or check the name.")
        said = reason % {"name": row.organizer}
        self.problems.append(Problem(str(row.content.name), row.where, said))
        return None

    def _by_number(self, text: str) -> list[Told]:
        try:
            number = cells.business_id(text)
        except cells.CellError:
            return []
        if f"y:{number}" in self.told_ids:
            return [self._reference(f"y:{number}")]
        known = organizations.by_number(business_id=number)
        return [self._stub(known)] if known else []

    def _by_name(self, text: str) -> list[Told]:
        name = folded(text)
        told = [self._reference(id_) for id_ in sorted(self.told_names.get(name, ()))]
        if told:
            return told
        ours = Organization.objects.filter(pk__in=self._names.get(name, ())).order_by("pk")
        return [self._stub(one) for one in ours[:2]]

    def _reference(self, id_: str) -> Told:
        """An organisation that the workbook itself tells."""
        return Told(id_, OrganizationContent(name=Text()))

    def _stub(self, organization: Organization) -> Told:
        id_, existing = self._identity(organization)
        content = OrganizationContent(name=organization.name)
        return Told(id_ or f"o:{organization.pk}", content, stub=True, existing=existing)

    def _identity(self, known: Organization) -> tuple[str, Organization | None]:
        """Their id of a thing of ours the source wrote or met before, else the thing itself."""
        link = Link.objects.filter(
            source=self.source, kind=Link.Kind.ORGANIZATION, object_id=known.pk
        ).first()
        return (link.external_id, None) if link else ("", known)

    def _linked(self, id_: str) -> Organization | None:
        link = Link.objects.filter(
            source=self.source, kind=Link.Kind.ORGANIZATION, external_id=id_
        ).first()
        return Organization.objects.filter(pk=link.object_id).first() if link else None

    def _known(self, row: OrganizationRow) -> Organization | None:
        content = row.content
        by_number = organizations.by_number(content.business_id, content.registration_number)
        if by_number:
            return by_number
        pks = {pk for name in content.name.values() for pk in self._names.get(folded(name), ())}
        same_name = Organization.objects.filter(pk__in=pks).order_by("pk")
        return next((one for one in same_name if _same_home(one, row)), None)


def _same_home(known: Organization, row: OrganizationRow) -> bool:
    """Whether a namesake lives in the same municipality, as far as both tell; numbers may differ
    only when one of them has none.
    """
    told = row.content
    for ours, theirs in (
        (known.business_id, told.business_id),
        (known.registration_number, told.registration_number),
    ):
        if ours and theirs and ours != theirs:
            return False
    homes = {area.code for area in known.service_areas.all() if area.kind == "municipality"}
    homes |= {
        address.location.municipality.code
        for address in known.addresses.select_related("location__municipality")
        if address.location.municipality
    }
    return not homes or not row.municipality or row.municipality in homes


def _own_id(row: OrganizationRow) -> str:
    content = row.content
    if content.business_id:
        return f"y:{content.business_id}"
    if content.registration_number:
        return f"r:{content.registration_number}"
    return f"n:{folded(str(content.name))}|{row.municipality}"[:300]
