"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What our own entries are called in the history of an activity.
WORDS = {
    "seurantalo.partner_invited": _("Invited an organiser"),
    "seurantalo.partner_not_asked": _("Took back the invitation of an organiser"),
    "seurantalo.partner_joined": _("An organiser joined"),
    "seurantalo.partner_refused": _("An invited organiser said no"),
    "seurantalo.partner_left": _("An organiser left"),
    "seurantalo.partner_removed": _("An organiser was taken off"),
}


class ActivitiesConfig(AppConfig):
    """What happens and when."""

    name = "seurantalo.activities"

    def ready(self) -> None:
        """Hear publications, and tell the publishing machine who may do what here."""
        from seurantalo.accounts import own_data
        from seurantalo.activities import comparing, merging, partners, receivers
        from seurantalo.activities.models import Activity
        from seurantalo.activities.policies import may
        from seurantalo.publishing import policies, signals
        from seurantalo.publishing.commands import register_words

        policies.register(
            Activity,
            may,
            words=comparing.words,
            reviewable=comparing.reviewable,
            unite=merging.unite,
        )
        signals.published.connect(receivers.write_times)
        signals.mended.connect(receivers.follow_place)
        signals.withdrawn.connect(receivers.forget_times)
        signals.merged.connect(receivers.follow_merge)
        signals.parted.connect(receivers.follow_back)
        own_data.register("invited_organisers", partners.own_data)
        for action, words in WORDS.items():
            register_words(action, words)
