"""`manage.py demo`: facts, a believable pair of regions, and people to sign in as."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from seurantalo.interop.demo import building, people
from seurantalo.interop.report import Report
from seurantalo.places.commands import load_facts
from seurantalo.search import commands as search
from seurantalo.search.index import Busy
from seurantalo.taxonomy.commands import load_taxonomy


class Command(BaseCommand):
    help = "Load the facts and invented associations to try the service with; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--size", choices=sorted(building.TABLES), default="full", help="small: for tests"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if str(settings.SETTINGS_MODULE).endswith(".production"):
            raise CommandError(
                "The demo has passwords that all know: not under production settings."
            )
        # Wagtail tells of every publication; here the report does.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        load_facts()
        load_taxonomy()
        try:
            with transaction.atomic():
                report = self._fill(options["size"])
        except building.FaultyDemo as faulty:
            raise CommandError(str(faulty)) from faulty
        try:
            search.compact()
        except Busy:
            self.stderr.write("Another process is writing the search index; it has all of this.")
        lines = people.account_lines()
        (settings.VAR / "demo-accounts.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for line in [*report.lines(), "", *lines]:
            self.stdout.write(line)

    def _fill(self, size: building.Size) -> Report:
        def progress(things: Iterable[Any], total: int) -> Iterable[Any]:
            return tqdm(things, total=total, disable=not sys.stderr.isatty(), leave=False)

        admin = people.settle_officials()
        report = building.fill(size, by=admin, progress=progress)
        people.settle_members(admin)
        people.let_in()
        return report
