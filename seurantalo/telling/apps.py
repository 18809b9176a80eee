"""Wiring of the room."""

from django.apps import AppConfig


class TellingConfig(AppConfig):
    """Telling once: the questions of /ilmoita, and everything that helps to answer them."""

    name = "seurantalo.telling"

    def ready(self) -> None:
        """Hear who signs in or leaves, who may speak for whom now, and what is thrown away."""
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_delete, post_save

        from seurantalo.accounts import own_data
        from seurantalo.accounts.signals import leaving
        from seurantalo.organizations.models import Membership
        from seurantalo.publishing import signals
        from seurantalo.telling import queries, receivers

        signals.merged.connect(receivers.follow_merge)
        signals.parted.connect(receivers.follow_back)
        user_logged_in.connect(receivers.join_reports)
        leaving.connect(receivers.forget_reports)
        post_delete.connect(receivers.forget_picture, sender="telling.Report")
        post_save.connect(receivers.send_ready, sender=Membership)
        own_data.register("reports", queries.of_user)
