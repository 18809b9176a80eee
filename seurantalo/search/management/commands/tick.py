"""`manage.py tick`: what the passing of time asks for. Run it every quarter of an hour."""

from __future__ import annotations

from itertools import batched
from typing import Any

from django.core.management.base import BaseCommand

from seurantalo.activities.commands import roll_horizon
from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.publishing.commands import publish_due
from seurantalo.search.commands import BATCH, index_activities


class Command(BaseCommand):
    help = "Publish what is due, withdraw what has expired, and move the horizon of times on."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what changed."""
        changed = publish_due([Organization, Activity])
        rolled = roll_horizon()
        for pks in batched(rolled, BATCH):
            index_activities(pks)
        self.stdout.write(
            f"{changed} published or withdrawn, {len(rolled)} activities got more times."
        )
