"""Build the search index anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from seurantalo.search import commands
from seurantalo.search.index import Busy


class Command(BaseCommand):
    help = (
        "Makes every search document anew from its record, then writes the index. "
        "Search goes on meanwhile; stopping this half-way harms nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--compact",
            action="store_true",
            help="only write the index from the documents there are (fast; nightly)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        def progress(items: Iterable[Any], total: int) -> Iterable[Any]:
            return tqdm(items, total=total, disable=options["verbosity"] == 0, mininterval=0.5)

        try:
            work = commands.compact if options["compact"] else commands.reindex
            total = work(progress)
        except Busy as busy:
            raise CommandError(
                "Another process is writing the index just now; try again when it is done."
            ) from busy
        if options["verbosity"]:
            self.stdout.write(f"{total} documents can be found.")
