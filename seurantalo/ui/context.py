"""What every page knows: its name, its languages, its four links, the human to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SITE_NAME = "Seurantalo"
NAVIGATION: tuple[tuple[str, Promise], ...] = (
    ("search", _("Search")),
    ("themes", _("Themes")),
    ("calendar", _("Calendar")),
    ("municipalities", _("Municipalities")),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the frame; `lang` is set when its words are in another language than the page."""

    label: str | Promise
    url: str
    current: bool = False
    lang: str = ""


def languages(request: HttpRequest) -> tuple[Link, ...]:
    """This page in every language of the interface, each named in itself."""
    path, here = request.get_full_path(), get_language()
    return tuple(
        Link(name, translate_url(path, code), code == here, code)
        for code, name in settings.LANGUAGES
    )


def navigation(request: HttpRequest) -> tuple[Link, ...]:
    """The links of the header; the one the reader is on is marked."""
    match = request.resolver_match
    here = match.url_name if match else None
    links = []
    for name, label in NAVIGATION:
        try:
            links.append(Link(label, reverse(name), name == here))
        except NoReverseMatch:  # a portal may leave a page out of its address space
            continue
    return tuple(links)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of `ui/base.html`."""
    return {
        "site_name": SITE_NAME,
        "base_url": settings.BASE_URL,
        "languages": languages(request),
        "navigation": navigation(request),
        "contact_phone": settings.CONTACT_PHONE,
        "contact_email": settings.CONTACT_EMAIL,
        "map_tiles": {
            "url": settings.MAP_TILE_URL,
            "attribution": settings.MAP_TILE_ATTRIBUTION,
            "zoom": settings.MAP_TILE_MAX_ZOOM,
        },
    }
