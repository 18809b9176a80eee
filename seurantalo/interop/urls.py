"""Addresses of the room."""

from django.urls import path

from seurantalo.common.addresses import spelled
from seurantalo.interop import views

REPORT = {"fi": "ilmoita", "sv": "beratta", "en": "tell", "se": "almmut"}
SPREADSHEET = {"fi": "/taulukko", "sv": "/kalkylblad", "en": "/spreadsheet", "se": "/tabealla"}
CALENDAR = {"fi": "/kalenteri", "sv": "/kalender", "en": "/calendar", "se": "/kaleandar"}
BROUGHT = {"fi": "/tuotu", "sv": "/hamtat", "en": "/brought", "se": "/buktojuvvon"}


def _under(words: dict[str, str]) -> dict[str, str]:
    return {lang: REPORT[lang] + word for lang, word in words.items()}


urlpatterns = [
    path("tuonti/pohja.<str:suffix>", views.import_template, name="import-template"),
    path(spelled(_under(SPREADSHEET)), views.upload_spreadsheet, name="upload-spreadsheet"),
    path(spelled(_under(CALENDAR)), views.paste_calendar, name="paste-calendar"),
    path(spelled(_under(BROUGHT), "/<int:pk>"), views.upload, name="upload"),
]
