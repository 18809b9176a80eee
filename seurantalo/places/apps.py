"""Wiring of the room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The places room."""

    name = "seurantalo.places"
