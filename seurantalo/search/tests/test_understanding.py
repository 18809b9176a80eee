"""What people type is understood: inflected, misspelt, in lay words, with a place in it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seurantalo.common.text import Text
from seurantalo.places.names import Name, PlaceNames
from seurantalo.search import ranking
from seurantalo.search.analysis import analyser
from seurantalo.search.documents import Language
from seurantalo.search.index import Index
from seurantalo.search.index.plan import Document, Hit, Plan
from seurantalo.search.lay_words import LayWords, Synonyms
from seurantalo.search.ranking import FieldTerms, impacts
from seurantalo.search.understanding import Knowledge, Understanding, reasons, understand
from seurantalo.taxonomy.queries import VocabularyEntry

NOTICES = {
    "uinti": "Vauvauinti perheille lämpimässä altaassa",
    "jumppa": "Tuolijumppaa senioreille",
    "ystava": "Ystävätoiminta: vapaaehtoinen käy luonasi",
    "kahvila": "Äitien ja lasten aamukahvila",
    "vertainen": "Vertaisryhmä läheisensä menettäneille",
    "kuoro": "Sekakuoroon uusia laulajia",
    "simma": "Simskola för barn",
    "uni": "Univaikeuksien verkkoryhmä",
}
THEMES = {"friends": ["ystava", "kahvila"], "sleep": ["uni"], "swimming": ["uinti", "simma"]}
ENTRIES = (
    VocabularyEntry("theme", "friends", None, Text(fi="Ystävätoiminta", sv="Vänner"), Text(),
                    {"fi": ("yksinäinen äiti", "ei kavereita")}),
    VocabularyEntry("theme", "sleep", None, Text(fi="Uni ja lepo"), Text(),
                    {"fi": ("en saa unta", "valvon öisin")}),
    VocabularyEntry("theme", "swimming", None, Text(fi="Uinti", en="Swimming"), Text(), {}),
    VocabularyEntry("life_situation", "newcomer", None, Text(fi="Muutin paikkakunnalle"), Text(),
                    {"fi": ("uusi paikkakunta",)}, leads_to=("friends",)),
    VocabularyEntry("language", "sv", None, Text(fi="Ruotsi"), Text(), {"fi": ("ruotsi",)}),
)  # fmt: skip
PLACES = PlaceNames([Name("municipality:140", "fi", "Iisalmi", "inner")])
NOW = datetime(2026, 3, 1, tzinfo=UTC)

Search = Callable[[str], list[Hit]]


class Room:
    """A small index with its knowledge."""

    def __init__(self, name: str, folder: Path) -> None:
        try:
            used = analyser(name)
        except OSError:
            pytest.skip(f"{name} is not installed here")
        language = Language(used, LayWords(ENTRIES, used))
        self.knowledge = Knowledge(used, language.lay_words, Synonyms(used), PLACES)
        documents = []
        for key, text in NOTICES.items():
            lang = "sv" if key == "simma" else "fi"
            terms = impacts([FieldTerms("name", language.terms(text, lang))])
            terms.update({f"theme:{code}": 0.7 for code, keys in THEMES.items() if key in keys})
            documents.append(Document(key, terms))
        Index.build(documents, folder, 1)
        self.index = Index.open(folder)

    def understand(self, words: str, lang: str = "fi", literal: bool = False) -> Understanding:
        return understand(
            words, lang, knowledge=self.knowledge, lexicon=self.index, literal=literal
        )

    def find(self, words: str, lang: str = "fi") -> list[str]:
        understood = self.understand(words, lang)
        if understood.is_hopeless:
            return []
        return [hit.key for hit in self.hits(understood)]

    def hits(self, understood: Understanding) -> tuple[Hit, ...]:
        plan = Plan(NOW, understood.clauses, ranking.COVERAGE)
        return self.index.answer(plan).hits


@pytest.fixture(scope="module", params=["voikko", "simplemma"])
def room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Room:
    return Room(request.param, tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("uinti", "uinti"), ("uimaan", "uinti"), ("uiminen", "uinti"), ("vauvojen uinti", "uinti"),
        ("jumpalle", "jumppa"), ("jumppaaminen", "jumppa"), ("voimistelua", "jumppa"),
        ("ystävä", "ystava"), ("ystävä toiminta", "ystava"), ("kaveri", "ystava"),
        ("aidit", "kahvila"), ("vertastuki", "vertainen"), ("vertaistuki", "vertainen"),
        ("laulaminen", "kuoro"), ("kuor", "kuoro"), ("en saa unta", "uni"), ("nukun huonosti", "uni"),
    ],
)  # fmt: skip
def test_it_is_found_however_it_is_written(room: Room, words: str, found: str) -> None:
    assert found in room.find(words)[:2]


@pytest.mark.parametrize(
    ("words", "lang", "found"),
    [("simning", "fi", "simma"), ("simning", "sv", "uinti"), ("swimming", "fi", "uinti"),
     ("friend", "en", "ystava"), ("kör", "sv", "kuoro")],
)  # fmt: skip
def test_other_languages_find_too(room: Room, words: str, lang: str, found: str) -> None:
    assert found in room.find(words, lang)


def test_the_motto_finds_ways_to_help(room: Room) -> None:
    assert set(room.find("ystävä yksinäiselle äidille")[:2]) == {"ystava", "kahvila"}


def test_a_phrase_leads_to_its_theme_and_says_so(room: Room) -> None:
    understood = room.understand("olen yksinäinen äiti")
    (theme,) = understood.themes
    assert (theme.term, theme.phrase) == ("theme:friends", "yksinäinen äiti")
    (hit,) = (hit for hit in room.hits(understood) if hit.key == "ystava")
    assert [str(reason) for reason in reasons(hit, understood, "fi")] == [
        "yksinäinen äiti → Ystävätoiminta"
    ]


def test_a_life_situation_leads_to_its_themes(room: Room) -> None:
    assert room.understand("uudella paikkakunnalla").themes[0].term == "theme:friends"


def test_languages_spoken_are_filters_and_not_what_something_is_about(room: Room) -> None:
    assert not room.understand("ruotsi").themes


def test_a_synonym_and_a_correction_are_told_as_reasons(room: Room) -> None:
    def told(words: str, key: str) -> list[tuple[str, str]]:
        understood = room.understand(words)
        (hit,) = (hit for hit in room.hits(understood) if hit.key == key)
        return [(reason.kind, reason.found) for reason in reasons(hit, understood, "fi")]

    assert told("voimistelu", "jumppa") == [("synonym", "jumppa")]
    assert told("jumpaa", "jumppa") == [("correction", "jumppa")]
    assert told("jumppaa", "jumppa") == []


def test_the_correction_is_shown(room: Room) -> None:
    assert room.understand("ystavatoiminta").corrections == {"ystavatoiminta": "ystävätoiminta"}
    assert room.understand("ystävätoiminta").corrections == {}


def test_a_place_becomes_a_filter_and_leaves_the_words(room: Room) -> None:
    understood = room.understand("jumppaa Iisalmessa")
    assert [(place.area_key, place.surface) for place in understood.places] == [
        ("municipality:140", "Iisalmessa")
    ]
    assert [meaning.said for meaning in understood.meanings] == ["jumppaa"]


def test_a_place_alone_asks_for_everything_there(room: Room) -> None:
    understood = room.understand("Iisalmi")
    assert understood.places and not understood.clauses and not understood.is_hopeless


def test_literally_a_place_is_a_word(room: Room) -> None:
    understood = room.understand("jumppaa Iisalmessa", literal=True)
    assert not understood.places and "Iisalmessa".lower() in understood.unmatched


def test_time_and_price_are_offered_as_filters(room: Room) -> None:
    suggestions = room.understand("ilmaista jumppaa iltaisin viikonloppuna").suggestions
    assert {(one.field, one.value) for one in suggestions} == {
        ("price", "free"), ("time_of_day", "ilta"), ("when", "viikonloppu"),
    }  # fmt: skip


def test_framing_words_count_little(room: Room) -> None:
    understood = room.understand("etsin jumppaa")
    importance = {meaning.said: meaning.importance for meaning in understood.meanings}
    assert importance["jumppaa"] == 1.0
    assert room.find("haluaisin löytää jumppaa")[0] == "jumppa"


def test_words_that_lead_nowhere_do_not_stand_in_the_way(room: Room) -> None:
    understood = room.understand("jumppaa qwxzvbn")
    assert understood.unmatched == ("qwxzvbn",)
    assert room.find("jumppaa qwxzvbn")[0] == "jumppa"


def test_nothing_but_nonsense_finds_nothing_rather_than_everything(room: Room) -> None:
    assert room.understand("qwxzvbn").is_hopeless
    assert room.find("qwxzvbn") == []


def test_no_words_are_no_clauses(room: Room) -> None:
    for words in ("", "   ", "!?", "–"):
        understood = room.understand(words)
        assert not understood.clauses and not understood.is_hopeless


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=st.text(max_size=120), lang=st.sampled_from(["fi", "sv", "en", "se", "uk"]))
def test_any_line_is_understood_somehow(room: Room, words: str, lang: str) -> None:
    understood = room.understand(words, lang)
    assert len(understood.clauses) == len(understood.meanings)
    for clause in understood.clauses:
        assert clause.alternatives and clause.importance > 0
        assert all(weight > 0 for _term, weight in clause.alternatives)
        assert max(clause.alternatives, key=lambda pair: pair[1]) == clause.alternatives[0]
    room.hits(understood)
