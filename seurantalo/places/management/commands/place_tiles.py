"""Compute the schematic map again, after municipalities have changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from seurantalo.places import commands


class Command(BaseCommand):
    help = "Write data/tiles.csv from the centres of the municipalities; then run load_places."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{commands.place_tiles()} squares")
