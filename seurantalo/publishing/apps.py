"""Wiring of the room."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The publishing room."""

    name = "seurantalo.publishing"
