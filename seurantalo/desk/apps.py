"""Wiring of the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What waits for me: the one page of an organiser and of a coordinator."""

    name = "seurantalo.desk"

    def ready(self) -> None:
        """Hear what coordinators decided; give the administrators' deeds their words."""
        from seurantalo.desk import receivers
        from seurantalo.desk.administration import WORDS
        from seurantalo.publishing import signals
        from seurantalo.publishing.commands import register_words

        signals.returned.connect(receivers.tell_returned)
        signals.approved.connect(receivers.tell_approved)
        for action, words in WORDS.items():
            register_words(action, words)
