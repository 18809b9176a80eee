"""Addresses of the pages that only tell."""

from django.urls import path

from seurantalo.ui import views

urlpatterns = [
    path("tietoa", views.about, name="about"),
    path("saavutettavuus", views.accessibility, name="accessibility"),
    path("tietosuoja", views.privacy, name="privacy"),
]
