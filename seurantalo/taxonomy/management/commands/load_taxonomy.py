"""Load the terms from the project's data files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from seurantalo.taxonomy import commands, term_files
from seurantalo.taxonomy.term_files import FaultyData


class Command(BaseCommand):
    help = "Load themes and other terms; safe to run again, keeps what people have edited."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=term_files.DATA,
            help="default: the project's own",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = commands.load_taxonomy(options["folder"])
        except FaultyData as faulty:
            raise CommandError(str(faulty)) from faulty
        self.stdout.write(
            f"terms: {loaded.created} created, {loaded.changed} changed, "
            f"{loaded.unchanged} unchanged, {len(loaded.edited)} edits kept"
        )
        for place in loaded.edited:
            self.stdout.write(f"  kept as a person wrote it: {place}")
