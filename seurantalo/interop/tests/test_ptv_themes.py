"""A public service gets the themes it speaks of, not every theme of its wide class."""

import pytest

from seurantalo.common.text import Text
from seurantalo.interop.codes import load
from seurantalo.interop.ptv.themes import themes
from seurantalo.records.content import ActivityContent
from seurantalo.records.formats.ptv import Service

pytestmark = pytest.mark.django_db


def service(name, *classes, terms=()):
    content = ActivityContent(kind="support", name=Text(fi=name))
    words = tuple(Text(fi=term) for term in terms)
    return Service(id="1", content=content, service_classes=classes, ontology_terms=words)


@pytest.fixture
def codes(facts):
    return load()


def test_a_swimming_hall_is_about_swimming(codes):
    assert themes(service("Uimahalli", "P27.1"), codes) == ("swimming",)
    assert themes(service("Aalto", "P27.1", terms=["uimahallit"]), codes) == ("swimming",)


def test_a_service_that_says_no_more_gets_the_top_theme_alone(codes):
    assert themes(service("Liikuntapaikat", "P27.1"), codes) == ("sport",)


def test_an_unknown_class_says_nothing(codes):
    assert themes(service("Lumenvastaanotto", "P99.9"), codes) == ()
