"""The doors of a reader: front page, results in three views, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seurantalo.common.addresses import correction_address
from seurantalo.common.time import local_day, now
from seurantalo.organizations import queries as organizations
from seurantalo.places import queries as places
from seurantalo.publishing.moved import leads_on
from seurantalo.records import plain_finnish
from seurantalo.records.formats import jsonld
from seurantalo.search import calendars, choices, commands, presenting, queries, vocabulary
from seurantalo.search.presenting import Linked, address, language
from seurantalo.search.query import SearchQuery
from seurantalo.search.suggesting import suggest

VIEWS = ("lista", "kartta", "kalenteri")


def front(request: HttpRequest) -> HttpResponse:
    """One question, and what one might answer."""
    words, overview = vocabulary.current(), queries.overview()
    counts = overview.facets
    return render(
        request,
        "search/front.html",
        {
            "life_situations": situations(words),
            "themes": [theme_link(e, counts) for e in words.of("theme") if not e.parent],
            "soon": queries.found([hit for hit in overview.hits if hit.next]),
            "soon_url": reverse("calendar"),
            "map": presenting.map_of(words.tiles, counts["area"], by="region", words=words),
            "numbers": numbers(counts),
            "quick": [
                Linked(_("Today"), address(SearchQuery(when="tanaan"))),
                Linked(_("At the weekend"), address(SearchQuery(when="viikonloppu"))),
                Linked(_("Free of charge"), address(SearchQuery(price=("free",)))),
                Linked(_("Online"), address(SearchQuery(channel=("online", "hybrid")))),
                Linked(_("Volunteer"), address(SearchQuery(kind=("volunteering",)))),
            ],
        },
    )


def results(request: HttpRequest) -> HttpResponse:
    """What was found, as a list, on a map or in a calendar."""
    query, refused = SearchQuery.read(request.GET.lists())
    view = request.GET.get("nakyma", "lista")
    view = view if view in VIEWS else "lista"
    answer = queries.find(query, lang=language())
    words = vocabulary.current()
    if query.page > 1 and 0 < answer.pages < query.page:
        return redirect(address(query, page=answer.pages))
    if query.words and query.page == 1 and (not answer.total or answer.widened):
        commands.note_gap(answer.answered.words or query.words, answer.around)
    context: dict[str, Any] = {
        "query": query,
        "description": choices.described(query, words),
        "total": answer.total,
        "hits": answer.found,
        "facets": choices.facets(answer, words),
        "chips": choices.chips(answer.answered, words),
        "kept": choices.kept(query),
        "view": view,
        "views": presenting.views(query, view),
        "sorts": presenting.sorts(answer.answered),
        "pager": presenting.pager(query, answer.total, view=view),
        "notices": presenting.notices(answer, refused),
        "understood": presenting.understood(answer, words),
        "suggested": choices.suggested(answer, words),
        "corrected": presenting.corrected(answer),
        "crisis": answer.crisis,
        "nearest_themes": presenting.nearest_themes(answer, words),
        "contacts": () if answer.total else queries.contacts(answer),
        "ics": address(query, "search-ics"),
        "atom": address(query, "search-atom"),
        "points_url": address(query, "search-geojson"),
    }
    if view == "kalenteri" and answer.total:
        context |= calendars.month_of(answer.answered, request.GET.get("kuu", ""))
    return render(request, "search/results.html", context)


def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """What there is in one municipality; an abolished one leads to its successor."""
    words = vocabulary.current()
    area = words.area("municipality", code)
    if area is None:
        raise Http404
    if area.code != code:
        return redirect("municipality", area.code, permanent=True)
    query = SearchQuery(municipality=(area.code,))
    answer = queries.find(query, lang=language())
    groups = {group.kind: group for group in words.groups("municipality", area.code)}
    region = groups.get("region")
    return render(
        request,
        "search/municipality.html",
        {
            "area": area,
            "region": region,
            "county": groups.get("county"),
            "region_url": region and address(SearchQuery(region=(region.code,))),
            "numbers": numbers(answer.counts),
            "soon": queries.soon(query, lang=language()),
            "themes": themes_within(query, answer.counts["theme"], words),
            "organizations": organizations_of(query),
            "search_url": address(query),
            "calendar_url": address(query, "calendar"),
            "ics": address(query, "search-ics"),
            "map": region
            and presenting.map_of(
                [t for t in words.tiles if in_region(words, t, region.code)],
                queries.overview(facets=("area",)).facets["area"],
                by="municipality",
                words=words,
            ),
        },
    )


def themes_within(
    query: SearchQuery, counts: Mapping[str, int], words: vocabulary.Vocabulary
) -> list[Linked]:
    """The widest themes of which a query finds something, each a narrower query."""
    return [
        Linked(
            entry.label,
            address(query, theme=(entry.code,)),
            icon=entry.icon,
            count=counts[entry.code],
        )
        for entry in words.of("theme")
        if not entry.parent and counts.get(entry.code)
    ]


def organizations_of(query: SearchQuery) -> list[Linked]:
    """The first organisations of a query."""
    asked = query.model_copy(update={"kind": ("organization",)})
    found = queries.find(asked, lang=language(), facets=(), per_page=30, widen=False).found
    return [Linked(each.card.name, reverse("organization", args=[each.card.id])) for each in found]


def in_region(words: vocabulary.Vocabulary, tile: places.Tile, region: str) -> bool:
    """Whether a tile's municipality lies in the region."""
    known = words.areas.get(("municipality", tile.area.code))
    return known is not None and ("region", region) in known.groups


def municipalities(request: HttpRequest) -> HttpResponse:
    """All municipalities by region."""
    words = vocabulary.current()
    counts = queries.overview(facets=("area",)).facets["area"]
    regions = [
        Linked(
            region.record.name,
            address(SearchQuery(region=(region.record.code,))),
            children=tuple(
                Linked(
                    each.record.name,
                    reverse("municipality", args=[each.record.code]),
                    count=counts.get(f"in:municipality:{each.record.code}", 0),
                )
                for each in words.members(("region", region.record.code), "municipality")
            ),
        )
        for region in words.members(("country", "FI"), "region")
    ]
    return render(
        request,
        "search/municipalities.html",
        {
            "regions": regions,
            "map": presenting.map_of(words.tiles, counts, by="region", words=words),
        },
    )


def themes(request: HttpRequest) -> HttpResponse:
    """All themes on two levels, and the situations of life."""
    words, counts = vocabulary.current(), queries.overview(facets=("theme",)).facets
    tops = [entry for entry in words.of("theme") if not entry.parent]
    return render(
        request,
        "search/themes.html",
        {
            "themes": [
                replace(
                    theme_link(top, counts),
                    children=tuple(
                        theme_link(e, counts) for e in words.of("theme") if e.parent == top.code
                    ),
                )
                for top in tops
            ],
            "life_situations": situations(words),
        },
    )


def theme(request: HttpRequest, code: str) -> HttpResponse:
    """What there is under one theme in the whole country."""
    words = vocabulary.current()
    entry = words.terms.get(("theme", code))
    if entry is None:
        raise Http404
    if entry.code != code:
        return redirect("theme", entry.code, permanent=True)
    query = SearchQuery(theme=(code,))
    answer = queries.find(query, lang=language())
    parent = words.terms.get(("theme", entry.parent)) if entry.parent else None
    return render(
        request,
        "search/theme.html",
        {
            "theme": entry,
            "parent": parent and theme_link(parent, answer.counts),
            "children": [
                theme_link(e, answer.counts) for e in words.of("theme") if e.parent == code
            ],
            "hits": answer.found,
            "total": answer.total,
            "search_url": address(query),
            "ics": address(query, "search-ics") if answer.total else "",
            "map": presenting.map_of(words.tiles, answer.counts["area"], by="region", words=words),
        },
    )


@leads_on("organization")
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """Who it is and what it does."""
    record = organizations.get_record(pk)
    if record is None:
        raise Http404
    asked = request.GET.get("kieli") == "selko"
    reading = plain_finnish.reading(record, lang=language(), asked=asked)
    shown = plain_finnish.in_plain(record) if reading == "read" else record
    query = SearchQuery(organization=pk, kind=queries.ACTIVITIES)
    answer = queries.find(query, lang=language(), facets=(), widen=False)
    return render(
        request,
        "organizations/organization.html",
        {
            "organization": shown,
            "plain_finnish": reading,
            "activities": answer.found,
            "activities_total": answer.total,
            "activities_url": address(query),
            "ics": address(query, "search-ics") if answer.total else "",
            "atom": address(query, "search-atom"),
            "correction_url": correction_address(record.name.pick(language()).text, record.url),
            "jsonld": jsonld.write_organization(
                record, base_url=settings.BASE_URL, lang=language()
            ),
        },
    )


def calendar(request: HttpRequest) -> HttpResponse:
    """The calendar of a place or of everything, by month, week or day."""
    query, _refused = SearchQuery.read(request.GET.lists())
    context = calendars.calendar_of(
        query,
        view=request.GET.get("nakyma", ""),
        day=request.GET.get("pvm", ""),
        today=local_day(now()),
    )
    return render(request, "search/calendar.html", context)


def suggestions(request: HttpRequest) -> JsonResponse:
    """Themes, places, organisations and activities that the words begin."""
    only = request.GET.get("laji", "")
    found = suggest(request.GET.get("q", ""), lang=language(), only=only)
    return JsonResponse(found, safe=False)


def theme_link(entry: Any, counts: Any) -> Linked:
    """A theme with its page, plain words and count."""
    return Linked(
        entry.label,
        reverse("theme", args=[entry.code]),
        entry.plain,
        entry.icon,
        counts.get("theme", {}).get(entry.code, 0),
    )


def situations(words: vocabulary.Vocabulary) -> list[Linked]:
    """The situations of life, each leading to its themes."""
    return [
        Linked(entry.label, address(SearchQuery(life_situation=(entry.code,))))
        for entry in words.of("life_situation")
    ]


def numbers(counts: Any) -> list[dict[str, Any]]:
    """How much there is of what, each number with the word in its own case."""
    kinds = counts.get("kind", {})
    n = {kind: kinds.get(kind, 0) for kind in ("organization", *queries.ACTIVITIES)}
    words = {
        "organization": ngettext("group of people", "groups of people", n["organization"]),
        "hobby": ngettext("hobby to try", "hobbies to try", n["hobby"]),
        "support": ngettext("form of support", "forms of support", n["support"]),
        "volunteering": ngettext("task to take", "tasks to take", n["volunteering"]),
        "event": ngettext("coming event", "coming events", n["event"]),
    }
    return [{"label": label, "n": n[kind]} for kind, label in words.items()]
