"""Terms come from the data files, and what people edit afterwards stays."""

import pytest
from django.core.management import CommandError, call_command

from seurantalo.common.text import Text
from seurantalo.taxonomy import commands, queries
from seurantalo.taxonomy.models import Scheme, Term
from seurantalo.taxonomy.term_files import FaultyData

pytestmark = pytest.mark.usefixtures("no_terms")

LISTS = """
[theme]
name = { fi = "Aihe", sv = "Tema", en = "Theme" }
files = "themes/*.toml"
[life_situation]
name = { fi = "Tilanne", sv = "Situation", en = "Situation" }
"""
THEMES = """
[[term]]
code = "culture"
label = { fi = "Kulttuuri", sv = "Kultur", en = "Culture" }
words.fi = "kulttuuri, taide"
ptv.service_classes = ["P25"]
[[term]]
code = "choir"
parent = "culture"
label = { fi = "Kuoro", sv = "Kör", en = "Choir" }
words.fi = "laulaminen, lauluporukka"
[[term]]
code = "theatre"
parent = "culture"
label = { fi = "Teatteri", sv = "Teater", en = "Theatre" }
words.fi = "näytteleminen"
"""
SITUATIONS = """
[[term]]
code = "new-in-town"
label = { fi = "Muutin tänne", sv = "Jag är ny", en = "I am new here" }
leads_to = ["choir"]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "themes").mkdir()
    (tmp_path / "taxonomies.toml").write_text(LISTS)
    (tmp_path / "themes" / "01-culture.toml").write_text(THEMES)
    (tmp_path / "life_situation.toml").write_text(SITUATIONS)
    return tmp_path


def change(folder, old, new, file="themes/01-culture.toml"):
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def theme(code):
    return Term.objects.get(taxonomy__code="theme", code=code)


def test_the_first_load_makes_trees_mappings_and_ways_to_themes(folder):
    assert commands.load_taxonomy(folder)[:3] == (4, 0, 0)
    entries = {entry.code: entry for entry in queries.vocabulary()}
    assert entries["choir"].parent == "culture"
    assert entries["choir"].words == {"fi": ("laulaminen", "lauluporukka")}
    assert entries["new-in-town"].leads_to == ("choir",)
    assert queries.themes_for_ptv(["P25.2"]) == ("culture",)


def test_a_second_load_changes_nothing(folder):
    commands.load_taxonomy(folder)
    assert commands.load_taxonomy(folder) == (0, 0, 4, ())


def test_a_change_in_the_files_arrives(folder):
    commands.load_taxonomy(folder)
    change(folder, "lauluporukka", "kuorolaulu")
    change(folder, '["P25"]', '["P25.2"]')
    assert commands.load_taxonomy(folder)[:3] == (0, 2, 2)
    assert theme("choir").words["fi"] == ["laulaminen", "kuorolaulu"]
    assert queries.themes_for_ptv(["P25.2"]) == ("culture",)
    assert queries.themes_for_ptv(["P25.1"]) == ()


def test_what_a_coordinator_wrote_stays_while_the_rest_follows_the_files(folder):
    commands.load_taxonomy(folder)
    choir = theme("choir")
    choir.words = {"fi": ["hoilaaminen"]}
    choir.save()
    change(folder, "lauluporukka", "kuorolaulu")
    change(folder, 'fi = "Kuoro"', 'fi = "Kuorot"')
    assert commands.load_taxonomy(folder).edited == ("theme/choir/words",)
    assert theme("choir").words == {"fi": ["hoilaaminen"]}
    assert theme("choir").label["fi"] == "Kuorot"


def test_a_mapping_that_a_coordinator_added_stays(folder):
    commands.load_taxonomy(folder)
    theme("choir").mappings.create(scheme=Scheme.PTV_SERVICE_CLASS, code="P25.2")
    commands.load_taxonomy(folder)
    assert queries.themes_for_ptv(["P25.2"]) == ("choir",)


def test_a_term_that_a_coordinator_made_stays_as_it_is(folder):
    commands.load_taxonomy(folder)
    Term.objects.create(
        taxonomy=theme("culture").taxonomy, code="circus", label=Text(fi="Sirkus"), words={}
    )
    change(
        folder,
        'code = "theatre"',
        'code = "circus"\nlabel = { fi = "X", sv = "X", en = "X" }\n[[term]]\ncode = "theatre"',
    )
    assert commands.load_taxonomy(folder).edited == ("theme/circus",)
    assert theme("circus").label == {"fi": "Sirkus"}


def test_a_term_that_left_the_files_is_no_longer_offered_and_comes_back_with_them(folder):
    commands.load_taxonomy(folder)
    change(folder, THEMES[THEMES.index('[[term]]\ncode = "theatre"') :], "")
    commands.load_taxonomy(folder)
    assert "theatre" not in {entry.code for entry in queries.vocabulary()}
    assert theme("theatre").label["fi"] == "Teatteri"
    (folder / "themes" / "01-culture.toml").write_text(THEMES)
    commands.load_taxonomy(folder)
    assert "theatre" in {entry.code for entry in queries.vocabulary()}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('parent = "culture"', 'parent = "art"', "choir: unknown term art"),
        ('sv = "Kör", ', "", "choir: no label in sv"),
        ('"P25"', '"P99"', "culture: unknown code P99 of PTV service class"),
        ("näytteleminen", "Laulaminen", "is a word of both choir and theatre"),
        ('code = "theatre"', 'code = "choir"', "choir: the code is there twice"),
        ('code = "theatre"', 'code = "Ei näin"', "Ei näin: code: String should match"),
        ('words.fi = "näytteleminen"', "wrods = 1", "theatre: wrods: Extra inputs"),
        ('words.fi = "näytteleminen"', "minimum_age = 9\nmaximum_age = 3", "the youngest is older"),
        ('words.fi = "näytteleminen"', "words.fi = ", "01-culture.toml: Invalid value"),
    ],
)
def test_a_fault_in_the_files_is_told_and_nothing_is_written(folder, old, new, complaint):
    change(folder, old, new)
    with pytest.raises(FaultyData) as faulty:
        commands.load_taxonomy(folder)
    assert any(complaint in problem for problem in faulty.value.problems)
    assert not Term.objects.exists()


def test_every_fault_is_told_at_once(folder):
    change(folder, '"P25"', '"P99"')
    change(folder, '["choir"]', '["ballet"]', "life_situation.toml")
    with pytest.raises(FaultyData) as faulty:
        commands.load_taxonomy(folder)
    assert faulty.value.problems == (
        "theme: culture: unknown code P99 of PTV service class",
        "life_situation: new-in-town: leads to an unknown theme ballet",
    )


def test_the_command_says_what_it_did(capsys):
    call_command("load_taxonomy")
    assert " created, 0 changed, 0 unchanged, 0 edits kept" in capsys.readouterr().out
    Term.objects.filter(taxonomy__code="theme", code="swimming").update(label={"fi": "Polskinta"})
    call_command("load_taxonomy")
    assert "kept as a person wrote it: theme/swimming/label" in capsys.readouterr().out


def test_the_command_says_what_is_wrong(folder):
    change(folder, '"P25"', '"P99"')
    with pytest.raises(CommandError, match="unknown code P99"):
        call_command("load_taxonomy", folder)
