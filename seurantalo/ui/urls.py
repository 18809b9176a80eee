"""Addresses of the pages that only tell, in each language's own words."""

from django.urls import path

from seurantalo.common.addresses import spelled
from seurantalo.ui import views

ABOUT = {"fi": "tietoa", "sv": "om", "en": "about", "se": "birra"}
ACCESSIBILITY = {
    "fi": "saavutettavuus",
    "sv": "tillganglighet",
    "en": "accessibility",
    "se": "juksanvuohta",
}
PRIVACY = {"fi": "tietosuoja", "sv": "dataskydd", "en": "privacy", "se": "diehtosuodji"}

urlpatterns = [
    path(spelled(ABOUT), views.about, name="about"),
    path(spelled(ACCESSIBILITY), views.accessibility, name="accessibility"),
    path(spelled(PRIVACY), views.privacy, name="privacy"),
]
