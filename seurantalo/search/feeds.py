"""A search as a feed: the same query as a calendar, as news, as points of a map."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page

from seurantalo.activities import queries as activities
from seurantalo.common.time import HELSINKI
from seurantalo.records.formats import atom, ical
from seurantalo.search import choices, queries, vocabulary
from seurantalo.search.presenting import address, language
from seurantalo.search.query import SearchQuery
from seurantalo.ui.context import SITE_NAME

LONG_AGO = datetime(2026, 1, 1, tzinfo=HELSINKI)  # when an empty feed was last changed
MOST_IN_FEED = 200
MOST_NEWS = 50
MOST_POINTS = 1000


def _asked(request: HttpRequest) -> tuple[SearchQuery, str]:
    query, _refused = SearchQuery.read(request.GET.lists())
    described = choices.described(query, vocabulary.current())
    return query, f"{SITE_NAME}: {described}" if described else SITE_NAME


@conditional_page
def feed_ical(request: HttpRequest) -> HttpResponse:
    """The times of what a search finds, to subscribe to (RFC 5545)."""
    query, name = _asked(request)
    found = queries.find(
        queries.of_activities(query),
        lang=language(),
        facets=(),
        per_page=MOST_IN_FEED,
        widen=False,
    ).found
    records = activities.records_of([int(each.card.id) for each in found])
    body = ical.write_feed(
        records,
        name=name,
        url=settings.BASE_URL + address(query, "search-ics"),
        base_url=settings.BASE_URL,
        lang=language(),
    )
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


@conditional_page
def feed_atom(request: HttpRequest) -> HttpResponse:
    """What a search finds, the newest first (RFC 4287)."""
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
        updated=max((card.modified for card in cards), default=LONG_AGO),
    )
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@conditional_page
def geojson(request: HttpRequest) -> JsonResponse:
    """The places of what a search finds (RFC 7946).

    The foreign member `municipalities` (longitude, latitude, name) is what our own map is drawn on.
    """
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
