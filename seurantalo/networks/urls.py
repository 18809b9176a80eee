"""Addresses of the room."""

from django.urls import URLPattern, path

from seurantalo.common.addresses import spelled
from seurantalo.networks import views


def under(fi: str = "", sv: str = "", en: str = "", se: str = "") -> str:
    """A page of networks, in each language's words."""
    told = {"fi": f"verkostot{fi}", "sv": f"natverk{sv}", "en": f"networks{en}"}
    return spelled({**told, "se": f"fierpmadagat{se}"})


KEY = "/<key:pk>"
urlpatterns: list[URLPattern] = [
    path(under(), views.networks, name="networks"),
    path(under("/uusi", "/ny", "/new", "/odda"), views.new, name="new-network"),
    path(under(KEY, KEY, KEY, KEY), views.network, name="network"),
    path(
        under(f"{KEY}/muokkaa", f"{KEY}/redigera", f"{KEY}/edit", f"{KEY}/rievdat"),
        views.edit,
        name="edit-network",
    ),
    path(
        under(f"{KEY}/sulje", f"{KEY}/stang", f"{KEY}/close", f"{KEY}/gidde"),
        views.close,
        name="close-network",
    ),
    path(
        under(
            f"{KEY}/jasenet/<key:member>",
            f"{KEY}/medlemmar/<key:member>",
            f"{KEY}/members/<key:member>",
            f"{KEY}/miellahtut/<key:member>",
        ),
        views.member,
        name="network-member",
    ),
]
