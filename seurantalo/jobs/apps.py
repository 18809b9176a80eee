"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """What is done later and again: the queue, its retries, the timetable, the one worker."""

    name = "seurantalo.jobs"

    def ready(self) -> None:
        """Read every room's `tasks.py`, where it puts its tasks on the timetable."""
        autodiscover_modules("tasks")
