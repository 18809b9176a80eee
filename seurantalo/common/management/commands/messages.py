"""`./dev messages`: collect, merge and compile the interface texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from seurantalo.common.management import catalogs


class Command(BaseCommand):
    """Keeps locale/ in step with the code."""

    help = "Collect the interface texts into locale/*/LC_MESSAGES/django.po and compile them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; tell what is wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.LOCALE_PATHS[0]).parent
        if not options["check"]:
            catalogs.refresh(root)
            catalogs.compile_all(root)
        wrong = catalogs.faults(root)
        for fault in wrong:
            self.stderr.write(str(fault))
        if wrong:
            raise CommandError(
                f"{len(wrong)} translations are missing or wrong: edit locale/*/…/django.po"
            )
        self.stdout.write("Every text is translated.")
