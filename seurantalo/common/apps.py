"""Wiring of the room."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """The common room."""

    name = "seurantalo.common"
