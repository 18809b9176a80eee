"""Every import: one function, one use case. Each leaves a `Run` or an `Upload` behind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import batched, chain
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.activities import commands as activities
from seurantalo.activities.models import Activity
from seurantalo.common.fetching import fetch
from seurantalo.interop import calendars, codes, queries, sync, uploads
from seurantalo.interop.models import Link, Run, Source, Upload
from seurantalo.interop.ptv import joining
from seurantalo.interop.ptv.documents import documents, readable
from seurantalo.interop.report import Problem, Report, Unreadable, messages
from seurantalo.interop.spreadsheets import rows, sheets
from seurantalo.interop.spreadsheets.columns import Table, understand
from seurantalo.interop.spreadsheets.matching import Matcher
from seurantalo.organizations.models import Organization
from seurantalo.organizations.queries import own_organizations
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import require
from seurantalo.records.formats import ptv

KEPT_UPLOADS = timedelta(days=30)
Progress = Callable[[Iterable[Any], str], Iterable[Any]]


def quietly(things: Iterable[Any], label: str) -> Iterable[Any]:
    """No progress is shown."""
    return things


def source_of(code: str, name: str) -> Source:
    """The source of a code, with a user of its own, made when first asked for.

    The user cannot sign in: it has no password and no mailbox (RFC 2606).
    """
    found = Source.objects.filter(code=code).select_related("user").first()
    if found:
        return found
    user, made = User.objects.get_or_create(
        email=f"{code}@import.invalid", defaults={"first_name": name[:150], "is_superuser": True}
    )
    if made:
        user.set_unusable_password()
        user.save()
    return Source.objects.create(code=code, name=name, user=user)


def import_ptv(place: str, *, complete: bool = False, progress: Progress = quietly) -> Report:
    """Take in what PTV tells at `place`: a file, a folder, a zip file or an address of its API.

    With `complete` the place tells all that we want of PTV, and what it does not tell is
    withdrawn. Raises documents.Unreadable when there is nothing at the place, ValidationError
    when a complete reading would withdraw more than a fifth.
    """
    source = source_of("ptv", "Palvelutietovaranto (PTV)")
    run = Run.objects.create(source=source, place=readable(place)[:500])
    report = Report()
    try:
        _Ptv(source, report).take_in(place, complete=complete, progress=progress)
    finally:
        run.counts, run.problems = dict(report.counts), report.listed()
        run.finished = timezone.now()
        run.save()
    return report


def import_spreadsheet(
    raw: bytes,
    *,
    name: str = "",
    dry_run: bool = False,
    partial: bool = False,
    today: date | None = None,
    progress: Progress = quietly,
) -> Report:
    """Take in the organisations and activities of a CSV or XLSX file.

    All or nothing, unless `partial` takes the good rows; a `dry_run` tells what would happen and
    changes nothing. Raises Unreadable when the file cannot be read.
    """
    report = Report()
    tables = _tables(sheets.read(raw), report)
    with transaction.atomic():
        source = source_of("spreadsheet", _("Spreadsheets"))
        told = _told(source, tables, report, today or timezone.localdate())
        for _told_one in progress(sync.reconcile(source, told, report), _("Rows")):
            pass
        stopped = dry_run or (report.counts["refused"] > 0 and not partial)
        transaction.set_rollback(stopped)
    if not stopped:
        Run.objects.create(
            source=source,
            place=readable(name)[:500],
            finished=timezone.now(),
            counts=dict(report.counts),
            problems=report.listed(),
        )
    return report


def _tables(found: list[sheets.Sheet], report: Report) -> list[Table]:
    tables = []
    for sheet in found:
        table = understand(sheet)
        if table is None and (sheet.rows or len(found) == 1):
            reason = _("No row of headings was found. Use the template, or name the columns so.")
            report.add("refused" if len(found) == 1 else "left out", reason, where=sheet.name)
        elif table is not None:
            tables.append(table)
            for heading in table.unknown:
                reason = _("The column “%(name)s” is not known and was not read.")
                report.add("left out", reason % {"name": heading}, where=sheet.name)
    if found and not tables and not report.problems:
        report.add("refused", _("The workbook is empty."))
    return sorted(tables, key=lambda table: table.kind == "activity")


def _told(source: Source, tables: list[Table], report: Report, today: date) -> Iterator[sync.Told]:
    """What the tables tell, organisations first; problems go to the report as they are met."""
    known = codes.load()
    matcher = Matcher(source)
    for table in tables:
        good: list[Any] = []
        for row, problems in rows.read(table, known, today):
            good += [row] if row is not None else []
            _note(problems, report)
        found = matcher.organizations(good) if table.kind == "organization" else None
        yield from found if found is not None else matcher.activities(good)
    _note(matcher.problems, report)


def _note(problems: list[Problem], report: Report) -> None:
    for one in problems:
        report.add(one.outcome, one.reason, what=one.what, where=one.where)


class _Ptv:
    """One import of PTV: what has been read so far, and what it makes of our things."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source, self.report = source, report
        self.shelf = joining.Shelf(source)
        self.ids: dict[str, list[str]] = {"organization": [], "service": [], "channel": []}
        self.withdrawn: list[str] = []
        self.broken = 0

    def take_in(self, place: str, *, complete: bool, progress: Progress) -> None:
        for document in progress(documents(place), _("Reading")):
            if document.problem:
                self.broken += 1
                self.report.add("refused", document.problem, what=document.name)
            else:
                self._keep(ptv.read(document.payload), document.name)
        self._withdraw_unpublished()
        known = codes.load()
        found = joining.told_organizations(self.shelf, self.ids["organization"], known)
        told = list(progress(sync.reconcile(self.source, found, self.report), _("Organisations")))
        services = joining.services(self.shelf, self._services(), known)
        lone = joining.lone_channels(self._lone_channels(), known)
        joined = self._with_owners(chain(services, lone))
        told += progress(sync.reconcile(self.source, joined, self.report), _("Services"))
        if complete and not self.broken:
            for kind in (Link.Kind.ACTIVITY, Link.Kind.ORGANIZATION):
                ids = [one.external_id for one in told if one.kind == kind]
                sync.withdraw_missing(self.source, kind, ids, self.report)

    def _keep(self, reading: ptv.Reading, name: str) -> None:
        for kind, items in (
            ("organization", reading.organizations),
            ("service", reading.services),
            ("channel", reading.channels),
        ):
            self.shelf.keep(kind, items)
            self.ids[kind] += [item.id for item in items]
        self.withdrawn += reading.withdrawn
        for problem in reading.problems:
            self.report.add(
                "refused" if problem.fatal else "left out",
                _(problem.reason) % dict(problem.params),
                what=problem.name or problem.item or name,
                where=problem.field,
            )

    def _withdraw_unpublished(self) -> None:
        reason = _("It is no longer published in PTV.")
        for kind in self.ids:
            self.shelf.drop(kind, self.withdrawn)
        for kind in Link.Kind.values:
            sync.withdraw(self.source, kind, self.withdrawn, self.report, reason)

    def _services(self) -> Iterator[str]:
        """The services told now, and those whose channels were told now."""
        yield from self.ids["service"]
        channels = self.shelf.channels(self.ids["channel"]).values()
        named = dict.fromkeys(one.id for channel in channels for one in channel.services)
        yield from (id_ for id_ in named if id_ not in set(self.ids["service"]))

    def _lone_channels(self) -> Iterator[ptv.Channel]:
        """The channels told now that no service lists; those listed stop being on their own."""
        channels = self.shelf.channels(self.ids["channel"])
        named = [one.id for channel in channels.values() for one in channel.services]
        services = self.shelf.services(chain(self.ids["service"], named)).values()
        listed = {one.channel.id for service in services for one in service.connections}
        reason = _("It is now shown with its service.")
        sync.withdraw(self.source, Link.Kind.ACTIVITY, listed, self.report, reason)
        for id_, channel in channels.items():
            if id_ in listed:
                continue
            if channel.type in joining.SHOWN_ALONE:
                yield channel
            else:
                reason = _("A web page or a form is shown with its service, which is not here yet.")
                self.report.add("waiting", reason, what=str(channel.name))

    def _with_owners(self, joined: Iterator[joining.Joined]) -> Iterator[sync.Told]:
        """The activities, before each the organiser that is known by its name alone."""
        for some in batched(joined, sync.BATCH):
            owners = [one.told.owner for one in some]
            known = set(sync.linked(self.source, Link.Kind.ORGANIZATION, owners))
            for one in some:
                if one.told.owner and one.told.owner not in known:
                    known.add(one.told.owner)
                    yield joining.stub(one.told.owner, one.owner_name)
                for name in one.missing:
                    reason = _("A channel of a service has not been told yet.")
                    self.report.add("waiting", reason, what=name)
                yield one.told


def bring_spreadsheet(raw: bytes, *, name: str, organization: Organization, by: Any) -> Upload:
    """Read a person's list of her association's activities; nothing is written of it yet.

    Raises Unreadable with what to do, PermissionDenied when it is not hers.
    """
    require(by, "change", organization)
    own = [organization, *own_organizations(by)]
    reading = uploads.read_spreadsheet(
        raw, organization=organization, own=own, today=timezone.localdate()
    )
    return Upload.objects.create(
        user=by,
        organization=organization,
        kind=Upload.Kind.SPREADSHEET,
        place=readable(name)[:500],
        rows=[row.model_dump(mode="json") for row in reading.rows],
        remarks=reading.remarks,
    )


def bring_calendar(url: str, *, organization: Organization, by: Any) -> Upload:
    """Fetch a calendar once and read its coming events; nothing is written of them yet.

    Raises fetching.Refused or Unreadable with what to do, PermissionDenied when it is not hers.
    """
    require(by, "change", organization)
    answer = fetch(calendars.address_of(url), headers={"Accept": "text/calendar"})
    if not answer.ok:
        said = {"code": answer.status}
        raise Unreadable(_("There is no calendar at this address (%(code)s).") % said)
    rows = calendars.read(
        answer.body,
        organization=organization.pk,
        codes=codes.load(),
        municipality=queries.municipality_in,
        today=timezone.localdate(),
    )
    return Upload.objects.create(
        user=by,
        organization=organization,
        kind=Upload.Kind.CALENDAR,
        place=answer.url[:500],
        rows=[row.model_dump(mode="json") for row in uploads.with_known(rows)],
    )


@dataclass
class Taken:
    """What came of an upload: the drafts, how many of them were sent, and what failed and why."""

    drafts: list[Activity] = field(default_factory=list)
    sent: int = 0
    problems: list[Problem] = field(default_factory=list)


@transaction.atomic
def take_upload(upload: Upload, *, chosen: Collection[int], by: Any) -> Taken:
    """Write the chosen rows as drafts, and send those of a spreadsheet; twice is harmless.

    Each row stands by itself. Rows of a calendar stay drafts: a calendar tells too little.
    """
    row = Upload.objects.select_for_update().get(pk=upload.pk)
    taken = Taken()
    if row.user_id != by.pk:
        raise PermissionDenied
    if row.taken_at:
        return taken
    told = queries.rows_of(row)
    for number in sorted(set(chosen) & set(range(len(told)))):
        if told[number].fits:
            _take_row(told[number], taken, send=row.kind == Upload.Kind.SPREADSHEET, by=by)
    row.taken_at = timezone.now()
    row.save(update_fields=["taken_at"])
    return taken


def _take_row(one: uploads.Brought, taken: Taken, *, send: bool, by: Any) -> None:
    try:
        with transaction.atomic():
            organization = Organization.objects.get(pk=one.organization or 0)
            draft = activities.apply(
                one.content,  # type: ignore[arg-type]  # what fits has a content
                organization=organization,
                by=by,
                publish=False,
            )
            if send:
                publishing.send(draft, by=by)
    except (ValidationError, PermissionDenied, Organization.DoesNotExist) as error:
        reason = messages(error) if isinstance(error, ValidationError) else ""
        taken.problems.append(Problem(one.name, one.where, reason or _("You may not write this.")))
        return
    taken.drafts.append(draft)
    taken.sent += send


def forget_uploads() -> int:
    """Delete what was brought a month ago: it was taken in, or it never will be."""
    old = Upload.objects.filter(created__lt=timezone.now() - KEPT_UPLOADS)
    return old.delete()[0]
