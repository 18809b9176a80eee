"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """Plans that are not public yet, and what they would collide with."""

    name = "seurantalo.planning"

    def ready(self) -> None:
        """Hear of merges and of answers by mail; tell a person what is kept of her."""
        from anymail.signals import inbound

        from seurantalo.accounts import own_data
        from seurantalo.planning import keys, queries, receivers
        from seurantalo.publishing import signals
        from seurantalo.publishing.commands import register_words

        # `activities` has written its times before: its room is below.
        signals.published.connect(receivers.write_appeal)
        signals.mended.connect(receivers.follow_place)
        signals.withdrawn.connect(receivers.forget_appeal)
        signals.merged.connect(receivers.follow_merge)
        signals.parted.connect(receivers.follow_back)
        inbound.connect(receivers.take_answer, dispatch_uid="seurantalo.planning")
        own_data.register("plans", queries.own_data)
        own_data.register("calendar_addresses", keys.own_addresses)
        for action, words in {
            "planning.make_calendar_key": _("Private calendar address made"),
            "planning.revoke_calendar_key": _("Private calendar address revoked"),
        }.items():
            register_words(action, words)
