"""Words meet their relatives, whichever analyser is at hand."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.search.analysis import Analyser, Terms, analyser, fold, stop_words, tokens
from seurantalo.search.analysis.dictionary import Dictionary
from seurantalo.search.tests.gold import APART, FINNISH, SWEDISH, rows

# What each must reach on the gold words: base forms and members found, as shares.
FLOORS = {
    ("voikko", "fi"): (0.98, 0.98),
    ("simplemma", "fi"): (0.95, 0.96),
    ("simplemma", "sv"): (0.97, 0.95),
    ("snowball", "fi"): (0.60, 0.0),
    ("snowball", "sv"): (0.85, 0.0),
}
MOST_FALSE_MEETINGS = {"voikko": 1, "simplemma": 1, "snowball": 2}
WORDS = st.text(max_size=70)


@pytest.fixture(params=["voikko", "simplemma", "snowball"])
def each(request: pytest.FixtureRequest) -> Analyser:
    return of(request.param)


def of(name: str) -> Analyser:
    try:
        return analyser(name)
    except OSError:
        pytest.skip(f"{name} is not installed here")


def meets(used: Analyser, form: str, base: str, lang: str) -> bool:
    """A stemmer has stems for base forms, so base forms are analysed too."""
    found = used.analyse(form, lang).lemmas
    return base in found or found == used.analyse(base, lang).lemmas


@pytest.mark.parametrize(("name", "lang"), FLOORS)
def test_the_gold_words_are_understood(name: str, lang: str) -> None:
    used = of(name)
    table = rows({"fi": FINNISH, "sv": SWEDISH}[lang])
    bases = [meets(used, form, base, lang) for form, base, _members in table]
    members = [
        member in (*used.analyse(form, lang).members, *used.analyse(form, lang).inner)
        for form, _base, listed in table
        if listed != "-"
        for member in listed.split(",")
    ]
    assert len(table) >= {"fi": 150, "sv": 40}[lang]
    floor_bases, floor_members = FLOORS[name, lang]
    assert sum(bases) / len(bases) >= floor_bases
    assert sum(members) / len(members) >= floor_members


def test_words_that_only_look_alike_do_not_meet(each: Analyser) -> None:
    def known_as(word: str) -> set[str]:
        terms = each.analyse(word, "fi")
        return {*terms.lemmas, *terms.roots}

    met = [pair for pair in rows(APART) if known_as(pair[0]) & known_as(pair[1])]
    assert len(met) <= MOST_FALSE_MEETINGS[each.name], met


@pytest.mark.parametrize("name", ["voikko", "simplemma"])
@pytest.mark.parametrize(
    ("noun", "verb"),
    [("uinti", "uida"), ("uiminen", "uida"), ("neulonta", "neuloa"), ("keskustelu", "keskustella"),
     ("hoitaja", "hoitaa"), ("virkkaus", "virkata"), ("kävely", "kävellä")],
)  # fmt: skip
def test_doing_meets_the_verb(name: str, noun: str, verb: str) -> None:
    terms = of(name).analyse(noun, "fi")
    assert verb in (*terms.lemmas, *terms.roots)


@pytest.mark.parametrize("name", ["voikko", "simplemma"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("aidille", "äidille"), ("ystavatoiminta", "ystävätoiminta"), ("jumpaan", "jumppaan"),
     ("vertastuki", "vertaistuki"), ("mielenterveis", "mielenterveys")],
)  # fmt: skip
def test_a_misspelt_word_has_its_spelling_among_the_corrections(
    name: str, typed: str, meant: str
) -> None:
    assert meant in of(name).corrections(typed, "fi")


def test_lost_dots_come_before_other_slips() -> None:
    assert analyser("simplemma").corrections("aidille", "fi")[0] == "äidille"


def test_a_word_nobody_knows_survives(each: Analyser) -> None:
    assert "xyzzykerhol" in each.analyse("xyzzykerhola", "fi").lemmas[0]
    assert each.analyse("підтримка", "uk").lemmas == ("підтримка",)


def test_other_languages_are_folded_so_that_accents_do_not_matter(each: Analyser) -> None:
    assert each.analyse("café", "fr").lemmas == ("cafe",)


def test_easy_finnish_is_finnish() -> None:
    used = analyser("simplemma")
    assert used.analyse("äideille", "fi-x-selko") == used.analyse("äideille", "fi")


def test_tokens_leave_endings_and_invisible_signs_out() -> None:
    assert tokens("MLL:n Äiti-lapsi\u00adjumppa, klo 10–11 (ilm. ry:lle)!") == [
        "mll", "äiti-lapsijumppa", "klo", "10", "11", "ilm", "ry",
    ]  # fmt: skip
    assert tokens("Kuopio ja Nilsiä", keep_case=True) == ["Kuopio", "ja", "Nilsiä"]


def test_stop_words_say_nothing() -> None:
    assert {"ja", "minulle"} <= stop_words("fi")
    assert "och" in stop_words("sv") and not stop_words("uk")


def test_the_id_tells_what_is_in_use_so_that_another_index_is_not_trusted() -> None:
    assert "fi=snowball" in analyser("snowball").id
    assert analyser("snowball").id != analyser("simplemma").id


def test_a_dictionary_is_built_once_and_whole(tmp_path: Path) -> None:
    assert Dictionary("se", tmp_path).analyse("searvvis")
    (built,) = tmp_path.glob("*.trie")
    assert {path.name for path in tmp_path.iterdir()} == {built.name, "LOCK"}
    before = built.stat().st_mtime_ns
    assert Dictionary("se", tmp_path).analyse("searvvis")
    assert built.stat().st_mtime_ns == before


def test_without_a_writable_folder_words_are_stemmed() -> None:
    used = Analyser("auto", Path("/proc/no-such-folder"))
    assert used.analyse("simningen", "sv").lemmas == ("simning",)
    with pytest.raises(OSError):
        Analyser("simplemma", Path("/proc/no-such-folder"))


def test_threads_share_one_analyser(each: Analyser) -> None:
    words = ["jumppaan", "ystävätoimintaa", "äideille", "uinti"] * 50

    def analyse(word: str) -> Terms:
        return each._analyse(word, "fi")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(analyse, words)) == [analyse(word) for word in words]


@given(text=WORDS)
def test_any_text_is_taken(text: str) -> None:
    used = analyser("simplemma")
    for token in tokens(text):
        for lang in ("fi", "sv", "uk"):
            terms = used.analyse(token, lang)
            assert terms.lemmas and all(terms.lemmas)
            used.corrections(token, lang)
    assert fold(fold(text)) == fold(text)


def test_the_setting_chooses(settings_of: Callable[[str], None]) -> None:
    settings_of("snowball")
    assert analyser.__wrapped__().name == "snowball"


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda name: monkeypatch.setattr(settings, "SEARCH_ANALYSER", name)


def test_processes_that_start_together_build_one_dictionary(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from seurantalo.search.analysis.dictionary import Dictionary;"
        "print(Dictionary('se', pathlib.Path(sys.argv[1])).lemma('searvvis'))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, cwd=settings.ROOT, text=True)
        for _ in range(2)
    ]
    assert [process.communicate()[0].strip() for process in running] == ["searvi"] * 2
    assert len(list(tmp_path.glob("*.trie"))) == 1
