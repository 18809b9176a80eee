"""Wiring of the room."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Who."""

    name = "seurantalo.organizations"

    def ready(self) -> None:
        """Tell the publishing machine who may do what here."""
        from seurantalo.organizations.models import Organization
        from seurantalo.organizations.policies import may
        from seurantalo.publishing import policies

        policies.register(Organization, may)
