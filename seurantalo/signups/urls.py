"""Addresses of the room."""

from django.urls import URLPattern, path

from seurantalo.common.addresses import spelled
from seurantalo.signups.views import coming, hosting

ACTIVITY = {"fi": "toiminta", "sv": "verksamhet", "en": "activities", "se": "doaibma"}
OWN = {"fi": "omat", "sv": "mina", "en": "own", "se": "iezan"}
SIGN_UP = {"fi": "ilmoittaudu", "sv": "anmal-dig", "en": "sign-up", "se": "diedit"}
WHO = {"fi": "ilmoittautuneet", "sv": "anmalda", "en": "sign-ups", "se": "diedihan"}
MINE = {"fi": "ilmoittautuminen", "sv": "anmalan", "en": "your-sign-up", "se": "iezan-diedahus"}


def sign_up(tail: str = "") -> str:
    """/toiminta/12/ilmoittaudu, in each language's words."""
    words = {lang: f"{word}/<key:pk>/{SIGN_UP[lang]}" for lang, word in ACTIVITY.items()}
    return spelled(words, tail)


def hosted(tail: str = "") -> str:
    """/omat/toiminta/12/ilmoittautuneet, in each language's words."""
    words = {lang: f"{OWN[lang]}/{ACTIVITY[lang]}/<key:pk>/{WHO[lang]}" for lang in OWN}
    return spelled(words, tail)


urlpatterns: list[URLPattern] = [
    path(sign_up(), coming.sign_up, name="sign-up"),
    path(sign_up("/kiitos"), coming.thanks, name="sign-up-thanks"),
    path(spelled(MINE, "/<str:token>"), coming.own, name="own-sign-up"),
    path(hosted(), hosting.sign_ups, name="sign-ups"),
    path(hosted(".csv"), hosting.as_file, {"kind": "csv"}, name="sign-ups-csv"),
    path(hosted(".xlsx"), hosting.as_file, {"kind": "xlsx"}, name="sign-ups-xlsx"),
    path(hosted("/lisaa"), hosting.add, name="add-sign-up"),
    path(hosted("/sailytys"), hosting.keep, name="keep-sign-ups"),
    path(hosted("/<key:signup>"), hosting.one, name="one-sign-up"),
    path(hosted("/<slug:key>/viesti"), hosting.write, name="write-to-sign-ups"),
    path(hosted("/<slug:key>/sulje"), hosting.close, name="close-sign-ups"),
]
