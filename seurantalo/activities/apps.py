"""Wiring of the room."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """What happens and when."""

    name = "seurantalo.activities"

    def ready(self) -> None:
        """Hear publications, and tell the publishing machine who may do what here."""
        from seurantalo.activities import receivers
        from seurantalo.activities.models import Activity
        from seurantalo.activities.policies import may
        from seurantalo.publishing import policies, signals

        policies.register(Activity, may)
        signals.published.connect(receivers.write_times)
        signals.withdrawn.connect(receivers.forget_times)
