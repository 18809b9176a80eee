"""The activity's page and its other formats: one record, one family of addresses."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from seurantalo.activities import queries, wording
from seurantalo.activities.policies import may
from seurantalo.common.addresses import correction_address
from seurantalo.common.http import conditional
from seurantalo.publishing.moved import leads_on
from seurantalo.records import plain_finnish
from seurantalo.records.formats import ical as icalendar
from seurantalo.records.formats import jsonld
from seurantalo.records.schemas import ActivityRecord

NEXT_TIMES = 5


def _found(pk: int, times: int | None = queries.SHOWN_OCCURRENCES) -> ActivityRecord:
    record = queries.get_record(pk, times=times)
    if record is None:
        raise Http404
    return record


@leads_on("activity")
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything one needs to take part."""
    record, lang = _found(pk), get_language() or "fi"
    more = {
        "ics": reverse("activity-ics", args=[pk]),
        "correction_url": correction_address(record.name.pick(lang).text, record.url),
        "jsonld": jsonld.write_activity(record, base_url=settings.BASE_URL, lang=lang),
    }
    asked = request.GET.get("kieli") == "selko"
    more["plain_finnish"] = plain_finnish.reading(record, lang=lang, asked=asked)
    if more["plain_finnish"] == "read":
        record = plain_finnish.in_plain(record)
    return render(request, "activities/activity.html", {**page_context(record), **more})


@login_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as it would be: of the newest draft, or of the version that `versio` names.

    For its own people and coordinators; nobody else learns that there is one.
    """
    found = queries.draft_of(pk, request.GET.get("versio", ""))
    if found is None or not may(request.user, "change", found[0]):
        raise Http404
    context = page_context(found[1])
    return render(request, "activities/draft.html", {**context, "canonical": found[1].url})


def page_context(record: ActivityRecord) -> dict[str, Any]:
    """What the page tells of a record: the public one, or one that is only looked at beforehand."""
    return {
        "activity": record,
        "channels": [
            {"channel": each, "schedule": wording.describe_all(each.schedules), "number": n}
            for n, each in enumerate(record.channels)
        ],
        "coming": record.occurrences[:NEXT_TIMES],
        "upcoming_count": len(record.occurrences),
        "search_url": f"{reverse('search')}?{urlencode({'laji': record.kind})}",
        "similar_url": _similar(record),
    }


@leads_on("activity")
def ical(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The times, for a calendar program (RFC 5545)."""
    record = _found(pk, times=None)
    lang = get_language() or "fi"
    body = icalendar.write_activity(record, base_url=settings.BASE_URL, lang=lang)

    def write() -> HttpResponse:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="seurantalo-{pk}.ics"'
        return response

    return conditional(request, record, write, body)


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
