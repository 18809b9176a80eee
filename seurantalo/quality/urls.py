"""Addresses of the room."""

from django.urls import URLPattern, path

from seurantalo.common.addresses import spelled
from seurantalo.quality.views import answering, mending

CONFIRM = {"fi": "vahvista", "sv": "bekrafta", "en": "confirm", "se": "nanne"}
DESK = {"fi": "tyopoyta", "sv": "arbetsbord", "en": "desk", "se": "bargobeavdi"}


def at_desk(fi: str, sv: str, en: str) -> str:
    """An address under the desk's, each language in its own words."""
    tails = {"fi": fi, "sv": sv, "en": en, "se": fi}
    return spelled({lang: f"{word}/{tails[lang]}" for lang, word in DESK.items()})


urlpatterns: list[URLPattern] = [
    path(spelled(CONFIRM, "/<str:token>"), answering.confirm, name="confirm"),
    path(spelled(CONFIRM, "/<str:token>/loppui"), answering.ended, name="confirm-ended"),
    path(spelled(CONFIRM, "/<str:token>/muokkaa"), answering.edit, name="confirm-edit"),
    path(spelled(CONFIRM, "/<str:token>/takaisin"), answering.undo, name="confirm-undo"),
    path(spelled(CONFIRM, "/<str:token>/soitto"), answering.call, name="confirm-call"),
    path(spelled(CONFIRM, "/<str:token>/uusi"), answering.again, name="confirm-again"),
    path(
        at_desk("vahvistukset", "bekraftelser", "confirmations"),
        mending.confirmations,
        name="confirmations",
    ),
    path(
        at_desk(
            "vahvistukset/<slug:kind>/<key:pk>",
            "bekraftelser/<slug:kind>/<key:pk>",
            "confirmations/<slug:kind>/<key:pk>",
        ),
        mending.note_call,
        name="note-confirmation",
    ),
    path(at_desk("linkit", "lankar", "links"), mending.broken_links, name="broken-links"),
    path(
        at_desk("linkit/<key:pk>", "lankar/<key:pk>", "links/<key:pk>"),
        mending.look_again,
        name="check-link",
    ),
]
