"""`manage.py tick`: what the passing of time asks for, now.

The worker does it every quarter of an hour; where there is no worker, cron may.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from seurantalo.search.tasks import pass_time


class Command(BaseCommand):
    help = "Publish what is due, withdraw what has expired, and move the horizon of times on."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what changed."""
        changed, rolled = pass_time.call()
        self.stdout.write(f"{changed} published or withdrawn, {rolled} activities got more times.")
