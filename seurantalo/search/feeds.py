"""A search as a feed: the same query as a calendar, as news, as points of a map."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from seurantalo.activities import queries as activities
from seurantalo.common.time import now
from seurantalo.records.formats import atom, ical
from seurantalo.search import presenting, queries, vocabulary
from seurantalo.search.presenting import address, language
from seurantalo.search.query import SearchQuery
from seurantalo.ui.context import SITE_NAME

MOST_IN_FEED = 200
MOST_POINTS = 1000


def _asked(request: HttpRequest) -> tuple[SearchQuery, str]:
    query, _refused = SearchQuery.read(request.GET.lists())
    described = presenting.described(query, vocabulary.current())
    return query, f"{SITE_NAME}: {described}" if described else SITE_NAME


def feed_ical(request: HttpRequest) -> HttpResponse:
    """The times of what a search finds, to subscribe to (RFC 5545)."""
    query, name = _asked(request)
    found = queries.find(
        query.model_copy(update={"kind": query.kind or queries.ACTIVITIES}),
        lang=language(),
        facets=(),
        per_page=MOST_IN_FEED,
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


def feed_atom(request: HttpRequest) -> HttpResponse:
    """What a search finds, the newest first (RFC 4287)."""
    query, name = _asked(request)
    newest = query.model_copy(update={"sort": query.sort or "newest"})
    found = queries.find(newest, lang=language(), facets=(), per_page=50).found
    cards = [each.card for each in found]
    body = atom.write_feed(
        cards,
        title=name,
        feed_url=settings.BASE_URL + address(query, "search-atom"),
        page_url=settings.BASE_URL + address(query),
        base_url=settings.BASE_URL,
        lang=language(),
        updated=max((card.modified for card in cards), default=now()),
    )
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def geojson(request: HttpRequest) -> JsonResponse:
    """The places of what a search finds (RFC 7946).

    The foreign member `municipalities` (longitude, latitude, name) is what our own map is drawn on.
    """
    query, _name = _asked(request)
    found = queries.find(query, lang=language(), facets=(), per_page=MOST_POINTS).found
    lang = language()
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": {
                "name": each.card.name.pick(lang).text,
                "url": each.card.url,
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
