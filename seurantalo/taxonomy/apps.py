"""Wiring of the room."""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    """The taxonomy room."""

    name = "seurantalo.taxonomy"
