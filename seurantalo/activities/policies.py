"""Who may do what to an activity: what they may to its organisation."""

from __future__ import annotations

from typing import Any

from seurantalo.activities.models import Activity
from seurantalo.organizations import policies as organizations


def may(user: Any, action: str, obj: Activity) -> bool:
    """All rights of the room."""
    if action == "view" and obj.live and obj.organization.live:
        return True
    if action in ("view", "merge"):
        action = "change"  # her own two notices of one club she may make one herself
    return organizations.may(user, action, obj.organization)
