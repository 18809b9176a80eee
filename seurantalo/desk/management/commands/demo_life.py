"""`manage.py demo_life`: something waits on every desk of the demo."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from seurantalo.desk.demo import life
from seurantalo.interop.models import Link


class Command(BaseCommand):
    help = "After `demo`: people tell, return, ask and wait, once; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        if str(settings.SETTINGS_MODULE).endswith(".production"):
            raise CommandError("The demo's people are invented: not under production settings.")
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        try:
            begun = life.begin(timezone.localdate())
        except Link.DoesNotExist as missing:
            raise CommandError("Load the demo's associations first: manage.py demo") from missing
        self.stdout.write("Something waits on every desk." if begun else "The desks stay as is.")
