"""Write anew what collisions are reckoned from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from seurantalo.planning import appeals


class Command(BaseCommand):
    help = (
        "Writes anew for whom and where each public activity is, from which collisions are "
        "reckoned. Stopping this half-way harms nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        def progress(items: Iterable[Any], total: int) -> Iterable[Any]:
            return tqdm(items, total=total, disable=options["verbosity"] == 0, mininterval=0.5)

        written = appeals.rebuild(progress)
        if options["verbosity"]:
            self.stdout.write(f"{written} activities can collide.")
