"""Wiring of the room."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """What happens and when."""

    name = "seurantalo.activities"

    def ready(self) -> None:
        """Hear publications, and tell the publishing machine who may do what here."""
        from seurantalo.activities import comparing, merging, receivers
        from seurantalo.activities.models import Activity
        from seurantalo.activities.policies import may
        from seurantalo.publishing import policies, signals

        policies.register(
            Activity,
            may,
            words=comparing.words,
            reviewable=comparing.reviewable,
            unite=merging.unite,
        )
        signals.published.connect(receivers.write_times)
        signals.withdrawn.connect(receivers.forget_times)
        signals.merged.connect(receivers.follow_organization)
        signals.parted.connect(receivers.follow_back)
