"""Load the facts of places from the project's data files."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from seurantalo.places import commands


class Command(BaseCommand):
    help = "Load areas, memberships and postal codes; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for table, loaded in commands.load_facts().items():
            self.stdout.write(
                f"{table}: {loaded.created} created, {loaded.changed} changed, "
                f"{loaded.removed} removed, {loaded.unchanged} unchanged"
            )
