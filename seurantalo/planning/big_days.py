"""The big days of a region: who keeps the list, and how it is changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.accounts.policies import coordinates_somewhere, is_coordinator, is_national_admin
from seurantalo.common.text import Text
from seurantalo.organizations.queries import regions_of as coordinated_by
from seurantalo.places import queries as places
from seurantalo.places.models import Area
from seurantalo.planning.models import BigDay

LONGEST = 120  # days: a festival summer, no more


def may_keep(user: Any, area: Area) -> bool:
    """May this person say what is a big day there? The coordinator of the region may."""
    if area.kind == Area.Kind.COUNTRY:
        return is_national_admin(user)
    return is_coordinator(user, places.regions_of([area]))


def areas_for(user: Any) -> QuerySet[Area]:
    """The regions and municipalities of which a person keeps the big days."""
    valid = places.areas("region") | places.areas("municipality")
    if is_national_admin(user):
        return valid.order_by("-kind", "name__fi")
    if not coordinates_somewhere(user):
        return Area.objects.none()
    regions = coordinated_by(user)
    inside = Q(memberships__group__kind="region", memberships__group__code__in=regions)
    own = Q(kind="region", code__in=regions) | (Q(kind="municipality") & inside)
    return valid.filter(own).distinct().order_by("-kind", "name__fi")


def coming() -> QuerySet[BigDay]:
    """All that are not over."""
    return BigDay.objects.filter(last__gte=timezone.localdate()).select_related("area")


@transaction.atomic
def keep(area: Area, name: Text, first: date, last: date, *, by: Any) -> BigDay:
    """Say that these days are big ones there. Raises PermissionDenied and ValidationError."""
    if not may_keep(by, area):
        raise PermissionDenied(f"{by} may not keep the big days of {area}")
    if last < first:
        raise ValidationError({"last": _("The last day cannot be before the first.")})
    if (last - first).days > LONGEST:
        raise ValidationError({"last": _("Big days last for four months at most.")})
    return BigDay.objects.create(area=area, name=name, first=first, last=last)


@transaction.atomic
def remove(day: BigDay, *, by: Any) -> None:
    """It is no big day after all."""
    if not may_keep(by, day.area):
        raise PermissionDenied(f"{by} may not keep the big days of {day.area}")
    day.delete()
