"""The words in the data files are enough, and lead on to others' codes."""

from itertools import pairwise

import pytest

from seurantalo.taxonomy import term_files
from seurantalo.taxonomy.models import Scheme
from seurantalo.taxonomy.ptv import code_list

FILED = {taxonomy.code: taxonomy.terms for taxonomy in term_files.read()}
THEMES = FILED["theme"]
BROAD = [term for term in THEMES if not term.parent]


def test_twelve_broad_themes_are_named_in_sami_too_and_have_a_picture():
    assert len(BROAD) == 12
    assert all("se" in term.label and term.icon for term in BROAD)


def test_under_each_broad_theme_are_narrower_ones():
    parents = {term.parent for term in THEMES}
    assert {term.code for term in BROAD} <= parents


@pytest.mark.parametrize("term", THEMES, ids=lambda term: term.code)
def test_a_theme_says_in_one_plain_line_what_it_is(term):
    for lang in ("fi", "sv", "en"):
        assert term.plain[lang].endswith(".")
        assert len(term.plain[lang]) <= 100


@pytest.mark.parametrize(
    "term", [term for term in THEMES if term.parent], ids=lambda term: term.code
)
def test_many_everyday_words_lead_to_a_theme(term):
    assert len(term.words["fi"]) >= 10
    assert min(len(term.words["sv"]), len(term.words["en"])) >= 6


def test_every_life_situation_leads_on():
    assert len(FILED["life_situation"]) >= 20
    assert all(2 <= len(term.leads_to) <= 5 for term in FILED["life_situation"])


def test_all_ages_is_a_choice():
    assert FILED["age_range"][0].code == "all-ages"


def test_ages_follow_each_other_without_a_gap():
    ages = [term for term in FILED["age_range"] if term.minimum_age is not None]
    for younger, older in pairwise(ages):
        assert younger.maximum_age + 1 == older.minimum_age


def test_every_life_event_of_ptv_leads_to_a_life_situation_or_a_theme():
    mapped = {
        code
        for terms in (THEMES, FILED["life_situation"])
        for term in terms
        for code in term.ptv.life_events
    }
    assert mapped == set(code_list(Scheme.PTV_LIFE_EVENT))


@pytest.mark.parametrize(
    ("scheme", "code", "name"),
    [
        (Scheme.PTV_SERVICE_CLASS, "P25.2", "Taiteet"),
        (Scheme.PTV_TARGET_GROUP, "KR1.1", "Ikäihmiset"),
        (Scheme.PTV_LIFE_EVENT, "KE9", "Velkaantuminen"),
    ],
)
def test_the_names_of_ptv_codes_are_known(scheme, code, name):
    assert code_list(scheme)[code].name["fi"] == name
    assert code_list(scheme)[code].uri.endswith(f"/{code}")


def test_lists_of_ptv_are_whole_trees():
    sizes = [len(code_list(scheme)) for scheme in list(Scheme)[:3]]
    assert sizes == [228, 17, 19]
    for scheme in list(Scheme)[:3]:
        codes = code_list(scheme)
        assert all(code.parent in codes for code in codes.values() if code.parent)
