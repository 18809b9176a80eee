"""The activity's page and its other formats: one record, one family of addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from seurantalo.activities import queries, recurrence, signing_up, wording
from seurantalo.activities.policies import may_preview
from seurantalo.common.addresses import correction_address
from seurantalo.common.http import conditional
from seurantalo.publishing.moved import leads_on
from seurantalo.records import plain_finnish
from seurantalo.records.formats import jsonld
from seurantalo.records.schemas import ActivityRecord, ChannelRecord, ScheduleRecord

NEXT_TIMES = 5
MOST_TIMES = 400


def _found(pk: int, times: int | None = queries.SHOWN_OCCURRENCES) -> ActivityRecord:
    record = queries.get_record(pk, times=times)
    if record is None:
        raise Http404
    return record


@leads_on("activity")
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything one needs to take part."""
    every = request.GET.get("kerrat") == "kaikki"
    record = _found(pk, MOST_TIMES if every else queries.SHOWN_OCCURRENCES)
    lang = get_language() or "fi"
    more = {
        "ics": reverse("activity-ics", args=[pk]),
        "correction_url": correction_address(record.name.pick(lang).text, record.url),
        "jsonld": jsonld.write_activity(record, base_url=settings.BASE_URL, lang=lang),
        "every_time": every,
        "more_times": not every and len(record.occurrences) == queries.SHOWN_OCCURRENCES,
    }
    asked = request.GET.get("kieli") == "selko"
    more["plain_finnish"] = plain_finnish.reading(record, lang=lang, asked=asked)
    if more["plain_finnish"] == "read":
        record = plain_finnish.in_plain(record)
    shown = page_context(record, doors=signing_up.doors(record))
    return render(request, "activities/activity.html", {**shown, **more})


@login_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as it would be: of the newest draft, or of the version that `versio` names.

    For its own people, coordinators and organisers invited to hold it; nobody else learns that
    there is one.
    """
    found = queries.draft_of(pk, request.GET.get("versio", ""))
    if found is None or not may_preview(request.user, found[0]):
        raise Http404
    context = page_context(found[1])
    return render(request, "activities/draft.html", {**context, "canonical": found[1].url})


def page_context(
    record: ActivityRecord, *, doors: Sequence[signing_up.Door] = ()
) -> dict[str, Any]:
    """What the page tells of a record: the public one, or one that is only looked at beforehand.

    `doors` lead to sign-ups that are taken here.
    """
    coming = record.occurrences
    return {
        "activity": record,
        "channels": [
            {
                "channel": each,
                "schedule": wording.describe_all(schedules),
                "number": n,
                "door": signing_up.first(doors, n),
            }
            for n, each, schedules in _going_on(record.channels)
        ],
        "coming": coming[:NEXT_TIMES],
        "next_held": next((each for each in coming if each.status != "cancelled"), None),
        "times": signing_up.with_doors(coming, doors),
        "upcoming_count": len(record.occurrences),
        "search_url": f"{reverse('search')}?{urlencode({'laji': record.kind})}",
        "similar_url": _similar(record),
    }


def _going_on(
    channels: Sequence[ChannelRecord],
) -> list[tuple[int, ChannelRecord, tuple[ScheduleRecord, ...]]]:
    """The ways to take part that are not over, with the schedules of each that are not."""
    now = timezone.now()
    told = [(n, each, recurrence.going_on(each.schedules, now)) for n, each in enumerate(channels)]
    live = [one for one in told if not one[2] or recurrence.comes(one[2], now)]
    return live or told


@leads_on("activity")
def json(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The record itself."""
    record = _found(pk)
    body = record.model_dump_json()
    return conditional(
        request, record, lambda: HttpResponse(body, content_type="application/json"), body
    )


def _similar(record: ActivityRecord) -> str:
    """A search for the same themes in the same municipality."""
    themes = [("teema", theme.code) for theme in record.themes[:2]]
    where = {
        ("kunta", channel.place.municipality.code)
        for channel in record.channels
        if channel.place and channel.place.municipality
    }
    return f"{reverse('search')}?{urlencode([*themes, *sorted(where)])}" if themes else ""
