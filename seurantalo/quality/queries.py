"""What is due to be asked about, what waits for an answer, and for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from seurantalo.accounts.models import User
from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Membership, Organization, RegionRule
from seurantalo.organizations.policies import region_codes, rule_for
from seurantalo.quality import freshness
from seurantalo.quality.letters import Question
from seurantalo.quality.models import Asking, LinkCheck, LinkUse
from seurantalo.quality.policies import Thing

MODELS: dict[str, type[Activity] | type[Organization]] = {
    "activity": Activity,
    "organization": Organization,
}
# Registers that are read again and again answer for what is theirs themselves.
REGISTERS = ("ptv",)
OWNERS_FIRST = timedelta(days=7)  # before a coordinator is shown a broken link


class Due(NamedTuple):
    """One thing that is to be asked about: which, whose, since when."""

    kind: str
    pk: int
    organization_id: int
    since: date


class Told(NamedTuple):
    """A public thing and when it was last confirmed; `rhythm_kind` is the activity's kind."""

    kind: str
    pk: int
    organization_id: int
    rhythm_kind: str
    source: str
    confirmed: date


def kind_of(thing: Thing) -> str:
    """By which name a question knows it."""
    return "organization" if isinstance(thing, Organization) else "activity"


def thing(kind: str, pk: int) -> Thing | None:
    """The thing itself, public or not; None when it is gone."""
    if kind == "organization":
        return Organization.objects.filter(pk=pk).first()
    return Activity.objects.select_related("organization").filter(pk=pk).first()


def things(askings: Iterable[Asking | LinkUse]) -> dict[tuple[str, int], Thing]:
    """The things that questions or links are about, in two queries."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for each in askings:
        wanted[each.kind].append(each.object_id)
    found: dict[tuple[str, int], Thing] = {}
    told = Activity.objects.select_related("organization").filter(pk__in=wanted["activity"])
    found.update({("activity", each.pk): each for each in told})
    own = Organization.objects.filter(pk__in=wanted["organization"])
    found.update({("organization", each.pk): each for each in own})
    return found


def open_askings() -> QuerySet[Asking]:
    """The questions that nobody has answered, the oldest first."""
    return Asking.objects.filter(answered__isnull=True).select_related("organization")


def asking_of(thing: Thing) -> Asking | None:
    """The open question about a thing, if there is one."""
    return open_askings().filter(kind=kind_of(thing), object_id=thing.pk).first()


# -- What is due ------------------------------------------------------------------------------------


def due(today: date, *, most: int, only: Collection[int] = ()) -> dict[int, list[Due]]:
    """What to ask about today, by organisation; at most so many of them, the longest due first.

    Of an organisation that has something due, what will be due within a month is taken along.
    `only` are the keys of organisations, to look at no others.
    """
    rhythms = [RegionRule(), *RegionRule.objects.all()]
    by = today + freshness.GATHERED
    maybe: dict[int, list[Told]] = defaultdict(list)
    for told in _told():
        if only and told.organization_id not in only:
            continue
        if freshness.may_be_due(told.rhythm_kind, told.confirmed, rhythms, by=by):
            maybe[told.organization_id].append(told)
    _leave_to_registers(maybe)
    found: dict[int, list[Due]] = {}
    for organization in organizations_of(maybe):
        rhythm = rule_of(organization) if rhythms[1:] else rhythms[0]
        soon = [each for each in _due(maybe[organization.pk], rhythm) if each.since <= by]
        if any(each.since <= today for each in soon):
            found[organization.pk] = soon
    longest = sorted(found, key=lambda pk: (min(each.since for each in found[pk]), pk))
    return {pk: found[pk] for pk in longest[:most]}


def rule_of(organization: Organization) -> RegionRule:
    """The rule of its region, else the defaults."""
    return rule_for(region_codes(organization))


def _due(told: Iterable[Told], rhythm: RegionRule) -> Iterator[Due]:
    for each in told:
        since = freshness.due(each.rhythm_kind, each.confirmed, rhythm)
        if since is not None:
            yield Due(each.kind, each.pk, each.organization_id, since)


def _told() -> Iterator[Told]:
    """Everything public that no question is open about."""
    asked = set(open_askings().values_list("kind", "object_id"))
    dates = ("assured_date", "last_published_at", "created")
    of_activities = activities.published().exclude(kind=Activity.Kind.EVENT)
    rows = of_activities.values_list("pk", "organization_id", "kind", "source", *dates)
    for pk, owner, kind, source, *days in rows.order_by("pk").iterator(chunk_size=2000):
        if ("activity", pk) not in asked:
            yield Told("activity", pk, owner, kind, source, _confirmed(*days))
    own = organizations.published().values_list("pk", "source", *dates)
    for pk, source, *days in own.order_by("pk").iterator(chunk_size=2000):
        if ("organization", pk) not in asked:
            yield Told("organization", pk, pk, "organization", source, _confirmed(*days))


def _confirmed(assured: date | None, published: datetime | None, created: datetime) -> date:
    """When somebody last stood by it: confirmed it, or else told it."""
    return assured or timezone.localdate(published or created)


def _leave_to_registers(maybe: dict[int, list[Told]]) -> None:
    """Drop what a living register tells of those who have nobody here."""
    theirs = [pk for pk, told in maybe.items() if any(each.source in REGISTERS for each in told)]
    peopled = set(
        Membership.objects.filter(organization__in=theirs).values_list("organization_id", flat=True)
    )
    for pk in set(theirs) - peopled:
        maybe[pk] = [each for each in maybe[pk] if each.source not in REGISTERS]
        if not maybe[pk]:
            del maybe[pk]


def organizations_of(pks: Iterable[int]) -> Iterator[Organization]:
    """The organisations of keys with what their rule is found by, read in pieces."""
    rows = Organization.objects.filter(pk__in=list(pks)).order_by("pk")
    yield from rows.prefetch_related("service_areas").iterator(chunk_size=500)


# -- What waits, and for whom -----------------------------------------------------------------------


def _for_coordinator(user: Any) -> QuerySet[Asking]:
    if not coordinates_somewhere(user):
        return Asking.objects.none()
    return open_askings().filter(organization__in=organizations.looked_after_by(user))


def stale_for(user: Any) -> QuerySet[Asking]:
    """What is marked as not confirmed lately in a coordinator's regions and still shown."""
    return _for_coordinator(user).filter(marked__isnull=False, hidden__isnull=True)


def hidden_for(user: Any) -> QuerySet[Asking]:
    """What nobody has confirmed for so long that it was hidden."""
    return _for_coordinator(user).filter(hidden__isnull=False)


def unreachable_for(user: Any) -> QuerySet[Asking]:
    """What nobody could be asked about: no address, or letters come back."""
    return _for_coordinator(user).filter(unreachable=True, hidden__isnull=True)


def calls_for(user: Any) -> QuerySet[Asking]:
    """Where somebody would like to be rung and asked."""
    return _for_coordinator(user).filter(call_wanted__isnull=False)


def waiting_for(user: Any) -> QuerySet[Asking]:
    """Everything a coordinator can help with by a call, wishes first, then the oldest."""
    mine = _for_coordinator(user)
    helped = Q(call_wanted__isnull=False) | Q(marked__isnull=False) | Q(unreachable=True)
    return mine.filter(helped | Q(hidden__isnull=False)).order_by("-call_wanted", "asked", "pk")


def to_confirm(user: User) -> QuerySet[Asking]:
    """The open questions about what a person's organisations tell."""
    own = Membership.objects.filter(user=user).values("organization")
    return open_askings().filter(organization__in=own)


def open_of(user: User | None, organization_id: int | None) -> QuerySet[Asking]:
    """The open questions of the reader of a letter."""
    return to_confirm(user) if user else open_askings().filter(organization=organization_id)


def broken_for(user: Any, today: date | None = None) -> QuerySet[LinkUse]:
    """Broken links a person can have mended: those of her own organisations, at once.

    A coordinator sees those of her regions a week later: their own people come first.
    """
    if not user.is_authenticated:
        return LinkUse.objects.none()
    mine = Q(organization__in=Membership.objects.filter(user=user).values("organization"))
    if coordinates_somewhere(user):
        old = (today or timezone.localdate()) - OWNERS_FIRST
        mine |= Q(link__broken_since__lte=old, organization__in=organizations.looked_after_by(user))
    uses = LinkUse.objects.filter(mine, link__status=LinkCheck.Status.BROKEN)
    return uses.select_related("link", "organization").order_by("link__broken_since", "pk")


# -- What a letter tells ----------------------------------------------------------------------------


def questions(askings: Collection[Asking]) -> dict[int, Question]:
    """What letters and pages say of open questions, by the key of each; without what is gone."""
    known, broken, over = things(askings), broken_links(askings), _over(askings)
    found: dict[int, Question] = {}
    for asking in askings:
        key = (asking.kind, asking.object_id)
        if (told := known.get(key)) is not None:
            found[asking.pk] = Question(
                asking=asking.pk,
                name=told.name,
                confirmed=_confirmed(told.assured_date, told.last_published_at, told.created),
                organization=asking.kind == "organization",
                first_asked=asking.asked if asking.reminded else None,
                broken=tuple(broken.get(key, ())),
                over=asking.object_id in over if asking.kind == "activity" else False,
            )
    return found


def broken_links(askings: Iterable[Asking]) -> dict[tuple[str, int], list[str]]:
    """The addresses that do not work in the things asked about."""
    wanted = [(each.kind, each.object_id) for each in askings]
    uses = LinkUse.objects.filter(
        link__status=LinkCheck.Status.BROKEN, object_id__in={pk for _kind, pk in wanted}
    )
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for kind, pk, url in uses.values_list("kind", "object_id", "link__url"):
        if (kind, pk) in wanted:
            found[kind, pk].append(url)
    return found


def _over(askings: Iterable[Asking]) -> set[int]:
    """The activities that had times and have no coming one."""
    pks = {each.object_id for each in askings if each.kind == "activity"}
    ended = Activity.objects.filter(pk__in=pks, occurrences__isnull=False)
    coming = activities.upcoming().filter(activity__in=pks).values("activity")
    return set(ended.exclude(pk__in=coming).values_list("pk", flat=True))


def lives_by_its_activities(thing: Thing) -> bool:
    """Whether it is an organisation some of whose activities are confirmed: then it is alive."""
    if not isinstance(thing, Organization):
        return False
    own = activities.published().filter(activities.hosted_by(thing.pk), stale_since__isnull=True)
    return own.exclude(kind=Activity.Kind.EVENT).exists()
