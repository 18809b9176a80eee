"""Things one can sign up for, and people who do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.tasks import task_backends

from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import NILSIA, activity, at
from seurantalo.common.time import helsinki, now, wall_clock
from seurantalo.records.schemas import RegistrationRecord, ScheduleRecord
from seurantalo.signups import commands, queries
from seurantalo.signups.models import SignUp
from seurantalo.signups.offers import Offer


def evening(days: int, hour: int = 18) -> datetime:
    """An evening so many days from today."""
    day = wall_clock(now()).replace(hour=hour, minute=0, second=0, microsecond=0)
    return helsinki(day + timedelta(days=days))


def once(days: int = 7, *more: int) -> ScheduleRecord:
    """On an evening, and on others."""
    return ScheduleRecord(
        dtstart=evening(days),
        duration=timedelta(hours=2),
        rdates=tuple(evening(each) for each in more),
    )


def party(
    name: str = "Pikkujoulut",
    *,
    schedule: ScheduleRecord | None = None,
    here: str = "places",
    told: dict[str, Any] | None = None,
    **rule: Any,
) -> Activity:
    """Something public with sign-up here; `rule` as in RegistrationRecord."""
    registration = RegistrationRecord(here=here, **rule)
    channel = at(NILSIA, schedule or once(), registration=registration)
    return activity(name, channels=(channel,), **{"kind": "event", **(told or {})})


def offer_of(activity: Activity, number: int = 0) -> Offer:
    """One of the times there are to sign up for."""
    return queries.of(activity)[number]


def sign_up(activity: Activity, name: str = "Maija", *, number: int = 0, **told: Any) -> SignUp:
    """Somebody signs up herself."""
    told = {"email": f"{name.casefold()}@koti.example", **told}
    offer = offer_of(activity, number)
    return commands.sign_up(activity, offer.time, commands.Told(name=name, **told))[0]


def later() -> None:
    """Some minutes pass: what was to wait is done."""
    backend = task_backends["default"]
    waiting, backend.waiting = backend.waiting, []  # type: ignore[attr-defined]  # ours, of tests
    for task, args, _kwargs in waiting:
        if task.module_path.startswith("seurantalo.signups"):
            task.func(*args)
