"""Addresses of the room."""

from django.urls import path

from seurantalo.common.addresses import spelled
from seurantalo.interop import source_views, views

REPORT = {"fi": "ilmoita", "sv": "beratta", "en": "tell", "se": "almmut"}
SPREADSHEET = {"fi": "/taulukko", "sv": "/kalkylblad", "en": "/spreadsheet", "se": "/tabealla"}
CALENDAR = {"fi": "/kalenteri", "sv": "/kalender", "en": "/calendar", "se": "/kaleandar"}
BROUGHT = {"fi": "/tuotu", "sv": "/hamtat", "en": "/brought", "se": "/buktojuvvon"}
SOURCES = {"fi": "omat/lahteet", "sv": "mina/kallor", "en": "own/sources", "se": "iezan/galdut"}
NEW = {"fi": "/liita", "sv": "/anslut", "en": "/connect", "se": "/laktte"}
READ = {"fi": "/lue", "sv": "/las", "en": "/read", "se": "/loga"}
ANSWER = {"fi": "/vastaa", "sv": "/svara", "en": "/answer", "se": "/vastit"}
PART = {"fi": "/irrota", "sv": "/koppla-fran", "en": "/disconnect", "se": "/luvve"}


def _of_source(words: dict[str, str], key: str = "/<key:pk>") -> str:
    """A page of one source: /omat/lahteet/12/lue."""
    return spelled({lang: f"{SOURCES[lang]}{key}{word}" for lang, word in words.items()})


def _under(words: dict[str, str]) -> dict[str, str]:
    return {lang: REPORT[lang] + word for lang, word in words.items()}


urlpatterns = [
    path("tuonti/pohja.<str:suffix>", views.import_template, name="import-template"),
    path(spelled(_under(SPREADSHEET)), views.upload_spreadsheet, name="upload-spreadsheet"),
    path(spelled(_under(CALENDAR)), views.paste_calendar, name="paste-calendar"),
    path(spelled(_under(BROUGHT), "/<key:pk>"), views.upload, name="upload"),
    path(spelled(SOURCES), source_views.sources, name="sources"),
    path(_of_source(NEW, ""), source_views.source_new, name="source-new"),
    path(spelled(SOURCES, "/<key:pk>"), source_views.source, name="source"),
    path(_of_source(READ), source_views.source_read, name="source-read"),
    path(_of_source(ANSWER), source_views.source_answer, name="source-answer"),
    path(_of_source(PART), source_views.source_disconnect, name="source-disconnect"),
]
