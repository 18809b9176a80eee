"""Wiring of the room."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The life of a published thing."""

    name = "seurantalo.publishing"

    def ready(self) -> None:
        """Hear Wagtail."""
        from wagtail.signals import published, unpublished

        from seurantalo.publishing import receivers

        published.connect(receivers.forward_published)
        unpublished.connect(receivers.forward_unpublished)
