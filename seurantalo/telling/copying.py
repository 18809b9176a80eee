"""A new notice from an old one: as it is, for the next season, or from a kept template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common import rrule
from seurantalo.common.time import ONE_DAY, helsinki, local_day, wall_clock
from seurantalo.organizations.models import Organization
from seurantalo.publishing.policies import may, require
from seurantalo.records.content import ActivityContent, ChannelContent
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.telling import commands
from seurantalo.telling.models import NoticeTemplate, Report

LONGEST_SEASON = timedelta(days=800)
MOST_TEMPLATES = 50


def fresh(content: ActivityContent) -> ActivityContent:
    """The content as a new notice: no cancelled times, no confirmation, nobody's register."""
    channels = tuple(one.model_copy(update={"changes": ()}) for one in content.channels)
    told = {"channels": channels, "assured_date": None, "source": ""}
    return content.model_copy(update=told)


def next_season(content: ActivityContent, first: date, last: date | None) -> ActivityContent:
    """A new notice with the same weekdays and hours between two days; exceptions are dropped.

    Single dates move by whole weeks, so that they stay on their weekdays; those that would come
    after `last` are left out. Raises ValidationError when the days are in the wrong order, or
    nothing would happen between them.
    """
    if last and not first <= last <= first + LONGEST_SEASON:
        raise ValidationError(_("The last day has to be after the first, at most two years later."))
    new = fresh(content)
    moved = tuple(_moved(channel, first, last) for channel in new.channels)
    had = any(channel.schedules for channel in new.channels)
    if had and not any(channel.schedules for channel in moved):
        raise ValidationError(_("Nothing would happen between these days. Check them."))
    return new.model_copy(update={"channels": moved})


def season_of(content: ActivityContent) -> tuple[date, date | None] | None:
    """The first and last day of all its times; None when it has none, last None when open."""
    schedules = [each for channel in content.channels for each in channel.schedules]
    if not schedules:
        return None
    first = min(local_day(each.dtstart) for each in schedules)
    ends = [last_day(each) for each in schedules]
    return first, None if None in ends else max(end for end in ends if end)


def last_day(schedule: ScheduleRecord) -> date | None:
    """The last possible day of a schedule, None when it goes on until further notice."""
    rule = rrule.read(schedule.rrule)
    if rule is None:
        return max(map(local_day, (schedule.dtstart, *schedule.rdates)))
    ends = [schedule.until, rule.until.date() if rule.until else None]
    if rule.count:
        counted = [start.date() for start in rule.starts(wall_clock(schedule.dtstart))]
        ends.append(max(counted, default=None))
    return min((end for end in ends if end), default=None)


def _moved(channel: ChannelContent, first: date, last: date | None) -> ChannelContent:
    opened = min((local_day(one.dtstart) for one in channel.schedules), default=first)
    schedules = (_schedule(one, opened, first, last) for one in channel.schedules)
    return channel.model_copy(update={"schedules": tuple(filter(None, schedules))})


def _schedule(
    old: ScheduleRecord, opened: date, first: date, last: date | None
) -> ScheduleRecord | None:
    """The schedule in its new season, None when no time of it fits in."""
    if not old.rrule:
        return _dates(old, opened, first, last)
    told = rrule.read(old.rrule)
    if told is None:
        return None
    parsed = replace(told, until=None, count=None)
    begins = _first_start(parsed, wall_clock(old.dtstart), first)
    if begins is None or (last and begins.date() > last):
        return None
    update = {"dtstart": helsinki(begins), "rrule": str(parsed), "until": last}
    return old.model_copy(update={**update, "rdates": (), "exdates": ()})


def _first_start(rule: rrule.Rule, before: datetime, first: date) -> datetime | None:
    """The first start on or after a day, on the weekday or the day of month it always had."""
    for day in _days(first):
        start = datetime.combine(day, before.time())
        if _implied(rule, before.date(), day) and next(rule.starts(start), None) == start:
            return start
    return None


def _implied(rule: rrule.Rule, before: date, day: date) -> bool:
    """Whether a day suits what a bare rule leaves to its start: the weekday, the day, the month."""
    if rule.byday or rule.bymonthday:
        return rule.freq != "YEARLY" or bool(rule.bymonth) or day.month == before.month
    if rule.freq == "WEEKLY":
        return day.weekday() == before.weekday()
    if rule.freq == "YEARLY":
        return (day.month, day.day) == (before.month, before.day)
    return rule.freq == "DAILY" or day.day == before.day


def _days(first: date) -> Iterator[date]:
    """The days of four years and a bit from a day on: 29 February is among them."""
    for step in range(1500):
        yield first + ONE_DAY * step


def _dates(
    old: ScheduleRecord, opened: date, first: date, last: date | None
) -> ScheduleRecord | None:
    """Single dates, later by as many whole weeks as bring the season's first day to `first`."""
    weeks = -(-(first - opened).days // 7)
    starts = [
        helsinki(wall_clock(start) + timedelta(weeks=weeks))
        for start in sorted({old.dtstart, *old.rdates})
        if local_day(start) not in old.exdates
    ]
    fitting = [start for start in starts if last is None or local_day(start) <= last]
    if not fitting:
        return None
    update = {"dtstart": fitting[0], "rdates": tuple(fitting[1:]), "exdates": (), "until": None}
    return old.model_copy(update=update)


def host_for(activity: Activity, by: Any) -> Organization:
    """For whom a person copies it: the first organiser, or the partner she works for."""
    return next(
        (each for each in activities.hosts(activity) if may(by, "change", each)),
        activity.organization,
    )


def copy(activity: Activity, *, by: Any) -> Report:
    """Begin a new notice of the same organisation with the same words. Raises PermissionDenied."""
    require(by, "change", activity)
    content = fresh(activities.content(activity))
    return commands.start(by, organization=host_for(activity, by), content=content)


def copy_season(activity: Activity, *, first: date, last: date | None, by: Any) -> Report:
    """Begin the notice of the next season. Raises ValidationError and PermissionDenied."""
    require(by, "change", activity)
    content = next_season(activities.content(activity), first, last)
    return commands.start(by, organization=host_for(activity, by), content=content)


@transaction.atomic
def keep_template(activity: Activity, *, name: str, by: Any) -> NoticeTemplate:
    """Keep a notice to begin others from; the same name again replaces the earlier one.

    Raises ValidationError when there are too many, PermissionDenied.
    """
    require(by, "change", activity)
    organization = host_for(activity, by)
    kept = NoticeTemplate.objects.filter(organization=organization)
    if not kept.filter(name=name).exists() and kept.count() >= MOST_TEMPLATES:
        raise ValidationError(_("There are already %(n)s templates.") % {"n": MOST_TEMPLATES})
    content = fresh(activities.content(activity)).model_dump(mode="json")
    found, _made = NoticeTemplate.objects.update_or_create(
        organization=organization, name=name, defaults={"content": content}
    )
    return found


def templates_of(organizations: list[Organization]) -> list[NoticeTemplate]:
    """The templates of some organisations, by organisation and name."""
    found = NoticeTemplate.objects.filter(organization__in=organizations)
    return list(found.select_related("organization").order_by("organization", "name"))


def start_from(template: NoticeTemplate, *, by: Any) -> Report:
    """Begin a notice from a template. Raises PermissionDenied."""
    require(by, "change", template.organization)
    content = ActivityContent.model_validate(template.content)
    return commands.start(by, organization=template.organization, content=content)


def drop_template(template: NoticeTemplate, *, by: Any) -> None:
    """Throw a template away; the notices begun from it stay. Raises PermissionDenied."""
    require(by, "change", template.organization)
    template.delete()
