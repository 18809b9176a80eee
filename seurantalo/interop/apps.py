"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InteropConfig(AppConfig):
    """The interop room."""

    name = "seurantalo.interop"
    verbose_name = _("Imports and exports")

    def ready(self) -> None:
        """A person's download tells what she brought."""
        from seurantalo.accounts import own_data
        from seurantalo.interop import queries, receivers
        from seurantalo.publishing import signals

        own_data.register("uploads", queries.of_user)
        signals.merged.connect(receivers.follow_merge)
        signals.parted.connect(receivers.follow_back)
