"""What the desk asks of several rooms at once, for a coordinator and her regions."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from seurantalo.accounts.models import RegionalRole, User
from seurantalo.accounts.policies import is_national_admin
from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.interop.models import Run
from seurantalo.mail import queries as mail
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Membership
from seurantalo.places.models import Area
from seurantalo.places.queries import municipalities_of
from seurantalo.publishing import queries as publishing
from seurantalo.search.models import SearchGap

GAPS_FROM = timedelta(days=30)
GAPS_READ = 2000


class Gap(NamedTuple):
    """Words for which people found nothing, how often, and where they looked."""

    words: str
    times: int
    codes: tuple[str, ...]


class Returned(NamedTuple):
    """A person whose letters come back, and for which organisation she works."""

    membership: Membership
    reason: str


def reviewers() -> QuerySet[User]:
    """Everybody who reviews: the coordinators, and national administrators."""
    coordinators = RegionalRole.objects.filter(role=RegionalRole.Role.EDITOR).values("user")
    active = User.objects.filter(is_active=True)
    return active.filter(Q(pk__in=coordinators) | Q(is_superuser=True)).order_by("pk")


def awaiting_since(user: User, since: Any) -> tuple[list[publishing.Waiting], int]:
    """What was sent for this person to review since a moment, and how many wait in all.

    Of the whole country a national administrator hears where no region has a coordinator.
    """
    waiting = publishing.awaiting(user)
    if is_national_admin(user) and waiting:
        active = RegionalRole.objects.filter(user__is_active=True, area__kind="region")
        covered = organizations.in_regions(set(active.values_list("area__code", flat=True)))
        theirs = set(covered.values_list("pk", flat=True))
        waiting = [each for each in waiting if _organization_of(each) not in theirs]
    return [each for each in waiting if each.since > since], len(waiting)


def _organization_of(waiting: publishing.Waiting) -> int:
    thing = waiting.thing
    return int(thing.organization_id if isinstance(thing, Activity) else thing.pk)


def incomplete(user: Any) -> QuerySet[Activity]:
    """Public activities of her regions without a summary, a contact or a theme."""
    public = activities.published().filter(organization__in=organizations.looked_after_by(user))
    lacking = Q(summary={}) | Q(contacts=[]) | Q(terms__isnull=True)
    return public.filter(lacking).select_related("organization").distinct().order_by("pk")


def letters_returned(user: Any) -> list[Returned]:
    """Members of her organisations whose address takes no letters."""
    reasons = dict(mail.bounces().values_list("email", "reason"))
    if not reasons:
        return []
    members = Membership.objects.filter(
        user__email__in=list(reasons), organization__in=organizations.looked_after_by(user)
    )
    rows = members.select_related("user", "organization").order_by("organization", "pk")
    return [Returned(each, reasons[each.user.email]) for each in rows]


def gaps(user: Any) -> list[Gap]:
    """What people of her regions looked for in vain lately, the most often first."""
    since = timezone.localdate() - GAPS_FROM
    rows = SearchGap.objects.filter(day__gt=since).values_list("words", "place")
    counted = rows.annotate(times=Sum("count")).order_by("-times", "words")[:GAPS_READ]
    own = None if is_national_admin(user) or not counted else _codes(user)
    times: Counter[str] = Counter()
    places: dict[str, set[str]] = {}
    for words, place, count in counted:
        codes = {code.split("-")[0] for code in place.split(", ") if code}
        if own is None or codes & own:
            times[words] += count
            places.setdefault(words, set()).update(codes)
    return [Gap(words, n, tuple(sorted(places[words]))) for words, n in times.most_common()]


def _codes(user: Any) -> set[str]:
    """The codes of her regions and of their municipalities, as gaps keep them."""
    regions = Area.objects.filter(kind="region", pk__in=user.regional_roles.values("area"))
    codes = set()
    for region in regions:
        codes |= {region.code, *municipalities_of(region).values_list("code", flat=True)}
    return codes


def troubled_runs() -> list[Run]:
    """The latest reading of each source, where something was not taken in."""
    latest: dict[int, Run] = {}
    for run in Run.objects.select_related("source").order_by("started"):
        latest[run.source_id] = run
    return [run for run in latest.values() if run.problems]
