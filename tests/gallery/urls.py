"""Every public page with sample records: what the look is developed and checked against.

The real names of addresses, so that the templates work as they are.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from seurantalo.common.text import Text
from seurantalo.common.time import local_day, now
from seurantalo.search import vocabulary
from seurantalo.search.calendar_choices import controls
from seurantalo.search.presenting import Linked, PageLink, sorts, views
from seurantalo.ui.calendar import DayLinks, Entry, agenda, hours, month, week
from seurantalo.ui.periods import view_names
from seurantalo.ui.tiles import Tile, TileGroup, tile_map
from tests.gallery import samples


def label(fi: str, url: str = "/haku", **more: object) -> SimpleNamespace:
    return SimpleNamespace(label=Text(fi=fi), url=url, **more)


SITUATIONS = [
    label(t)
    for t in (
        "Muutin uudelle paikkakunnalle",
        "Olen yksinäinen",
        "Jäin työttömäksi",
        "Läheinen on kuollut",
        "Hoidan omaistani",
        "Saimme lapsen",
        "Rahat eivät riitä",
        "Olen uusi Suomessa",
        "Haluan auttaa muita",
    )
]
THEMES = [
    label(fi, "/teemat/friends", plain=Text(fi=plain), icon=icon, count=n, children=[label(c, "/teemat/friends", count=3) for c in ("Vertaistuki", "Ystävätoiminta", "Kahvilat")])
    for fi, plain, icon, n in (
        ("Liikunta ja urheilu", "liiku omaan tahtiin", "sport", 212), ("Kulttuuri", "laula, soita, näyttele", "culture", 140),
        ("Luonto", "metsään, vesille, puutarhaan", "nature", 66), ("Ystävät ja seura", "kun kaipaat seuraa", "friends", 48),
        ("Mieli ja kriisit", "kun arki on raskasta", "crisis", 39), ("Terveys ja vamma", "sairauden kanssa eläminen", "health", 71),
        ("Perhe ja lapset", "arkea lasten kanssa", "family", 90), ("Raha ja toimeentulo", "kun rahat eivät riitä", "money", 22),
        ("Työ ja opiskelu", "kohti työtä", "work", 18), ("Digitaidot", "apua laitteiden kanssa", "digital", 12),
        ("Kylät ja talkoot", "yhdessä tekemistä", "village", 54), ("Vaikuttaminen", "aja asioita", "advocacy", 33),
    )
]  # fmt: skip


def finland():
    """Nineteen regions of invented shape."""
    groups = []
    for n in range(19):
        left, top = (n % 4) * 5, (n // 4) * 4
        tiles = tuple(Tile(left + i % 5, top + i // 5, (n * 7 + i * 5) % 90) for i in range(16))
        groups.append(
            TileGroup(
                f"Maakunta {n + 1}", f"/haku?maakunta={n + 1}", sum(t.count for t in tiles), tiles
            )
        )
    return tile_map(groups)


def entries():
    return [
        Entry(
            samples.at(day, hour),
            samples.at(day, hour + 1, 30),
            name,
            "/toiminta/12",
            Text(fi="Nilsiän seurantalo"),
            status="cancelled" if (day + hour) % 11 == 0 else "scheduled",
        )
        for day in range(-6, 24)
        for hour, name in (
            (10, Text(fi="Aamukahvit kylätalolla")),
            (12, Text(fi="Tuolijumppa")),
            (17, Text(fi="Karaokekuoro Kultakurkut")),
            (18, Text(fi="Lukupiiri")),
            (19, Text(sv="Svenska sällskapet")),
        )
        if (day * hour) % 3
    ]


DAYS = DayLinks(lambda day: f"/kalenteri?nakyma=paiva&pvm={day}")
NUMBERS = [
    SimpleNamespace(label="järjestöä", n="283"),
    SimpleNamespace(label="toimintaa", n="1 227"),
    SimpleNamespace(label="kuntaa", n="308"),
]


def front(request: HttpRequest) -> HttpResponse:
    quick = [
        label(t) for t in ("Tänään", "Viikonloppuna", "Maksutonta", "Verkossa", "Vapaaehtoiseksi")
    ]
    return render(
        request,
        "search/front.html",
        {
            "life_situations": SITUATIONS,
            "themes": THEMES,
            "soon": samples.HITS[:4],
            "soon_url": "/kalenteri",
            "map": finland(),
            "numbers": NUMBERS,
            "quick": quick,
        },
    )


def search(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("nakyma", "lista")
    nothing = request.GET.get("q") == "vesipallo"
    today = local_day(now())
    pages = [PageLink(n, f"/haku?sivu={n}", n == 2) for n in (1, 2, 3, None, 7)]
    return render(request, "search/results.html", {
        "query": samples.QUERY, "total": 0 if nothing else 126, "hits": () if nothing else samples.HITS, "view": view, "views": views(samples.QUERY, view),
        "description": "ystävä yksinäiselle äidille, Nilsiä", "facets": samples.FACETS, "chips": samples.CHIPS, "kept": [("km", "10")], "sorts": sorts(samples.QUERY),
        "notices": ["Juuri näillä rajauksilla ei löytynyt mitään. Haimme laajemmalta alueelta."], "understood": [Linked("”Nilsiä” ymmärrettiin paikaksi.", "/haku?sellaisenaan=1")],
        "corrected": Linked("ystävä yksinäiselle äidille", "/haku"), "crisis": samples.CRISIS if nothing else (), "nearest_themes": samples.NEAREST,
        "contacts": samples.ACTIVITY.contacts, "pager": {"pages": pages, "previous": "/haku?sivu=1", "next": "/haku?sivu=3"}, "ics": "/haku.ics", "atom": "/haku.atom",
        "points_url": "/haku.geojson", "month": month(today, entries(), today, DAYS), "month_label": "marraskuu 2026", "previous": "/haku", "following": "/haku", "previous_label": "lokakuu", "following_label": "joulukuu",
    })  # fmt: skip


def suggestions(request: HttpRequest) -> JsonResponse:
    given = request.GET.get("q", "")
    items = [
        {"type": "theme", "label": "Ystävätoiminta", "detail": "Teema", "url": "/teemat/friends"},
        {"type": "place", "label": "Ystävälahti", "detail": "Kuopio", "q": "Ystävälahti"},
        {
            "type": "organization",
            "label": "Ystävät ry",
            "detail": "Järjestö",
            "url": "/jarjestot/7",
        },
    ]
    return JsonResponse(
        [i for i in items if i["label"].lower().startswith(given.lower()[:3])], safe=False
    )


def points(request: HttpRequest) -> JsonResponse:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {
                "name": name,
                "url": "/toiminta/12",
                "detail": "Nilsiän Kyläyhdistys ry",
            },
        }
        for lat, lon, name in (
            (63.2063, 28.0843, "Ystävä ikäihmiselle"),
            (62.89, 27.68, "Kuoro"),
            (63.56, 27.19, "Ruokajakelu"),
        )
    ]
    return JsonResponse(
        {
            "type": "FeatureCollection",
            "features": features,
            "municipalities": [
                [28.0, 63.2, "Nilsiä"],
                [27.68, 62.89, "Kuopio"],
                [27.19, 63.56, "Iisalmi"],
                [27.4, 63.08, "Siilinjärvi"],
                [27.87, 62.32, "Varkaus"],
            ],
        }
    )


def activity(request: HttpRequest, pk: int) -> HttpResponse:
    schedule = Text(
        fi="joka toinen tiistai klo 18–19.30, ei 24.12.",
        sv="varannan tisdag kl. 18–19.30, inte 24.12",
        en="every other Tuesday 18:00–19:30, not 24 Dec",
    )
    channels = [
        SimpleNamespace(channel=c, schedule=schedule if n == 0 else Text(), number=n)
        for n, c in enumerate(samples.ACTIVITY.channels)
    ]
    return render(request, "activities/activity.html", {
        "activity": samples.ACTIVITY, "channels": channels, "coming": samples.COMING, "times": [(each, None) for each in samples.COMING], "upcoming_count": 12, "ics": "/toiminta/12.ics",
        "similar_url": "/haku?teema=friends", "similar": samples.HITS[1:3], "correction_url": "mailto:yhteys@seurantalo.example", "search_url": "/haku?laji=support",
        "jsonld": {"@context": "https://schema.org", "@type": "Service", "name": "</script><b>"},
    })  # fmt: skip


def organization(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "organizations/organization.html", {
        "organization": samples.ORGANIZATION, "activities": samples.HITS[:3], "activities_total": 12, "activities_url": "/haku?jarjesto=7",
        "ics": "/jarjestot/7.ics", "atom": "/jarjestot/7.atom", "correction_url": "mailto:yhteys@seurantalo.example", "jsonld": {"@type": "NGO"},
    })  # fmt: skip


def municipality(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "search/municipality.html", {
        "area": samples.KUOPIO, "region": samples.SAVO, "region_url": "/haku?maakunta=11", "numbers": NUMBERS[:2], "soon": samples.HITS[:3], "themes": THEMES,
        "organizations": [label("Nilsiän Kyläyhdistys ry", "/jarjestot/7"), label("Kuopion Metsänhoitajien Pitkänimisten Yhdistysten Tukisäätiö sr", "/jarjestot/7")],
        "search_url": "/haku?kunta=297", "calendar_url": "/kalenteri?kunta=297", "ics": "/haku.ics", "map": finland(),
    })  # fmt: skip


def municipalities(request: HttpRequest) -> HttpResponse:
    regions = [
        label(
            f"Maakunta {n}",
            "/haku",
            municipalities=[
                label(name, "/kunnat/297", count=n * 3)
                for name in ("Iisalmi", "Kuopio", "Pielavesi", "Varkaus")
            ],
        )
        for n in range(1, 8)
    ]
    return render(request, "search/municipalities.html", {"regions": regions, "map": finland()})


def themes(request: HttpRequest) -> HttpResponse:
    return render(request, "search/themes.html", {"themes": THEMES, "life_situations": SITUATIONS})


def theme(request: HttpRequest, code: str) -> HttpResponse:
    return render(
        request,
        "search/theme.html",
        {
            "theme": THEMES[3],
            "parent": label("Ystävät ja seura", "/teemat/friends"),
            "children": THEMES[3].children,
            "hits": samples.HITS[:4],
            "total": 48,
            "search_url": "/haku?teema=friends",
            "map": finland(),
        },
    )


def laid_out(view: str, today: date) -> dict[str, object]:
    monday = today - timedelta(days=today.weekday())
    return {
        "kuukausi": lambda: {"month": month(today, entries(), today, DAYS)},
        "viikko": lambda: {"week": week(monday, entries(), today, DAYS)},
        "paiva": lambda: {"hours": hours(today, entries())},
        "luettelo": lambda: {"agenda": agenda(entries(), today, today + timedelta(7), DAYS)},
    }[view]()


def calendar(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("nakyma", "kuukausi")
    number = SimpleNamespace(url="/kalenteri", count=12, label="joulukuu 2026")
    row = [number, None, *[number] * 10]
    return render(
        request,
        "search/calendar.html",
        {
            "view": view,
            "views": [
                SimpleNamespace(label=name, url=f"/kalenteri?nakyma={code}", current=code == view)
                for code, name in view_names().items()
            ],
            "period_label": "Marraskuu 2026",
            "previous": "/kalenteri",
            "following": "/kalenteri",
            "previous_label": "lokakuu",
            "following_label": "joulukuu",
            "today_url": "/kalenteri",
            "chips": [label("Kuopio", "/kalenteri")],
            "controls": controls(samples.QUERY, vocabulary.current()),
            "kept": [("nakyma", view)],
            "towns": [label(t, "/kalenteri", count=3) for t in ("Kuopio", "Savonlinna")],
            "months": [(Text(fi="Ikäihmiset"), row), (Text(fi="Lapsiperheet"), row)],
            "month_names": ["marras", "joulu", "tammi", "helmi"] * 3,
            "left_out": 27,
            "ics": "/kalenteri.ics",
            "search_url": "/haku",
            **laid_out(view, local_day(now())),
        },
    )


urlpatterns = i18n_patterns(
    path("", front, name="front"),
    path("haku", search, name="search"),
    path("haku.geojson", points),
    path("ehdotukset", suggestions, name="suggestions"),
    path("toiminta/<int:pk>", activity, name="activity"),
    path("jarjestot/<int:pk>", organization, name="organization"),
    path("kunnat", municipalities, name="municipalities"),
    path("kunnat/<code>", municipality, name="municipality"),
    path("teemat", themes, name="themes"),
    path("teemat/<code>", theme, name="theme"),
    path("kalenteri", calendar, name="calendar"),
    path("", include("seurantalo.ui.urls")),
    path("", include("seurantalo.accounts.urls")),
    prefix_default_language=False,
)
handler404 = "seurantalo.common.http.page_not_found"
