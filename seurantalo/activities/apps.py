"""Wiring of the room."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """The activities room."""

    name = "seurantalo.activities"
