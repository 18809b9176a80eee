"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What our entries are called in the log.
WORDS = {
    "seurantalo.network_founded": _("Founded a network"),
    "seurantalo.network_changed": _("Told a network anew"),
    "seurantalo.network_invited": _("Invited to a network"),
    "seurantalo.network_asked": _("Asked to join a network"),
    "seurantalo.network_joined": _("Joined a network"),
    "seurantalo.network_refused": _("Said no about a network"),
    "seurantalo.network_left": _("Left a network"),
    "seurantalo.network_lead": _("Leads a network"),
    "seurantalo.network_no_lead": _("No longer leads a network"),
    "seurantalo.network_closed": _("Closed a network"),
    "seurantalo.network_reopened": _("Opened a network again"),
}


class NetworksConfig(AppConfig):
    """Organisations that plan together."""

    name = "seurantalo.networks"

    def ready(self) -> None:
        """Hear of organisations that are merged; say what is known of a person."""
        from seurantalo.accounts import own_data
        from seurantalo.networks import queries, receivers
        from seurantalo.publishing import signals
        from seurantalo.publishing.commands import register_words

        signals.merged.connect(receivers.follow_merge)
        signals.parted.connect(receivers.follow_back)
        own_data.register("networks", queries.own_data)
        for action, words in WORDS.items():
            register_words(action, words)
