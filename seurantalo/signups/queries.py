"""Every read: what one can sign up for, and who has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity, Channel, Occurrence
from seurantalo.records.schemas import RegistrationRecord
from seurantalo.signups.models import Closing, SignUp
from seurantalo.signups.offers import Offer, Taken, Time, offers

KEPT_PAST = timedelta(days=31)
Status = SignUp.Status
ACTIVE = (Status.COMING, Status.INTERESTED, Status.WAITING)


def takes_sign_ups(channels: Iterable[Any], times: Iterable[Any] = ()) -> bool:
    """Whether names are taken here for a way to take part, or for a time with its own sign-up."""
    told = [each.registration for each in (*channels, *times)]
    return any(_rule(each).here for each in told)


def _rule(told: Any) -> RegistrationRecord:
    """A registration as rows hold it (none or one) or as records do."""
    if isinstance(told, RegistrationRecord):
        return told
    return told[0] if told else RegistrationRecord()


def of(activity: Activity | int, *, now: datetime | None = None) -> list[Offer]:
    """All there is to sign up for of a public activity. Four queries."""
    moment = now or timezone.now()
    times = activities.upcoming(moment).filter(activity=activity)
    return _offers(activity, times, moment)


def filled(pk: int) -> set[tuple[int, datetime]]:
    """The coming times of an activity in which all places are taken."""
    return {
        (each.time.channel, each.time.original_start)
        for each in of(pk)
        if each.time.original_start and each.filled
    }


def with_past(activity: Activity) -> list[Offer]:
    """The same for its organiser, with the times of the last month."""
    now = timezone.now()
    times = activities.upcoming(now - KEPT_PAST).filter(activity=activity)
    return _offers(activity, times, now)


def _offers(activity: Activity | int, times: QuerySet[Occurrence], now: datetime) -> list[Offer]:
    channels = Channel.objects.filter(activity=activity).order_by("pk")
    return offers(channels, times, taken=taken(activity), closed=closed(activity), now=now)


def offer(activity: Activity, time: Time) -> Offer | None:
    """One of them, None when it is not there to sign up for."""
    return next((each for each in with_past(activity) if each.time == time), None)


def taken(activity: Activity | int) -> dict[Time, Taken]:
    """How many people there are for each time."""
    rows = (
        SignUp.objects.filter(activity=activity, status__in=ACTIVE)
        .order_by()
        .values_list("channel", "original_start")
        .annotate(
            coming=Sum("people", filter=Q(status=Status.COMING), default=0),
            interested=Sum("people", filter=Q(status=Status.INTERESTED), default=0),
            waiting=Sum("people", filter=Q(status=Status.WAITING), default=0),
        )
    )
    return {Time(channel, start): Taken(*counts) for channel, start, *counts in rows}


def closed(activity: Activity | int) -> set[Time]:
    """What its organiser has closed early."""
    rows = Closing.objects.filter(activity=activity)
    return {Time(*each) for each in rows.values_list("channel", "original_start")}


def at(activity: Activity | int, time: Time) -> QuerySet[SignUp]:
    """Who has signed up for a time, in the order in which they did."""
    return SignUp.objects.filter(
        activity=activity, channel=time.channel, original_start=time.original_start
    )


def coming_or_waiting(activity: Activity | int) -> QuerySet[SignUp]:
    """All of an activity who have not cancelled."""
    return SignUp.objects.filter(activity=activity, status__in=ACTIVE)


class Sheet(NamedTuple):
    """One time as its organiser sees it: the offer when it still stands, and who is there."""

    time: Time
    offer: Offer | None
    start: datetime | None
    signups: tuple[SignUp, ...]

    @property
    def active(self) -> list[SignUp]:
        """Who comes, is interested or waits."""
        return [each for each in self.signups if each.active]

    @property
    def waiting(self) -> list[SignUp]:
        """Those who wait, in their order."""
        return [each for each in self.signups if each.status == Status.WAITING]

    @property
    def people(self) -> int:
        """How many have a place or are interested."""
        seated = (Status.COMING, Status.INTERESTED)
        return sum(each.people for each in self.signups if each.status in seated)


def sheets(activity: Activity) -> list[Sheet]:
    """The organiser's list: the coming times first, then those with people whose time is past."""
    by_time: dict[Time, list[SignUp]] = {}
    for each in SignUp.objects.filter(activity=activity):
        by_time.setdefault(Time(each.channel, each.original_start), []).append(each)
    found = []
    for offer in with_past(activity):
        own = tuple(by_time.pop(offer.time, ()))
        if own or offer.state != "past":
            found.append(Sheet(offer.time, offer, offer.start, own))
    gone = [
        Sheet(time, None, own[0].start or time.original_start, tuple(own))
        for time, own in by_time.items()
    ]
    return sorted(found, key=_past) + sorted(gone, key=lambda each: str(each.start))


def _past(sheet: Sheet) -> bool:
    return bool(sheet.offer and sheet.offer.state == "past")


def sheet_of(activity: Activity, key: str) -> Sheet | None:
    """One of them, by its key in an address."""
    return next((each for each in sheets(activity) if key_of(each) == key), None)


def key_of(sheet: Sheet) -> str:
    """How addresses name a sheet."""
    return Offer(sheet.time, RegistrationRecord(), "past", Taken()).key


class News(NamedTuple):
    """What is new of one activity: how many signed up and cancelled since, and how many wait."""

    activity: Activity
    new: int
    cancelled: int
    waiting: int


def news(found: Iterable[int], *, since: datetime) -> list[News]:
    """Of these activities those in which something happened since, the newest first. Two queries."""
    active = Q(status__in=ACTIVE)
    rows = (
        SignUp.objects.filter(activity__in=list(found))
        .order_by()
        .values("activity")
        .annotate(
            new=Count("pk", filter=active & Q(created__gt=since)),
            cancelled=Count("pk", filter=Q(cancelled_at__gt=since)),
            waiting=Count("pk", filter=Q(status=Status.WAITING)),
        )
    )
    told = {row["activity"]: row for row in rows if row["new"] or row["cancelled"]}
    things = Activity.objects.in_bulk(list(told))
    return [
        News(thing, told[pk]["new"], told[pk]["cancelled"], told[pk]["waiting"])
        for pk, thing in sorted(things.items(), reverse=True)
    ]


def of_user(user: Any) -> list[dict[str, Any]]:
    """What we hold of a person by the addresses she has proved to be hers, for her download."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    rows = SignUp.objects.filter(email__in=addresses).order_by("pk")
    return [
        dict(each)
        for each in rows.values(
            "activity", "original_start", "name", "email", "phone", "people", "status",
            "created", "cancelled_at", "erase_on",
        )
    ]  # fmt: skip
