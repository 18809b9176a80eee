"""Addresses of the room."""

from django.urls import URLPattern, path

from seurantalo.common.addresses import spelled
from seurantalo.desk import duplicates_views, history_views, review_views, views
from seurantalo.desk.administration.urls import urlpatterns as administration

DESK = {"fi": "tyopoyta", "sv": "arbetsbord", "en": "desk", "se": "bargobeavdi"}
REVIEW = {
    "fi": "tyopoyta/tarkistus",
    "sv": "arbetsbord/granskning",
    "en": "desk/review",
    "se": "bargobeavdi/darkkisteapmi",
}
HISTORY = {"fi": "historia", "sv": "historik", "en": "history", "se": "historja"}
DUPLICATES = {
    "fi": "tyopoyta/kaksoset",
    "sv": "arbetsbord/dubbletter",
    "en": "desk/duplicates",
    "se": "bargobeavdi/guovttit",
}
PAIR = "/<slug:kind>/<key:pk>/<key:other>"
THING = "/<slug:kind>/<key:pk>"

urlpatterns: list[URLPattern] = [
    path(spelled(DESK), views.desk, name="desk"),
    path(spelled(DESK, "/tee"), views.act, name="desk-act"),
    path(spelled(DESK, "/kumoa/<uuid:batch>"), views.undo, name="desk-undo"),
    *administration,
    path(spelled(DUPLICATES), duplicates_views.pairs, name="duplicates"),
    path(spelled(DUPLICATES, PAIR), duplicates_views.merge, name="duplicates-merge"),
    path(spelled(DUPLICATES, f"{PAIR}/sano"), duplicates_views.say, name="duplicates-say"),
    path(spelled(DUPLICATES, "/<key:pk>"), duplicates_views.merged, name="merged"),
    path(spelled(REVIEW), review_views.review, name="review"),
    path(spelled(REVIEW, THING), review_views.item, name="review-item"),
    path(spelled(REVIEW, f"{THING}/paatos"), review_views.decide, name="review-decide"),
    path(spelled(HISTORY, THING), history_views.history, name="history"),
    path(spelled(HISTORY, f"{THING}/ajat"), history_views.schedule, name="history-schedule"),
    path(
        spelled(HISTORY, f"{THING}/palauta/<key:version>"),
        history_views.restore,
        name="history-restore",
    ),
]
