"""Wiring of the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search room."""

    name = "seurantalo.search"
