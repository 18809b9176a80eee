"""A reader sees a record's words in her language; what is in another language says so."""

from datetime import datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI


def shown(source: str, lang: str = "fi", **context: object) -> str:
    with translation.override(lang):
        return Template(source).render(Context(context))


def test_own_language_needs_no_mark():
    assert shown("{% text x %}", x=Text(fi="Kuoro", sv="Kör")) == "Kuoro"
    assert shown("{% text x %}", "sv", x=Text(fi="Kuoro", sv="Kör")) == "Kör"


def test_another_language_is_marked_for_screen_readers():
    assert shown("{% text x %}", "sv", x=Text(fi="Kuoro")) == '<span lang="fi">Kuoro</span>'
    assert 'lang="fi"' in shown("{{ x|paragraphs }}", "en", x=Text(fi="Tule mukaan"))


def test_a_long_text_is_cut_without_losing_its_language():
    cut = shown("{% text x 12 %}", "sv", x=Text(fi="Laulamme viihdettä"))
    assert cut == '<span lang="fi">Laulamme vi…</span>'


def test_a_text_cannot_bring_markup():
    hostile = Text(fi="<script>x</script> https://a.example/?a=1&b=2\n\nToinen")
    for source in ("{% text x %}", "{{ x|plain }}", "{{ x|paragraphs }}"):
        assert "<script" not in shown(source, x=hostile)
    html = shown("{{ x|paragraphs }}", x=hostile)
    assert html.count("<p>") == 2
    assert '<a href="https://a.example/?a=1&amp;b=2"' in html


def test_json_ld_cannot_end_its_script_early():
    html = shown("{% jsonld x %}", x={"name": "</script><b>"})
    assert html.startswith('<script type="application/ld+json">')
    assert html.count("</script>") == 1


def test_nothing_said_is_nothing_shown():
    assert shown("{% text x %}{{ x|plain }}{{ x|paragraphs }}", x=Text()) == ""
    assert shown("{% text x %}{{ x|plain }}", x=None) == ""


def test_the_leaf_shows_the_day_as_people_in_finland_read_it():
    leaf = shown("{% leaf x %}", x=datetime(2026, 12, 1, 18, tzinfo=HELSINKI))
    assert ">ti<" in leaf and ">1<" in leaf and ">joulu<" in leaf
    assert 'aria-hidden="true"' in leaf


def test_midnight_to_midnight_is_said_as_days():
    start, end = (datetime(2030, 7, d, tzinfo=HELSINKI) for d in (6, 8))
    said = shown("{% when a b %}", a=start, b=end)
    assert "klo" not in said
    assert 'datetime="2030-07-06T00:00"' in said


@pytest.mark.parametrize(
    ("km", "said"),
    [
        (0.02, "50 m"),
        (0.349, "350 m"),
        (0.99, "1,0 km"),
        (3.29, "3,3 km"),
        (3.24, "3,2 km"),
        (61.4, "61 km"),
    ],
)
def test_distances_are_rounded_to_what_one_can_use(km, said):
    assert shown("{{ x|kilometres }}", x=km) == said


def test_languages_have_the_names_the_reader_uses():
    assert shown("{% load i18n %}{{ 'en'|spoken }}") == "englanti"
    assert shown("{{ 'fi'|spoken }}", "sv") == "finska"
    assert shown("{{ 'xx'|spoken }}") == "xx"


def test_a_phone_number_can_be_called_as_it_is_written():
    assert shown("{{ x|telephone }}", x="017 123 4567") == "tel:0171234567"
    assert shown("{{ x|telephone }}", x="+358 40-123 (45)") == "tel:+3584012345"
