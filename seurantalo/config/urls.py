"""The whole address space on one screen: Finnish words first, each language its own.

/haku is /sv/sok, /en/search and /se/oza. A record's formats are one family: /toiminta/12,
/toiminta/12.ics, /toiminta/12.json.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import URLPattern, URLResolver, include, path
from django.views.static import serve

from seurantalo.activities import views as activities
from seurantalo.common.addresses import spelled
from seurantalo.config.api import api
from seurantalo.config.sitemaps import SITEMAPS
from seurantalo.organizations import views as organizations
from seurantalo.search import feeds
from seurantalo.search import views as search

handler400 = "seurantalo.common.http.bad_request"
handler403 = "seurantalo.common.http.permission_denied"
handler404 = "seurantalo.common.http.page_not_found"
handler500 = "seurantalo.common.http.server_error"
handler429 = "seurantalo.accounts.views.too_many_requests"  # asked by allauth

SEARCH = {"fi": "haku", "sv": "sok", "en": "search", "se": "oza"}
ACTIVITY = {"fi": "toiminta", "sv": "verksamhet", "en": "activities", "se": "doaibma"}
ORGANIZATION = {"fi": "jarjestot", "sv": "organisationer", "en": "organizations", "se": "searvvit"}
MUNICIPALITIES = {"fi": "kunnat", "sv": "kommuner", "en": "municipalities", "se": "gielddat"}
THEMES = {"fi": "teemat", "sv": "teman", "en": "themes", "se": "fattat"}
CALENDAR = {"fi": "kalenteri", "sv": "kalender", "en": "calendar", "se": "kaleandar"}

pages: list[URLPattern | URLResolver] = [
    path("", search.front, name="front"),
    path(spelled(SEARCH), search.results, name="search"),
    path(spelled(SEARCH, ".ics"), feeds.feed_ical, name="search-ics"),
    path(spelled(SEARCH, ".atom"), feeds.feed_atom, name="search-atom"),
    path(spelled(SEARCH, ".geojson"), feeds.geojson, name="search-geojson"),
    path("ehdotukset", search.suggestions, name="suggestions"),
    path(spelled(CALENDAR), search.calendar, name="calendar"),
    path(spelled(MUNICIPALITIES), search.municipalities, name="municipalities"),
    path(spelled(MUNICIPALITIES, "/<slug:code>"), search.municipality, name="municipality"),
    path(spelled(THEMES), search.themes, name="themes"),
    path(spelled(THEMES, "/<slug:code>"), search.theme, name="theme"),
    path(spelled(ACTIVITY, "/<key:pk>"), activities.activity, name="activity"),
    path(spelled(ACTIVITY, "/<key:pk>.ics"), feeds.activity_ical, name="activity-ics"),
    path(spelled(ACTIVITY, "/<key:pk>.json"), activities.json, name="activity-json"),
    path(spelled(ACTIVITY, "/<key:pk>/luonnos"), activities.draft, name="activity-draft"),
    path(spelled(ORGANIZATION, "/<key:pk>"), search.organization, name="organization"),
    path(spelled(ORGANIZATION, "/<key:pk>.json"), organizations.json, name="organization-json"),
    path("", include("seurantalo.ui.urls")),
    path("", include("seurantalo.accounts.urls")),
    path("", include("seurantalo.publishing.urls")),
    path("", include("seurantalo.organizations.urls")),
    path("", include("seurantalo.mail.urls")),
    path("", include("seurantalo.jobs.urls")),
    path("", include("seurantalo.networks.urls")),
    path("", include("seurantalo.planning.urls")),
    path("", include("seurantalo.signups.urls")),
    path("", include("seurantalo.interop.urls")),
    path("", include("seurantalo.telling.urls")),
    path("", include("seurantalo.quality.urls")),
    path("", include("seurantalo.desk.urls")),
]

urlpatterns = [
    *i18n_patterns(*pages, prefix_default_language=False),
    path("api/v1/", api.urls),
    path("yllapito/", admin.site.urls),
    # One address for every language: an outside login knows only those it was told.
    path("tili/oidc/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS}, name="sitemap-index"),
    path(
        "sitemap-<section>.xml",
        sitemaps.sitemap,
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
]
if settings.EMAIL_WEBHOOK_SECRET:  # bounces, told by the mail provider
    urlpatterns.append(path("anymail/", include("anymail.urls")))
