"""Addresses of the administrators' pages."""

from django.urls import URLPattern, path

from seurantalo.common.addresses import spelled
from seurantalo.desk.administration import views

HOME = {"fi": "hallinta", "sv": "forvaltning", "en": "administration", "se": "halddaheapmi"}


def under(fi: str, sv: str, en: str) -> str:
    """An address under the front page of the administration."""
    tails = {"fi": fi, "sv": sv, "en": en, "se": fi}
    return spelled({lang: f"{word}/{tails[lang]}" for lang, word in HOME.items()})


REGION, ROLE = "/<slug:code>", "/<key:pk>"
LETTER = "/<str:kind>/<slug:language>"

urlpatterns: list[URLPattern] = [
    path(spelled(HOME), views.home, name="administration"),
    path(under("alueet", "regioner", "regions"), views.regions, name="administration-regions"),
    path(
        under(f"alueet{REGION}", f"regioner{REGION}", f"regions{REGION}"),
        views.region, name="administration-region",
    ),
    path(
        under(f"alueet{REGION}/lisaa", f"regioner{REGION}/lagg-till", f"regions{REGION}/add"),
        views.grant, name="administration-grant",
    ),
    path(
        under(f"koordinaattorit{ROLE}", f"koordinatorer{ROLE}", f"coordinators{ROLE}"),
        views.coordinator, name="administration-coordinator",
    ),
    path(
        under(
            f"koordinaattorit{ROLE}/poista", f"koordinatorer{ROLE}/ta-bort",
            f"coordinators{ROLE}/remove",
        ),
        views.revoke, name="administration-revoke",
    ),
    path(
        under("tormaykset", "krockar", "collisions"),
        views.collisions, name="administration-collisions",
    ),
    path(under("kytkimet", "brytare", "switches"), views.switches, name="administration-switches"),
    path(under("kirjeet", "brev", "letters"), views.letters, name="administration-letters"),
    path(
        under(f"kirjeet{LETTER}", f"brev{LETTER}", f"letters{LETTER}"),
        views.letter, name="administration-letter",
    ),
    path(
        under(f"kirjeet{LETTER}/nayta", f"brev{LETTER}/visa", f"letters{LETTER}/show"),
        views.preview, name="administration-preview",
    ),
    path(under("jono", "ko", "queue"), views.queue, name="administration-queue"),
]  # fmt: skip
