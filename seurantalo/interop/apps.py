"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InteropConfig(AppConfig):
    """The interop room."""

    name = "seurantalo.interop"
    verbose_name = _("Imports and exports")
