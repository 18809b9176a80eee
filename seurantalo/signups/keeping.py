"""Until when a sign-up is kept: some days after the last time, never longer than a year."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from seurantalo.activities.models import Activity, Occurrence
from seurantalo.common.time import local_day
from seurantalo.signups.models import KEPT_DAYS, Intake, SignUp
from seurantalo.signups.offers import Time

WITHOUT_TIMES = timedelta(days=90)  # when it happens is agreed on
LONGEST = timedelta(days=365)  # of a series that goes on


def days_of(activity: Activity | int) -> int:
    """How many days after the last time its organiser keeps them."""
    chosen = Intake.objects.filter(activity=activity).values_list("keep_days", flat=True).first()
    return chosen or KEPT_DAYS


def erase_on(activity: Activity | int, time: Time, *, created: date | None = None) -> date:
    """The day on which a sign-up for this time is erased, as the times are known now."""
    since = created or timezone.localdate()
    times = Occurrence.objects.filter(activity=activity, channel=time.channel)
    if time.original_start is not None:
        times = times.filter(original_start=time.original_start)
    last = times.aggregate(last=Max("end"))["last"] or time.original_start
    if last is None:
        return since + WITHOUT_TIMES
    day = local_day(last) + timedelta(days=days_of(activity))
    return min(day, since + LONGEST) if time.original_start is None else day


def reckon_again(activity: Activity) -> None:
    """Bring the dates of all its sign-ups up to its times and to the days chosen."""
    known: dict[tuple[Time, date], date] = {}
    for each in SignUp.objects.filter(activity=activity):
        time, made = Time(each.channel, each.original_start), local_day(each.created)
        if (time, made) not in known:
            known[time, made] = erase_on(activity, time, created=made)
        if each.erase_on != known[time, made]:
            SignUp.objects.filter(pk=each.pk).update(erase_on=known[time, made])
