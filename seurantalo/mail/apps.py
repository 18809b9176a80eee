"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MailConfig(AppConfig):
    """Letters to people: composed once, sent as text and HTML, in the reader's language."""

    name = "seurantalo.mail"

    def ready(self) -> None:
        """Hear of bounces, and read every room's `letters.py`, where it makes its kinds known."""
        from anymail.signals import tracking

        from seurantalo.mail import receivers

        tracking.connect(receivers.on_tracking, dispatch_uid="seurantalo.mail")
        autodiscover_modules("letters")
