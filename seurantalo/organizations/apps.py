"""Wiring of the room."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """The organizations room."""

    name = "seurantalo.organizations"
