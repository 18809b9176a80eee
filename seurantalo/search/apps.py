"""Wiring of the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding."""

    name = "seurantalo.search"

    def ready(self) -> None:
        """Hear publications, after the rooms below have done their part."""
        from seurantalo.publishing import signals
        from seurantalo.search import receivers

        signals.published.connect(receivers.follow)
        signals.withdrawn.connect(receivers.follow)
        signals.mended.connect(receivers.follow_mended)
