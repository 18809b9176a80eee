"""Wiring of the room."""

from django.apps import AppConfig
from django.urls import register_converter

from seurantalo.common.addresses import KeyConverter


class CommonConfig(AppConfig):
    """The common room."""

    name = "seurantalo.common"

    def ready(self) -> None:
        """Make `<key:pk>` known to every list of addresses."""
        register_converter(KeyConverter, "key")
