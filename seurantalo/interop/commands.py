"""Every import: one function, one use case. Each leaves a `Run` behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import batched, chain
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.interop import codes, sync
from seurantalo.interop.models import Link, Run, Source
from seurantalo.interop.ptv import joining
from seurantalo.interop.ptv.documents import documents, readable
from seurantalo.interop.report import Problem, Report
from seurantalo.interop.spreadsheets import rows, sheets
from seurantalo.interop.spreadsheets.columns import Table, understand
from seurantalo.interop.spreadsheets.matching import Matcher
from seurantalo.records.formats import ptv

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
