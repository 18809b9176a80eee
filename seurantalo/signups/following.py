"""What follows for those who come when the times change: letters, each told once, and places.

What she last knew stands on her own row (`start`, `called_off`); of a whole series in
`Intake.told`. So it does not matter by which door a change came, or how often this is run.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from seurantalo.activities import queries as activities
from seurantalo.activities import recurrence, wording
from seurantalo.activities.commands import tell_filled
from seurantalo.activities.models import Activity, Channel, Occurrence
from seurantalo.common.text import Text
from seurantalo.common.time import local_day
from seurantalo.mail.commands import write
from seurantalo.signups import about, letters, queries
from seurantalo.signups.about import About
from seurantalo.signups.models import Intake, SignUp
from seurantalo.signups.offers import Time

Status = SignUp.Status


# -- The waiting list --------------------------------------------------------------------------------


def move_queue(activity: Activity) -> list[SignUp]:
    """Give free places to those who wait, in their order; the caller holds the activity's row.

    The first who does not fit keeps those behind her waiting: nobody is passed.
    """
    waiting = SignUp.objects.filter(activity=activity, status=Status.WAITING)
    queues: dict[Time, list[SignUp]] = {}
    for each in waiting:
        queues.setdefault(Time(each.channel, each.original_start), []).append(each)
    if not queues or not _public(activity):
        return []
    offers = {each.time: each for each in queries.of(activity)}
    moved: list[SignUp] = []
    for time, queue in queues.items():
        seated, offer = 0, offers.get(time)
        for signup in queue:
            if offer is None or not offer.moves_up(seated + signup.people):
                break
            seated += signup.people
            moved.append(signup)
    _seat(moved, activity)
    return moved


def settle(activity: Activity) -> None:
    """Give free places to those who wait, then tell everybody what is full; the caller holds it."""
    move_queue(activity)
    tell_filled(activity)


def _seat(moved: list[SignUp], activity: Activity) -> None:
    told = about.of(activity) if any(each.email for each in moved) else None
    for each in moved:
        each.status = Status.COMING
        each.save(update_fields=["status"])
        if each.email and told:
            write(letters.moved_up, each, told, to=each.email, language=each.language)


# -- Changes told ------------------------------------------------------------------------------------


def tell_changes(activity: Activity) -> None:
    """Write to everybody for whom something is other than she knows. The caller holds the row."""
    rows = list(queries.coming_or_waiting(activity))
    if not rows:
        return
    told = about.of(activity)
    single = [each for each in rows if each.original_start is not None]
    series = [each for each in rows if each.original_start is None]
    if not _public(activity):
        _tell_withdrawn(activity, rows, told)
        return
    times = _known_times(activity)
    for each in single:
        _follow_time(each, times, told)
    _tell_series(activity, series, told)


def _public(activity: Activity) -> bool:
    return activities.published().filter(pk=activity.pk).exists()


def _known_times(activity: Activity) -> dict[Time, Occurrence]:
    rows = Occurrence.objects.filter(activity=activity)
    return {Time(each.channel, each.original_start): each for each in rows}


def _tell_withdrawn(activity: Activity, rows: list[SignUp], told: About) -> None:
    """It is not shown any more: told to those for whom something would still come."""
    now = timezone.now()
    lasting = _would_go_on(activity, now)
    for each in rows:
        coming = lasting if each.original_start is None else bool(each.start and each.start > now)
        if coming and not each.called_off:
            _note(each, called_off=True)
            _write(each, told, letters.called_off, withdrawn=True)


def _would_go_on(activity: Activity, now: datetime) -> bool:
    """Whether its schedules have coming times; without schedules it is agreed on."""
    channels = list(activity.channels.all())
    if not any(each.schedules for each in channels):
        return True
    before = now + timedelta(days=settings.OCCURRENCE_HORIZON_DAYS)
    times = recurrence.occasions(channels, now, before)
    return any(each.status != "cancelled" for each in times)


def _follow_time(signup: SignUp, times: dict[Time, Occurrence], told: About) -> None:
    """One who comes to one time: is it cancelled, moved, gone, or there again?"""
    if signup.start and signup.start <= timezone.now():
        return
    found = times.get(Time(signup.channel, signup.original_start or timezone.now()))
    found = found or _moved_to(signup, times)
    if found is None or found.status == "cancelled":
        if not signup.called_off:
            _note(signup, called_off=True)
            _write(signup, told, letters.called_off)
        return
    before, again = signup.start, signup.called_off
    _note(
        signup,
        called_off=False,
        start=found.start,
        channel=found.channel,
        original_start=found.original_start,
    )
    if again:
        _write(signup, told, letters.changed, before=None)
    elif before != found.start:
        _write(signup, told, letters.changed, before=before)


def _moved_to(signup: SignUp, times: dict[Time, Occurrence]) -> Occurrence | None:
    """The time hers has become: of another way to take part, or at another hour of the same day.

    Only when there is just one such: else she is told that hers is gone.
    """
    planned = signup.original_start
    if planned is None:
        return None
    same = [each for time, each in times.items() if time.original_start == planned]
    if not same:
        day = local_day(planned)
        same = [
            each
            for time, each in times.items()
            if time.channel == signup.channel
            and time.original_start
            and local_day(time.original_start) == day
        ]
    return same[0] if len(same) == 1 else None


def _note(signup: SignUp, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(signup, name, value)
    signup.save(update_fields=list(fields))


def _write(signup: SignUp, told: About, letter: Any, **more: Any) -> None:
    if signup.email:
        write(letter, signup, told, to=signup.email, language=signup.language, **more)


# -- A whole series ----------------------------------------------------------------------------------


def times_told(activity: Activity) -> dict[str, Any]:
    """What those who come to the whole series know of its times: the rules, and what differs."""
    now = timezone.now()
    rows = Occurrence.objects.filter(activity=activity, end__gt=now)
    differing = {
        f"{each.channel} {each.original_start.isoformat()}": _difference(each)
        for each in rows
        if each.status == "cancelled" or each.start != each.original_start
    }
    channels = Channel.objects.filter(activity=activity).order_by("pk")
    rules = [[each.model_dump(mode="json") for each in row.schedules] for row in channels]
    return {"rules": rules, "times": differing}


def _difference(each: Occurrence) -> str:
    return "cancelled" if each.status == "cancelled" else each.start.isoformat()


def _tell_series(activity: Activity, signups: list[SignUp], told: About) -> None:
    """Tell those who come to all the times which of them are other than they know."""
    intake = Intake.objects.filter(activity=activity).first()
    if intake is None:
        return
    before, now = intake.told, times_told(activity)
    intake.told = now
    intake.save(update_fields=["told"])
    again = [each for each in signups if each.called_off]
    for each in again:
        _note(each, called_off=False)
        _write(each, told, letters.changed, before=None)
    lines = list(_lines(activity, before, now)) if before else []
    for each in signups if lines else ():
        if each not in again:
            _write(each, told, letters.series_changed, lines=lines)


def _lines(activity: Activity, before: dict[str, Any], now: dict[str, Any]) -> Iterator[Text]:
    """What has changed, in every language: one line for each time, or one for the new rules."""
    if before.get("rules") != now["rules"]:
        channels = Channel.objects.filter(activity=activity).order_by("pk")
        yield from filter(None, (wording.describe_all(each.schedules) for each in channels))
        return
    was, moment = before.get("times", {}), timezone.now()
    for key in sorted(was.keys() | now["times"].keys()):
        planned = datetime.fromisoformat(key.partition(" ")[2])
        if was.get(key) != now["times"].get(key) and planned > moment:
            yield letters.time_line(planned, now["times"].get(key, ""))


# -- Tomorrow ----------------------------------------------------------------------------------------


def due_tomorrow(now: datetime) -> Iterator[tuple[SignUp, datetime]]:
    """Who has a place, an address and a time tomorrow, and has not been reminded; with the start."""
    tomorrow = local_day(now) + timedelta(days=1)
    soon = now + timedelta(days=2)
    rows = SignUp.objects.filter(status=Status.COMING, reminded_at=None, called_off=False).exclude(
        email=""
    )
    times = Occurrence.objects.filter(start__gt=now, start__lt=soon).exclude(status="cancelled")
    by_activity: dict[int, list[Occurrence]] = {}
    for each in times.filter(activity__in=rows.values("activity")).order_by("start"):
        if local_day(each.start) == tomorrow:
            by_activity.setdefault(each.activity_id, []).append(each)
    for signup in rows.filter(activity__in=by_activity).select_related("activity__organization"):
        for each in by_activity[signup.activity_id]:
            own = signup.original_start in (None, each.original_start)
            if own and signup.channel == each.channel:
                yield signup, each.start
                break
