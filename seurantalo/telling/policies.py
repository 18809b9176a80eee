"""Whose a report is: her own, or the browser session's in which it was begun."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from seurantalo.telling.models import Report


def may_open(user: Any, report: Report, keys: Collection[str]) -> bool:
    """Whether a person may read and write the report; `keys` are those her session knows."""
    if report.owner_id is None:
        return str(report.pk) in keys
    return bool(user.is_authenticated and user.is_active and user.pk == report.owner_id)
