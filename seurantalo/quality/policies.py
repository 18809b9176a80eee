"""Who may say that a thing is still true, and who hears what nobody has said."""

from __future__ import annotations

from typing import Any

from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.publishing.policies import may
from seurantalo.quality.people import Reader

Thing = Activity | Organization


def may_answer(reader: Reader, thing: Thing) -> bool:
    """Whether the reader of a letter may answer for a thing, asked again when she does.

    A person answers by her own rights. Whoever reads the organisation's own mail answers for what
    is its own.
    """
    if reader.user is not None:
        return may(reader.user, "assure", thing)
    return reader.organization_id == organization_id(thing)


def may_note_call(user: Any, thing: Thing) -> bool:
    """Whether somebody may note what she was told by phone: the region's coordinator."""
    return may(user, "approve", thing)


def organization_id(thing: Thing) -> int:
    """Whose it is."""
    return thing.pk if isinstance(thing, Organization) else thing.organization_id
