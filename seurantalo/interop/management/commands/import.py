"""`manage.py import ptv …` and `manage.py import csv …`."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from seurantalo.interop import commands
from seurantalo.interop.report import Report, Unreadable
from seurantalo.interop.spreadsheets import template as template_files


class Command(BaseCommand):
    help = "Take in organisations and activities from elsewhere: ptv or csv."

    def add_arguments(self, parser: CommandParser) -> None:
        sources = parser.add_subparsers(dest="source", required=True)
        ptv = sources.add_parser("ptv", help="public services of PTV (Suomi.fi), JSON of API v11")
        ptv.add_argument("place", help="a file, a folder, a zip file or an http(s) address")
        ptv.add_argument(
            "--complete",
            action="store_true",
            help="the place tells all: withdraw what it no longer has",
        )

        sheet = sources.add_parser("csv", help="a spreadsheet: CSV or XLSX with Finnish headings")
        sheet.add_argument("path", nargs="?", help="the file")
        sheet.add_argument(
            "--dry-run", action="store_true", help="list the problems, change nothing"
        )
        sheet.add_argument("--partial", action="store_true", help="take the good rows alone")
        sheet.add_argument(
            "--template", metavar="FILE", nargs="?", const="pohja.xlsx", help="write the template"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Wagtail tells of every publication; here the report does.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        try:
            self._ptv(**options) if options["source"] == "ptv" else self._csv(**options)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _ptv(self, *, place: str, complete: bool, **options: Any) -> None:
        self._tell(commands.import_ptv(place, complete=complete, progress=self._progress))

    def _csv(
        self,
        *,
        path: str | None,
        template: str | None,
        dry_run: bool,
        partial: bool,
        **options: Any,
    ) -> None:
        if template:
            self._write_template(Path(template))
            return
        if not path:
            raise CommandError(_("Give the file, or --template to write an empty one."))
        try:
            raw = Path(path).read_bytes()
        except OSError as error:
            said = {"path": path, "error": error.strerror}
            raise CommandError(_("%(path)s cannot be read: %(error)s") % said) from error
        report = commands.import_spreadsheet(
            raw, name=path, dry_run=dry_run, partial=partial, progress=self._progress
        )
        self._tell(report, by_place=True)
        if dry_run:
            self.stdout.write(_("This was a trial: nothing was changed."))
        elif report.counts["refused"] and not partial:
            raise CommandError(
                _("Nothing was changed. Mend the rows, or take the others: --partial")
            )

    def _write_template(self, path: Path) -> None:
        if path.suffix == ".csv":
            files = {
                path.with_stem(f"{path.stem}-{_('organisations')}"): "organization",
                path.with_stem(f"{path.stem}-{_('activities')}"): "activity",
            }
            for file, kind in files.items():
                file.write_bytes(template_files.write_csv(kind))
                self.stdout.write(str(file))
            return
        path.write_bytes(template_files.write_xlsx())
        self.stdout.write(str(path))

    def _progress(self, things: Iterable[Any], label: str) -> Iterable[Any]:
        quiet = not sys.stderr.isatty()
        return tqdm(things, desc=label, disable=quiet, leave=False)

    def _tell(self, report: Report, *, by_place: bool = False) -> None:
        for line in report.lines(by_place=by_place):
            self.stdout.write(line)
