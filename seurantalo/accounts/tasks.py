"""What is done at night about accounts."""

from __future__ import annotations

from django.tasks import task

from seurantalo.accounts import inactivity
from seurantalo.jobs.registry import every


@task
def tend_accounts() -> dict[str, int]:
    """Warn of unused accounts, remove those that were warned of, clear what nobody proved."""
    return {
        "removed": inactivity.remove(),
        "warned": inactivity.warn(),
        "unproved": inactivity.clear_unproved(),
    }


every("accounts", tend_accounts, days=1, at="03:30")
