"""What a person's organisations have told, read once for all the sections of her desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Max
from django.utils import timezone

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Membership, Organization
from seurantalo.publishing.standing import Stand, standings
from seurantalo.quality.looks import looks

MOST = 500  # notices of one person that the desk goes through
READ_WHOLE = 60  # public notices whose whole content is read for suggestions


@dataclass
class Mine:
    """A person and what she keeps up to date."""

    user: Any

    @cached_property
    def memberships(self) -> list[Membership]:
        """Her organisations and roles."""
        return list(organizations.memberships(self.user))

    @cached_property
    def organizations(self) -> list[Organization]:
        """The organisations she works for."""
        return [each.organization for each in self.memberships]

    @cached_property
    def activities(self) -> list[Activity]:
        """What they do, alone or with others: with the last time that is known (`last`), newest changes first."""
        own = Activity.objects.filter(activities.hosted_by(self.organizations))
        known = own.select_related("organization").annotate(last=Max("occurrences__start"))
        return list(known.order_by("-last_published_at", "-pk")[:MOST])

    @cached_property
    def public(self) -> list[Activity]:
        """Those of them that everybody sees."""
        now = timezone.now()
        return [
            each
            for each in self.activities
            if each.live and (each.expire_at is None or each.expire_at > now)
        ]

    @cached_property
    def stands(self) -> dict[str, Stand]:
        """Where the latest words of each thing stand, by "activity:12"."""
        found = {f"activity:{pk}": each for pk, each in standings(self.activities).items()}
        own = standings(self.organizations).items()
        return found | {f"organization:{pk}": each for pk, each in own}

    @cached_property
    def told(self) -> list[Activity]:
        """Some of the public ones with all that a record needs, the least confirmed first."""
        oldest = sorted(self.public, key=lambda each: str(each.assured_date or ""))
        wanted = [each.pk for each in oldest[:READ_WHOLE]]
        return list(activities.with_everything(Activity.objects.filter(pk__in=wanted), times=1))

    @cached_property
    def looks(self) -> dict[int, int]:
        """How many looked at each public notice in thirty days."""
        return looks("activity", [each.pk for each in self.public])

    def standing(self, wanted: str) -> Iterable[tuple[Any, Stand]]:
        """Her things whose latest words stand so ("returned"), with how and since when."""
        for thing in (*self.organizations, *self.activities):
            kind = "activity" if isinstance(thing, Activity) else "organization"
            stand = self.stands[f"{kind}:{thing.pk}"]
            if stand.standing == wanted:
                yield thing, stand


def ends(activity: Any) -> datetime | None:
    """When a public notice ends by itself: its own end, or the last of its times."""
    known = [moment for moment in (activity.expire_at, activity.last) if moment]
    return min(known) if known else None
