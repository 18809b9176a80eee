"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What our entries are called in the history of an activity. No names: those are erased by date.
WORDS = {
    "seurantalo.sign_up_added": _("Signed somebody up"),
    "seurantalo.sign_up_cancelled": _("Cancelled a sign-up"),
    "seurantalo.sign_up_moved": _("Gave somebody a place from the waiting list"),
    "seurantalo.sign_up_closed": _("Closed the sign-up"),
    "seurantalo.sign_up_opened": _("Opened the sign-up again"),
    "seurantalo.sign_up_message": _("Wrote to those who have signed up"),
}


class SignupsConfig(AppConfig):
    """Who comes to what is arranged."""

    name = "seurantalo.signups"

    def ready(self) -> None:
        """Hear of changed times, merges and people who leave, after the rooms below."""
        from seurantalo.accounts import own_data
        from seurantalo.accounts.signals import leaving
        from seurantalo.activities import signing_up
        from seurantalo.publishing import signals
        from seurantalo.publishing.commands import register_words
        from seurantalo.signups import beside, queries, receivers

        signals.published.connect(receivers.follow_times)
        signals.withdrawn.connect(receivers.follow_withdrawal)
        signals.merged.connect(receivers.follow_merge)
        signals.parted.connect(receivers.follow_back)
        leaving.connect(receivers.forget_person)
        own_data.register("sign_ups", queries.of_user)
        signing_up.register(beside.doors, filled=queries.filled)
        for action, words in WORDS.items():
            register_words(action, words)
