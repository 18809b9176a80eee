"""What is decided in review about several things at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from seurantalo.publishing import commands as publishing


@transaction.atomic
def approve_together(things: Mapping[Any, int | None], *, by: Any) -> None:
    """Publish an organisation and what it sent with itself, or neither.

    `things` leads from each, in the order of publishing, to the id of the version that was read.
    Raises what `publishing.approve` raises.
    """
    for thing, seen in things.items():
        publishing.approve(thing, by=by, seen=seen)
