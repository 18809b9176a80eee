"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InteropConfig(AppConfig):
    """The interop room."""

    name = "seurantalo.interop"
    verbose_name = _("Imports and exports")

    def ready(self) -> None:
        """A person's download tells what she brought; what is merged or left is followed."""
        from seurantalo.accounts import own_data
        from seurantalo.accounts.signals import leaving
        from seurantalo.interop import queries, receivers
        from seurantalo.interop.connections import queries as connections
        from seurantalo.publishing import signals
        from seurantalo.publishing.commands import register_words

        own_data.register("uploads", queries.of_user)
        signals.merged.connect(receivers.follow_merge)
        signals.parted.connect(receivers.follow_back)
        own_data.register("sources", connections.of_user)
        leaving.connect(receivers.hand_over)
        register_words("seurantalo.connect", _("A source was connected"))
        register_words("seurantalo.connection", _("The settings of a source were changed"))
        register_words("seurantalo.connection_answer", _("Answered for what a source has lost"))
        register_words("seurantalo.disconnect", _("A source was disconnected"))
