"""The whole address space on one screen. Addresses are translated: /haku, /sv/sok, /en/search."""

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("yllapito/", admin.site.urls),
]
