"""Wiring of the room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The ui room."""

    name = "seurantalo.ui"
