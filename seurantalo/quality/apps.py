"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """Is the information alive: confirmations, reminders, links, duplicates, looks."""

    name = "seurantalo.quality"

    def ready(self) -> None:
        """Hear publications and withdrawals, after the rooms below have done their part."""
        from seurantalo.publishing import signals
        from seurantalo.publishing.commands import register_words
        from seurantalo.quality import receivers

        signals.published.connect(receivers.close_question)
        signals.published.connect(receivers.follow_links)
        signals.withdrawn.connect(receivers.drop_question)
        signals.withdrawn.connect(receivers.drop_links)
        signals.merged.connect(receivers.follow_merge)
        signals.parted.connect(receivers.follow_back)
        register_words("seurantalo.not_same", _("Said that they are not the same"))
        register_words("seurantalo.maybe_same", _("Said that they may be the same after all"))
