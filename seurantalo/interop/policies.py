"""Who may connect a source and answer for it: those who may change its organisation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from seurantalo.interop.models import Connection
from seurantalo.organizations import policies as organizations
from seurantalo.organizations.models import Organization


def may_connect(user: Any, organization: Organization) -> bool:
    """Whether a person may connect sources of an organisation, see them, change and disconnect."""
    return organizations.may(user, "change", organization)


def require(user: Any, connection: Connection) -> None:
    """Raises PermissionDenied when the connection is not hers to answer for."""
    if not may_connect(user, connection.organization):
        raise PermissionDenied


def may_publish(user: Any, organization: Organization) -> bool:
    """Whether what comes may go straight to the public: only what she might publish herself."""
    return organizations.may(user, "publish", organization)
