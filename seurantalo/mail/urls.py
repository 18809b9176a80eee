"""Addresses of the room."""

from django.urls import URLPattern, path

from seurantalo.common.addresses import spelled
from seurantalo.mail import views

POST = {"fi": "posti", "sv": "post", "en": "mail"}
UNSUBSCRIBE = {"fi": "ei-enaa", "sv": "inte-mer", "en": "unsubscribe"}

urlpatterns: list[URLPattern] = [
    path(spelled(UNSUBSCRIBE, "/<str:token>"), views.unsubscribe, name="unsubscribe"),
    path(spelled(POST), views.post, name="post"),
    path(spelled(POST, "/<slug:name>"), views.letter, name="post-letter"),
    path(spelled(POST, "/<slug:name>.html"), views.letter_html, name="post-letter-html"),
]
