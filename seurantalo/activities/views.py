"""The activity's page and its other formats: one record, one family of addresses."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from seurantalo.activities import queries, wording
from seurantalo.common.addresses import correction_address
from seurantalo.common.http import conditional
from seurantalo.records.formats import ical as icalendar
from seurantalo.records.formats import jsonld
from seurantalo.records.schemas import ActivityRecord

NEXT_TIMES = 5


def _found(pk: int, times: int | None = queries.SHOWN_OCCURRENCES) -> ActivityRecord:
    record = queries.get_record(pk, times=times)
    if record is None:
        raise Http404
    return record


def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything one needs to take part."""
    record = _found(pk)
    lang = get_language() or "fi"
    return render(
        request,
        "activities/activity.html",
        {
            "activity": record,
            "channels": [
                {"channel": each, "schedule": wording.describe_all(each.schedules), "number": n}
                for n, each in enumerate(record.channels)
            ],
            "coming": record.occurrences[:NEXT_TIMES],
            "upcoming_count": len(record.occurrences),
            "ics": reverse("activity-ics", args=[pk]),
            "search_url": f"{reverse('search')}?{urlencode({'laji': record.kind})}",
            "similar_url": _similar(record),
            "correction_url": correction_address(record.name.pick(lang).text, record.url),
            "jsonld": jsonld.write_activity(record, base_url=settings.BASE_URL, lang=lang),
        },
    )


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
