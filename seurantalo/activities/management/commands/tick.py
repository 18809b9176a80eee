"""`manage.py tick`: what the passing of time asks for. Run it every quarter of an hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from seurantalo.activities.commands import roll_horizon
from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.publishing.commands import publish_due


class Command(BaseCommand):
    help = "Publish what is due, withdraw what has expired, and move the horizon of times on."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what changed."""
        changed = publish_due([Organization, Activity])
        times = roll_horizon()
        self.stdout.write(f"{changed} published or withdrawn, {times} times written.")
