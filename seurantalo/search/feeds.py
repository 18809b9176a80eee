"""A search as a feed: the same query as a calendar, as news, as points of a map."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common.http import conditional
from seurantalo.common.time import helsinki, local_day, now, wall_clock
from seurantalo.publishing.moved import leads_on
from seurantalo.publishing.queries import merged_into
from seurantalo.records.formats import atom, ical, ical_parts
from seurantalo.records.schemas import ActivityRecord
from seurantalo.search import choices, live, queries, tombstones, vocabulary
from seurantalo.search.presenting import address, language
from seurantalo.search.query import SearchQuery
from seurantalo.ui.context import SITE_NAME

MOST_IN_FEED = 500
MOST_NEWS = 50
MOST_POINTS = 1000
CALENDAR = "text/calendar; charset=utf-8"
FRESH_FOR = 300  # seconds
ONCE = "%Y%m%dT%H%M"  # a time in an address, as the clocks on the wall show it


class State(NamedTuple):
    """What a feed is made of, as `conditional` asks it of a record."""

    id: str
    version: int
    modified: datetime


def _asked(request: HttpRequest) -> tuple[SearchQuery, str]:
    query, _refused = SearchQuery.read(request.GET.lists())
    described = choices.described(query, vocabulary.current())
    return query, f"{SITE_NAME}: {described}" if described else SITE_NAME


def _answer(
    request: HttpRequest, write: Callable[[], HttpResponse], *varies: object, of: str = ""
) -> HttpResponseBase:
    """What `write` gives, unless the reader has it: then not a thing is searched for or written.

    A feed depends on the change log, the day, the language and its own address, so its tag is known
    from one row (of a single record, `of`, from its own row too).
    """
    seq, source, at = live.last_change()
    own = live.change_of(of) if of else seq
    today = local_day(now())
    midnight = helsinki(datetime.combine(today, time.min))
    state = State(request.path, own or 0, max(at, midnight))
    asked = SearchQuery.read(request.GET.lists())[0].to_querystring()
    response = conditional(request, state, write, source, today, asked, *varies)
    patch_cache_control(response, public=True, max_age=FRESH_FOR)
    return response


def feed_ical(request: HttpRequest) -> HttpResponseBase:
    """The times of what a search finds, to subscribe to (RFC 5545)."""
    return _answer(request, lambda: _write_ical(request))


def _write_ical(request: HttpRequest) -> HttpResponse:
    query, name = _asked(request)
    query, lang = queries.of_activities(query), language()
    soonest = query.model_copy(update={"sort": "soonest"})
    found = queries.find(soonest, lang=lang, facets=(), per_page=MOST_IN_FEED, widen=False)
    pks = [int(each.card.id) for each in found.found]
    body = ical.write_feed(
        activities.series_of(pks),
        name=name,
        url=settings.BASE_URL + address(query, "search-ics"),
        base_url=settings.BASE_URL,
        lang=lang,
        gone=tombstones.events_for(query, found=[f"activity:{pk}" for pk in pks], lang=lang),
        about=_cut(found.total),
    )
    return HttpResponse(body, content_type=CALENDAR)


def _cut(total: int) -> str:
    """That only a part is in the calendar, when it is so."""
    if total <= MOST_IN_FEED:
        return ""
    return _(
        "Only the %(most)s soonest of %(total)s activities are in this calendar. Choose a place or"
        " a theme, and you get all of them."
    ) % {"most": MOST_IN_FEED, "total": total}


@leads_on("activity")
def activity_ical(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The times of one activity, or with `?kerta=20261203T1800` that one time, for a calendar."""
    once = request.GET.get("kerta", "")
    return _answer(request, lambda: _write_activity(pk, once), once, of=f"activity:{pk}")


def _write_activity(pk: int, once: str) -> HttpResponse:
    lang, base = language(), settings.BASE_URL
    record = activities.get_record(pk, times=None) if once else _series(pk)
    if record is None:
        body = _write_gone(pk, lang)
    elif once:
        body = _write_once(record, once, lang)
    else:
        gone = tombstones.events_of(pk, lang=lang)
        body = ical.write_activity(record, base_url=base, lang=lang, gone=gone)
    response = HttpResponse(body, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="seurantalo-{pk}.ics"'
    return response


def _series(pk: int) -> ActivityRecord | None:
    return next(iter(activities.series_of([pk])), None)


def _write_once(record: ActivityRecord, once: str, lang: str) -> bytes:
    times = (
        each
        for each in record.occurrences
        if wall_clock(each.original_start).strftime(ONCE) == once
    )
    found = next(times, None)
    if found is None:
        raise Http404
    return ical.write_time(record, found, base_url=settings.BASE_URL, lang=lang)


def _write_gone(pk: int, lang: str) -> bytes:
    """What was withdrawn says so to who subscribed to it; what was merged leads on instead."""
    gone = tombstones.events_of(pk, lang=lang)
    if not gone or merged_into(Activity, pk) is not None:
        raise Http404
    written: bytes = ical_parts.calendar_of(gone, name=SITE_NAME).to_ical()
    return written


def feed_atom(request: HttpRequest) -> HttpResponseBase:
    """What a search finds, the newest first (RFC 4287)."""
    return _answer(request, lambda: _write_atom(request))


def _write_atom(request: HttpRequest) -> HttpResponse:
    query, name = _asked(request)
    newest = query.model_copy(update={"sort": query.sort or "newest", "page": 1})
    found = queries.find(newest, lang=language(), facets=(), per_page=MOST_NEWS, widen=False).found
    cards = [each.card for each in found]
    body = atom.write_feed(
        cards,
        title=name,
        feed_url=settings.BASE_URL + address(query, "search-atom"),
        page_url=settings.BASE_URL + address(query),
        base_url=settings.BASE_URL,
        lang=language(),
        updated=max((card.modified for card in cards), default=live.LONG_AGO),
    )
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def geojson(request: HttpRequest) -> HttpResponseBase:
    """The places of what a search finds (RFC 7946).

    The foreign member `municipalities` (longitude, latitude, name) is what our own map is drawn on.
    """
    return _answer(request, lambda: _write_points(request))


def _write_points(request: HttpRequest) -> JsonResponse:
    query, _name = _asked(request)
    all_pages = query.model_copy(update={"page": 1})
    found = queries.find(all_pages, lang=language(), facets=(), per_page=MOST_POINTS).found
    lang = language()
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": {
                "name": each.card.name.pick(lang).text,
                "url": reverse(each.card.type, args=[each.card.id]),
                "detail": each.card.place.pick(lang).text,
            },
        }
        for each in found
        for latitude, longitude in each.card.points
    ]
    municipalities = [
        (area.longitude, area.latitude, area.record.name.pick(lang).text)
        for area in vocabulary.current().members(("country", "FI"), "municipality")
        if area.latitude is not None
    ]
    return JsonResponse(
        {"type": "FeatureCollection", "features": features, "municipalities": municipalities},
        content_type="application/geo+json",
    )
