"""Changing one's own notices from their list: many at once, ending, bringing back, confirming."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities import commands as activities
from seurantalo.activities import queries
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.common.time import ONE_DAY, helsinki
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.standing import standing
from seurantalo.records.content import ActivityContent, ChannelContent, ContactPointContent
from seurantalo.records.schemas import PriceRecord, ScheduleRecord
from seurantalo.telling import copying

FREE = re.compile(
    r"maksu(ton|tta)|ilmai\w*|vapaa pääsy|gratis|avgiftsfri\w*|free|0 ?(€|euroa)?", re.I
)


class Brief(NamedTuple):
    """What the table of many shows of a notice, as text fields hold it."""

    name: str
    price: str
    phone: str
    email: str
    last_day: date | None


def brief(content: ActivityContent) -> Brief:
    """The fields of a content that are changed in the table."""
    contact = content.contacts[0] if content.contacts else ContactPointContent()
    free = _("Free of charge") if content.price.kind == "free" else ""
    return Brief(
        name=content.name.pick("fi").text,
        price=content.price.text.pick("fi").text or free,
        phone=contact.phone,
        email=contact.email,
        last_day=last_day(content),
    )


def repeats(content: ActivityContent) -> bool:
    """Whether it has a season whose last day one can tell."""
    return any(each.rrule for channel in content.channels for each in channel.schedules)


def last_day(content: ActivityContent) -> date | None:
    """The last day of the season, None when it goes on until further notice."""
    seasons = [each for one in content.channels for each in one.schedules if each.rrule]
    ends = [copying.last_day(each) for each in seasons]
    told = [end for end in ends if end]
    return max(told) if told and len(told) == len(ends) else None


def changed(content: ActivityContent, told: Mapping[str, Any]) -> ActivityContent:
    """The content with the fields of the table that were changed (`Brief`'s names)."""
    update: dict[str, Any] = {}
    if "name" in told:
        lang = content.name.pick("fi").lang or "fi"
        update["name"] = Text({**content.name, lang: told["name"]})
    if "price" in told:
        update["price"] = price(told["price"], content.price)
    if {"phone", "email"} & told.keys():
        update["contacts"] = _contacts(content, told)
    if "last_day" in told:
        update["channels"] = tuple(_ending(one, told["last_day"]) for one in content.channels)
    return content.model_copy(update=update)


def price(text: str, before: PriceRecord) -> PriceRecord:
    """A price in words: "maksuton", "5 €"; empty is not told. Other languages go with the old one."""
    bare = text.strip()
    if not bare:
        return PriceRecord()
    if FREE.fullmatch(bare) or bare == _("Free of charge"):
        return PriceRecord(kind="free")
    same = before.text.pick("fi").text == bare
    return PriceRecord(kind="paid", text=before.text if same else Text(fi=bare))


def _contacts(content: ActivityContent, told: Mapping[str, Any]) -> tuple[ContactPointContent, ...]:
    first, *rest = content.contacts or (ContactPointContent(),)
    update = {name: told[name] for name in ("phone", "email") if name in told}
    contact = first.model_copy(update=update)
    empty = not (contact.phone or contact.email or contact.url or contact.name)
    return tuple(rest if empty else [contact, *rest])


def _ending(channel: ChannelContent, last: date | None) -> ChannelContent:
    """The channel whose repeating times end on a day."""
    schedules = tuple(_until(each, last) for each in channel.schedules)
    return channel.model_copy(update={"schedules": schedules})


def _until(schedule: ScheduleRecord, last: date | None) -> ScheduleRecord:
    if not schedule.rrule:
        return schedule
    parts = [
        part
        for part in schedule.rrule.split(";")
        if not part.upper().startswith(("UNTIL=", "COUNT="))
    ]
    return schedule.model_copy(update={"until": last, "rrule": ";".join(parts)})


@transaction.atomic
def change(activity: Activity, told: Mapping[str, Any], *, by: Any) -> bool:
    """Write changes of a row of the table, and send them on; whether they are public now.

    What is a draft that was never sent, or was given back, stays with its writer. Raises
    ValidationError with what to mend, PermissionDenied when `by` may not.
    """
    before = standing(activity)
    content = changed(queries.content(activity), told)
    activities.apply(content, organization=activity.organization, by=by, to=activity, publish=False)
    if before not in {"public", "waiting"}:
        return False
    return publishing.send(activity, by=by)


def confirm(chosen: Iterable[Activity], *, by: Any) -> UUID:
    """Say of public notices that they are still true; gives what to undo it by."""
    with publishing.batch(by) as number:
        for activity in chosen:
            if activity.live:
                publishing.assure(activity, by=by)
    return number


def end(activity: Activity, *, last: date | None, by: Any) -> UUID:
    """Take a notice away now, or after its last day; gives what to undo it by.

    Raises ValidationError when the day has passed.
    """
    with publishing.batch(by) as number:
        if last is None:
            publishing.withdraw(activity, by=by)
            return number
        if last < timezone.localdate():
            raise ValidationError(_("That day has passed already. Choose today or a later day."))
        until = helsinki(datetime.combine(last + ONE_DAY, time()))
        publishing.schedule(activity, at=None, until=until, by=by)
    return number


def bring_back(activity: Activity, *, by: Any) -> bool:
    """Send a withdrawn notice again; whether it is public at once."""
    return publishing.send(activity, by=by)
