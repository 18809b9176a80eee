"""An activity in people's words, line by line, so that two versions of it can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from seurantalo.activities import wording
from seurantalo.activities.models import Activity, Channel, Occurrence
from seurantalo.activities.queries import hosted_by
from seurantalo.common.text import Text
from seurantalo.common.time import say_weekday, wall_clock
from seurantalo.organizations import comparing as organizations
from seurantalo.organizations.comparing import labels, line, place, said, text_lines
from seurantalo.organizations.models import Organization
from seurantalo.publishing.policies import Line
from seurantalo.ui.templatetags.ui import language_name

ALWAYS = ("name", "summary", "description")


def words(activity: Activity) -> Iterator[Line]:
    """One version of it, as a person reads it: "Times", "tiistaisin klo 18–19.30"."""
    yield line(activity, "kind", activity.get_kind_display())
    yield from text_lines(activity, *ALWAYS)
    terms = list(activity.terms.all())
    for code, name in (
        ("theme", _("themes")),
        ("target_group", _("for whom")),
        ("format", _("format")),
    ):
        yield Line(code, name, labels(term for term in terms if term.taxonomy.code == code))
    yield Line("ages", _("ages"), _ages(activity))
    yield line(activity, "languages", ", ".join(map(language_name, activity.languages)))
    yield line(activity, "price", activity.get_price_display())
    yield from text_lines(activity, "price_text")
    channels = list(activity.channels.all())
    for number, channel in enumerate(channels):
        yield from _channel(number, channel)
    yield line(activity, "service_areas", organizations.areas(activity.service_areas.all()))
    yield line(activity, "contacts", organizations.contacts(activity.contacts))
    yield line(activity, "links", organizations.links(activity.links))
    pictures = [said(image.alt) or image.url for image in activity.images]
    yield line(activity, "images", "\n".join(pictures))


def reviewable(user: Any) -> QuerySet[Activity]:
    """Those whose words this person may approve: of organisations she reviews, and not her own."""
    found = Activity.objects.filter(organization__in=organizations.reviewable(user))
    own = Organization.objects.filter(memberships__user=user)
    return found.exclude(hosted_by(own)).select_related("organization")


def _ages(activity: Activity) -> str:
    youngest, oldest = activity.minimum_age, activity.maximum_age
    if youngest is None and oldest is None:
        return ""
    return f"{youngest or ''}–{oldest or ''}"


def _channel(number: int, channel: Channel) -> Iterator[Line]:
    """One way to take part; the first has no number, as most have only one."""

    def told(field: str, name: str, text: str) -> Line:
        return Line(f"{field} {number}", f"{name} {number + 1}" if number else name, text)

    yield told("way", _("how one takes part"), channel.get_kind_display())
    yield told("place", _("place"), place(channel.location) if channel.location else "")
    yield told("times", _("times"), said(wording.describe_all(channel.schedules)))
    yield told("first", _("first time"), ", ".join(map(_first, channel.schedules)))
    changed = [_change(each) for each in channel.changes]
    yield told("changes", _("changed times"), "\n".join(changed))
    yield told("url", _("web address"), channel.url)
    yield told("phone", _("phone"), channel.phone)
    yield told("note", _("note"), said(channel.note))
    yield told("accessibility", _("accessibility"), labels(channel.accessibility.all()))
    yield told("registration", _("registration"), _registration(channel))


def _first(schedule: Any) -> str:
    """The first day: of every other Tuesday it decides which ones."""
    return _day(wall_clock(schedule.dtstart).date())


def _day(day: date) -> str:
    return said(Text({lang: say_weekday(day, lang, year=True) for lang in ("fi", "sv", "en")}))


def _change(change: Any) -> str:
    when = _day(wall_clock(change.original_start).date())
    status = str(Occurrence.Status(change.status).label)
    return " ".join(filter(None, (when, status, said(change.note))))


def _registration(channel: Channel) -> str:
    if not channel.registration:
        return ""
    told = channel.registration[0]
    need = _("needed") if told.required else _("not needed")
    here = _("signing up here") if told.here else ""
    limit = _("places: %(n)s") % {"n": told.limit} if told.limit else ""
    ways = (need, here, limit, said(told.text), told.url, told.email, told.phone)
    return ", ".join(filter(None, ways))
