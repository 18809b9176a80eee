"""Taking in what a source tells so that telling it again changes nothing.

A `Link` remembers which of our things is theirs, with the fingerprint of what was last taken in:
the same fingerprint is not written again. What a person has edited since is hers and is kept as
it is; what a complete reading no longer tells is withdrawn, unless suspiciously much is gone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from seurantalo.activities import commands as activities
from seurantalo.activities.models import Activity
from seurantalo.interop.models import Link, Source
from seurantalo.interop.report import Report, messages
from seurantalo.organizations import commands as organizations
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.queries import same_words
from seurantalo.records.content import ActivityContent, OrganizationContent
from seurantalo.records.schemas import Record

BATCH = 200
MOST_GONE = 0.2  # of all that the source has here: more than this is a broken reading

STUB = "stub"
EDITED = gettext_noop("It was edited here since, so the source's changes were not taken in.")

Ours = Organization | Activity


@dataclass(frozen=True)
class Told:
    """One thing as a source tells it.

    `owner` is their id of the organiser, or of the parent organisation. A `stub` is known by name
    only: it makes what is missing and changes nothing that is there. `existing` is a thing of
    ours which the source describes too, found by its numbers or name. `where` is its row in a
    spreadsheet. `mark` stands for the content in the fingerprint when the content depends on the
    day of reading ("tiistaisin" begins today).
    """

    external_id: str
    content: OrganizationContent | ActivityContent
    owner: str = ""
    stub: bool = False
    existing: Ours | None = None
    where: str = ""
    mark: str = ""

    @property
    def kind(self) -> str:
        """What of ours it becomes."""
        organization = isinstance(self.content, OrganizationContent)
        return Link.Kind.ORGANIZATION if organization else Link.Kind.ACTIVITY


def fingerprint(content: Record | str, *more: object) -> str:
    """A digest of a content, the same whatever the order its languages were told in."""
    plain = content.model_dump(mode="json") if isinstance(content, Record) else content
    told = [plain, *map(str, more)]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()


def reconcile(source: Source, told: Iterable[Told], report: Report) -> Iterator[Told]:
    """Take in each thing, owners before what they own; yields each when it has been dealt with."""
    for batch in batched(told, BATCH):
        known = _links(source, batch)
        for one in batch:
            try:
                with transaction.atomic():
                    outcome, reason = _take_in(source, one, known)
            except ValidationError as error:
                outcome, reason = "refused", messages(error)
            except PermissionDenied:
                outcome, reason = "refused", _("You may not write this.")
            if outcome:
                report.add(outcome, reason, what=str(one.content.name), where=one.where)
            yield one


def linked(source: Source, kind: str, external_ids: Iterable[str]) -> dict[str, Link]:
    """The links of the source's things by their ids."""
    found: dict[str, Link] = {}
    for some in batched(dict.fromkeys(external_ids), BATCH):
        links = Link.objects.filter(source=source, kind=kind, external_id__in=some)
        found |= {link.external_id: link for link in links}
    return found


def withdraw(
    source: Source, kind: str, external_ids: Iterable[str], report: Report, reason: str
) -> None:
    """Take away what the source no longer tells; what people have edited stays."""
    for link in linked(source, kind, external_ids).values():
        obj = _object(link)
        if not link.ours or obj is None or not obj.live:
            continue
        if _edited(obj, link):
            report.add("kept", _("The source took it away, but it was edited here."), what=str(obj))
            continue
        publishing.withdraw(obj, by=source.user)
        Link.objects.filter(pk=link.pk).update(
            fingerprint="", revision=_model(kind).objects.get(pk=obj.pk).latest_revision_id
        )
        report.add("withdrawn", reason, what=str(obj))


def withdraw_missing(source: Source, kind: str, told: Iterable[str], report: Report) -> None:
    """Sweep after a complete reading: withdraw what was not told.

    Raises ValidationError, having done nothing, when more than a fifth would go.
    """
    links = Link.objects.filter(source=source, kind=kind, ours=True).exclude(fingerprint="")
    all_ids = set(links.values_list("external_id", flat=True))
    gone = all_ids - set(told)
    if len(gone) > max(1, MOST_GONE * len(all_ids)):
        raise ValidationError(
            _("%(gone)s of %(all)s would be withdrawn. Check that the reading is complete."),
            params={"gone": len(gone), "all": len(all_ids)},
        )
    withdraw(source, kind, sorted(gone), report, _("The source no longer has it."))


def _links(source: Source, batch: Sequence[Told]) -> dict[tuple[str, str], Link]:
    """The links a batch needs: of its things and of their owners."""
    owners = [one.owner for one in batch if one.owner]
    known: dict[tuple[str, str], Link] = {}
    for kind in Link.Kind.values:
        ids = [one.external_id for one in batch if one.kind == kind]
        ids += owners if kind == Link.Kind.ORGANIZATION else []
        known |= {(kind, id_): link for id_, link in linked(source, kind, ids).items()}
    return known


def _take_in(source: Source, one: Told, known: dict[tuple[str, str], Link]) -> tuple[Any, str]:
    key = (one.kind, one.external_id)
    link = known.get(key)
    owner = known.get((Link.Kind.ORGANIZATION, one.owner))
    if link and one.stub:
        return None, ""
    if not link and one.existing is not None:
        known[key] = _join(source, one)
        said = "" if one.stub else _("It was here before and is left as it is.")
        return (None if one.stub else "kept"), said
    if link and not link.ours:
        return "unchanged", ""
    mark = _mark(one, owner)
    if link and link.fingerprint == mark:
        return "unchanged", ""
    obj = _object(link) if link else None
    if link and (reason := _why_hers(link, obj)):
        return "kept", reason
    written = _apply(source, one, owner, obj)
    known[key] = _remember(source, one, written, mark)
    return ("changed" if obj is not None else "new"), ""


def _mark(one: Told, owner: Link | None) -> str:
    if one.stub:
        return STUB
    owner_id = owner.object_id if owner else ""
    return fingerprint(one.mark or one.content, owner_id)


def _why_hers(link: Link, obj: Ours | None) -> str:
    """Why the thing is no longer the source's to write, "" when it is."""
    if not link.fingerprint:  # withdrawn by the source itself, which now tells it again
        return "" if obj is None or not _edited(obj, link) else _(EDITED)
    if obj is None:
        return _("It was deleted here and is not brought back.")
    if _edited(obj, link):
        return _(EDITED)
    return "" if obj.live else _("It was withdrawn here and is not brought back.")


def _edited(obj: Ours, link: Link) -> bool:
    """Whether a person has told something else since; a confirmation or a mark is no edit."""
    if obj.latest_revision_id == link.revision:
        return False
    newest = obj.latest_revision
    if newest is None or link.revision is None:
        return True
    return not same_words(link.revision, newest)


def _apply(source: Source, one: Told, owner: Link | None, to: Ours | None) -> Ours:
    """Write what was told; with that the source confirms it, unless it names an earlier day."""
    confirmed = {"assured_date": one.content.assured_date or timezone.localdate()}
    if isinstance(one.content, OrganizationContent):
        parent = {"parent": owner.object_id if owner else None}
        content = one.content.model_copy(update={**confirmed, **parent})
        known = to if isinstance(to, Organization) else None
        return organizations.apply(content, by=source.user, to=known)
    organizer = Organization.objects.filter(pk=owner.object_id).first() if owner else None
    if organizer is None:
        raise ValidationError(_("Its organisation is not known. Import the organisation first."))
    known_activity = to if isinstance(to, Activity) else None
    told = one.content.model_copy(update=confirmed)
    return activities.apply(told, organization=organizer, by=source.user, to=known_activity)


def _remember(source: Source, one: Told, written: Ours, mark: str) -> Link:
    link, _made = Link.objects.update_or_create(
        source=source,
        kind=one.kind,
        external_id=one.external_id,
        defaults={
            "object_id": written.pk,
            "fingerprint": mark,
            "revision": written.latest_revision_id,
            "ours": True,
        },
    )
    return link


def _join(source: Source, one: Told) -> Link:
    """Link to a thing that somebody else wrote: it can own what the source tells, no more."""
    link: Link = Link.objects.create(
        source=source,
        kind=one.kind,
        external_id=one.external_id,
        object_id=one.existing.pk if one.existing else 0,
        ours=False,
    )
    return link


def _model(kind: str) -> type[Organization] | type[Activity]:
    return Organization if kind == Link.Kind.ORGANIZATION else Activity


def _object(link: Link) -> Ours | None:
    return _model(link.kind).objects.filter(pk=link.object_id).first()
