"""Wiring of the room."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    """The interop room."""

    name = "seurantalo.interop"
