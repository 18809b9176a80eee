"""Addresses of the room."""

from django.urls import path

from seurantalo.interop import views

urlpatterns = [
    path("tuonti/pohja.<str:suffix>", views.import_template, name="import-template"),
]
