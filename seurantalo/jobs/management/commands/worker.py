"""`manage.py worker`: the one process beside the server."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from seurantalo.jobs import commands
from seurantalo.jobs.worker import Supervisor, work_off


class Command(BaseCommand):
    help = "Do what is queued and what the timetable says, until stopped (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="do what is due now, then end (for cron)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        if options["once"]:
            commands.reap("")
            commands.take_turns()
            self.stdout.write(f"{work_off()} tasks done.")
            return
        supervisor = Supervisor()
        for end in (signal.SIGTERM, signal.SIGINT):
            signal.signal(end, supervisor.stop)
        supervisor.run()
