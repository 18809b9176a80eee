"""The links of public records: which there are, and a weekly polite look at each.

A link is broken when it failed on two different days; its people see it at once, their coordinator
a week later. What fails is tried again the next day, then after one, two and four weeks. One site is
asked one thing at a time, with a pause, and a turn ends after some minutes whatever is left.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urlsplit
from zlib import crc32

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity, Channel
from seurantalo.jobs.commands import enqueue
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Organization
from seurantalo.quality.models import LinkCheck, LinkUse
from seurantalo.quality.policies import Thing, organization_id
from seurantalo.quality.visiting import Visit, visit

A_WEEK = timedelta(weeks=1)
AGAIN = (timedelta(days=1), A_WEEK, 2 * A_WEEK, 4 * A_WEEK)  # after the 1st, 2nd … failure
PAUSE = 5.0  # seconds between two looks at one site
A_TURN = 180.0  # seconds
MOST_A_TURN = 300
BEING_TRIED = timedelta(minutes=10)  # a look that was asked for is over by then, or got lost
LONGEST = 2000
ONE_HOUR = 3600


# -- Which links there are --------------------------------------------------------------------------


def addresses(thing: Thing) -> set[str]:
    """Every web address that the public page of a thing leads to."""
    found = [link.url for link in thing.links] + [contact.url for contact in thing.contacts]
    if isinstance(thing, Activity):
        for channel in Channel.objects.filter(activity=thing.pk).only("url", "registration"):
            found += [channel.url, *(each.url for each in channel.registration)]
    return {clean for url in found if (clean := _clean(url))}


def _clean(url: str) -> str:
    """The address as it is asked for: without the part after #, "" when it cannot be asked."""
    bare = urldefrag(url.strip()).url
    try:
        parts = urlsplit(bare)
    except ValueError:
        return ""
    good = parts.scheme in {"http", "https"} and parts.hostname and len(bare) <= LONGEST
    return bare if good else ""


def follow(thing: Thing) -> None:
    """Look after the links of the public version of a thing, and of no other."""
    kind = "organization" if isinstance(thing, Organization) else "activity"
    uses = LinkUse.objects.filter(kind=kind, object_id=thing.pk)
    known = dict(uses.values_list("link__url", "pk"))
    told = addresses(thing)
    uses.filter(pk__in=[pk for url, pk in known.items() if url not in told]).delete()
    owner = organization_id(thing)
    uses.exclude(organization=owner).update(organization_id=owner)
    fresh = told - known.keys()
    if not fresh:
        return
    moment = timezone.now()
    LinkCheck.objects.bulk_create(
        [LinkCheck(url=url, host=_host(url), next_check=_soon(url, moment)) for url in fresh],
        ignore_conflicts=True,
    )
    LinkUse.objects.bulk_create(
        [
            LinkUse(link=link, kind=kind, object_id=thing.pk, organization_id=owner)
            for link in LinkCheck.objects.filter(url__in=fresh)
        ],
        ignore_conflicts=True,
    )


def forget(thing: Thing) -> None:
    """What is not public leads nowhere."""
    kind = "organization" if isinstance(thing, Organization) else "activity"
    LinkUse.objects.filter(kind=kind, object_id=thing.pk).delete()


def collect() -> int:
    """Go through everything public once more, and drop links that stand nowhere; how many are left.

    Publications keep the list; this mends what was missed, such as what was here before the list.
    """
    for batch in (activities.published(), organizations.published()):
        for pks in _pieces(batch.order_by("pk").values_list("pk", flat=True)):
            with transaction.atomic():
                for thing in batch.filter(pk__in=pks):
                    follow(thing)
    LinkCheck.objects.filter(uses__isnull=True).delete()
    return LinkCheck.objects.count()


def _pieces(pks: Iterable[int], size: int = 200) -> Iterator[list[int]]:
    waiting = deque(pks)
    while waiting:
        yield [waiting.popleft() for _ in range(min(size, len(waiting)))]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "")[:255]


def _soon(url: str, moment: datetime) -> datetime:
    """A new link is looked at within a day: those of an import not all at once."""
    return moment + timedelta(seconds=crc32(url.encode()) % (24 * ONE_HOUR))


# -- Looking at them --------------------------------------------------------------------------------


def check_due(
    *,
    now: datetime | None = None,
    seconds: float = A_TURN,
    pause: float = PAUSE,
    look: Callable[..., Visit] = visit,
) -> int:
    """Look at the links whose time has come, for at most so many seconds; how many were looked at.

    Sites take turns, so that the pause between two looks at one is spent on the others.
    """
    moment, ends = now or timezone.now(), time.monotonic() + seconds
    ripe = LinkCheck.objects.filter(next_check__lte=moment, uses__isnull=False).distinct()
    by_host: dict[str, deque[LinkCheck]] = defaultdict(deque)
    for link in ripe.order_by("next_check", "pk")[:MOST_A_TURN]:
        by_host[link.host].append(link)
    sites = deque(by_host.values())
    rested: dict[str, float] = {}
    looked = 0
    while sites and time.monotonic() < ends:
        site = sites.popleft()
        link = site.popleft()
        time.sleep(max(0.0, rested.get(link.host, 0.0) - time.monotonic()))
        seen = look(link.url, etag=link.etag)
        rested[link.host] = time.monotonic() + pause
        note(link, seen, now=now or timezone.now())
        looked += 1
        if site:
            sites.append(site)
    return looked


@transaction.atomic
def note(link: LinkCheck, seen: Visit, *, now: datetime) -> None:
    """Write down what was seen, and when to look again."""
    day = timezone.localdate(now)
    failed_today = link.checked is not None and timezone.localdate(link.checked) == day
    if seen.verdict == "failing":
        if not (link.failures and failed_today):  # twice on one day is one failure
            link.failures = min(link.failures + 1, 1000)
        link.next_check = now + AGAIN[min(link.failures, len(AGAIN)) - 1]
        broken = link.failures > 1
        link.status = LinkCheck.Status.BROKEN if broken else LinkCheck.Status.FAILING
        link.broken_since = (link.broken_since or day) if broken else None
    else:
        link.failures, link.broken_since, link.etag = 0, None, seen.etag
        link.status = LinkCheck.Status(seen.verdict)
        link.next_check = now + A_WEEK
    link.reason, link.checked, link.asked = seen.reason, now, None
    link.save()


@transaction.atomic
def ask_again(link: LinkCheck, *, now: datetime | None = None) -> None:
    """Its people say that it works now: have it looked at soon, once however often they ask."""
    moment = now or timezone.now()
    idle = Q(asked=None) | Q(asked__lt=moment - BEING_TRIED)
    if LinkCheck.objects.filter(idle, pk=link.pk).update(asked=moment):
        enqueue("seurantalo.quality.tasks.look_again", link.pk)


def is_being_tried(link: LinkCheck, *, now: datetime | None = None) -> bool:
    """Whether somebody has asked for a look and it is still to come."""
    return link.asked is not None and link.asked > (now or timezone.now()) - BEING_TRIED


def look_again(pk: int) -> None:
    """Look at a link at once, unless it is gone meanwhile."""
    link = LinkCheck.objects.filter(pk=pk).first()
    if link is not None:
        note(link, visit(link.url), now=timezone.now())
