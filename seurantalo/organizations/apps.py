"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What our own entries are called in the history of an organisation.
WORDS = {
    "seurantalo.register": _("Registered"),
    "seurantalo.claim": _("Asked to work for it"),
    "seurantalo.claim_approved": _("Let in the one who asked"),
    "seurantalo.claim_refused": _("Did not let in the one who asked"),
    "seurantalo.invite": _("Invited somebody"),
    "seurantalo.invitation_withdrawn": _("Withdrew an invitation"),
    "seurantalo.join": _("Somebody joined"),
    "seurantalo.role": _("A role was changed"),
    "seurantalo.member_removed": _("Somebody was taken off the list"),
    "seurantalo.leave": _("Left"),
    "seurantalo.without_manager": _("Its last manager went away"),
    "seurantalo.trust": _("Trusted to publish at once"),
    "seurantalo.distrust": _("No longer publishes at once"),
}


class OrganizationsConfig(AppConfig):
    """Who."""

    name = "seurantalo.organizations"

    def ready(self) -> None:
        """Tell the publishing machine who may do what here; hear of people who leave."""
        from seurantalo.accounts import own_data
        from seurantalo.accounts.signals import leaving
        from seurantalo.organizations import comparing, merging, queries, receivers
        from seurantalo.organizations.models import Organization
        from seurantalo.organizations.policies import may
        from seurantalo.publishing import policies, signals
        from seurantalo.publishing.commands import register_words

        policies.register(
            Organization,
            may,
            words=comparing.words,
            reviewable=comparing.reviewable,
            unite=merging.unite,
            gather=merging.gather,
            part=merging.part,
        )
        leaving.connect(receivers.depart)
        signals.merged.connect(receivers.follow_merge)
        signals.parted.connect(receivers.follow_back)
        own_data.register("organizations", queries.own_data)
        for action, words in WORDS.items():
            register_words(action, words)
